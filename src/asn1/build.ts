/**
 * DER (X.690, clause 10) for what this library emits: bytes in, bytes out, so that parts which already are encoded
 * (names, certificates) are embedded as they stand. The only door to asn1js; nothing that verifies imports it.
 */
import * as asn1js from "asn1js";
import { concatBytes } from "../bytes/concat.ts";
import { compareEncodings } from "./der.ts";
import { isConstructed } from "./tags.ts";

export type Der = Uint8Array<ArrayBuffer>;

export function sequence(...parts: readonly Uint8Array[]): Der {
  return constructed(UNIVERSAL, 16, parts);
}

/** SET OF, its elements in the order that DER prescribes (X.690, 11.6). */
export function setOf(...elements: readonly Uint8Array[]): Der {
  return constructed(UNIVERSAL, 17, [...elements].sort(compareEncodings));
}

/** `[number] EXPLICIT` around a value. */
export function explicit(number: number, value: Uint8Array): Der {
  return constructed(CONTEXT, number, [value]);
}

/** `[number] IMPLICIT` in place of the identifier octet of a value that is already encoded. */
export function implicit(number: number, value: Uint8Array): Der {
  const tagged = new Uint8Array(value);
  tagged[0] = 0x80 | (isConstructed(tagged[0] ?? 0) ? 0x20 : 0) | number;
  return tagged;
}

export function objectIdentifier(dotted: string): Der {
  return encode(new asn1js.ObjectIdentifier({ value: dotted }));
}

export function octetString(content: Uint8Array): Der {
  return encode(primitive(UNIVERSAL, 4, content));
}

export function smallInteger(value: number): Der {
  return encode(new asn1js.Integer({ value }));
}

/** INTEGER with these contents octets, as another structure holds them. */
export function integerOf(content: Uint8Array): Der {
  return encode(primitive(UNIVERSAL, 2, content));
}

export function booleanTrue(): Der {
  return encode(new asn1js.Boolean({ value: true }));
}

export function nullValue(): Der {
  return encode(new asn1js.Null());
}

const UNIVERSAL = 1;
const CONTEXT = 3;

function primitive(tagClass: number, tagNumber: number, content: Uint8Array): asn1js.Primitive {
  return new asn1js.Primitive({ idBlock: { tagClass, tagNumber }, valueHex: new Uint8Array(content).buffer });
}

/** asn1js's own constructed types would parse and re-encode their parts; here they go in octet for octet. */
function constructed(tagClass: number, tagNumber: number, parts: readonly Uint8Array[]): Der {
  const block = primitive(tagClass, tagNumber, concatBytes(...parts));
  block.idBlock.isConstructed = true;
  return encode(block);
}

function encode(block: asn1js.BaseBlock): Der {
  return new Uint8Array(block.toBER());
}
