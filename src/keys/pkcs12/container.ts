import { type AlgorithmIdentifier, parseAlgorithmIdentifier } from "../../asn1/algorithm-identifier.ts";
import { Asn1Error } from "../../asn1/asn1-error.ts";
import { Asn1Cursor, type Asn1Element } from "../../asn1/cursor.ts";
import * as tag from "../../asn1/tags.ts";
import { decodeOctetString, decodeOid, decodeSmallInteger } from "../../asn1/values.ts";
import { decodeFramedOctetString } from "../../cms/framing.ts";
import { DATA } from "../../cms/oids.ts";

/*
 * The layers of a PKCS#12 file (RFC 7292), apart from what decrypts them. BER throughout, as the standard allows and
 * some writers use. Each function throws Asn1Error where the bytes are anything else.
 */

/** PFX (section 4). */
export interface Container {
  /** What the MAC covers: an AuthenticatedSafe. */
  readonly authenticatedSafe: Uint8Array;
  /** Null where nothing protects the file against change, nor tells a wrong password. */
  readonly mac: ContainerMac | null;
}

export interface ContainerMac {
  readonly digestAlgorithm: AlgorithmIdentifier;
  readonly value: Uint8Array;
  readonly salt: Uint8Array;
  readonly rounds: number;
}

/** Bytes under a password. */
export interface Encrypted {
  readonly algorithm: AlgorithmIdentifier;
  readonly ciphertext: Uint8Array;
}

/** One part of an AuthenticatedSafe (section 4.1): SafeContents in the clear, or encrypted. */
export type Safe =
  | { readonly kind: "clear"; readonly contents: Uint8Array }
  | { readonly kind: "encrypted"; readonly contents: Encrypted };

/** What this library takes out of SafeContents (section 4.2). */
export type Bag =
  | { readonly kind: "certificate"; readonly der: Uint8Array }
  /** PrivateKeyInfo (RFC 5958). */
  | { readonly kind: "key"; readonly pkcs8: Uint8Array }
  | { readonly kind: "encrypted-key"; readonly key: Encrypted };

const ENCRYPTED_DATA = "1.2.840.113549.1.7.6";
const X509_CERTIFICATE = "1.2.840.113549.1.9.22.1";
const BAG = "1.2.840.113549.1.12.10.1";

export function parseContainer(bytes: Uint8Array): Container {
  const whole = new Asn1Cursor(bytes, "BER");
  const pfx = whole.enter(tag.SEQUENCE);
  whole.end();
  if (decodeSmallInteger(pfx.take(tag.INTEGER)) !== 3) throw new Asn1Error("not version 3 of PFX");
  const { type, content } = readContentInfo(pfx.enter(tag.SEQUENCE));
  if (type !== DATA) throw new Asn1Error("integrity by public key is not supported");
  const authenticatedSafe = decodeFramedOctetString(content);
  const mac = pfx.more ? readMac(pfx.enter(tag.SEQUENCE)) : null;
  pfx.end();
  return { authenticatedSafe, mac };
}

export function parseAuthenticatedSafe(bytes: Uint8Array): Safe[] {
  const whole = new Asn1Cursor(bytes, "BER");
  const parts = whole.enter(tag.SEQUENCE);
  whole.end();
  const safes: Safe[] = [];
  while (parts.more) {
    const { type, content } = readContentInfo(parts.enter(tag.SEQUENCE));
    if (type === DATA) safes.push({ kind: "clear", contents: decodeFramedOctetString(content) });
    else if (type === ENCRYPTED_DATA) safes.push({ kind: "encrypted", contents: readEncryptedData(content) });
    else throw new Asn1Error("privacy by public key is not supported");
  }
  return safes;
}

/** Bags of kinds that nobody needs for signing (CRLs, secrets) are passed over. */
export function parseSafeContents(bytes: Uint8Array): Bag[] {
  const whole = new Asn1Cursor(bytes, "BER");
  const list = whole.enter(tag.SEQUENCE);
  whole.end();
  const bags: Bag[] = [];
  while (list.more) {
    const bag = list.enter(tag.SEQUENCE);
    const type = decodeOid(bag.take(tag.OBJECT_IDENTIFIER));
    const explicit = bag.enter(tag.contextConstructed(0));
    const value = explicit.take();
    explicit.end();
    bag.optional(tag.SET);
    bag.end();
    const read = readBag(type, value);
    if (read !== null) bags.push(read);
  }
  return bags;
}

function readBag(type: string, value: Asn1Element): Bag | null {
  switch (type) {
    case `${BAG}.1`:
      return { kind: "key", pkcs8: value.raw };
    case `${BAG}.2`: {
      const info = sequence(value);
      const algorithm = parseAlgorithmIdentifier(info.take());
      const ciphertext = decodeFramedOctetString(info.take());
      info.end();
      return { kind: "encrypted-key", key: { algorithm, ciphertext } };
    }
    case `${BAG}.3`: {
      const certificate = sequence(value);
      if (decodeOid(certificate.take(tag.OBJECT_IDENTIFIER)) !== X509_CERTIFICATE) return null;
      const explicit = certificate.enter(tag.contextConstructed(0));
      const der = decodeFramedOctetString(explicit.take());
      explicit.end();
      certificate.end();
      return { kind: "certificate", der };
    }
    default:
      return null;
  }
}

function readContentInfo(info: Asn1Cursor): { readonly type: string; readonly content: Asn1Element } {
  const type = decodeOid(info.take(tag.OBJECT_IDENTIFIER));
  const explicit = info.enter(tag.contextConstructed(0));
  const content = explicit.take();
  explicit.end();
  info.end();
  return { type, content };
}

/** RFC 5652, section 8. */
function readEncryptedData(content: Asn1Element): Encrypted {
  const data = sequence(content);
  data.take(tag.INTEGER);
  const info = data.enter(tag.SEQUENCE);
  decodeOid(info.take(tag.OBJECT_IDENTIFIER));
  const algorithm = parseAlgorithmIdentifier(info.take());
  const encrypted = info.take();
  if ((encrypted.tag & ~0x20) !== tag.contextPrimitive(0)) throw new Asn1Error("expected encrypted content");
  info.end();
  data.optional(tag.contextConstructed(1));
  data.end();
  return { algorithm, ciphertext: decodeOctetString(encrypted) };
}

/** MacData (section 4): a DigestInfo, salt, and rounds DEFAULT 1. */
function readMac(macData: Asn1Cursor): ContainerMac {
  const digestInfo = macData.enter(tag.SEQUENCE);
  const digestAlgorithm = parseAlgorithmIdentifier(digestInfo.take());
  const value = decodeFramedOctetString(digestInfo.take());
  digestInfo.end();
  const salt = decodeFramedOctetString(macData.take());
  const rounds = macData.more ? decodeSmallInteger(macData.take(tag.INTEGER)) : 1;
  macData.end();
  return { digestAlgorithm, value, salt, rounds };
}

function sequence(element: Asn1Element): Asn1Cursor {
  return new Asn1Cursor(element.raw, element.rules, element.depth).enter(tag.SEQUENCE);
}
