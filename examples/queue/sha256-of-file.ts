import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";

/** Lower-case hex, of a file of any size. */
export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece as Uint8Array);
  return hash.digest("hex");
}
