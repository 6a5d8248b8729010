import { MAX_ASN1_NESTING } from "../limits.ts";
import { Asn1Error } from "./asn1-error.ts";
import { isConstructed } from "./tags.ts";

/** DER (X.690, clause 10) for all that is signed; BER only for the framing that RFC 5652 leaves free. */
export type EncodingRules = "DER" | "BER";

/** One value where it stands: nothing is copied, and `raw` is what a digest or signature covers. */
export interface Asn1Element {
  /** The identifier octet (tags.ts). */
  readonly tag: number;
  /** Identifier, length and contents, with the end-of-contents octets of an indefinite length. */
  readonly raw: Uint8Array;
  readonly content: Uint8Array;
  readonly rules: EncodingRules;
  readonly depth: number;
}

interface Span {
  readonly tag: number;
  readonly contentStart: number;
  readonly contentEnd: number;
  readonly end: number;
}

/**
 * Reads the values of a byte range one after another. Every mistake throws Asn1Error: a parser built on it is a
 * list of what the standard says comes next.
 */
export class Asn1Cursor {
  readonly #bytes: Uint8Array;
  readonly #rules: EncodingRules;
  readonly #depth: number;
  #at = 0;

  constructor(bytes: Uint8Array, rules: EncodingRules = "DER", depth = 0) {
    if (depth > MAX_ASN1_NESTING) throw new Asn1Error(`values nested deeper than ${MAX_ASN1_NESTING}`);
    this.#bytes = bytes;
    this.#rules = rules;
    this.#depth = depth;
  }

  /** Whether another value follows. */
  get more(): boolean {
    return this.#at < this.#bytes.length;
  }

  /** The identifier octet of the next value, or null at the end. */
  get nextTag(): number | null {
    return this.#bytes[this.#at] ?? null;
  }

  /** The next value, which must have this identifier octet where one is given. */
  take(tag?: number): Asn1Element {
    const start = this.#at;
    const span = readSpan(this.#bytes, start, this.#rules, this.#depth);
    if (tag !== undefined && span.tag !== tag) {
      throw new Asn1Error(`expected tag ${hex(tag)}, found ${hex(span.tag)}`);
    }
    this.#at = span.end;
    return {
      tag: span.tag,
      raw: this.#bytes.subarray(start, span.end),
      content: this.#bytes.subarray(span.contentStart, span.contentEnd),
      rules: this.#rules,
      depth: this.#depth,
    };
  }

  /** The next value if it has this identifier octet; otherwise null, and nothing is consumed. */
  optional(tag: number): Asn1Element | null {
    return this.nextTag === tag ? this.take(tag) : null;
  }

  /** The contents of the next value, which must have this identifier octet, as a cursor. */
  enter(tag: number): Asn1Cursor {
    return contentsOf(this.take(tag));
  }

  /** Every value that is left. */
  rest(): Asn1Element[] {
    const elements: Asn1Element[] = [];
    while (this.more) elements.push(this.take());
    return elements;
  }

  /** Nothing may follow: bytes that a parser passes over are bytes that an attacker may fill. */
  end(): void {
    if (this.more) throw new Asn1Error(`${this.#bytes.length - this.#at} unexpected bytes at the end of a value`);
  }
}

/** A cursor over the values inside a constructed value. */
export function contentsOf(element: Asn1Element): Asn1Cursor {
  if (!isConstructed(element.tag)) throw new Asn1Error(`tag ${hex(element.tag)} holds no further values`);
  return new Asn1Cursor(element.content, element.rules, element.depth + 1);
}

/** The one value that fills `bytes` exactly. */
export function readAsn1(bytes: Uint8Array, rules: EncodingRules = "DER"): Asn1Element {
  const cursor = new Asn1Cursor(bytes, rules);
  const element = cursor.take();
  cursor.end();
  return element;
}

/** The value at the start of `bytes`, whatever follows it: for padded containers such as a PDF's /Contents. */
export function readAsn1Prefix(bytes: Uint8Array, rules: EncodingRules = "DER"): Asn1Element {
  return new Asn1Cursor(bytes, rules).take();
}

function readSpan(bytes: Uint8Array, start: number, rules: EncodingRules, depth: number): Span {
  if (depth > MAX_ASN1_NESTING) throw new Asn1Error(`values nested deeper than ${MAX_ASN1_NESTING}`);
  const tag = bytes[start];
  const first = bytes[start + 1];
  if (tag === undefined || first === undefined) throw new Asn1Error("value cut off before its length");
  // No standard read here uses tag numbers above 30, so a multi-byte identifier can only be a mistake or a trick.
  if ((tag & 0x1f) === 0x1f) throw new Asn1Error("tag numbers above 30 are not supported");
  if (first === 0x80) return readIndefinite(bytes, start, tag, rules, depth);

  let contentStart = start + 2;
  let length = first;
  if (first > 0x80) {
    const octets = first & 0x7f;
    if (octets > 6) throw new Asn1Error("length larger than any file");
    length = 0;
    for (let i = 0; i < octets; i++) {
      const octet = bytes[contentStart++];
      if (octet === undefined) throw new Asn1Error("value cut off inside its length");
      length = length * 256 + octet;
    }
    const shortest = length < 0x80 ? 0 : Math.ceil(length.toString(16).length / 2);
    if (rules === "DER" && octets !== shortest) throw new Asn1Error("length not in its shortest form");
  }
  const end = contentStart + length;
  if (end > bytes.length) throw new Asn1Error(`value of ${length} bytes cut off after ${bytes.length - contentStart}`);
  return { tag, contentStart, contentEnd: end, end };
}

/** X.690, 8.1.3.6: contents until two zero octets at this level. */
function readIndefinite(bytes: Uint8Array, start: number, tag: number, rules: EncodingRules, depth: number): Span {
  if (rules === "DER") throw new Asn1Error("indefinite length");
  if (!isConstructed(tag)) throw new Asn1Error("indefinite length of a primitive value");
  let at = start + 2;
  while (!(bytes[at] === 0 && bytes[at + 1] === 0)) {
    at = readSpan(bytes, at, rules, depth + 1).end;
  }
  return { tag, contentStart: start + 2, contentEnd: at, end: at + 2 };
}

function hex(tag: number): string {
  return `0x${tag.toString(16).padStart(2, "0")}`;
}
