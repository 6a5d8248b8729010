import { Asn1Error } from "../asn1/asn1-error.ts";
import { type Asn1Element, contentsOf } from "../asn1/cursor.ts";
import { contextConstructed, contextPrimitive, OBJECT_IDENTIFIER, SEQUENCE } from "../asn1/tags.ts";
import { decodeOid } from "../asn1/values.ts";
import { decodeLatin1 } from "../bytes/text.ts";
import { type DistinguishedName, parseName } from "./name.ts";

/** GeneralName (RFC 5280, 4.2.1.6). */
export type GeneralName =
  | { readonly form: "rfc822"; readonly text: string }
  | { readonly form: "dns"; readonly text: string }
  | { readonly form: "uri"; readonly text: string }
  | { readonly form: "directory"; readonly name: DistinguishedName }
  /** Four or sixteen octets in a name, eight or thirty-two (address and mask) in a constraint. */
  | { readonly form: "ip"; readonly octets: Uint8Array }
  | { readonly form: "other"; readonly oid: string }
  | { readonly form: "registered-id"; readonly oid: string }
  | { readonly form: "x400" }
  | { readonly form: "edi-party" };

export type GeneralNameForm = GeneralName["form"];

/** @throws Asn1Error */
export function parseGeneralName(element: Asn1Element): GeneralName {
  switch (element.tag) {
    case contextConstructed(0): {
      const cursor = contentsOf(element);
      const oid = decodeOid(cursor.take(OBJECT_IDENTIFIER));
      cursor.take(contextConstructed(0));
      cursor.end();
      return { form: "other", oid };
    }
    case contextPrimitive(1):
      return { form: "rfc822", text: ia5Text(element) };
    case contextPrimitive(2):
      return { form: "dns", text: ia5Text(element) };
    case contextConstructed(3):
      return { form: "x400" };
    case contextConstructed(4): {
      // A CHOICE cannot be tagged implicitly (X.680, 31.2.7), so the Name stands whole inside.
      const cursor = contentsOf(element);
      const name = parseName(cursor.take(SEQUENCE));
      cursor.end();
      return { form: "directory", name };
    }
    case contextConstructed(5):
      return { form: "edi-party" };
    case contextPrimitive(6):
      return { form: "uri", text: ia5Text(element) };
    case contextPrimitive(7):
      return { form: "ip", octets: element.content };
    case contextPrimitive(8):
      return { form: "registered-id", oid: decodeOid(element) };
    default:
      throw new Asn1Error("GeneralName of no known form");
  }
}

/** GeneralNames: at least one. @throws Asn1Error */
export function parseGeneralNames(element: Asn1Element): GeneralName[] {
  const names = contentsOf(element).rest().map(parseGeneralName);
  if (names.length === 0) throw new Asn1Error("GeneralNames without a name");
  return names;
}

/** IA5String is ASCII; a byte above it, or a NUL, is where readers start to differ about what a name says. */
function ia5Text(element: Asn1Element): string {
  if (element.content.some((octet) => octet === 0 || octet > 0x7f)) throw new Asn1Error("IA5String is not ASCII");
  return decodeLatin1(element.content);
}
