import type { AppearanceTemplate, TextPart } from "./template.ts";

export type AppearancePresetName =
  | "details"
  | "vn-details"
  | "vn-competent-person"
  | "vn-organization-seal"
  | "vn-annex"
  | "vn-sao-y"
  | "vn-sao-luc"
  | "vn-trich-sao"
  | "vn-archive-scan";

/** Vietnam has one time zone. */
const VIETNAM = 420;

/** An image on the left, details on the right. */
const beside = (lines: readonly string[]): AppearanceTemplate["parts"] => [
  { kind: "image", image: "signature", area: [0, 0.05, 0.38, 0.95] },
  { kind: "text", lines, area: [0.4, 0, 1, 1], fontSize: 10, minFontSize: 6, verticalAlign: "middle" },
];

/**
 * What an organisation's signature shows on what is not the main document: no image, in the upper right corner of the
 * first page, upright, black, 10 points, in a font with the widths of Times New Roman.
 */
function cornerText(first: string): AppearanceTemplate {
  const text: TextPart = {
    kind: "text",
    lines: [first, "{organization}", "{date} {clock} {zone}"],
    fontSize: 10,
    align: "right",
  };
  return {
    size: [230],
    place: { corner: "top-right", margin: 10 },
    timeZoneOffsetMinutes: VIETNAM,
    parts: [text],
  };
}

/**
 * Templates for common signatures. Those for Vietnam follow Annex I of Decree 30/2020/NĐ-CP as it is understood here:
 * they are data, to be held against the text of the decree by those who use them, and another country writes its own.
 */
export const appearancePresets: Readonly<Record<AppearancePresetName, AppearanceTemplate>> = {
  details: {
    size: [260, 64],
    parts: beside([
      "Digitally signed by: {signer}",
      "Title: {title}",
      "Organization: {organization}",
      "Reason: {reason}",
      "Signing time: {date} {clock} {zone}",
    ]),
  },
  "vn-details": {
    size: [260, 64],
    timeZoneOffsetMinutes: VIETNAM,
    parts: beside([
      "Người ký: {signer}",
      "Chức vụ: {title}",
      "Cơ quan: {organization}",
      "Lý do: {reason}",
      "Thời gian ký: {date} {clock} {zone}",
    ]),
  },
  /** The picture of the handwritten signature, blue, on a transparent ground, between title and name. */
  "vn-competent-person": { size: [150, 64], parts: [{ kind: "image", image: "signature" }] },
  /** The picture of the red seal in its real size, which `width` and `height` of the place say, over a signature. */
  "vn-organization-seal": { size: [102, 102], parts: [{ kind: "image", image: "seal" }] },
  /** The number and symbol of the document that it belongs to, as `values.number`. */
  "vn-annex": cornerText("{number}"),
  "vn-sao-y": cornerText("SAO Y"),
  "vn-sao-luc": cornerText("SAO LỤC"),
  "vn-trich-sao": cornerText("TRÍCH SAO"),
  /** The number and symbol of the document, or the form of the copy, as `values.number`. */
  "vn-archive-scan": cornerText("{number}"),
};
