import { fileURLToPath } from "node:url";

/** The checkout's folder, with no slash at its end. */
export const repository = fileURLToPath(new URL("../..", import.meta.url)).replace(/[/\\]$/, "");
