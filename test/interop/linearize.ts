import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The file as qpdf linearizes it (ISO 32000-2, annex F). */
export function linearize(pdf: Uint8Array): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "pades-linearize-"));
  try {
    writeFileSync(join(folder, "in.pdf"), pdf);
    execFileSync("qpdf", ["--linearize", join(folder, "in.pdf"), join(folder, "out.pdf")]);
    return new Uint8Array(readFileSync(join(folder, "out.pdf")));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
