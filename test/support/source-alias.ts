import { readdirSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./repository.ts";

/** Makes bundlers find the package's own entries in its source. */
export const sourceAlias: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(join(repository, "src/public")).map((file) => {
    const entry = file.replace(/\.ts$/, "");
    return [entry === "index" ? "pades-dossier" : `pades-dossier/${entry}`, join(repository, "src/public", file)];
  }),
);
