import type { Finding } from "../../findings.ts";
import type { PdfVerification } from "./verification.ts";

/** All that was found of a file: of itself first, then of each signature. */
export function findingsOf({ findings, signatures }: Pick<PdfVerification, "findings" | "signatures">): Finding[] {
  return [...findings, ...signatures.flatMap((signature) => signature.findings)];
}
