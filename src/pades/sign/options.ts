import type { AppearanceOptions } from "../../appearance/template.ts";
import type { NewSignaturePolicy } from "../../cms/build-signed-attributes.ts";
import { DIGESTS } from "../../crypto/algorithms.ts";
import { PadesError } from "../../errors.ts";
import type { Signer } from "../../keys/signer.ts";
import { MAX_CMS_BYTES } from "../../limits.ts";
import type { TimestampAuthority } from "../../tsp/timestamp-authority.ts";
import type { EvidenceOptions } from "../ltv/evidence-options.ts";
import type { FieldLock } from "./field-lock.ts";
import type { CertificateObjection } from "./signer-certificate.ts";

/** What a certification signature lets others do afterwards (ISO 32000-2, table 257): 1 nothing, 2 fill in forms and
 * sign, 3 also annotate. */
export type CertificationPermission = 1 | 2 | 3;

/** What opens the document about to be updated. */
export interface DocumentAccess {
  /** Opens an encrypted document, as its user's or its owner's; the empty password is tried in any case. */
  readonly password?: string;
}

/** What every signature level takes. */
export interface SignatureFields extends DocumentAccess {
  /**
   * Fully qualified name of the signature field. An existing unsigned field is signed; otherwise a new one of this name
   * is made, invisible without `appearance`. Without it a new field gets the first free name of Signature1, Signature2, …
   */
  readonly field?: string;
  /** Page of a new field, counted from 0 (the default). */
  readonly page?: number;
  /** Why the document is signed; not together with `commitmentType` (EN 319 142-1, clause 6.3). */
  readonly reason?: string;
  readonly location?: string;
  readonly name?: string;
  readonly contactInfo?: string;
  /** Makes this a certification signature, which only a document's first signature can be. */
  readonly certify?: CertificationPermission;
  /** OID of a commitment type (EN 319 122-1, clause 5.2.3), such as 1.2.840.113549.1.9.16.6.1, proof of origin. */
  readonly commitmentType?: string;
  /**
   * Titles that the signer claims (signer-attributes-v2, EN 319 122-1, clause 5.2.6.1): "Chủ tịch". Nobody certifies them.
   */
  readonly claimedRoles?: readonly string[];
  /** The policy that the signer declares (clause 5.2.9), by its OID and hash; not together with `reason`. */
  readonly signaturePolicy?: NewSignaturePolicy;
  /**
   * Fields that this signature closes (FieldMDP, ISO 32000-2, 12.8.2.4): all, those named, or all but those. Not for a
   * field with a /Lock of its own, which decides that already.
   */
  readonly lock?: FieldLock;
  /** What local time is ahead of UTC in the claimed signing time, in minutes; 0, the default, is written as Z. */
  readonly timeZoneOffsetMinutes?: number;
  /**
   * Adds Adobe's attribute adbe-revocationInfoArchival (ISO 32000-2, 12.8.3.3.2): the status of the signer's chain, found
   * as this says before signing, since the signature covers it. Some readers look for it there; no level of PAdES asks
   * for it or counts it, and it makes the signature larger. Without this it is left out.
   */
  readonly revocationAttribute?: EvidenceOptions;
  /**
   * How the path and status of the signer's certificate are found before its key is used; at B-LT and B-LTA they are
   * found as the level says, and with `revocationAttribute` as that says. Without any of these, they are not looked at.
   */
  readonly statusCheck?: EvidenceOptions;
  /**
   * What may speak against the signer's certificate and yet not keep it from signing; nothing by default. That it has
   * expired, is not valid yet or was revoked always keeps it.
   */
  readonly signDespite?: readonly CertificateObjection[];
  /** Name of the program that signs, for /Prop_Build. */
  readonly application?: string;
  /**
   * Shows the signature on its page: text, images, a QR code, all of it part of what is signed (docs/appearance.md). It
   * adds at most 60 KB, and what it needs is loaded when it is used.
   */
  readonly appearance?: AppearanceOptions;
  /** The claimed signing time; without it the system's clock is read once. */
  readonly now?: Date;
}

/** Who signs, and what every signing call takes beside. */
interface SigningCall {
  readonly signer: Signer;
  /** Aborts waiting for a token, a person or a service. */
  readonly signal?: AbortSignal;
}

/** PAdES baseline B-B (EN 319 142-1, clause 6.3). */
export interface BaselineBOptions extends SignatureFields, SigningCall {
  readonly level: "B-B";
}

/** B-T: with a timestamp over the signature value, which proves by when it was made. */
export interface BaselineTOptions extends SignatureFields, SigningCall, SignatureTimestampOptions {
  readonly level: "B-T";
}

export interface SignatureTimestampOptions {
  readonly timestampAuthority: TimestampAuthority;
  /**
   * Bytes to keep free for the timestamp token. Without it, each authority is asked once for a token to see how long
   * its are.
   */
  readonly timestampRoomBytes?: number;
}

/**
 * B-LT: with the certificates, CRLs and OCSP responses of all chains in the document. B-LTA: with a document timestamp
 * over all of that.
 */
export interface BaselineLongTermOptions
  extends SignatureFields,
    SigningCall,
    SignatureTimestampOptions,
    EvidenceOptions {
  readonly level: "B-LT" | "B-LTA";
}

/** What `signPdf` takes, by level. */
export type SignOptions = BaselineBOptions | BaselineTOptions | BaselineLongTermOptions;

/**
 * What `prepareSignature` takes: who will sign, without the means to. Whom to trust, and where evidence comes from, is
 * for `completeSignature`, when it is known what the signature needs.
 */
export type PrepareOptions = { readonly signer: Omit<Signer, "sign"> } & SignatureFields &
  ({ readonly level: "B-B" } | ({ readonly level: "B-T" | "B-LT" | "B-LTA" } & SignatureTimestampOptions));

/** What all levels and both ways of signing are checked for. */
type CheckedOptions = SignatureFields & Partial<SignatureTimestampOptions> & Pick<PrepareOptions, "signer">;

/**
 * Checks what types cannot, for callers without a compiler too.
 * @throws PadesError ERR_INVALID_ARGUMENT
 */
export function checkOptions(options: CheckedOptions & { readonly level: string }, levels: readonly string[]): void {
  const level: unknown = options.level;
  if (typeof level !== "string" || !levels.includes(level)) {
    throw invalid(`level: expected ${levels.map((one) => `"${one}"`).join(", ")}, found ${JSON.stringify(level)}`);
  }
  checkSigner(options.signer);
  checkSignatureFields(options);
  if (level !== "B-B") checkTimestampOptions(options);
}

/** @throws PadesError ERR_INVALID_ARGUMENT */
export function checkTimestampOptions(
  options: Partial<SignatureTimestampOptions> & DocumentAccess & { readonly page?: number },
): void {
  checkTimestampAuthority(options.timestampAuthority);
  const room = options.timestampRoomBytes ?? 1;
  if (!Number.isSafeInteger(room) || room < 1 || room > MAX_CMS_BYTES) {
    throw invalid(`timestampRoomBytes: expected a number of bytes, found ${String(room)}`);
  }
  checkPassword(options);
  checkPage(options.page);
}

/** @throws PadesError ERR_INVALID_ARGUMENT */
export function checkTimestampAuthority(authority: unknown): void {
  const parts = typeof authority === "object" && authority !== null ? authority : {};
  const algorithm: unknown = Reflect.get(parts, "digestAlgorithm");
  const digests: readonly unknown[] = ["SHA-256", "SHA-384", "SHA-512"];
  if (typeof Reflect.get(parts, "timestamp") !== "function" || !digests.includes(algorithm)) {
    throw invalid("timestampAuthority: expected one with digestAlgorithm and timestamp, as tsaClient makes");
  }
}

/** @throws PadesError ERR_INVALID_ARGUMENT */
export function checkSigner(signer: unknown): void {
  const parts = typeof signer === "object" && signer !== null ? signer : {};
  const has = (key: string, holds: (value: unknown) => boolean) => key in parts && holds(Reflect.get(parts, key));
  const complete =
    has("certificate", (value) => value instanceof Uint8Array) &&
    has("chain", (value) => Array.isArray(value) && value.every((item) => item instanceof Uint8Array)) &&
    has("algorithm", (value) => typeof value === "object" && value !== null);
  if (!complete) throw invalid("signer: expected one with certificate, chain and algorithm, as webCryptoSigner makes");
}

const DOTTED_OID = /^[0-2](?:\.(?:0|[1-9]\d{0,8})){1,40}$/;

function checkSignatureFields(options: SignatureFields): void {
  for (const key of ["field", "reason", "location", "name", "contactInfo", "application", "commitmentType"] as const) {
    const value: unknown = options[key];
    if (value !== undefined && typeof value !== "string") throw invalid(`${key}: expected a string`);
  }
  if (options.field === "") throw invalid("field: expected a name, found an empty string");
  if (options.commitmentType !== undefined && !DOTTED_OID.test(options.commitmentType)) {
    throw invalid(`commitmentType: expected a dotted OID, found ${JSON.stringify(options.commitmentType)}`);
  }
  if (options.commitmentType !== undefined && options.reason !== undefined) {
    throw invalid("reason: EN 319 142-1, clause 6.3, does not allow it together with commitmentType");
  }
  checkAttributes(options);
  const objections: unknown = options.signDespite ?? [];
  if (
    !Array.isArray(objections) ||
    objections.some((one) => one !== "usage" && one !== "content" && one !== "status")
  ) {
    throw invalid('signDespite: expected a list of "usage", "content", "status"');
  }
  checkPassword(options);
  checkPage(options.page);
  if (options.certify !== undefined && ![1, 2, 3].includes(options.certify)) {
    throw invalid(`certify: expected 1, 2 or 3, found ${String(options.certify)}`);
  }
  const offset = options.timeZoneOffsetMinutes ?? 0;
  if (!Number.isInteger(offset) || Math.abs(offset) >= 24 * 60) {
    throw invalid(`timeZoneOffsetMinutes: expected a whole number of minutes within a day, found ${String(offset)}`);
  }
  checkTime(options.now);
}

function checkAttributes({ claimedRoles, signaturePolicy, reason, lock }: SignatureFields): void {
  const roles: unknown = claimedRoles ?? [];
  if (!Array.isArray(roles) || roles.some((role) => typeof role !== "string" || role === "")) {
    throw invalid("claimedRoles: expected a list of titles");
  }
  if (signaturePolicy !== undefined) {
    if (reason !== undefined) {
      throw invalid("reason: EN 319 142-1, clause 6.3, does not allow it together with signaturePolicy");
    }
    const { oid, hash, uri } = signaturePolicy;
    if (typeof oid !== "string" || !DOTTED_OID.test(oid)) throw invalid("signaturePolicy.oid: expected a dotted OID");
    if (!(hash?.value instanceof Uint8Array) || hash.value.length !== DIGESTS[hash.digest]?.bytes) {
      throw invalid("signaturePolicy.hash: expected a digest and its value, of that digest's length");
    }
    if (uri !== undefined && !/^[\x21-\x7e]+$/.test(uri))
      throw invalid("signaturePolicy.uri: expected an address in ASCII");
  }
  if (lock !== undefined) {
    const isKnown = lock?.action === "All" || lock?.action === "Include" || lock?.action === "Exclude";
    if (!isKnown || !Array.isArray(lock.fields) || lock.fields.some((name) => typeof name !== "string")) {
      throw invalid('lock: expected { action: "All", "Include" or "Exclude", fields: names }');
    }
  }
}

/** Never with the value: what is thrown may be logged. */
function checkPassword({ password }: DocumentAccess): void {
  if (password !== undefined && typeof password !== "string") throw invalid("password: expected a string");
}

function checkPage(page: number | undefined): void {
  if (page !== undefined && !(Number.isSafeInteger(page) && page >= 0)) {
    throw invalid(`page: expected a whole number from 0, found ${String(page)}`);
  }
}

/** @throws PadesError ERR_INVALID_ARGUMENT */
export function checkTime(now: unknown): void {
  if (now === undefined) return;
  // A date string has four digits for the year.
  const year = now instanceof Date ? now.getUTCFullYear() : Number.NaN;
  if (!(year >= 1000 && year < 9999)) throw invalid("now: expected a Date between the years 1000 and 9998");
}

function invalid(message: string): PadesError {
  return new PadesError("ERR_INVALID_ARGUMENT", message);
}

/** The claimed signing time: `now` where it is given. */
export function claimedTime({ now }: Pick<SignatureFields, "now">): Date {
  // The one place in signing that looks at a clock, for callers who leave `now` out.
  // eslint-disable-next-line no-restricted-syntax
  return now ?? new Date();
}
