import type { EvidenceUsed } from "../../pades/verify/verification.ts";
import type { RecordedDossier } from "../../report/replay/recorded-dossier.ts";

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
/** Behind the digest of a manifest that was handed in, and of who was said to be allowed to seal one. */
export const MANIFEST_EXTENSION = ".manifest.json";
export const SEALER_EXTENSION = ".sealer.json";

/** What a dossier was judged by that is stored beside its evidence, by what a report says of it. */
export function filesOfDossier({ manifest, sealer }: Pick<RecordedDossier, "manifest" | "sealer">): string[] {
  const given = manifest?.origin === "given" ? manifest.sha256 : null;
  return [
    ...(given === null ? [] : [`${given}${MANIFEST_EXTENSION}`]),
    ...(sealer === null ? [] : [`${sealer}${SEALER_EXTENSION}`]),
  ].filter((name) => expectedOf(name) !== null);
}

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
  return [...Object.values(EXTENSIONS), MANIFEST_EXTENSION, SEALER_EXTENSION].includes(rest)
    ? { digest, of: "piece" }
    : null;
}
