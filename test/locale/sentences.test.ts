import { describe, expect, it } from "vitest";
import { FINDING_EFFECTS, type FindingCode } from "../../src/findings.ts";
import { en } from "../../src/locale/en.ts";
import { EXAMPLE_PARAMS } from "../../src/locale/example-params.ts";
import type { Locale, Telling } from "../../src/locale/locale.ts";
import { capitalised, isFindingCode, sentencesOf } from "../../src/locale/sentences.ts";
import { vi } from "../../src/locale/vi.ts";
import { findingOf } from "../support/verifications.ts";

const codes = Object.keys(FINDING_EFFECTS).filter((code) => isFindingCode(code, en));
const telling: Telling = { signer: "DEMO Signer", time: (iso) => `<${iso}>` };

const say = (locale: Locale, code: FindingCode) => sentencesOf(locale, findingOf(code, EXAMPLE_PARAMS), telling);

describe.each([
  ["Vietnamese", vi],
  ["English", en],
])("the sentences in %s", (_, locale) => {
  it.each(codes)("say what %s means and what to do next", (code) => {
    const { title, sentence, action } = say(locale, code);
    expect(title).toMatch(/^\S.*[^.\s]$/);
    expect(sentence).toMatch(/^[\p{Lu}\d].*\.$/u);
    expect(sentence).not.toMatch(/undefined|NaN|\[object|\.\.$/);
    for (const next of [action.registry, action.citizen, action.archive]) expect(next).toMatch(/^\p{Lu}.*\.$/u);
    for (const text of [title, sentence]) expect(text).toBe(text.normalize("NFC"));
  });

  it("are different for every code", () => {
    const sentences = codes.map((code) => say(locale, code).sentence);
    expect(new Set(sentences).size).toBe(codes.length);
  });

  it("name something missing for what is undecided, and for nothing else", () => {
    const named = codes.filter((code) => say(locale, code).missing !== undefined);
    expect(named).toEqual(codes.filter((code) => FINDING_EFFECTS[code].severity === "warn"));
  });

  it("ask for nothing because of a remark, but for a missing signature and what acts or hides", () => {
    const nothing = say(locale, "rsa-pkcs1-v15").action;
    const remarks = codes.filter((code) => FINDING_EFFECTS[code].severity === "info");
    const asking = remarks.filter((code) => say(locale, code).action !== nothing);
    expect(asking).toEqual([
      "not-signed",
      "empty-signature-field",
      "javascript",
      "calculated-fields",
      "launch-action",
      "uri-to-file",
      "embedded-executable",
      "layers-print-or-view",
      "layers-hidden",
      "text-covered",
    ]);
  });

  it("never call an unproven signature valid", () => {
    for (const code of codes) {
      const { title } = say(locale, code);
      expect(title.toLowerCase()).not.toMatch(/^(valid|hợp lệ)/);
    }
  });

  it("use every parameter of a finding", () => {
    for (const code of codes) {
      const { title, sentence, missing = "" } = say(locale, code);
      const words = `${title} ${sentence} ${missing}`;
      const said = words + words.replace(/[.,](?=\d{3})/g, "");
      for (const [name, value] of Object.entries(EXAMPLE_PARAMS[code])) {
        // What stands for a word of the locale is looked up, not shown.
        const isLookedUp = [
          "stop",
          "reason",
          "handler",
          "irregularity",
          "ambiguity",
          "part",
          "change",
          "forbiddenBy",
          "fault",
          "aspect",
          "claim",
          "damage",
        ].includes(name);
        if (isLookedUp && code !== "cms-malformed") continue;
        // A change on a page is told by the page, not by the number of its object.
        if (value === null || (name === "object" && code.startsWith("change"))) continue;
        expect(said, code).toContain(String(value));
      }
    }
  });

  it("have a clause for each kind of damage and each stop of a path", () => {
    for (const clause of [...Object.values(locale.damage), ...Object.values(locale.pathStop)]) {
      expect(clause).toMatch(/^\S.*[^.\s]$/);
    }
    const damaged = sentencesOf(
      locale,
      { code: "pdf-damaged", severity: "fail", params: { reason: "xref-loop", offset: null } },
      telling,
    );
    expect(damaged.sentence).toContain(locale.damage["xref-loop"]);
  });
});

describe("the sentences in both languages", () => {
  it("are about the same damage and the same stops", () => {
    expect(Object.keys(vi.damage).sort()).toEqual(Object.keys(en.damage).sort());
    expect(Object.keys(vi.pathStop).sort()).toEqual(Object.keys(en.pathStop).sort());
  });

  it("name a signature by its signer only as a claim", () => {
    expect(say(vi, "digest-mismatch").sentence).toContain("Chữ ký ghi tên “DEMO Signer”");
    expect(say(en, "digest-mismatch").sentence).toContain("The signature naming “DEMO Signer”");
    const unnamed = sentencesOf(vi, findingOf("digest-mismatch", EXAMPLE_PARAMS), { ...telling, signer: null });
    expect(unnamed.sentence).toMatch(/^Chữ ký không khớp/);
  });

  it("show times through the reader's zone", () => {
    expect(say(vi, "certificate-expired").sentence).toContain("<2025-03-01T03:00:00Z>");
    expect(say(en, "certificate-not-yet-valid").sentence).toContain("<2025-03-01T03:00:00Z>");
  });

  it("count as their languages do", () => {
    const one = { code: "contents-trailing-bytes", severity: "fail", params: { bytes: 1 } } as const;
    expect(sentencesOf(en, one, telling).sentence).toMatch(/^1 byte other/);
    expect(sentencesOf(en, { ...one, params: { bytes: 12_345 } }, telling).sentence).toMatch(/^12,345 bytes other/);
    expect(sentencesOf(vi, { ...one, params: { bytes: 12_345 } }, telling).sentence).toContain("12.345 byte");
  });

  it("speak of encryption by its cause", () => {
    const because = (reason: "password" | "unsupported") =>
      sentencesOf(
        vi,
        { code: "pdf-encrypted", severity: "fail", params: { handler: "Adobe.PubSec", reason } },
        telling,
      );
    expect(because("password").title).toBe("tệp có mật khẩu");
    expect(because("unsupported").sentence).toContain("Adobe.PubSec");
  });

  it("stand alone with a capital", () => {
    expect(capitalised("đường dẫn", vi)).toBe("Đường dẫn");
    expect(capitalised("CMS", en)).toBe("CMS");
  });

  it("are known by their code alone", () => {
    expect(isFindingCode("digest-mismatch", vi)).toBe(true);
    expect(isFindingCode("constructor", vi)).toBe(false);
  });
});

describe("the words of the domain", () => {
  const everything = codes.flatMap((code) => {
    const { title, sentence, missing = "" } = say(vi, code);
    return [title, sentence, missing];
  });

  it("write chứng thư chữ ký số, or say whose chứng thư it is", () => {
    // Only after the full term, and for CA and root certificates, is the short one used.
    for (const text of everything) {
      const first = text.toLowerCase().indexOf("chứng thư");
      if (first < 0) continue;
      expect(text.slice(first).toLowerCase()).toMatch(/^chứng thư (chữ ký số|ca|gốc|dùng để ký)/);
    }
  });

  it("cite no law", () => {
    for (const text of everything) expect(text).not.toMatch(/Nghị định|Luật|Thông tư|Điều \d/);
  });
});
