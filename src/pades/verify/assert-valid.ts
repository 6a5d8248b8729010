import { PadesError } from "../../errors.ts";
import { findingsOf } from "./findings-of.ts";
import type { PdfVerification } from "./verification.ts";

/**
 * Asserts that a verification is valid.
 *
 * @throws PadesError ERR_NOT_VALID, naming the verdict and the code of the first finding that led to it
 */
export function assertValid(
  verification: PdfVerification,
): asserts verification is PdfVerification & { readonly verdict: "valid" } {
  if (verification.verdict === "valid") return;
  const findings = findingsOf(verification);
  const reason =
    findings.find(({ severity }) => severity === "fail") ??
    findings.find(({ severity }) => severity === "warn") ??
    findings[0];
  const because = reason === undefined ? "" : `: ${reason.code} ${JSON.stringify(reason.params)}`;
  throw new PadesError("ERR_NOT_VALID", `verdict ${verification.verdict}, expected valid${because}`);
}
