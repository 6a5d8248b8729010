import { Asn1Error } from "../asn1/asn1-error.ts";
import { contentsOf, readAsn1 } from "../asn1/cursor.ts";
import * as tag from "../asn1/tags.ts";
import { decodeTime } from "../asn1/time.ts";
import type { RevocationReason } from "../findings.ts";
import { MAX_CRL_MATCHES } from "../limits.ts";
import { parseExtension } from "../x509/extensions.ts";
import { parseGeneralNames } from "../x509/general-name.ts";
import type { DistinguishedName } from "../x509/name.ts";
import { CRL_EXTENSION } from "../x509/oids.ts";
import { parseReason } from "./revocation-reason.ts";

/** What a CRL says about one serial number (RFC 5280, 5.1.2.6 and 5.3). */
export interface CrlEntry {
  readonly revokedAt: Date;
  /** Null where none is given. */
  readonly reason: RevocationReason | null;
  readonly invalidityDate: Date | null;
  /** Whose certificate it is, by any of these names; null: that of the issuer of the CRL. */
  readonly certificateIssuer: readonly DistinguishedName[] | null;
}

/** Octets of the last arc of 2.5.29.x, for the entry extensions that are processed; all have three octets. */
const CERTIFICATE_ISSUER_ARC = 29;
const KNOWN_ARCS: ReadonlySet<number> = new Set([21, 23, 24, CERTIFICATE_ISSUER_ARC]);

/**
 * The entries for a serial number in the contents of revokedCertificates. One pass that allocates nothing for entries
 * that do not match, because a CRL may have half a million; the form of every entry is checked all the same, so that
 * a CRL is used whole or not at all.
 *
 * @param serialNumber contents octets of the certificate's serial number
 * @param isVersion2 whether entries may have extensions
 * @param isIndirect whether entries may be of other issuers
 * @throws Asn1Error where any entry is malformed or has a critical extension that is not known (RFC 5280, 5.3)
 */
export function findCrlEntries(
  entries: Uint8Array,
  serialNumber: Uint8Array,
  { isVersion2, isIndirect }: { readonly isVersion2: boolean; readonly isIndirect: boolean },
): readonly CrlEntry[] {
  const scanner = new EntryScanner(entries);
  const wanted = serialNumber.subarray(signOctets(serialNumber, 0, serialNumber.length));
  const found: CrlEntry[] = [];
  while (scanner.at < entries.length) {
    const start = scanner.at;
    const isMatch = scanner.readEntry(wanted);
    if (scanner.hasExtensions && !isVersion2) throw new Asn1Error("entry extensions in a CRL of version 1");
    if (scanner.issuerEnd > 0 && !isIndirect) throw new Asn1Error("entry of another issuer in a direct CRL");
    if (!isMatch) continue;
    if (found.length === MAX_CRL_MATCHES) throw new Asn1Error(`more than ${MAX_CRL_MATCHES} entries for one number`);
    found.push(parseEntry(entries.subarray(start, scanner.at), scanner.certificateIssuer()));
  }
  return found;
}

class EntryScanner {
  readonly #bytes: Uint8Array;
  at = 0;
  /** Whether the entry read last has extensions. */
  hasExtensions = false;
  /** The certificateIssuer in force (RFC 5280, 5.3.3: it holds for the entries that follow); 0: the issuer of the CRL. */
  #issuerStart = 0;
  issuerEnd = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Passes over one entry; whether it has this serial number. */
  readEntry(wanted: Uint8Array): boolean {
    const bytes = this.#bytes;
    const end = this.#enter(tag.SEQUENCE, bytes.length);

    const serialEnd = this.#enter(tag.INTEGER, end);
    const serialStart = signOctets(bytes, this.at, serialEnd);
    if (serialEnd === this.at) throw new Asn1Error("entry without a serial number");
    let isMatch = serialEnd - serialStart === wanted.length;
    for (let i = 0; isMatch && i < wanted.length; i++) isMatch = bytes[serialStart + i] === wanted[i];
    this.at = serialEnd;

    const timeTag = bytes[this.at];
    if (timeTag !== tag.UTC_TIME && timeTag !== tag.GENERALIZED_TIME) throw new Asn1Error("entry without a time");
    const timeEnd = this.#enter(timeTag, end);
    // "Z": the rest of a time is looked at where it matters.
    if (timeEnd - this.at < 13 || bytes[timeEnd - 1] !== 0x5a) throw new Asn1Error("entry whose time is not UTC");
    this.at = timeEnd;

    this.hasExtensions = this.at < end;
    if (this.hasExtensions) this.#readExtensions(end);
    return isMatch;
  }

  certificateIssuer(): Uint8Array | null {
    return this.issuerEnd === 0 ? null : this.#bytes.subarray(this.#issuerStart, this.issuerEnd);
  }

  #readExtensions(entryEnd: number): void {
    const bytes = this.#bytes;
    const end = this.#enter(tag.SEQUENCE, entryEnd);
    if (end !== entryEnd) throw new Asn1Error("entry with something behind its extensions");
    while (this.at < end) {
      const extensionEnd = this.#enter(tag.SEQUENCE, end);
      const oidStart = this.at + 2;
      const oidEnd = this.#enter(tag.OBJECT_IDENTIFIER, extensionEnd);
      // 2.5.29 is 55 1D.
      const isStandard = oidEnd - oidStart === 3 && bytes[oidStart] === 0x55 && bytes[oidStart + 1] === 0x1d;
      const arc = isStandard ? (bytes[oidStart + 2] ?? 0) : -1;
      this.at = oidEnd;
      if (bytes[this.at] === tag.BOOLEAN) {
        const flagEnd = this.#enter(tag.BOOLEAN, extensionEnd);
        if (flagEnd - this.at !== 1) throw new Asn1Error("BOOLEAN is not one octet");
        if (bytes[this.at] !== 0 && !KNOWN_ARCS.has(arc)) throw new Asn1Error("critical entry extension not known");
        this.at = flagEnd;
      }
      const valueEnd = this.#enter(tag.OCTET_STRING, extensionEnd);
      if (valueEnd !== extensionEnd) throw new Asn1Error("extension with something behind its value");
      if (arc === CERTIFICATE_ISSUER_ARC) {
        this.#issuerStart = this.at;
        this.issuerEnd = valueEnd;
      }
      this.at = valueEnd;
    }
  }

  /** Goes to the contents of the value that stands here, and tells where they end: not beyond `limit`. */
  #enter(expected: number, limit: number): number {
    const bytes = this.#bytes;
    if (bytes[this.at] !== expected) throw new Asn1Error("CRL entry not as RFC 5280, 5.1, lays it out");
    let length = bytes[this.at + 1] ?? 0x80;
    this.at += 2;
    if (length >= 0x80) {
      const octets = length & 0x7f;
      if (octets === 0 || octets > 4 || bytes[this.at] === 0) throw new Asn1Error("length not in the form of DER");
      length = 0;
      for (let i = 0; i < octets; i++) length = length * 256 + (bytes[this.at++] ?? 0);
      if (length < 0x80) throw new Asn1Error("length not in its shortest form");
    }
    const end = this.at + length;
    if (end > limit) throw new Asn1Error("CRL entry cut off");
    return end;
  }
}

/** Where a number starts behind sign octets that it does not need: authorities have written such numbers (X.690, 8.3.2). */
export function signOctets(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at + 1 < end) {
    const first = bytes[at];
    const isNegativeNext = (bytes[at + 1] ?? 0) >= 0x80;
    if (!(first === 0 && !isNegativeNext) && !(first === 0xff && isNegativeNext)) break;
    at++;
  }
  return at;
}

function parseEntry(der: Uint8Array, certificateIssuer: Uint8Array | null): CrlEntry {
  const cursor = contentsOf(readAsn1(der));
  cursor.take(tag.INTEGER);
  const revokedAt = decodeTime(cursor.take());
  let reason: RevocationReason | null = null;
  let invalidityDate: Date | null = null;
  const extensions = cursor.more ? cursor.enter(tag.SEQUENCE) : null;
  cursor.end();
  while (extensions?.more === true) {
    const { oid, extension } = parseExtension(extensions);
    if (oid === CRL_EXTENSION.reasonCode) reason = parseReason(readAsn1(extension.value));
    if (oid === CRL_EXTENSION.invalidityDate) invalidityDate = decodeTime(readAsn1(extension.value));
  }
  return {
    revokedAt,
    reason,
    invalidityDate,
    certificateIssuer: certificateIssuer && directoryNames(certificateIssuer),
  };
}

/** RFC 5280, 5.3.3: names of a certificate issuer, of which the distinguished ones count. */
function directoryNames(value: Uint8Array): DistinguishedName[] {
  return parseGeneralNames(readAsn1(value)).flatMap((name) => (name.form === "directory" ? [name.name] : []));
}
