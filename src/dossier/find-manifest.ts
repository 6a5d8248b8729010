import { encodeHex } from "../bytes/hex.ts";
import { toByteSource } from "../bytes/source.ts";
import { encodeUtf8 } from "../bytes/text.ts";
import { digestOf } from "../crypto/digest.ts";
import { type Finding, finding } from "../findings.ts";
import { MAX_MANIFEST_BYTES } from "../limits.ts";
import { type DossierFile, MANIFEST_FILE } from "./dossier-files.ts";
import type { ManifestUse } from "./dossier-verification.ts";
import type { DossierManifest } from "./manifest.ts";
import { ManifestError } from "./manifest-error.ts";
import { parseManifest } from "./parse-manifest.ts";

export interface ManifestSearch {
  readonly use: ManifestUse | null;
  readonly findings: readonly Finding[];
  /** The bytes of the one among the files, which a seal is over; null where there is none, or it was handed in. */
  readonly bytes: Uint8Array | null;
}

/** The manifest that was handed in, else the one among the files. One that cannot be read is a finding, not an error. */
export async function findManifest(
  files: readonly DossierFile[],
  given: Uint8Array | string | DossierManifest | undefined,
): Promise<ManifestSearch> {
  if (given !== undefined) return read(given, "given");
  const found = files.find(({ path }) => path === MANIFEST_FILE);
  if (found === undefined) return { use: null, findings: [finding("manifest-missing", {})], bytes: null };
  const source = toByteSource(found.source);
  // One byte more than is allowed is enough to be refused.
  return read(await source.read(0, Math.min(source.size, MAX_MANIFEST_BYTES + 1)), "dossier");
}

function read(input: Uint8Array | string | DossierManifest, origin: ManifestUse["origin"]): ManifestSearch {
  try {
    const manifest = parseManifest(input);
    const bytes = typeof input === "string" ? encodeUtf8(input) : input instanceof Uint8Array ? input : null;
    const sha256 = bytes === null ? null : encodeHex(digestOf("SHA-256", bytes));
    const found = origin === "dossier" ? bytes : null;
    return { use: { manifest, sha256, bytes, origin, seal: null }, findings: [], bytes: found };
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    const findings = error.faults.map(({ path, expected, found }) =>
      finding("manifest-malformed", { path, expected, found }),
    );
    return { use: null, findings, bytes: null };
  }
}
