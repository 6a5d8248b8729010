import type { EvidenceUsed } from "../../pades/verify/verification.ts";

/** What an evidence store holds. */
export const KINDS = [
  "certificates",
  "crls",
  "ocspResponses",
  "timestamps",
] as const satisfies readonly (keyof EvidenceUsed)[];

/** How its files end. */
const EXTENSIONS: { readonly [Kind in keyof EvidenceUsed]: string } = {
  certificates: ".cer",
  crls: ".crl",
  ocspResponses: ".ocsp",
  timestamps: ".tst",
};

/** Behind the digest that trust stores have of a profile. */
export const TRUST_EXTENSION = ".trust.json";

const DIGEST = /^[0-9a-f]{64}$/;

/** The name of a piece's file: nothing but its SHA-256 and its kind. Null where `name` is not "sha256:…". */
export function fileOfPiece(kind: keyof EvidenceUsed, name: string): string | null {
  const digest = name.startsWith("sha256:") ? name.slice("sha256:".length) : "";
  return DIGEST.test(digest) ? `${digest}${EXTENSIONS[kind]}` : null;
}

/** What a file of a store must hold by its name; null for a file that is none of a store's. */
export function expectedOf(
  fileName: string,
): { readonly digest: string; readonly of: "piece" | "trust-profile" } | null {
  const digest = fileName.slice(0, 64);
  if (!DIGEST.test(digest)) return null;
  const rest = fileName.slice(64);
  if (rest === TRUST_EXTENSION) return { digest, of: "trust-profile" };
  return Object.values(EXTENSIONS).includes(rest) ? { digest, of: "piece" } : null;
}
