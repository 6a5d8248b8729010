import { Asn1Error } from "../asn1/asn1-error.ts";
import { type Asn1Cursor, type Asn1Element, contentsOf } from "../asn1/cursor.ts";
import * as tag from "../asn1/tags.ts";
import { decodeOid, decodeText } from "../asn1/values.ts";
import { equalBytes } from "../bytes/equal.ts";
import { encodeHex } from "../bytes/hex.ts";
import { prepareForComparison } from "./string-preparation.ts";

/** One attribute of a name; its value is decoded when asked for. */
export class NameAttribute {
  /** The attribute type in dotted form. */
  readonly oid: string;
  readonly value: Asn1Element;

  constructor(oid: string, value: Asn1Element) {
    this.oid = oid;
    this.value = value;
  }

  /** The value as text, or null where it is no string or not encoded as its type says. */
  get text(): string | null {
    try {
      return decodeText(this.value);
    } catch (thrown) {
      if (thrown instanceof Asn1Error) return null;
      throw thrown;
    }
  }

  /** Equal for attributes that match after RFC 5280, 7.1, and for no others. */
  get comparisonKey(): string {
    const text = COMPARED_AS_TEXT.has(this.value.tag) ? this.text : null;
    if (text === null) return `${this.oid}#${encodeHex(this.value.raw)}`;
    const prepared = prepareForComparison(text);
    return `${this.oid}=${prepared.length}:${prepared}`;
  }
}

/** The string types of DirectoryString, and IA5String, whose attributes also compare without regard to case. */
const COMPARED_AS_TEXT: ReadonlySet<number> = new Set([
  tag.UTF8_STRING,
  tag.PRINTABLE_STRING,
  tag.TELETEX_STRING,
  tag.BMP_STRING,
  tag.UNIVERSAL_STRING,
  tag.IA5_STRING,
]);

/** Attributes that stand on one level of a name; more than one is rare. */
export type RelativeName = readonly NameAttribute[];

/** A Name (RFC 5280, 4.1.2.4). */
export class DistinguishedName {
  /** The whole value as it stands. */
  readonly raw: Uint8Array;
  /** From the country down to the person, as encoded. */
  readonly rdns: readonly RelativeName[];
  #keys: readonly string[] | null = null;
  #key: string | null = null;

  constructor(raw: Uint8Array, rdns: readonly RelativeName[]) {
    this.raw = raw;
    this.rdns = rdns;
  }

  get isEmpty(): boolean {
    return this.rdns.length === 0;
  }

  /** One comparison key per level. */
  get comparisonKeys(): readonly string[] {
    this.#keys ??= this.rdns.map((rdn) =>
      rdn
        .map((attribute) => attribute.comparisonKey)
        .sort()
        .join("+"),
    );
    return this.#keys;
  }

  /** Equal for names that match (RFC 5280, 7.1), and for no others: for use as a key of a Map. */
  get comparisonKey(): string {
    this.#key ??= this.comparisonKeys.join(",");
    return this.#key;
  }

  equals(other: DistinguishedName): boolean {
    return equalBytes(this.raw, other.raw) || this.comparisonKey === other.comparisonKey;
  }

  /** Whether this name is `base` or stands below it (RFC 5280, 7.1: the subtree of a directory name). */
  isWithin(base: DistinguishedName): boolean {
    const own = this.comparisonKeys;
    return base.comparisonKeys.every((key, level) => own[level] === key);
  }

  /** The texts of every attribute of this type, in order. */
  textsOf(oid: string): string[] {
    const texts: string[] = [];
    for (const rdn of this.rdns) {
      for (const attribute of rdn) {
        const text = attribute.oid === oid ? attribute.text : null;
        if (text !== null) texts.push(text);
      }
    }
    return texts;
  }
}

/** @throws Asn1Error */
export function parseName(element: Asn1Element): DistinguishedName {
  if (element.tag !== tag.SEQUENCE) throw new Asn1Error("Name is not a SEQUENCE");
  const rdns: RelativeName[] = [];
  const cursor = contentsOf(element);
  while (cursor.more) rdns.push(parseRelativeName(cursor.enter(tag.SET)));
  return new DistinguishedName(element.raw, rdns);
}

/** The attributes of one RelativeDistinguishedName: at least one. @throws Asn1Error */
export function parseRelativeName(set: Asn1Cursor): RelativeName {
  const attributes: NameAttribute[] = [];
  do {
    const pair = set.enter(tag.SEQUENCE);
    attributes.push(new NameAttribute(decodeOid(pair.take(tag.OBJECT_IDENTIFIER)), pair.take()));
    pair.end();
  } while (set.more);
  return attributes;
}
