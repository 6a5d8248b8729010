import { concatBytes } from "../../src/bytes/concat.ts";
import {
  context,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  tlv,
} from "../../src/testing/der.ts";

/** Pieces of a CMS that tests put together, and take apart, in sight. */
export const ID_DATA = objectIdentifier("1.2.840.113549.1.7.1");
export const SHA256 = sequence(objectIdentifier("2.16.840.1.101.3.4.2.1"));
export const RSA = sequence(objectIdentifier("1.2.840.113549.1.1.1"), nullValue());
export const ISSUER = sequence(setOf(sequence(objectIdentifier("2.5.4.3"), tlv(0x0c, Uint8Array.of(0x41)))));

export function attribute(oid: string, ...values: readonly Uint8Array[]): Uint8Array {
  return sequence(objectIdentifier(oid), setOf(...values));
}

export const CONTENT_TYPE = attribute("1.2.840.113549.1.9.3", ID_DATA);
export const MESSAGE_DIGEST = attribute("1.2.840.113549.1.9.4", octetString(new Uint8Array(32).fill(7)));

/** `[0] IMPLICIT SET OF Attribute` with the attributes in exactly this order. */
export function signedAttributes(...attributes: readonly Uint8Array[]): Uint8Array {
  return context(0, ...attributes);
}

export function signerInfo(parts: {
  readonly sid?: Uint8Array;
  readonly signed?: Uint8Array;
  readonly unsigned?: Uint8Array;
}): Uint8Array {
  return sequence(
    integer(1),
    parts.sid ?? sequence(ISSUER, integer(5)),
    SHA256,
    parts.signed ?? signedAttributes(CONTENT_TYPE, MESSAGE_DIGEST),
    RSA,
    octetString(Uint8Array.of(1, 2, 3)),
    parts.unsigned ?? new Uint8Array(0),
  );
}

export function signedData(parts: {
  readonly content?: Uint8Array;
  readonly certificates?: Uint8Array;
  readonly crls?: Uint8Array;
  readonly signerInfos?: readonly Uint8Array[];
}): Uint8Array<ArrayBuffer> {
  return contentInfo(
    sequence(
      integer(1),
      setOf(SHA256),
      sequence(ID_DATA, parts.content ?? new Uint8Array(0)),
      parts.certificates ?? new Uint8Array(0),
      parts.crls ?? new Uint8Array(0),
      tlv(0x31, ...(parts.signerInfos ?? [signerInfo({})])),
    ),
  );
}

export function contentInfo(content: Uint8Array): Uint8Array<ArrayBuffer> {
  return sequence(objectIdentifier("1.2.840.113549.1.7.2"), context(0, content));
}

/** A constructed value in the indefinite form of BER (X.690, 8.1.3.6). */
export function indefinite(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return concatBytes(Uint8Array.of(tag, 0x80), ...parts, Uint8Array.of(0, 0));
}
