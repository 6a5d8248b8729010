import { describe, expect, it } from "vitest";
import { nameOfChange as nameInEnglish } from "../../src/locale/en/changes.ts";
import { en } from "../../src/locale/en.ts";
import { nameOfChange as nameInVietnamese } from "../../src/locale/vi/changes.ts";
import { vi } from "../../src/locale/vi.ts";
import type { PdfVerification } from "../../src/pades/verify/verification.ts";
import { renderReport } from "../../src/report/render-report.ts";
import { displayWidth } from "../../src/report/wrap.ts";
import { corpusFolder } from "../support/corpus.ts";
import { EditedPdf } from "../support/edited-pdf.ts";
import { codesOf } from "../support/signed-samples.ts";
import type { ChangeAttack, Place } from "./attack.ts";
import type { Base, BaseSource } from "./bases/base.ts";
import { BASES } from "./bases/bases.ts";
import { CHANGES } from "./catalogue.ts";
import { PassedOver } from "./passed-over.ts";

/** What only files of the corpus have among those that others signed: a certification, and a security store. */
const NEEDS_CORPUS: readonly string[] = [
  "permissions are removed",
  "the security store is deleted",
  "a certificate is taken from the security store",
  "a certificate in the security store is overwritten",
];

/** By attack and twin, by whom files were signed on which it was made. */
const madeOn = new Map<string, Set<BaseSource["signedBy"]>>();

describe.each(BASES.map((base) => [base.name, base] as const))("a file %s", (_name, source) => {
  const passedOver = new PassedOver();

  it("is valid as long as nobody touches it", async () => {
    const { bytes, verify } = await source.make();
    expect((await verify(bytes)).verdict).toBe("valid");
  });

  describe.each([...CHANGES])("%s", (_class, attacks) => {
    it.each(attacks.map((attack) => [attack.title, attack] as const))(
      "is rejected where %s, and the report names that first",
      async (title, attack) => {
        const base = await source.make();
        const attacked = await orPassOver(title, () => attackedFile(base, attack));
        if (attacked === null) return;
        const before = await base.verify(base.bytes);
        const verification = await base.verify(attacked.bytes);
        const isCertified = before.signatures.some(({ docMdp }) => docMdp !== null);
        expect(verification.verdict).toBe(isCertified ? "invalid" : (attack.verdict ?? "invalid"));
        expectNamedFirst(verification, attack, attacked.place);
      },
    );

    const twins = attacks.flatMap(({ twin }) => (twin === undefined ? [] : [[twin.title, twin] as const]));
    it.each(twins)("keeps its verdict where %s", async (title, twin) => {
      const base = await source.make();
      const bytes = await orPassOver(title, async () => {
        const file = await EditedPdf.open(base.bytes);
        return (await twin.change(file, base)) ?? file.finish();
      });
      if (bytes === null) return;
      const verification = await base.verify(bytes, twin.defaultPermission);
      const before = await base.verify(base.bytes, twin.defaultPermission);
      // What a certification says goes before what the policy would permit.
      const isForbidden = twin.defaultPermission === 3 && before.signatures.some(({ docMdp }) => docMdp === 2);
      expect(verification.verdict).toBe(isForbidden ? "invalid" : "valid");
      if (!isForbidden) expect(remarks(verification)).toEqual(remarks(before));
    });
  });

  it(`has nothing to attack for ${source.passedOver} of these, each of which says what it misses`, () => {
    passedOver.expectCount(source.passedOver, source);
  });

  async function orPassOver<T>(title: string, make: () => Promise<T>): Promise<T | null> {
    const result = await passedOver.orNull(title, make);
    if (result !== null) madeOn.set(title, (madeOn.get(title) ?? new Set()).add(source.signedBy));
    return result;
  }
});

describe("the attacks and twins", () => {
  const attacks = [...CHANGES.values()].flat();
  const titles = attacks.flatMap(({ title, twin }) => (twin === undefined ? [title] : [title, twin.title]));

  it("have a title each", () => {
    expect(new Set(titles).size).toBe(titles.length);
  });

  it("were each made on a file that we signed, and on one that another tool signed", () => {
    const missed = titles.filter((title) => madeOn.get(title)?.size !== 2);
    expect(missed).toEqual(corpusFolder() === null ? NEEDS_CORPUS : []);
  });
});

async function attackedFile(base: Base, attack: ChangeAttack) {
  const file = await EditedPdf.open(base.bytes);
  const { bytes, ...place } = await attack.change(file, base);
  return { bytes: bytes ?? file.finish(), place };
}

/** The headline says what was changed, and where; no line is too long for a terminal. */
function expectNamedFirst(verification: PdfVerification, { code }: ChangeAttack, { page = null, field }: Place): void {
  const said = {
    en: [
      nameInEnglish(code),
      ...(page === null ? [] : [`age ${page}`]),
      ...(field === undefined ? [] : [`ield ${field}`]),
    ],
    vi: [
      nameInVietnamese(code),
      ...(page === null ? [] : [`Trang ${page}`]),
      ...(field === undefined ? [] : [`mục ${field}`]),
    ],
  };
  for (const { tag } of [en, vi]) {
    const text = renderReport(verification, { format: "text", locale: tag });
    const headline = (text.split("\n\n")[0] ?? "").replace(/\s+/g, " ");
    for (const part of said[tag]) expect(headline).toContain(part);
    if (page === null) expect(headline).not.toMatch(/page \d|trang \d/i);
    if (field === undefined) expect(headline).not.toMatch(/field |mục /i);
    expect(text.split("\n").filter((line) => displayWidth(line) > 80)).toEqual([]);
  }
}

/** But for fields that wait for a signature, which twins fill and add. */
function remarks(verification: PdfVerification): Set<string> {
  return new Set(codesOf(verification).filter((code) => code !== "empty-signature-field"));
}
