import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { decodeHex } from "../../src/bytes/hex.ts";

/** Every hexadecimal /Contents of the corpus's PDFs, found by looking for the key: good enough to feed a parser. */
export function* contentsOfCorpusPdfs(
  corpus: string,
): Generator<{ readonly name: string; readonly bytes: Uint8Array }> {
  for (const folder of ["dss", "pyhanko", "generated"]) {
    for (const file of readdirSync(join(corpus, folder)).sort()) {
      const path = join(corpus, folder, file);
      if (!file.endsWith(".pdf") || !statSync(path).isFile()) continue;
      const text = readFileSync(path, "latin1");
      for (const [, hex] of text.matchAll(/\/Contents\s*<([0-9A-Fa-f\s]{200,})>/g)) {
        const bytes = decodeHex((hex ?? "").replace(/\s+/g, ""));
        if (bytes !== null) yield { name: `${folder}/${file}`, bytes };
      }
    }
  }
}
