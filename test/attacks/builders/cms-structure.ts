import { concatBytes } from "../../../src/bytes/concat.ts";
import { TST_INFO } from "../../../src/cms/oids.ts";
import { context, integer, objectIdentifier, octetString, sequence, tlv } from "../../../src/testing/der.ts";
import { demoIdentity } from "../../support/demo-certs.ts";
import { type CmsSpec, forgeCms, forgeSignerInfo, indefiniteFrame, issuerAndSerial } from "../../support/forged-cms.ts";
import { forgePdf } from "../../support/forged-pdf.ts";
import { findLastText, overwrite } from "../../support/pdf-surgery.ts";
import type { Forgery } from "../attack.ts";

const withCms = (cms: Partial<CmsSpec>) => () => forgePdf({ cms });

/** RFC 5652, section 5: who signed what must be said once. */
export const CMS_STRUCTURE: readonly Forgery[] = [
  {
    title: "the CMS has two SignerInfos, of which a verifier could take either",
    build: () =>
      forgePdf({
        makeCms: async (covered) => {
          const [person, rogue] = await Promise.all([demoIdentity("cong-vu/person"), demoIdentity("bad/self-signed")]);
          const second = await forgeSignerInfo(covered, { identity: rogue });
          const certificates = [...person.chain, rogue.certificate];
          return forgeCms(covered, { identity: person, certificates, signerInfos: (one) => [one, second] });
        },
      }),
    verdict: "invalid",
    codes: ["cms-several-signers"],
  },
  {
    title: "the same SignerInfo stands twice",
    build: withCms({ signerInfos: (one) => [one, one] }),
    verdict: "invalid",
    codes: ["cms-several-signers"],
  },
  {
    title: "the CMS has no SignerInfo, only certificates",
    build: withCms({ signerInfos: () => [] }),
    verdict: "invalid",
    codes: ["cms-several-signers"],
  },
  {
    title: "the CMS brings along content of its own, which is what was signed",
    build: () =>
      forgePdf({
        makeCms: async () => {
          const content = new TextEncoder().encode("a content that has nothing to do with the document");
          return forgeCms(content, { identity: await demoIdentity("cong-vu/person"), content });
        },
      }),
    verdict: "invalid",
    codes: ["cms-embedded-content", "digest-mismatch"],
  },
  {
    title: "the CMS embeds the very bytes that it covers",
    build: () =>
      forgePdf({
        room: 12_000,
        makeCms: async (covered) =>
          forgeCms(covered, { identity: await demoIdentity("cong-vu/person"), content: covered.subarray(0, 600) }),
      }),
    verdict: "invalid",
    codes: ["cms-embedded-content"],
  },
  {
    title: "the CMS says that it signs a timestamp",
    build: withCms({ contentType: TST_INFO }),
    verdict: "invalid",
    codes: ["content-type-mismatch"],
  },
  {
    title: "the SignerInfo names a certificate that is not there",
    build: async () => {
      const seal = await demoIdentity("cong-vu/seal");
      return forgePdf({ cms: { sid: issuerAndSerial(seal) } });
    },
    verdict: "indeterminate",
    codes: ["signer-certificate-not-found"],
  },
  {
    title: "the CMS holds no certificate at all",
    build: withCms({ certificates: [] }),
    verdict: "indeterminate",
    codes: ["signer-certificate-not-found"],
  },
  {
    title: "two certificates of the CMS have the issuer and serial number that the SignerInfo names",
    build: async () => {
      const person = await demoIdentity("cong-vu/person");
      return forgePdf({ cms: { certificates: [...person.chain, withOtherSubject(person.certificate)] } });
    },
    verdict: "indeterminate",
    codes: ["signer-certificate-ambiguous"],
    twin: {
      title: "one certificate of the CMS cannot be read, and is not needed",
      build: async () => {
        const person = await demoIdentity("cong-vu/person");
        return forgePdf({ cms: { certificates: [...person.chain, sequence(integer(1))] } });
      },
      verdict: "valid",
      codes: ["cms-extra-certificates-malformed"],
    },
  },
  {
    title: "the CMS is a ContentInfo of another kind",
    build: () =>
      forgePdf({
        makeCms: () => sequence(objectIdentifier("1.2.840.113549.1.7.1"), context(0, octetString(Uint8Array.of(1)))),
      }),
    verdict: "invalid",
    codes: ["cms-malformed"],
  },
  {
    title: "the CMS is cut off",
    build: () =>
      forgePdf({
        makeCms: async (covered) =>
          tlv(0x30, (await forgeCms(covered, { identity: await demoIdentity("cong-vu/person") })).subarray(4, 400)),
      }),
    verdict: "invalid",
    codes: ["cms-malformed"],
    twin: {
      title: "the frame of the CMS is BER with indefinite lengths, which RFC 5652 allows",
      build: withCms({ frame: indefiniteFrame }),
      verdict: "valid",
      codes: ["cms-not-der"],
    },
  },
  {
    title: "bytes other than zeros follow the CMS in /Contents",
    build: () => forgePdf({ contents: (cms, room) => `${cms}deadbeef`.padEnd(2 * room, "0") }),
    verdict: "invalid",
    codes: ["contents-trailing-bytes"],
    twin: {
      title: "nothing but zeros follows the CMS in /Contents, whose digits are capitals",
      build: () => forgePdf({ contents: (cms, room) => cms.toUpperCase().padEnd(2 * room, "0") }),
      verdict: "valid",
    },
  },
  {
    title: "a second CMS follows the first in /Contents",
    build: () =>
      forgePdf({
        makeCms: async (covered) => {
          const [person, rogue] = await Promise.all([demoIdentity("cong-vu/person"), demoIdentity("bad/self-signed")]);
          return concatBytes(
            await forgeCms(covered, { identity: rogue }),
            await forgeCms(covered, { identity: person, certificates: [person.certificate] }),
          );
        },
      }),
    verdict: "invalid",
    codes: ["contents-trailing-bytes"],
  },
  {
    title: "the CMS of another document stands in /Contents",
    build: () =>
      forgePdf({
        makeCms: async (covered) => forgeCms(covered.subarray(1), { identity: await demoIdentity("cong-vu/person") }),
      }),
    verdict: "invalid",
    codes: ["digest-mismatch"],
  },
];

/** The certificate with another letter in its subject: its signature no longer fits, its issuer and serial number do. */
function withOtherSubject(certificate: Uint8Array): Uint8Array {
  const at = findLastText(certificate, "DEMO").start;
  return overwrite(certificate, at, "d");
}
