import { type Der, ia5String, objectIdentifier, printableString, sequence, setOf, utf8String } from "./der.ts";

export type NameAttribute = "C" | "ST" | "L" | "O" | "OU" | "T" | "CN" | "SN" | "GN" | "UID" | "serialNumber" | "E";

/** A subject or issuer, one attribute a relative name, in the order of encoding; an attribute may occur again. */
export type TestName = readonly (readonly [NameAttribute, string])[];

const OIDS: Record<NameAttribute, string> = {
  C: "2.5.4.6",
  ST: "2.5.4.8",
  L: "2.5.4.7",
  O: "2.5.4.10",
  OU: "2.5.4.11",
  T: "2.5.4.12",
  CN: "2.5.4.3",
  SN: "2.5.4.4",
  GN: "2.5.4.42",
  UID: "0.9.2342.19200300.100.1.1",
  serialNumber: "2.5.4.5",
  E: "1.2.840.113549.1.9.1",
};

/** Name (RFC 5280, 4.1.2.4): UTF8String, but for the attributes whose definition names another type. */
export function encodeName(name: TestName): Der {
  return sequence(
    ...name.map(([type, value]) => setOf(sequence(objectIdentifier(OIDS[type]), encodeValue(type, value)))),
  );
}

function encodeValue(type: NameAttribute, value: string): Der {
  switch (type) {
    case "C":
    case "serialNumber":
      return printableString(value);
    case "E":
      return ia5String(value);
    default:
      return utf8String(value);
  }
}
