import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PDFArray, PDFDocument, PDFName, type PDFPage, type PDFRef, PDFString } from "pdf-lib";
import { beforeAll, describe, expect, it } from "vitest";
import { extendPdf } from "../../../src/pades/sign/extend.ts";
import { signPdf } from "../../../src/pades/sign/sign-pdf.ts";
import type { VerifyOptions } from "../../../src/pades/verify/request.ts";
import { verifyPdf } from "../../../src/pades/verify/verify-pdf.ts";
import { issueIdentity } from "../../../src/testing/issue.ts";
import { signWithPdfLib, updateWithPdfLib } from "../../support/pdf-lib-update.ts";
import { createTestPki, type TestPki } from "../../support/test-pki.ts";
import { describeWithTools } from "../../support/tools.ts";

/*
 * What becomes of a decision (DOMAIN: leaders sign before number and date exist): each step by whom it is done in
 * practice, the filling and the seal by another program than ours.
 */

/** The leader's handwriting, and the seal over the third of it on its left. */
const LEADER = { x: 300, y: 120, width: 150, height: 60 };
const SEAL = { x: 250, y: 115, width: 100, height: 70 };

/** A decision with fields for number and date, and the leader's picture in a field that waits for the signature. */
async function draft(useObjectStreams: boolean): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const page = document.addPage([500, 700]);
  page.drawText("DECISION", { x: 200, y: 600, size: 20 });
  const form = document.getForm();
  form.createTextField("Number").addToPage(page, { x: 40, y: 640, width: 120, height: 20 });
  form.createTextField("Date").addToPage(page, { x: 300, y: 640, width: 120, height: 20 });
  addSignatureField(document, page, "Leader", LEADER, "0 0 0.8 RG 2 w 5 10 m 60 70 90 -20 145 50 c S");
  return document.save({ useObjectStreams });
}

function addSignatureField(
  { context, catalog }: PDFDocument,
  page: PDFPage,
  name: string,
  { x, y, width, height }: typeof LEADER,
  drawing: string,
  value: { readonly V?: PDFRef } = {},
): void {
  const picture = context.stream(drawing, { Type: "XObject", Subtype: "Form", BBox: [0, 0, width, height] });
  const widget = context.obj({
    Type: "Annot",
    Subtype: "Widget",
    FT: "Sig",
    T: PDFString.of(name),
    Rect: [x, y, x + width, y + height],
    F: 132,
    P: page.ref,
    AP: { N: context.register(picture) },
    ...value,
  });
  const ref = context.register(widget);
  catalog.getOrCreateAcroForm().addField(ref);
  addAnnotation(page, ref);
}

/** As programs around pdf-lib do it: its own way wraps the page's content. */
function addAnnotation(page: PDFPage, annotation: PDFRef): void {
  const annotations = page.node.lookupMaybe(PDFName.of("Annots"), PDFArray) ?? page.doc.context.obj([]);
  annotations.push(annotation);
  page.node.set(PDFName.of("Annots"), annotations);
}

const fill = (bytes: Uint8Array, field: string, text: string) =>
  updateWithPdfLib(bytes, (document) => {
    const form = document.getForm();
    form.getTextField(field).setText(text);
    form.updateFieldAppearances();
  });

interface Flow {
  readonly pki: TestPki;
  /** The file after each step, by its name, and when that was. */
  readonly steps: ReadonlyMap<string, { readonly file: Uint8Array; readonly now: Date }>;
}

async function walk(useObjectStreams: boolean): Promise<Flow> {
  const pki = await createTestPki();
  const { signer, authority: timestampAuthority, trust, fetcher, clock } = pki;
  const organisation = await issueIdentity(pki.issuingCa, {
    subject: [["CN", "Test Organisation"]],
    profile: { use: "signer" },
    key: "P-256",
    notBefore: new Date("2005-01-01T00:00:00Z"),
    notAfter: new Date("2050-01-01T00:00:00Z"),
  });
  const steps = new Map<string, { readonly file: Uint8Array; readonly now: Date }>();
  let file = await draft(useObjectStreams);
  const step = async (name: string, change: (before: Uint8Array) => Promise<Uint8Array>) => {
    file = await change(file);
    steps.set(name, { file, now: clock.time });
  };
  await step("signed", (bytes) => signPdf(bytes, { signer, level: "B-B", field: "Leader", now: clock.time }));
  await step("numbered", (bytes) => fill(bytes, "Number", "12/QD-UBND"));
  await step("dated", (bytes) => fill(bytes, "Date", "15/01/2026"));
  await step("sealed", (bytes) =>
    signWithPdfLib(bytes, organisation, (document, V) =>
      addSignatureField(document, document.getPage(0), "Organisation", SEAL, "1 0 0 RG 3 w 5 5 90 60 re S", { V }),
    ),
  );
  await step("timestamped", (bytes) => extendPdf(bytes, { to: "B-T", timestampAuthority }));
  const options = { timestampAuthority, trust, fetcher };
  await step("evidenced", (bytes) => extendPdf(bytes, { to: "B-LT", ...options, now: clock.time }));
  await step("archived", (bytes) => extendPdf(bytes, { to: "B-LTA", ...options, now: clock.time }));
  clock.time = new Date("2032-01-15T03:00:00Z");
  await step("renewed", (bytes) => extendPdf(bytes, { to: "B-LTA", ...options, now: clock.time }));
  await step("annotated", annotate);
  return { pki, steps };
}

function stepOf({ steps }: Flow, name: string) {
  const step = steps.get(name);
  if (step === undefined) throw new Error(`no such step: ${name}`);
  return step;
}

/** A registry clerk's note in the margin. */
const annotate = (bytes: Uint8Array) =>
  updateWithPdfLib(bytes, (document) => {
    const page = document.getPage(0);
    const contents = PDFString.of("Received, No. 7");
    const note = { Type: "Annot", Subtype: "Text", Rect: [460, 660, 480, 680], F: 28, P: page.ref, Contents: contents };
    addAnnotation(page, document.context.register(document.context.obj(note)));
  });

/** Before there is evidence in the file, revocation is knowingly left out. */
const WAIVED: Partial<VerifyOptions> = { policy: { waive: ["revocation"] } };

describe.each([
  ["tables", false],
  ["cross-reference streams", true],
])("the life of a decision in a file with %s", (_, useObjectStreams) => {
  let flow: Flow;
  beforeAll(async () => {
    flow = await walk(useObjectStreams);
  });

  async function verifyStep(name: string, options: Partial<VerifyOptions> = {}) {
    const { file, now } = stepOf(flow, name);
    const { verdict, signatures } = await verifyPdf(file, { trust: flow.pki.trust, now, ...options });
    const changes = signatures.map(({ field, indication, changes: { level, items } }) => {
      const named = items.filter(({ code }) => code !== "file-id-changed");
      return { field, indication, level, codes: named.map((item) => [item.code, item.field].join(" ").trim()) };
    });
    return { verdict, changes, signatures };
  }

  const passed = { indication: "TOTAL-PASSED" };

  it("begins with the leader's signature, before there is a number", async () => {
    const { verdict, changes } = await verifyStep("signed", WAIVED);
    expect(verdict).toBe("valid");
    expect(changes).toEqual([{ ...passed, field: "Leader", level: "none", codes: [] }]);
  });

  it("goes on with number and date, filled into their fields", async () => {
    const numbered = await verifyStep("numbered", WAIVED);
    expect(numbered.verdict).toBe("valid");
    expect(numbered.changes).toMatchObject([{ level: "form-filling", codes: ["field-filled Number"] }]);
    const dated = await verifyStep("dated", WAIVED);
    expect(dated.verdict).toBe("valid");
    expect(dated.changes).toMatchObject([
      { ...passed, level: "form-filling", codes: ["field-filled Number", "field-filled Date"] },
    ]);
    const filled = dated.signatures[0]?.changes.items.map(({ page, before, after }) => ({ page, before, after }));
    expect(filled).toEqual([
      { page: 1, before: null, after: "12/QD-UBND" },
      { page: 1, before: null, after: "15/01/2026" },
    ]);
  });

  it("is sealed by the organisation over a third of the leader's picture", async () => {
    const { verdict, changes } = await verifyStep("sealed", WAIVED);
    expect(verdict).toBe("valid");
    expect(changes).toEqual([
      {
        ...passed,
        field: "Leader",
        level: "form-filling",
        codes: ["field-filled Number", "field-filled Date", "signature-added Organisation"],
      },
      { ...passed, field: "Organisation", level: "none", codes: [] },
    ]);
  });

  it("gets a document timestamp", async () => {
    const { verdict, changes } = await verifyStep("timestamped", WAIVED);
    expect(verdict).toBe("valid");
    expect(changes[1]).toEqual({
      ...passed,
      field: "Organisation",
      level: "lta-updates",
      codes: ["document-timestamp-added Timestamp1", "extensions-updated"],
    });
    expect(changes[0]?.codes).toContain("document-timestamp-added Timestamp1");
  });

  it("gets the evidence, so that nothing is left out any more", async () => {
    const { verdict, changes } = await verifyStep("evidenced");
    expect(verdict).toBe("valid");
    expect(changes.map(({ level }) => level)).toEqual(["form-filling", "lta-updates", "lta-updates"]);
    expect(changes[2]).toMatchObject({ ...passed, field: "Timestamp1", codes: ["dss-updated"] });
  });

  it("is renewed before the timestamp's certificate runs out", async () => {
    const { verdict, changes, signatures } = await verifyStep("renewed");
    expect(verdict).toBe("valid");
    expect(changes.map(({ field, level }) => `${field}: ${level}`)).toEqual([
      "Leader: form-filling",
      "Organisation: lta-updates",
      "Timestamp1: lta-updates",
      "Timestamp2: lta-updates",
      "Timestamp3: none",
    ]);
    expect(changes[3]?.codes).toEqual(["document-timestamp-added Timestamp3", "dss-updated"]);
    expect(signatures.slice(0, 2).map(({ levelFound, level }) => [levelFound, level])).toEqual([
      ["B-LTA", "B-LTA"],
      ["B-LTA", "B-LTA"],
    ]);
  });

  it("takes a clerk's note where the policy allows annotations, and is undecided where it does not", async () => {
    const allowed = await verifyStep("annotated", { policy: { defaultPermission: 3 } });
    expect(allowed.verdict).toBe("valid");
    expect(allowed.changes.map(({ level }) => level)).toEqual(Array(5).fill("annotations"));
    expect(allowed.changes[4]?.codes).toEqual(["annotation-added"]);
    const beyond = await verifyStep("annotated", { policy: { defaultPermission: 2 } });
    expect(beyond.verdict).toBe("indeterminate");
    for (const { indication, subIndication, findings } of beyond.signatures) {
      expect({ indication, subIndication }).toEqual({
        indication: "INDETERMINATE",
        subIndication: "SIG_CONSTRAINTS_FAILURE",
      });
      expect(findings[0]).toMatchObject({
        code: "changes-beyond-policy",
        params: { change: "annotation-added", page: 1, after: "Text: Received, No. 7" },
      });
    }
  });

  it("is one in which a field that shows another number than it holds is invalid, page and field named", async () => {
    const { file, now } = stepOf(flow, "numbered");
    const forged = await updateWithPdfLib(file, (document) => {
      const form = document.getForm();
      const number = form.getTextField("Number");
      number.setText("99/QD-UBND");
      form.updateFieldAppearances();
      number.acroField.dict.set(PDFName.of("V"), PDFString.of("12/QD-UBND"));
    });
    const { verdict, signatures } = await verifyPdf(forged, { trust: flow.pki.trust, now, ...WAIVED });
    expect(verdict).toBe("invalid");
    expect(signatures[0]?.findings[0]).toMatchObject({
      code: "changed-after-signing",
      params: { change: "appearance-mismatch", page: 1, field: "Number", before: "12/QD-UBND", after: "99/QD-UBND" },
    });
  });

  describeWithTools(["pdfsig", "qpdf"], "is the same to other readers", () => {
    it.each(["sealed", "annotated"])("once it is %s", (name) => {
      const { valid, signatures } = readWithOthers(stepOf(flow, name).file);
      expect(signatures).toBeGreaterThanOrEqual(2);
      expect(valid).toBe(signatures);
    });
  });
});

/** What qpdf and pdfsig make of a file: pdfsig checks no certificates here, and no document timestamps. */
function readWithOthers(file: Uint8Array): { readonly valid: number; readonly signatures: number } {
  const folder = mkdtempSync(join(tmpdir(), "pades-flow-"));
  try {
    const path = join(folder, "decision.pdf");
    writeFileSync(path, file);
    const checked = execFileSync("qpdf", ["--check", path], { encoding: "utf8" });
    expect(checked).toContain("No syntax or stream encoding errors found");
    const report = execFileSync("pdfsig", ["-nocert", path], { encoding: "utf8", stdio: "pipe" });
    return {
      valid: report.match(/Signature is Valid/g)?.length ?? 0,
      signatures: report.match(/Signature Type: ETSI\.CAdES\.detached/g)?.length ?? 0,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
