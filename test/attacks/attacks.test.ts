import { describe, expect, it } from "vitest";
import { en } from "../../src/locale/en.ts";
import { sentencesOf } from "../../src/locale/sentences.ts";
import { vi } from "../../src/locale/vi.ts";
import type { PdfVerification } from "../../src/pades/verify/verification.ts";
import { forgePdf } from "../support/forged-pdf.ts";
import { codesOf, type SampleLayout, signedSample, verifyDemo } from "../support/signed-samples.ts";
import type { Attack, Forgery, Twin } from "./attack.ts";
import { BASES } from "./bases/bases.ts";
import { APPENDED_BYTES } from "./builders/tampered-bytes.ts";
import { ATTACKS, FORGERIES } from "./catalogue.ts";

const LAYOUTS: readonly SampleLayout[] = ["table", "stream"];

describe.each(LAYOUTS)("a file that we signed, with an xref %s", (layout) => {
  it("is valid as long as nobody touches it", async () => {
    const { verdict, signatures } = await verifyDemo(await signedSample({ layout }));
    expect([verdict, signatures[0]?.indication]).toEqual(["valid", "TOTAL-PASSED"]);
  });

  describe.each([...ATTACKS])("%s", (_, attacks) => {
    it.each(attacks.map((attack) => [attack.title, attack] as const))(
      "rejects a file where %s",
      async (_title, attack) => {
        const clean = await signedSample({ layout });
        const before = clean.slice();
        expectRejected(await verifyDemo(await attack.build(clean)), attack);
        expect(clean).toEqual(before);
      },
    );

    const twins = attacks.flatMap(({ twin }) => (twin === undefined ? [] : [[twin.title, twin] as const]));
    if (twins.length === 0) return;
    it.each(twins)("keeps its verdict on a file where %s", async (_title, twin) => {
      expectKept(await verifyDemo(await twin.build(await signedSample({ layout }))), twin);
    });
  });
});

describe.each(BASES.map((base) => [base.name, base] as const))("a file %s", (_name, source) => {
  it.each(APPENDED_BYTES.map((attack) => [attack.title, attack] as const))(
    "is not valid where %s, unless the last revision was signed by nobody and only white space or a comment follows",
    async (_title, attack) => {
      const base = await source.make();
      const clean = await base.verify(base.bytes);
      const { verdict } = await base.verify(await attack.build(base.bytes));
      const isSignedToTheEnd = clean.signatures.some(({ integrity }) => integrity.coverage === "whole-file");
      if (isSignedToTheEnd || /object|file/.test(attack.title)) expect(verdict).not.toBe("valid");
      else expect(verdict).toBe("valid");
    },
  );
});

describe("a file that a forger made", () => {
  it("is valid where nothing is wrong with it", async () => {
    const verification = await verifyDemo(await forgePdf());
    expect([verification.verdict, codesOf(verification)]).toEqual(["valid", []]);
  });

  describe.each([...FORGERIES])("%s", (_, forgeries) => {
    it.each(forgeries.map((forgery) => [forgery.title, forgery] as const))(
      "rejects a file where %s",
      async (_title, forgery) => expectRejected(await verifyDemo(await forgery.build()), forgery),
    );

    const twins = forgeries.flatMap(({ twin }) => (twin === undefined ? [] : [[twin.title, twin] as const]));
    if (twins.length === 0) return;
    it.each(twins)("keeps its verdict on a file where %s", async (_title, twin) => {
      expectKept(await verifyDemo(await twin.build(new Uint8Array(0))), twin);
    });
  });
});

function expectRejected(verification: PdfVerification, { verdict, codes }: Attack | Forgery): void {
  expect(codesOf(verification)).toEqual(expect.arrayContaining([...codes]));
  if (verdict === "not-valid") expect(["invalid", "indeterminate"]).toContain(verification.verdict);
  else expect(verification.verdict).toBe(verdict);
  // Where the file as a whole is at fault, a signature in it may be good all the same.
  const failed = verification.signatures.filter(({ indication }) => indication !== "TOTAL-PASSED");
  expect(failed.filter(({ level }) => level !== "none")).toEqual([]);
  expectSentences(verification);
}

function expectKept(verification: PdfVerification, { verdict, codes = [] }: Twin): void {
  expect([verification.verdict, ...new Set(codesOf(verification))]).toEqual([verdict, ...codes]);
  expectSentences(verification);
}

/** Whoever reads the report learns of each finding in the own language. */
function expectSentences({ findings, signatures }: PdfVerification): void {
  for (const finding of [...findings, ...signatures.flatMap((signature) => signature.findings)]) {
    for (const locale of [en, vi]) {
      const { title, sentence, action } = sentencesOf(locale, finding, { signer: null, time: (iso) => iso });
      for (const text of [title, sentence, action.registry, action.citizen, action.archive]) {
        expect(text, `${locale.tag} ${finding.code}`).toMatch(/\S/);
        expect(text, `${locale.tag} ${finding.code}`).not.toMatch(/undefined|null|NaN|\[object/);
      }
    }
  }
}
