import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What qpdf makes of each handler; `--allow-weak-crypto` for the old ones. */
export const ENCRYPTION_MODES = [
  { name: "R2, RC4 with 40 bits", options: ["40"], revision: 2 },
  { name: "R3, RC4 with 128 bits", options: ["128", "--use-aes=n"], revision: 3 },
  { name: "R4, RC4 by crypt filters", options: ["128", "--use-aes=n", "--force-V4"], revision: 4 },
  { name: "R4, AES-128", options: ["128", "--use-aes=y"], revision: 4 },
  { name: "R4, AES-128, metadata in the plain", options: ["128", "--use-aes=y", "--cleartext-metadata"], revision: 4 },
  { name: "R5, AES-256", options: ["256", "--force-R5"], revision: 5 },
  { name: "R6, AES-256", options: ["256"], revision: 6 },
  { name: "R6, AES-256, metadata in the plain", options: ["256", "--cleartext-metadata"], revision: 6 },
] as const;

export interface QpdfEncryption {
  readonly user: string;
  readonly owner: string;
  /** As qpdf takes them: key length, then --modify and others. */
  readonly options: readonly string[];
  /** `preserve` by default. */
  readonly objectStreams?: string;
}

/** A file as qpdf encrypts it. */
export function encryptWithQpdf(pdf: Uint8Array, encryption: QpdfEncryption): Uint8Array {
  const { user, owner, options, objectStreams = "preserve" } = encryption;
  const folder = mkdtempSync(join(tmpdir(), "pades-qpdf-"));
  try {
    const [source, target] = [join(folder, "source.pdf"), join(folder, "target.pdf")];
    writeFileSync(source, pdf);
    const general = [
      "--allow-weak-crypto",
      "--warning-exit-0",
      `--object-streams=${objectStreams}`,
      "--preserve-unreferenced",
    ];
    execFileSync("qpdf", [...general, "--encrypt", user, owner, ...options, "--", source, target], { stdio: "pipe" });
    return new Uint8Array(readFileSync(target));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
