import { describe, expect, it } from "vitest";
import { type AppearancePresetName, appearancePresets } from "../../../src/appearance/presets.ts";
import type { AppearanceOptions, AppearanceTemplate } from "../../../src/appearance/template.ts";
import type { Finding } from "../../../src/findings.ts";
import { readShownClaims } from "../../../src/pades/verify/open/shown-claims.ts";
import { emptyPage, signShown } from "../../appearance/signed-page.ts";
import { handwriting } from "../../support/pictures.ts";
import { verifyDemo } from "../../support/signed-samples.ts";

const SIGNER = "TRẦN THỊ BÍCH (DEMO)";
const ORGANIZATION = "ỦY BAN NHÂN DÂN XÃ DEMO";
const place = { box: [60, 300, 300, 90] } as const;

/** What the verifier finds of the text of a visible signature by the chairwoman of DEMO commune. */
async function found(appearance: AppearanceOptions) {
  const { verdict, signatures } = await verifyDemo(await signShown(await emptyPage(), appearance));
  const findings: readonly Finding[] = signatures.flatMap((signature) => signature.findings);
  return { verdict, claims: findings.flatMap((one) => (one.code === "appearance-text-differs" ? [one.params] : [])) };
}

const text = (...lines: string[]): AppearanceTemplate => ({
  size: [300, 90],
  timeZoneOffsetMinutes: 420,
  parts: [{ kind: "text", lines }],
});
const NOW = "{date} {clock} {zone}";

const TEXT_PRESETS: readonly AppearancePresetName[] = [
  "details",
  "vn-details",
  "vn-annex",
  "vn-sao-y",
  "vn-sao-luc",
  "vn-trich-sao",
  "vn-archive-scan",
];

describe("the text of a visible signature", () => {
  it.each(TEXT_PRESETS)("agrees with certificate and time where it is the preset %s", async (name) => {
    const template = appearancePresets[name];
    const hasImage = template.parts.some(({ kind }) => kind === "image");
    const values = name === "vn-annex" || name === "vn-archive-scan" ? { number: "Số: 125/QĐ-UBND" } : {};
    const images = hasImage ? { signature: handwriting(200, 90) } : {};
    expect(await found({ template, values, images, ...(hasImage ? { place } : {}) })).toEqual({
      verdict: "valid",
      claims: [],
    });
  });

  it("leaves the signature undecided where it names another signer", async () => {
    const template = text("Người ký: NGUYỄN VĂN AN (DEMO)", "Cơ quan: {organization}", `Thời gian ký: ${NOW}`);
    expect(await found({ template, place })).toEqual({
      verdict: "indeterminate",
      claims: [{ field: "Signature1", claim: "signer", shown: "NGUYỄN VĂN AN (DEMO)", actual: SIGNER }],
    });
  });

  it("leaves it undecided where a copy is another organisation's", async () => {
    const template = text("SAO Y", "ỦY BAN NHÂN DÂN XÃ KHÁC", NOW);
    expect(await found({ template, place })).toEqual({
      verdict: "indeterminate",
      claims: [{ field: "Signature1", claim: "organization", shown: "ỦY BAN NHÂN DÂN XÃ KHÁC", actual: ORGANIZATION }],
    });
  });

  it("leaves it undecided where the office or the time is another", async () => {
    const template = text(
      "Digitally signed by: {signer}",
      "Title: Minister",
      "Signing time: 14/01/2026 10:00:00 +07:00",
    );
    const { verdict, claims } = await found({ template, place });
    expect(verdict).toBe("indeterminate");
    expect(claims).toMatchObject([
      { claim: "title", shown: "Minister" },
      { claim: "time", shown: "2026-01-14T03:00:00.000Z", actual: "2026-01-15T03:00:00.000Z" },
    ]);
  });

  it.each([
    ["has no time", ["Người ký: NGUYỄN VĂN AN"]],
    ["has another form of time", ["Người ký: NGUYỄN VĂN AN", "Ngày ký: 14.01.2026 10:00"]],
    ["is about something else", ["Đã nhận hồ sơ", NOW]],
  ])("is not judged where it %s", async (_, lines) => {
    expect(await found({ template: text(...lines), place })).toEqual({ verdict: "valid", claims: [] });
  });
});

describe("readShownClaims", () => {
  const time = Date.parse("2026-01-15T10:00:00+07:00");

  it("reads labels in any order, and nothing from inside of words", () => {
    expect(readShownClaims("Cơ quan: XÃ A Người ký: B Title:C 15/01/2026 10:00:00 +07:00")).toEqual({
      signer: "B",
      title: "C",
      organization: "XÃ A",
      time,
    });
    expect(readShownClaims("Digitally signed by: Subtitle: X Signing time: 15/01/2026 10:00:00 +07:00")).toMatchObject({
      signer: "Subtitle: X",
    });
  });

  it.each([
    ["a label twice", "Người ký: A Người ký: B Thời gian ký: 15/01/2026 10:00:00 +07:00"],
    ["a date that there is not", "SAO Y XÃ A 32/01/2026 10:00:00 +07:00"],
    ["text behind the time", "SAO Y XÃ A 15/01/2026 10:00:00 +07:00 và"],
    ["text that is too long", `SAO Y ${"XÃ ".repeat(2_000)}15/01/2026 10:00:00 +07:00`],
  ])("does not judge %s", (_, line) => {
    expect(readShownClaims(line)).toBeNull();
  });
});
