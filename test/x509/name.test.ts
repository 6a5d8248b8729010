import { describe, expect, it } from "vitest";
import { readAsn1 } from "../../src/asn1/cursor.ts";
import {
  bmpString,
  ia5String,
  objectIdentifier,
  octetString,
  printableString,
  sequence,
  setOf,
  utf8String,
} from "../../src/testing/der.ts";
import { encodeName } from "../../src/testing/distinguished-name.ts";
import { type DistinguishedName, parseName } from "../../src/x509/name.ts";
import { nameToText } from "../../src/x509/name-text.ts";
import { personOf } from "../../src/x509/person.ts";

const CN = "2.5.4.3";
const O = "2.5.4.10";

const attribute = (oid: string, value: Uint8Array) => sequence(objectIdentifier(oid), value);
const nameOf = (...rdns: Uint8Array[]): DistinguishedName => parseName(readAsn1(sequence(...rdns)));
const commonName = (value: Uint8Array) => nameOf(setOf(attribute(CN, value)));

describe("comparing names", () => {
  it.each<[string, Uint8Array, Uint8Array]>([
    ["case", utf8String("Tổ Chức A"), utf8String("tổ chức a")],
    ["kinds of string", printableString("Root CA"), utf8String("root ca")],
    ["BMPString", bmpString("Hồ sơ"), utf8String("hồ sơ")],
    ["inner and outer spaces", utf8String("  Root   CA "), utf8String("Root CA")],
    ["no-break spaces", utf8String("Root\u00a0CA"), utf8String("Root CA")],
    ["composed and decomposed marks", utf8String("Nguy\u1ec5n"), utf8String("Nguye\u0302\u0303n")],
    ["invisible characters", utf8String("Ro\u200bot\u00ad CA"), utf8String("Root CA")],
    ["sharp s", utf8String("Straße"), utf8String("STRASSE")],
  ])("folds %s", (_, a, b) => {
    expect(commonName(a).equals(commonName(b))).toBe(true);
    expect(commonName(a).comparisonKey).toBe(commonName(b).comparisonKey);
  });

  it.each<[string, DistinguishedName, DistinguishedName]>([
    ["letters with other marks", commonName(utf8String("Nguyễn")), commonName(utf8String("Nguyên"))],
    ["the same text as another attribute", commonName(utf8String("A")), nameOf(setOf(attribute(O, utf8String("A"))))],
    [
      "one level or two",
      nameOf(setOf(attribute(CN, utf8String("A")), attribute(O, utf8String("B")))),
      nameOf(setOf(attribute(CN, utf8String("A"))), setOf(attribute(O, utf8String("B")))),
    ],
    [
      "order of levels",
      nameOf(setOf(attribute(CN, utf8String("A"))), setOf(attribute(O, utf8String("B")))),
      nameOf(setOf(attribute(O, utf8String("B"))), setOf(attribute(CN, utf8String("A")))),
    ],
    ["values that are no text", commonName(octetString(Uint8Array.of(1))), commonName(octetString(Uint8Array.of(2)))],
    [
      "text that spells the syntax of two attributes",
      commonName(utf8String("A,2.5.4.10=1:B")),
      nameOf(setOf(attribute(CN, utf8String("A"))), setOf(attribute(O, utf8String("B")))),
    ],
  ])("tells apart %s", (_, a, b) => {
    expect(a.equals(b)).toBe(false);
  });

  it("does not mind the order of attributes on one level", () => {
    const a = attribute(CN, utf8String("A"));
    const b = attribute(O, utf8String("B"));
    const swapped = readAsn1(sequence(Uint8Array.of(0x31, a.length + b.length, ...b, ...a)));
    const sorted = readAsn1(sequence(Uint8Array.of(0x31, a.length + b.length, ...a, ...b)));
    expect(parseName(swapped).equals(parseName(sorted))).toBe(true);
  });

  it("knows what stands below a base", () => {
    const name = parseName(
      readAsn1(
        encodeName([
          ["C", "VN"],
          ["O", "Bộ A"],
          ["CN", "Người B"],
        ]),
      ),
    );
    const base = (...entries: ["C" | "O", string][]) => parseName(readAsn1(encodeName(entries)));
    expect(name.isWithin(base(["C", "VN"], ["O", "bộ  a"]))).toBe(true);
    expect(name.isWithin(base())).toBe(true);
    expect(name.isWithin(base(["O", "Bộ A"]))).toBe(false);
    expect(base(["C", "VN"]).isWithin(name)).toBe(false);
  });
});

describe("showing names", () => {
  it("begins with the most specific part, as RFC 4514 does", () => {
    const name = parseName(
      readAsn1(
        encodeName([
          ["C", "VN"],
          ["O", "Sở Y tế, tỉnh A"],
          ["T", "Giám đốc"],
          ["CN", "Trần B"],
        ]),
      ),
    );
    expect(nameToText(name)).toBe("CN=Trần B, T=Giám đốc, O=Sở Y tế\\, tỉnh A, C=VN");
  });

  it("lets no name rewrite the line that it stands in", () => {
    expect(nameToText(commonName(utf8String("a\nVALID\u202e\u0007")))).toBe("CN=a\\0aVALID\\e2\\80\\ae\\07");
    expect(nameToText(commonName(utf8String(" #a+b\\")))).toBe("CN=\\ #a\\+b\\\\");
  });

  it("shows a value that is no text as its bytes, and an unknown type as its OID", () => {
    expect(nameToText(nameOf(setOf(attribute("2.999.7", octetString(Uint8Array.of(0xab))))))).toBe("2.999.7=#0401ab");
    expect(nameToText(commonName(Uint8Array.of(0x0c, 1, 0xff)))).toBe("CN=#0c01ff");
  });

  it.each([
    ["CCCD:001099012345", "CCCD:*********345"],
    ["cmnd: 123456789", "CMND:******789"],
    ["HC:B1234567", "HC:*****567"],
    ["CCCD:123", "CCCD:***"],
    ["CCCD:001099\n012345", "CCCD:**********345"],
    ["MST:0101234567", "MST:0101234567"],
    ["MST:001099012345", "MST:*********345"],
    ["MNS:1012345", "MNS:1012345"],
    ["something else", "something else"],
  ])("masks %j as %j", (uid, shown) => {
    const name = parseName(readAsn1(encodeName([["UID", uid]])));
    expect(nameToText(name)).toBe(`UID=${shown}`);
    expect(nameToText(name, { unmasked: true })).toBe(`UID=${uid.replace("\n", "\\0a")}`);
  });

  it("masks personal numbers of European certificates", () => {
    const name = parseName(readAsn1(encodeName([["serialNumber", "PNOEE-38001085718"]])));
    expect(nameToText(name)).toBe("serialNumber=PNOEE-********718");
  });
});

describe("whom a subject names", () => {
  it("gives fields and identifiers, several UIDs among them", () => {
    const name = nameOf(
      setOf(attribute("2.5.4.6", printableString("VN"))),
      setOf(attribute(O, utf8String("UBND xã A"))),
      setOf(attribute("2.5.4.11", utf8String("Văn phòng"))),
      setOf(attribute("2.5.4.11", utf8String("Một cửa"))),
      setOf(attribute("2.5.4.12", utf8String("Chủ tịch"))),
      setOf(attribute(CN, utf8String("Lê C"))),
      setOf(attribute("1.2.840.113549.1.9.1", ia5String("c@example.vn"))),
      setOf(
        attribute("0.9.2342.19200300.100.1.1", utf8String("MNS:1012345")),
        attribute("0.9.2342.19200300.100.1.1", utf8String("CCCD:001099012345")),
      ),
      setOf(attribute("0.9.2342.19200300.100.1.1", utf8String("MST:0101234567"))),
    );
    expect(personOf(name)).toEqual({
      commonName: "Lê C",
      organization: "UBND xã A",
      organizationalUnits: ["Văn phòng", "Một cửa"],
      title: "Chủ tịch",
      email: "c@example.vn",
      identifiers: expect.arrayContaining([
        { kind: "MNS", value: "1012345", masked: "1012345" },
        { kind: "CCCD", value: "001099012345", masked: "*********345" },
        { kind: "MST", value: "0101234567", masked: "0101234567" },
      ]),
    });
  });

  it("gives nulls for what is not there", () => {
    expect(personOf(nameOf())).toEqual({
      commonName: null,
      organization: null,
      organizationalUnits: [],
      title: null,
      email: null,
      identifiers: [],
    });
  });
});
