import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { CONTENT_TYPE, TST_INFO } from "../../../src/cms/oids.ts";
import { generalizedTime, integer, objectIdentifier, octetString, sequence, setOf } from "../../../src/testing/der.ts";
import { DEMO_NOW, demoIdentity } from "../../support/demo-certs.ts";
import { algorithmOf, attribute, forgeCms } from "../../support/forged-cms.ts";
import { forgePdf, signatureDictionary } from "../../support/forged-pdf.ts";
import { codesOf, verifyDemo } from "../../support/signed-samples.ts";

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
