import { describe, expect, it } from "vitest";
import type { FindingCode } from "../../src/findings.ts";
import { en } from "../../src/locale/en.ts";
import { sentencesOf } from "../../src/locale/sentences.ts";
import { vi } from "../../src/locale/vi.ts";
import type { PdfVerification } from "../../src/pades/verify/verification.ts";
import { DEMO_NOW, demoCertificate } from "../support/demo-certs.ts";
import { EditedPdf } from "../support/edited-pdf.ts";
import { forgePdf } from "../support/forged-pdf.ts";
import { codesOf, signedSample, verifyDemo } from "../support/signed-samples.ts";
import type { Attack, Forgery, Twin } from "./attack.ts";
import { anchor, type Base, type BaseSource, baseOf, source } from "./bases/base.ts";
import { BASES } from "./bases/bases.ts";
import { ATTACKS, FORGERIES } from "./catalogue.ts";
import { PassedOver } from "./passed-over.ts";

/** The smallest of ours, whose page content has its length in an object of its own, and all that others signed. */
const SAMPLES: readonly BaseSource[] = (["table", "stream"] as const).map((layout) =>
  source(
    { name: `of one page (cross-references: ${layout})`, signedBy: "us", passedOver: 0, bytesPassedOver: 0 },
    async () => baseOf(await signedSample({ layout }), DEMO_NOW, [anchor(demoCertificate("cong-vu/root"), "signer")]),
  ),
);

const readings = new WeakMap<Base, Promise<EditedPdf>>();

/** Read once, as builders change nothing in it. */
function opened(base: Base): Promise<EditedPdf> {
  const reading = readings.get(base) ?? EditedPdf.open(base.bytes);
  readings.set(base, reading);
  return reading;
}

/** By attack and twin, by whom files were signed on which it was made. */
const madeOn = new Map<string, Set<BaseSource["signedBy"]>>();

describe.each([...SAMPLES, ...BASES].map((base) => [base.name, base] as const))("a file %s", (_name, source) => {
  const passedOver = new PassedOver();

  describe.each([...ATTACKS])("%s", (_class, attacks) => {
    it.each(attacks.map((attack) => [attack.title, attack] as const))("is rejected where %s", async (title, attack) => {
      const base = await source.make();
      const before = base.bytes.slice();
      const attacked = await make(title, async () => attack.build(await EditedPdf.open(base.bytes)));
      if (attacked !== null) expectRejected(await base.verify(attacked), attack);
      // Not toEqual, which compares element by element and takes most of a minute for all of them.
      expect(Buffer.compare(base.bytes, before), "the file that it was made on is as it was").toBe(0);
    });

    const twins = attacks.flatMap(({ twin }) => (twin === undefined ? [] : [[twin.title, twin] as const]));
    if (twins.length === 0) return;
    it.each(twins)("keeps its verdict where %s", async (title, twin) => {
      const base = await source.make();
      const file = await make(title, async () => twin.build(await opened(base), base));
      if (file !== null) expectKept(await base.verify(file), twin, codesOf(await base.verify(base.bytes)));
    });
  });

  it(`has nothing to attack for ${source.bytesPassedOver} of these, each of which says what it misses`, () => {
    passedOver.expectCount(source.bytesPassedOver, source);
  });

  async function make(title: string, build: () => Promise<Uint8Array>): Promise<Uint8Array | null> {
    const result = await passedOver.orNull(title, build);
    if (result !== null) madeOn.set(title, (madeOn.get(title) ?? new Set()).add(source.signedBy));
    return result;
  }
});

it("each attack on bytes was made on a file that we signed, and on one that another tool signed", () => {
  const titles = [...ATTACKS.values()]
    .flat()
    .flatMap(({ title, twin }) => (twin === undefined ? [title] : [title, twin.title]));
  expect(titles.filter((title) => madeOn.get(title)?.size !== 2)).toEqual([]);
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
      expectKept(await verifyDemo(await twin.build()), twin);
    });
  });
});

function expectRejected(verification: PdfVerification, { verdict, codes }: Attack | Forgery): void {
  expect(codesOf(verification)).toEqual(expect.arrayContaining([...codes]));
  if (verdict === "not-valid") expect(["invalid", "indeterminate"]).toContain(verification.verdict);
  else expect(verification.verdict).toBe(isForbidden(verification, codes) ? "invalid" : verdict);
  // Where the file as a whole is at fault, a signature in it may be good all the same.
  const failed = verification.signatures.filter(({ indication }) => indication !== "TOTAL-PASSED");
  expect(failed.filter(({ level }) => level !== "none")).toEqual([]);
  expectSentences(verification);
}

/** What a certification says goes before what the policy would permit. */
function isForbidden({ signatures }: PdfVerification, codes: readonly FindingCode[]): boolean {
  return codes.includes("changes-beyond-policy") && signatures.some(({ docMdp }) => docMdp !== null);
}

/** Its remarks are those of the file that it was made of, and its own. */
function expectKept(
  verification: PdfVerification,
  { verdict, codes = [] }: Omit<Twin, "build">,
  before: readonly string[] = [],
): void {
  expect(verification.verdict).toBe(verdict);
  expect(new Set(codesOf(verification))).toEqual(new Set([...before, ...codes]));
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
