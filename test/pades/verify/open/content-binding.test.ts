import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { readAsn1 } from "../../../../src/asn1/cursor.ts";
import { parsePublicKey } from "../../../../src/asn1/public-key.ts";
import { CONTENT_TYPE, TST_INFO } from "../../../../src/cms/oids.ts";
import { bindContent, contentBinding } from "../../../../src/pades/verify/open/content-binding.ts";
import {
  generalizedTime,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
} from "../../../../src/testing/der.ts";
import { DEMO_NOW, demoIdentity } from "../../../support/demo-certs.ts";
import { algorithmOf, attribute, forgeCms } from "../../../support/forged-cms.ts";
import { forgePdf, signatureDictionary } from "../../../support/forged-pdf.ts";
import { codesOf, verifyDemo } from "../../../support/signed-samples.ts";
import { forgedSubject } from "../../checks/subject-of.ts";

const sha = (name: "sha1" | "sha256", bytes: Uint8Array) => new Uint8Array(createHash(name).update(bytes).digest());
const withSubFilter = (name: string) => (byteRange: string, contents: string) =>
  signatureDictionary(byteRange, contents).replace("ETSI.CAdES.detached", name);

describe("adbe.pkcs7.sha1, whose content is the SHA-1 digest of the document", () => {
  const file = (content: (covered: Uint8Array) => Uint8Array) =>
    forgePdf({
      dictionary: withSubFilter("adbe.pkcs7.sha1"),
      makeCms: async (covered) => {
        const inner = content(covered);
        return forgeCms(inner, { identity: await demoIdentity("cong-vu/person"), content: inner });
      },
    });

  it("is intact where the digest is the document's, and weak all the same", async () => {
    const verification = await verifyDemo(await file((covered) => sha("sha1", covered)));
    expect(verification.signatures[0]?.integrity).toMatchObject({ digest: "ok", signature: "ok" });
    expect(verification.verdict).toBe("indeterminate");
    expect(codesOf(verification)).toEqual(expect.arrayContaining(["algorithm-weak"]));
  });

  it("is not intact where the digest is another document's", async () => {
    const verification = await verifyDemo(await file((covered) => sha("sha1", covered.subarray(1))));
    expect(verification.signatures[0]?.integrity).toMatchObject({ digest: "failed", signature: "ok" });
    expect(verification.verdict).toBe("invalid");
  });
});

describe("adbe.pkcs7.detached, which binds the document as PAdES does", () => {
  it("is intact where the digest is the document's, and not where it is another's", async () => {
    const dictionary = withSubFilter("adbe.pkcs7.detached");
    const intact = await verifyDemo(await forgePdf({ dictionary }));
    expect(intact.signatures[0]?.integrity).toMatchObject({ digest: "ok", signature: "ok" });
    const broken = await verifyDemo(await forgePdf({ dictionary, covered: (bytes) => bytes.subarray(1) }));
    expect(broken.signatures[0]?.integrity).toMatchObject({ digest: "failed", signature: "ok" });
    expect(broken.verdict).toBe("invalid");
  });
});

describe("a document timestamp, whose content holds a digest of the document", () => {
  const token = (imprint: (covered: Uint8Array) => Uint8Array, oid?: string) =>
    forgePdf({
      dictionary: (byteRange, contents) =>
        withSubFilter("ETSI.RFC3161")(byteRange, contents).replace("/Type /Sig", "/Type /DocTimeStamp"),
      makeCms: async (covered) => {
        const algorithm = oid === undefined ? algorithmOf("SHA-256") : sequence(objectIdentifier(oid));
        const content = sequence(
          integer(1),
          objectIdentifier("2.999.1"),
          sequence(algorithm, octetString(imprint(covered))),
          integer(7),
          generalizedTime(DEMO_NOW),
        );
        return forgeCms(content, {
          identity: await demoIdentity("cong-vu/tsa"),
          content,
          contentType: TST_INFO,
          attributes: ({ messageDigest, signingCertificate }) =>
            setOf(attribute(CONTENT_TYPE, objectIdentifier(TST_INFO)), messageDigest, signingCertificate),
        });
      },
    });

  it("is intact where it is of this document", async () => {
    const verification = await verifyDemo(await token((covered) => sha("sha256", covered)));
    expect(verification.signatures[0]).toMatchObject({
      kind: "document-timestamp",
      integrity: { digest: "ok", signature: "ok", coverage: "whole-file" },
    });
    expect(verification.verdict).toBe("unsigned");
  });

  it("is not intact where it was copied from another document", async () => {
    const verification = await verifyDemo(await token((covered) => sha("sha256", covered.subarray(1))));
    expect(verification.signatures[0]?.integrity).toMatchObject({ digest: "failed", signature: "ok" });
    expect([verification.verdict, codesOf(verification)]).toEqual([
      "invalid",
      expect.arrayContaining(["digest-mismatch"]),
    ]);
  });

  it("cannot be told where its digest is of an unknown kind", async () => {
    const verification = await verifyDemo(await token((covered) => sha("sha256", covered), "2.999.2"));
    expect(codesOf(verification)).toContain("digest-algorithm-unsupported");
    expect(verification.verdict).not.toBe("valid");
  });
});

describe("bindContent", () => {
  const DIGEST = sha("sha256", Uint8Array.of(1));
  const bare = async (digest: Uint8Array | null) =>
    bindContent(
      { kind: "bare", algorithm: "SHA-256", digest, publicKey: await publicKey(), value: DIGEST },
      DIGEST,
      await forgedSubject(),
    );

  it("binds a bare value by the digest in it, and not by one of another document or by none", async () => {
    expect(await bare(DIGEST)).toEqual({ matchesDocument: true, digest: DIGEST });
    const other = sha("sha256", Uint8Array.of(2));
    expect(await bare(other)).toEqual({ matchesDocument: false, digest: other });
    expect(await bare(null)).toEqual({ matchesDocument: false, digest: null });
  });

  it("binds nothing by what is not supported", async () => {
    const binding = { kind: "unsupported", algorithm: "1.2.3" } as const;
    expect(bindContent(binding, DIGEST, await forgedSubject())).toEqual({ matchesDocument: false, digest: null });
  });

  it("needs the one signer for a digest of the content", async () => {
    const binding = { kind: "digest-inside", algorithm: "SHA-256", digest: DIGEST, content: DIGEST } as const;
    const subject = { ...(await forgedSubject()), signerInfo: null };
    expect(bindContent(binding, DIGEST, subject)).toEqual({ matchesDocument: true, digest: null });
  });

  it("has no binding without a CMS, a signer, a certificate or a form that is known", async () => {
    const subject = await forgedSubject();
    expect(contentBinding(subject)).toMatchObject({ kind: "detached", algorithm: "SHA-256" });
    expect(contentBinding({ ...subject, cms: null })).toBeNull();
    expect(contentBinding({ ...subject, signerInfo: null })).toBeNull();
    expect(contentBinding({ ...subject, format: { ...subject.format, content: "none" } })).toBeNull();
    const rsa = { ...subject, format: { ...subject.format, content: "rsa-value" as const } };
    expect(contentBinding(rsa)).toBeNull();
  });

  async function publicKey() {
    const { signer } = await forgedSubject();
    if (signer === null) throw new Error("expected a signer");
    return parsePublicKey(readAsn1(signer.spki));
  }
});
