import { Asn1Error } from "../../asn1/asn1-error.ts";
import { decodeBase64 } from "../../bytes/base64.ts";
import { encodeHex } from "../../bytes/hex.ts";
import { decodeUtf8 } from "../../bytes/text.ts";
import { digestOf } from "../../crypto/digest.ts";
import { PadesError } from "../../errors.ts";
import { MAX_CERTIFICATES, MAX_EVIDENCE_BUNDLE_BYTES, MAX_REVOCATION_EVIDENCE } from "../../limits.ts";
import { ProfileValue } from "../../x509/profile-reader.ts";
import type { EvidenceInput } from "../verify/evidence/evidence.ts";
import { type EvidenceDates, evidenceDates } from "./evidence-dates.ts";
import { EVIDENCE_KINDS, type EvidenceKind, evidenceInputOf } from "./evidence-kind.ts";

/** One piece of a bundle. */
export interface EvidenceItem extends EvidenceDates {
  readonly kind: EvidenceKind;
  /** Where it came from, as whoever made the bundle says; null where that is not told. */
  readonly source: string | null;
  /** SHA-256 of `der`, lower-case hex. */
  readonly sha256: string;
  readonly der: Uint8Array;
}

/** An evidence bundle, read: verifyPdf takes it as its `evidence`. */
export interface EvidenceBundle extends Required<EvidenceInput> {
  /** When it was collected, as whoever made it says. How old the evidence is, its signed dates say. */
  readonly collectedAt: Date;
  readonly items: readonly EvidenceItem[];
}

/**
 * Reads an evidence bundle, schema `pades-dossier/evidence@1` (evidence-bundle.schema.json): CRLs, OCSP responses and
 * certificates in one file, made by `pades evidence fetch` or encodeEvidenceBundle. Nothing in it is trusted: each
 * piece counts for what its own signature is worth, and what the bundle says of a piece must be what the piece says.
 *
 * @param bytes JSON in UTF-8
 * @throws PadesError ERR_EVIDENCE_BUNDLE, naming the place, where it is larger than the cap, not of the schema, or a
 *   piece does not fit its SHA-256, kind or dates
 */
export function parseEvidenceBundle(bytes: Uint8Array): EvidenceBundle {
  const { schema, collectedAt, items } = new ProfileValue(
    parseJson(bytes),
    "evidence bundle",
    "ERR_EVIDENCE_BUNDLE",
  ).fields("schema", "collectedAt", "items");
  schema.oneOf("pades-dossier/evidence@1");
  const read = items.list().map(readItem);
  for (const kind of EVIDENCE_KINDS) {
    const most = kind === "certificate" ? MAX_CERTIFICATES : MAX_REVOCATION_EVIDENCE;
    // More would be passed over in silence when it is used.
    if (read.filter((item) => item.kind === kind).length > most) items.fail(`at most ${most} of kind ${kind}`);
  }
  return { collectedAt: collectedAt.time(), items: read, ...evidenceInputOf(read) };
}

function parseJson(bytes: Uint8Array): unknown {
  const expected = (what: string): never => {
    throw new PadesError("ERR_EVIDENCE_BUNDLE", `evidence bundle: expected ${what}`);
  };
  if (bytes.length > MAX_EVIDENCE_BUNDLE_BYTES) expected(`at most ${MAX_EVIDENCE_BUNDLE_BYTES} bytes`);
  try {
    return JSON.parse((decodeUtf8(bytes) ?? expected("UTF-8")).replace(/^\ufeff/, ""));
  } catch (thrown) {
    return thrown instanceof SyntaxError ? expected("JSON") : rethrow(thrown);
  }
}

function rethrow(thrown: unknown): never {
  throw thrown;
}

function readItem(value: ProfileValue): EvidenceItem {
  const fields = value.fields("kind", "source", "sha256", "thisUpdate", "nextUpdate", "der");
  const kind = fields.kind.oneOf(...EVIDENCE_KINDS);
  const der = decodeBase64(fields.der.string()) ?? fields.der.fail("base64");
  const sha256 = encodeHex(digestOf("SHA-256", der));
  fields.sha256.oneOf(sha256);
  const dates = datesOf(kind, der, fields.der);
  requireDate(fields.thisUpdate, dates.thisUpdate);
  requireDate(fields.nextUpdate, dates.nextUpdate);
  return { kind, source: fields.source.isNull ? null : fields.source.string(), sha256, ...dates, der };
}

function datesOf(kind: EvidenceKind, der: Uint8Array, value: ProfileValue): EvidenceDates {
  try {
    return evidenceDates(kind, der);
  } catch (thrown) {
    return thrown instanceof Asn1Error ? value.fail(`a piece of kind ${kind} in DER`) : rethrow(thrown);
  }
}

function requireDate(stated: ProfileValue, signed: Date | null): void {
  const isSame = signed === null ? stated.isNull : !stated.isNull && stated.time().getTime() === signed.getTime();
  if (!isSame) stated.fail(signed?.toISOString() ?? "null");
}
