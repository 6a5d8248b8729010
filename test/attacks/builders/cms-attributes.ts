import { encodeHex } from "../../../src/bytes/hex.ts";
import {
  CONTENT_TYPE,
  DATA,
  MESSAGE_DIGEST,
  SIGNATURE_TIMESTAMP,
  SIGNING_CERTIFICATE_V2,
  SIGNING_TIME,
  TST_INFO,
} from "../../../src/cms/oids.ts";
import { objectIdentifier, octetString, sequence, setOf, time } from "../../../src/testing/der.ts";
import { DEMO_NOW, demoCertificate, demoIdentity } from "../../support/demo-certs.ts";
import {
  type AttributesOf,
  attribute,
  type CmsSpec,
  digestWith,
  forgeCms,
  messageDigestAttribute,
  signingCertificateV1,
  signingCertificateV2,
  unsortedSet,
} from "../../support/forged-cms.ts";
import { forgePdf } from "../../support/forged-pdf.ts";
import type { Forgery } from "../attack.ts";

const withAttributes =
  (attributes: AttributesOf, more: Partial<CmsSpec> = {}) =>
  () =>
    forgePdf({ cms: { ...more, attributes } });

const OTHER_CERTIFICATE = demoCertificate("cong-vu/officer");
const OWN_CERTIFICATE = demoCertificate("cong-vu/person");

/** What the signature value covers (RFC 5652, section 5.4; ETSI EN 319 122-1, clause 5). */
export const CMS_ATTRIBUTES: readonly Forgery[] = [
  {
    title: "the signed attributes stand in another order than DER has them, and were signed so",
    build: withAttributes(({ contentType, messageDigest, signingCertificate }) =>
      unsortedSet(signingCertificate, messageDigest, contentType),
    ),
    verdict: "invalid",
    codes: ["signed-attributes-not-der"],
  },
  {
    title: "the signed attributes were put into another order after signing",
    build: () =>
      forgePdf({
        contents: (cms, room) => reorderAttributes(cms).padEnd(2 * room, "0"),
      }),
    verdict: "invalid",
    codes: ["signed-attributes-not-der", "signature-value-mismatch"],
  },
  {
    title: "a length inside the signed attributes is not in its shortest form",
    build: withAttributes(({ contentType, messageDigest, signingCertificate }) =>
      setOf(contentType, signingCertificate, longLength(messageDigest)),
    ),
    verdict: "invalid",
    codes: ["signed-attributes-not-der"],
  },
  {
    title: "what was signed names the certificate of another person",
    build: async () => {
      const other = await signingCertificateV2(OTHER_CERTIFICATE);
      return forgePdf({
        cms: { attributes: ({ contentType, messageDigest }) => setOf(contentType, messageDigest, other) },
      });
    },
    verdict: "indeterminate",
    codes: ["signing-certificate-mismatch"],
    twin: {
      title: "what was signed names the signer's certificate by SHA-384",
      build: async () => {
        const own = await signingCertificateV2(OWN_CERTIFICATE, "SHA-384");
        return forgePdf({
          cms: { attributes: ({ contentType, messageDigest }) => setOf(contentType, messageDigest, own) },
        });
      },
      verdict: "valid",
    },
  },
  {
    title: "the older and the newer attribute name different certificates",
    build: async () => {
      const other = await signingCertificateV1(OTHER_CERTIFICATE);
      return forgePdf({
        cms: {
          attributes: ({ contentType, messageDigest, signingCertificate }) =>
            setOf(contentType, messageDigest, signingCertificate, other),
        },
      });
    },
    verdict: "indeterminate",
    codes: ["signing-certificate-mismatch"],
  },
  {
    title: "the certificate is named by a digest that nobody knows",
    build: withAttributes(({ contentType, messageDigest }) => {
      const id = sequence(sequence(objectIdentifier("2.999.3")), octetString(new Uint8Array(32)));
      return setOf(contentType, messageDigest, attribute(SIGNING_CERTIFICATE_V2, sequence(sequence(id))));
    }),
    verdict: "indeterminate",
    codes: ["signing-certificate-mismatch"],
  },
  {
    title: "what was signed names no certificate",
    build: withAttributes(({ contentType, messageDigest }) => setOf(contentType, messageDigest)),
    verdict: "indeterminate",
    codes: ["signing-certificate-missing"],
  },
  {
    title: "two attributes name the signer's certificate",
    build: async () => {
      const other = await signingCertificateV2(OTHER_CERTIFICATE);
      return forgePdf({
        cms: {
          attributes: ({ contentType, messageDigest, signingCertificate }) =>
            setOf(contentType, messageDigest, signingCertificate, other),
        },
      });
    },
    verdict: "invalid",
    codes: ["signed-attribute-count"],
  },
  {
    title: "there are two message digests, one of another document",
    build: withAttributes(({ contentType, messageDigest, signingCertificate }) =>
      setOf(contentType, messageDigest, messageDigestAttribute(new Uint8Array(32)), signingCertificate),
    ),
    verdict: "invalid",
    codes: ["signed-attribute-count"],
  },
  {
    title: "the message digest has two values",
    build: () =>
      forgePdf({
        makeCms: async (covered) => {
          const own = octetString(await digestWith("SHA-256", covered));
          const both = attribute(MESSAGE_DIGEST, own, octetString(new Uint8Array(32)));
          return forgeCms(covered, {
            identity: await demoIdentity("cong-vu/person"),
            attributes: ({ contentType, signingCertificate }) => setOf(contentType, both, signingCertificate),
          });
        },
      }),
    verdict: "invalid",
    codes: ["signed-attribute-count"],
  },
  {
    title: "there is no message digest among the signed attributes",
    build: withAttributes(({ contentType, signingCertificate }) => setOf(contentType, signingCertificate)),
    verdict: "invalid",
    codes: ["signed-attribute-count", "digest-mismatch"],
  },
  {
    title: "the signed attributes do not say of what type the content is",
    build: withAttributes(({ messageDigest, signingCertificate }) => setOf(messageDigest, signingCertificate)),
    verdict: "invalid",
    codes: ["signed-attribute-count"],
  },
  {
    title: "the signed attributes say that a timestamp was signed",
    build: withAttributes(({ messageDigest, signingCertificate }) =>
      setOf(attribute(CONTENT_TYPE, objectIdentifier(TST_INFO)), messageDigest, signingCertificate),
    ),
    verdict: "invalid",
    codes: ["content-type-mismatch"],
  },
  {
    title: "there are no signed attributes, so that nothing signed names the certificate",
    build: withAttributes(() => null),
    verdict: "indeterminate",
    codes: ["signed-attributes-missing"],
  },
  {
    title: "the signed attributes are an empty set",
    build: withAttributes(() => setOf()),
    verdict: "invalid",
    codes: ["cms-malformed"],
  },
  {
    title: "the message digest is of another length than its algorithm's",
    build: withAttributes(({ contentType, signingCertificate }) =>
      setOf(contentType, messageDigestAttribute(new Uint8Array(20)), signingCertificate),
    ),
    verdict: "invalid",
    codes: ["digest-mismatch"],
    twin: {
      title: "the CMS claims a signing time, which it should leave to the dictionary",
      build: withAttributes(({ contentType, messageDigest, signingCertificate }) =>
        setOf(contentType, messageDigest, signingCertificate, attribute(SIGNING_TIME, time(DEMO_NOW))),
      ),
      verdict: "valid",
      codes: ["signing-time-attribute"],
    },
  },
  {
    title: "the message digest is changed and a signature timestamp that proves nothing is put beside it",
    build: withAttributes(
      ({ contentType, signingCertificate }) =>
        setOf(contentType, messageDigestAttribute(new Uint8Array(32)), signingCertificate),
      { unsignedAttributes: [attribute(SIGNATURE_TIMESTAMP, sequence(objectIdentifier(DATA)))] },
    ),
    verdict: "invalid",
    codes: ["digest-mismatch", "timestamp-not-valid"],
    twin: {
      title: "attributes that are not understood stand among the signed and the unsigned ones",
      build: withAttributes(
        ({ contentType, messageDigest, signingCertificate }) =>
          setOf(contentType, messageDigest, signingCertificate, attribute("2.999.4", octetString(Uint8Array.of(1)))),
        { unsignedAttributes: [attribute("2.999.5", octetString(Uint8Array.of(2)))] },
      ),
      verdict: "valid",
    },
  },
];

/** The first two signed attributes in the place of each other, in the hexadecimal digits of a CMS. */
function reorderAttributes(cms: string): string {
  const contentType = encodeHex(attribute(CONTENT_TYPE, objectIdentifier(DATA)));
  const at = cms.indexOf(contentType);
  const start = at + contentType.length;
  const length = 2 * (2 + Number.parseInt(cms.slice(start + 2, start + 4), 16));
  const next = cms.slice(start, start + length);
  if (at < 0 || !next.startsWith("30")) throw new Error("the CMS is laid out in another way");
  return cms.slice(0, at) + next + contentType + cms.slice(start + length);
}

/** The same SEQUENCE with its length in two octets where one would do. */
function longLength(element: Uint8Array): Uint8Array {
  const [tag = 0, length = 0] = element;
  return Uint8Array.of(tag, 0x81, length, ...element.subarray(2));
}
