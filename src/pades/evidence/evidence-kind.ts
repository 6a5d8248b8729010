import type { EvidenceInput } from "../verify/evidence/evidence.ts";

/** What a piece of evidence is. */
export type EvidenceKind = "crl" | "ocsp" | "certificate";

/** In the order in which a bundle lists them. */
export const EVIDENCE_KINDS = ["crl", "ocsp", "certificate"] as const satisfies readonly EvidenceKind[];

/** Pieces by kind, as verifyPdf takes them. */
export function evidenceInputOf(
  pieces: readonly { readonly kind: EvidenceKind; readonly der: Uint8Array }[],
): Required<EvidenceInput> {
  const of = (kind: EvidenceKind) => pieces.filter((piece) => piece.kind === kind).map(({ der }) => der);
  return { crls: of("crl"), ocspResponses: of("ocsp"), certificates: of("certificate") };
}
