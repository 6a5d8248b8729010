import { describe, expect, it } from "vitest";
import { encodeUtf8 } from "../../src/bytes/text.ts";
import { DOSSIER_QUESTIONS, type DossierVerification } from "../../src/dossier/dossier-verification.ts";
import { verifyDossier } from "../../src/dossier/verify-dossier.ts";
import { en } from "../../src/locale/en.ts";
import { sentencesOf } from "../../src/locale/sentences.ts";
import { vi } from "../../src/locale/vi.ts";
import { exchangeText } from "../support/pdf-surgery.ts";
import { CONTENT_CHANGES, LIFE_CHANGES } from "./changes-of-content.ts";
import { FILE_CHANGES, HARMLESS_FILE_CHANGES } from "./changes-of-files.ts";
import { HARMLESS_SIGNATURE_CHANGES, SIGNATURE_CHANGES } from "./changes-of-signatures.ts";
import type { OneChange } from "./one-change.ts";
import { bytesAt, PATHS, sampleDossier } from "./sample-dossier.ts";
import { verifyChanged } from "./verify-sample.ts";

const CHANGES = [...FILE_CHANGES, ...SIGNATURE_CHANGES, ...CONTENT_CHANGES, ...LIFE_CHANGES];
const YES = { correct: "yes", complete: "yes", clean: "yes", live: "yes" };

describe("a dossier in which everything is as it must be", () => {
  it("is valid, and all four questions are answered with yes", async () => {
    const { verdict, answers, components, files } = await verifyChanged(await sampleDossier(), () => ({}));
    expect([verdict, answersOf(answers)]).toEqual(["valid", YES]);
    expect(components.flatMap(({ signatures }) => signatures.map(({ field }) => field))).not.toContain(null);
    expect(files.map(({ pdf }) => pdf?.verdict)).toEqual(files.map(() => "valid"));
  });

  it.each([...HARMLESS_FILE_CHANGES, ...HARMLESS_SIGNATURE_CHANGES].map((each) => [each.title, each] as const))(
    "stays so %s",
    async (_, { change, note }) => {
      const { verdict, answers } = await verifyChanged(await sampleDossier(), change);
      const reasons = Object.values(answers).flatMap((answer) => answer.reasons);
      expect(reasons.filter(({ answer }) => answer !== "note")).toEqual([]);
      expect([verdict, answersOf(answers)]).toEqual(["valid", YES]);
      if (note !== undefined) expect(reasons.map(({ finding }) => finding.code)).toContain(note);
    },
  );
});

describe("one change turns exactly one answer", () => {
  it("in at least forty cases", () => {
    expect(CHANGES.length).toBeGreaterThanOrEqual(40);
    expect(new Set(CHANGES.map(({ title }) => title)).size).toBe(CHANGES.length);
  });

  it.each(CHANGES.map((each) => [each.title, each] as const))("for a dossier %s", async (_, change) => {
    const { answers, verdict } = await verifyChanged(await sampleDossier(), change.change);
    expect(answersOf(answers)).toEqual({ ...YES, [change.question]: change.answer });
    expect(verdict).toBe(verdictOf(change));
    const [first] = answers[change.question].reasons;
    expect(first?.finding.code).toBe(change.code);
    if (first === undefined) return;
    for (const locale of [en, vi]) {
      const { title, sentence, action } = sentencesOf(locale, first.finding, { signer: null, time: (iso) => iso });
      for (const text of [title, sentence, ...Object.values(action)]) expect(text).toMatch(/\S/);
    }
  });
});

describe("a dossier without a manifest that counts", () => {
  it("is just its files: who must sign and what must be there nobody knows", async () => {
    const { verdict, answers } = await verifyChanged(await sampleDossier(), () => ({ manifest: undefined }));
    expect([verdict, answersOf(answers)]).toEqual(["valid", { ...YES, complete: "unknown" }]);
    expect(answers.complete.reasons.map(({ finding }) => finding.code)).toEqual(["manifest-missing"]);
  });

  it("is undecided by a manifest that lies among its files, where anybody can have put it", async () => {
    const { verdict, answers, files } = await verifyChanged(await sampleDossier(), ({ files, manifest }) => {
      files.set("hoso.json", encodeUtf8(JSON.stringify(manifest)));
      return { manifest: undefined };
    });
    expect([verdict, answersOf(answers)]).toEqual([
      "indeterminate",
      { ...YES, complete: "unknown", correct: "unknown" },
    ]);
    expect(answers.correct.reasons[0]?.finding.code).toBe("manifest-not-sealed");
    expect(files.map(({ path }) => path)).not.toContain("hoso.json");
  });

  it("is invalid for one bad file among good ones", async () => {
    const { verdict, answers } = await verifyChanged(await sampleDossier(), (dossier) => {
      const bad = exchangeText(bytesAt(dossier, PATHS.annex), "/MediaBox [ 0 0 300 300 ]", "/MediaBox [ 0 0 300 301 ]");
      dossier.files.set(PATHS.annex, bad);
      return { manifest: undefined };
    });
    expect([verdict, answers.correct.answer]).toEqual(["invalid", "no"]);
  });
});

describe("misuse", () => {
  const file = (path: string) => ({ path, source: new Uint8Array(0) });
  it.each([
    ["no files", []],
    ["two files of one name", [file("a.pdf"), file("a.pdf")]],
    ["two names that look the same", [file("ký.pdf".normalize("NFC")), file("ký.pdf".normalize("NFD"))]],
    ["a path that leads out", [file("../a.pdf")]],
    ["an empty path", [file("")]],
  ])("rejects %s", async (_, files) => {
    const trust = (await sampleDossier()).pki.nobody;
    await expect(verifyDossier(files, { trust })).rejects.toMatchObject({ code: "ERR_INVALID_ARGUMENT" });
  });
});

function verdictOf({ question, answer }: OneChange): DossierVerification["verdict"] {
  if (question === "complete" && answer === "unknown") return "indeterminate";
  return answer === "no" && question !== "live" ? "invalid" : "indeterminate";
}

function answersOf(answers: DossierVerification["answers"]): Record<string, string> {
  return Object.fromEntries(DOSSIER_QUESTIONS.map((question) => [question, answers[question].answer]));
}
