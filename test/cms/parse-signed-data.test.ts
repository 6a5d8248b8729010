import { describe, expect, it } from "vitest";
import { Asn1Error } from "../../src/asn1/asn1-error.ts";
import { concatBytes } from "../../src/bytes/concat.ts";
import { parseSignedData, readSignedDataPrefix } from "../../src/cms/parse-signed-data.ts";
import type { SignedAttributes } from "../../src/cms/signed-data.ts";
import { context, integer, objectIdentifier, octetString, sequence, setOf, tlv } from "../../src/testing/der.ts";
import { describeWithCorpus } from "../support/corpus.ts";
import { contentsOfCorpusPdfs } from "./corpus-pdfs.ts";
import {
  attribute,
  CONTENT_TYPE,
  contentInfo,
  ID_DATA,
  ISSUER,
  indefinite,
  MESSAGE_DIGEST,
  RSA,
  SHA256,
  signedAttributes,
  signedData,
  signerInfo,
} from "./sample.ts";

/** The signed attributes of the first SignerInfo. */
function attributesIn(cms: Uint8Array): SignedAttributes {
  const found = parseSignedData(cms).signerInfos[0]?.signedAttributes;
  if (found === null || found === undefined) throw new Error("the sample has no signed attributes");
  return found;
}

describe("reading a SignedData", () => {
  it("hands out every field, and certificates as they stand", () => {
    const certificate = sequence(integer(9));
    const cms = signedData({
      certificates: context(0, certificate),
      content: context(0, octetString(Uint8Array.of(8))),
    });

    const parsed = parseSignedData(cms);

    expect(parsed).toMatchObject({ encoding: "DER", version: 1, contentType: "1.2.840.113549.1.7.1" });
    expect(parsed.raw).toEqual(cms);
    expect(parsed.content).toEqual(Uint8Array.of(8));
    expect(parsed.certificates).toEqual([certificate]);
    expect(parsed.digestAlgorithms.map((algorithm) => algorithm.oid)).toEqual(["2.16.840.1.101.3.4.2.1"]);
    const [signer] = parsed.signerInfos;
    expect(signer?.sid).toEqual({ kind: "issuerAndSerial", issuer: ISSUER, serialNumber: Uint8Array.of(5) });
    expect(signer?.signatureAlgorithm.oid).toBe("1.2.840.113549.1.1.1");
    expect(signer?.signature).toEqual(Uint8Array.of(1, 2, 3));
    expect(signer?.unsignedAttributes).toEqual([]);
  });

  it("has no content where the signature is detached", () => {
    expect(parseSignedData(signedData({})).content).toBeNull();
  });

  it("tells a detached signature from one over empty content", () => {
    expect(parseSignedData(signedData({ content: context(0, octetString(new Uint8Array(0))) })).content).toHaveLength(
      0,
    );
  });

  it("reads a signer that is named by its key", () => {
    const cms = signedData({ signerInfos: [signerInfo({ sid: tlv(0x80, Uint8Array.of(1, 2)) })] });
    expect(parseSignedData(cms).signerInfos[0]?.sid).toEqual({
      kind: "keyIdentifier",
      keyIdentifier: Uint8Array.of(1, 2),
    });
  });

  it("sorts certificates and revocation data of other formats out", () => {
    const crl = sequence(integer(1));
    const ocsp = sequence(integer(2));
    const cms = signedData({
      certificates: context(0, sequence(), context(2, integer(1)), context(3, integer(1))),
      crls: context(
        1,
        crl,
        context(1, objectIdentifier("1.3.6.1.5.5.7.16.2"), ocsp),
        context(1, objectIdentifier("1.3.6.1.5.5.7.16.4"), sequence()),
      ),
    });

    const parsed = parseSignedData(cms);

    expect(parsed.certificates).toHaveLength(1);
    expect(parsed.otherCertificates).toBe(2);
    expect(parsed.crls).toEqual([crl]);
    expect(parsed.ocspResponses).toEqual([ocsp]);
    expect(parsed.otherRevocation).toBe(1);
  });

  it("reads framing of indefinite length and content in pieces, and says that it is BER", () => {
    const pieces = indefinite(0x24, octetString(Uint8Array.of(1, 2)), octetString(Uint8Array.of(3)));
    const cms = indefinite(
      0x30,
      objectIdentifier("1.2.840.113549.1.7.2"),
      indefinite(
        0xa0,
        indefinite(
          0x30,
          integer(1),
          setOf(SHA256),
          indefinite(0x30, ID_DATA, indefinite(0xa0, pieces)),
          indefinite(0xa0, sequence(integer(9))),
          setOf(signerInfo({})),
        ),
      ),
    );

    const parsed = parseSignedData(cms);

    expect(parsed.encoding).toBe("BER");
    expect(parsed.content).toEqual(Uint8Array.of(1, 2, 3));
    expect(parsed.certificates).toEqual([sequence(integer(9))]);
    expect(attributesIn(cms).isDer).toBe(true);
  });

  it("calls a length in more octets than it needs BER", () => {
    const signerInfos = concatBytes(Uint8Array.of(0x31, 0x82, 0, signerInfo({}).length), signerInfo({}));
    const cms = contentInfo(sequence(integer(1), setOf(SHA256), sequence(ID_DATA), signerInfos));
    expect(parseSignedData(cms).encoding).toBe("BER");
  });

  it("keeps signed attributes in the order in which they stand, and says that it is not DER's", () => {
    const sorted = attributesIn(signedData({}));
    const cms = signedData({ signerInfos: [signerInfo({ signed: signedAttributes(MESSAGE_DIGEST, CONTENT_TYPE) })] });
    const swapped = attributesIn(cms);

    expect(sorted.isDer).toBe(true);
    expect(swapped.isDer).toBe(false);
    expect(swapped.attributes.map((found) => found.oid)).toEqual(["1.2.840.113549.1.9.4", "1.2.840.113549.1.9.3"]);
    expect(swapped.signedBytes()).toEqual(tlv(0x31, MESSAGE_DIGEST, CONTENT_TYPE));
  });

  it("changes nothing in the signed attributes but their first octet, and not in the input", () => {
    const cms = signedData({});
    const copy = new Uint8Array(cms);
    const attributes = attributesIn(cms);

    const signed = attributes.signedBytes();

    expect(signed[0]).toBe(0x31);
    expect(signed.subarray(1)).toEqual(attributes.raw.subarray(1));
    expect(cms).toEqual(copy);
  });

  it("says that values of a signed attribute out of order are not DER", () => {
    const values = tlv(0x31, integer(2), integer(1));
    const unsorted = sequence(objectIdentifier("1.2.840.113549.1.9.16.2.16"), values);
    const cms = signedData({ signerInfos: [signerInfo({ signed: signedAttributes(CONTENT_TYPE, unsorted) })] });
    expect(attributesIn(cms).isDer).toBe(false);
  });

  it("says that an indefinite length deep inside a signed attribute is not DER", () => {
    const odd = attribute("1.2.840.113549.1.9.16.2.16", indefinite(0x30, integer(1)));
    const cms = signedData({ signerInfos: [signerInfo({ signed: signedAttributes(CONTENT_TYPE, odd) })] });
    expect(attributesIn(cms).isDer).toBe(false);
  });

  it("hands out every attribute of a type", () => {
    const signed = signedAttributes(CONTENT_TYPE, CONTENT_TYPE);
    const attributes = attributesIn(signedData({ signerInfos: [signerInfo({ signed })] }));
    expect(attributes.all("1.2.840.113549.1.9.3")).toHaveLength(2);
    expect(attributes.all("1.2.840.113549.1.9.4")).toHaveLength(0);
  });

  it("reads the CMS at the start of padding and says how many bytes it takes", () => {
    const cms = signedData({});
    const { signedData: parsed, length } = readSignedDataPrefix(concatBytes(cms, Uint8Array.of(0, 0, 7)));
    expect(length).toBe(cms.length);
    expect(parsed.raw).toEqual(cms);
  });

  it.each([
    ["bytes after the ContentInfo", concatBytes(signedData({}), Uint8Array.of(0))],
    ["a content type that is not signedData", sequence(ID_DATA, context(0, octetString(Uint8Array.of(1))))],
    ["signed attributes without an attribute", signedData({ signerInfos: [signerInfo({ signed: context(0) })] })],
    ["content that is not an OCTET STRING", signedData({ content: context(0, sequence()) })],
    ["two contents", signedData({ content: context(0, octetString(ID_DATA), octetString(ID_DATA)) })],
    ["a signer that is no SEQUENCE", signedData({ signerInfos: [setOf()] })],
    ["a signer named in no known way", signedData({ signerInfos: [signerInfo({ sid: tlv(0x81, ID_DATA) })] })],
    ["revocation data of no known kind", signedData({ crls: context(1, integer(1)) })],
    ["a value after the signers", contentInfo(sequence(integer(1), setOf(), sequence(ID_DATA), setOf(), RSA))],
    [
      "more certificates than one CMS may hold",
      signedData({ certificates: context(0, ...Array(1001).fill(sequence())) }),
    ],
    ["nothing", new Uint8Array(0)],
  ])("rejects %s", (_, bytes) => {
    expect(() => parseSignedData(bytes)).toThrow(Asn1Error);
  });

  it("rejects a CMS cut off anywhere", () => {
    const cms = signedData({});
    for (let end = 0; end < cms.length; end++) {
      expect(() => readSignedDataPrefix(cms.subarray(0, end))).toThrow(Asn1Error);
    }
  });

  it("throws nothing but Asn1Error, whichever octet is replaced", () => {
    const cms = signedData({ crls: context(1, context(1, objectIdentifier("1.3.6.1.5.5.7.16.2"), sequence())) });
    for (let at = 0; at < cms.length; at++) {
      for (const value of [0x00, 0x1f, 0x24, 0x30, 0x80, 0x84, 0xa0, 0xff]) {
        const changed = new Uint8Array(cms);
        changed[at] = value;
        try {
          parseSignedData(changed);
        } catch (error) {
          expect(error).toBeInstanceOf(Asn1Error);
        }
      }
    }
  });
});

describeWithCorpus("reading the CMS of real files", (corpus) => {
  it("reads every hexadecimal /Contents of the corpus", () => {
    let read = 0;
    for (const { name, bytes } of contentsOfCorpusPdfs(corpus)) {
      expect(() => readSignedDataPrefix(bytes), name).not.toThrow();
      read++;
    }
    expect(read).toBeGreaterThan(300);
  });
});
