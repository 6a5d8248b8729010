import { describe, expect, it } from "vitest";
import { SIGNATURE_TIMESTAMP } from "../../../../src/cms/oids.ts";
import { integer, sequence } from "../../../../src/testing/der.ts";
import { createTrustStore } from "../../../../src/x509/trust-store.ts";
import { demoTrustProfile } from "../../../support/demo-certs.ts";
import { attribute } from "../../../support/forged-cms.ts";
import { type ForgedPdf, forgePdf, signatureDictionary } from "../../../support/forged-pdf.ts";
import { codesOf, verifyDemo } from "../../../support/signed-samples.ts";

const withSubFilter = (name: string): ForgedPdf => ({
  dictionary: (byteRange, contents) => signatureDictionary(byteRange, contents).replace("ETSI.CAdES.detached", name),
});
const TIMESTAMPED: ForgedPdf["cms"] = {
  unsignedAttributes: [attribute(SIGNATURE_TIMESTAMP, sequence(integer(1)))],
};

const levelsOf = async (spec: ForgedPdf) => {
  const { signatures } = await verifyDemo(await forgePdf(spec));
  return signatures.map(({ levelFound, level, kind }) => [kind, levelFound, level]);
};

describe("the level of a signature", () => {
  it("is B-B where it is valid, and B-T only in its structure where a timestamp was not checked", async () => {
    expect(await levelsOf({})).toEqual([["signature", "B-B", "B-B"]]);
    expect(await levelsOf({ cms: TIMESTAMPED })).toEqual([["signature", "B-T", "B-B"]]);
  });

  it("is found and not reached where the signature is not valid", async () => {
    expect(await levelsOf({ cms: { hash: "SHA-512" } })).toEqual([["signature", "B-B", "none"]]);
  });

  it("is called otherwise for older signatures", async () => {
    const older = withSubFilter("adbe.pkcs7.detached");
    expect((await levelsOf(older))[0]?.slice(0, 2)).toEqual(["signature", "PKCS7-B"]);
    expect((await levelsOf({ ...older, cms: TIMESTAMPED }))[0]?.slice(0, 2)).toEqual(["signature", "PKCS7-T"]);
  });

  it("is none where there is no CMS to be found", async () => {
    expect(await levelsOf({ makeCms: () => Uint8Array.of(0) })).toEqual([["signature", "none", "none"]]);
    expect(await levelsOf(withSubFilter("Example"))).toEqual([["signature", "none", "none"]]);
  });

  it("is no matter for a document timestamp", async () => {
    expect(await levelsOf(withSubFilter("ETSI.RFC3161"))).toEqual([["document-timestamp", "none", "none"]]);
  });
});

describe("a trust profile that requires a level", () => {
  const requiring = (requiredLevel: string) =>
    createTrustStore({ ...Object(demoTrustProfile()), policy: { requiredLevel } });

  it("leaves a signature below it undecided", async () => {
    const verification = await verifyDemo(await forgePdf({ cms: TIMESTAMPED }), { trust: requiring("B-T") });
    expect(verification.verdict).toBe("indeterminate");
    expect(codesOf(verification)).toContain("level-too-low");
    expect(verification.signatures[0]?.findings).toContainEqual(
      expect.objectContaining({ code: "level-too-low", params: { required: "B-T", found: "B-B" } }),
    );
  });

  it("accepts one that reaches it", async () => {
    expect((await verifyDemo(await forgePdf(), { trust: requiring("B-B") })).verdict).toBe("valid");
  });
});
