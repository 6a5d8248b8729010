import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signPdf } from "../../src/pades/sign/sign-pdf.ts";
import { displayWidth } from "../../src/report/wrap.ts";
import { LATER_REVISION } from "../attacks/builders/later-revision.ts";
import { BASE, build, stream, textAppearance, textField } from "../changes/base.ts";
import { ecSigner, NOW, rsaSigner, smallPdf } from "../pades/sign/small-pdf.ts";
import { EditedPdf } from "../support/edited-pdf.ts";
import { encryptedSample } from "../support/encrypted-sample.ts";
import { appendUpdate } from "../support/raw-update.ts";
import { signedSample, verifyDemo } from "../support/signed-samples.ts";
import { pades } from "./test-terminal.ts";

let folder = "";
const at = (name: string) => join(folder, name);
const english = ["--lang", "en"];

/** A document with a text field, which has not been signed, and its field filled with that value, shown as `shown`. */
const DRAFT = { ...BASE, 8: BASE[8]?.replace("/V 14 0 R", "") ?? "" };
const fill = (bytes: Uint8Array, value: string, shown: string) =>
  appendUpdate(bytes, {
    objects: [
      { num: 6, source: textField(`/V (${value}) /AP << /N 13 0 R >>`) },
      { num: 13, source: textAppearance(shown) },
    ],
  });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pades-inspect-"));
  const write = (name: string, bytes: Uint8Array | string) => writeFileSync(at(name), bytes);
  const first = await signPdf(smallPdf(), { level: "B-B", signer: await ecSigner(), now: NOW, reason: "Phê\nduyệt" });
  write("twice.pdf", await signPdf(first, { level: "B-B", signer: await rsaSigner(), now: NOW }));
  const clean = await signedSample({ signatures: 2 });
  for (const [name, title] of [
    ["content.pdf", "a later revision has another content for the page"],
    ["note.pdf", "a later revision adds a note to the page, which the policy does not allow"],
    ["moved.pdf", "a later revision writes the signature dictionary again, as it stands"],
  ] as const) {
    const attack = LATER_REVISION.find((one) => one.title === title);
    if (attack === undefined) throw new Error(`no attack: ${title}`);
    write(name, await attack.build(await EditedPdf.open(clean)));
  }
  const draft = await signPdf(build(DRAFT), { level: "B-B", signer: await ecSigner(), now: NOW, field: "Leader" });
  write("filled.pdf", fill(draft, "12/QD", "12/QD"));
  write("shown.pdf", fill(draft, "12/QD", "99/QD"));
  write("hostile.pdf", fill(draft, "\\033[2J\\033]0;x\\007\\216ok", "ok"));
  write("certified.pdf", fill(await certified(), "12/QD", "12/QD"));
  write("unsigned.pdf", smallPdf());
  write("rubbish.pdf", "rubbish");
  write("encrypted.pdf", await encryptedSample({ user: "let me in" }));
  write("large.pdf", build(BASE, { 4: stream("", "% ".repeat(1_500_000)) }, {}));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function certified(): Promise<Uint8Array> {
  return signPdf(build(DRAFT), { level: "B-B", signer: await ecSigner(), now: NOW, field: "Leader", certify: 1 });
}

/** The lines behind the one with the file's name, which is as long as a temporary folder has it. */
async function show(name: string, ...flags: string[]): Promise<string[]> {
  const { code, stdout, stderr } = await pades(["inspect", at(name), ...flags]);
  expect([code, stderr]).toEqual([0, ""]);
  const lines = stdout.split("\n");
  for (const line of lines) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
  return lines.slice(lines.findIndex((line) => /^(PDF |└─)/.test(line)));
}

/** Without the tree and the line breaks. */
const flowing = (lines: readonly string[]) => lines.join("\n").replace(/\n[ │├└─]*/g, " ");

/** With counts of bytes left out. */
const bytes = (line: string) => line.replace(/\d{1,3}([.,]\d{3})+|(?<= )\d{3,}(?=[ \]]|$)/g, "N");

describe("pades inspect of a file that was signed twice", () => {
  it("begins with what was added after the first signature, then shows each revision", async () => {
    const lines = await show("twice.pdf");
    expect(lines.slice(0, 20).map(bytes)).toEqual([
      "PDF 1.7, N byte, 3 phiên bản",
      "Thay đổi sau chữ ký “Signature1”: chữ ký hoặc trường biểu mẫu",
      "├─ Phiên bản 1: byte 0 đến N",
      "├─ Phiên bản 2: byte N đến N",
      "│  ├─ Thay đổi so với phiên bản 1: chữ ký hoặc trường biểu mẫu",
      "│  │  ├─ mục Signature1, thêm chữ ký số (đối tượng 1 0)",
      "│  │  ├─ đổi mã định danh tệp (trailer)",
      "│  │  └─ khai báo phần mở rộng (đối tượng 1 0)",
      "│  └─ Chữ ký “Signature1”, ETSI.CAdES.detached",
      "│     bao trùm trọn phiên bản đã ký",
      "│     phạm vi [0 N N N]",
      "│     thời điểm do người ký khai: 15/01/2026 10:00:00 +07:00",
      "│     lý do: Phê duyệt",
      "│     └─ Thay đổi sau chữ ký này: chữ ký hoặc trường biểu mẫu, được phép",
      "│        với điều kiện các chữ ký này hợp lệ: “Signature2”",
      "│        ├─ trang 1, mục Signature2, thêm chữ ký số (phiên bản 3, đối tượng 1 0)",
      "│        └─ đổi mã định danh tệp (phiên bản 3, trailer)",
      "└─ Phiên bản 3: byte N đến N",
      "   ├─ Thay đổi so với phiên bản 2: chữ ký hoặc trường biểu mẫu",
      "   │  ├─ trang 1, mục Signature2, thêm chữ ký số (đối tượng 1 0)",
    ]);
    expect(lines.slice(-4)).toEqual([
      expect.stringMatching(/^ {6}thời điểm do người ký khai/),
      "      └─ Thay đổi sau chữ ký này: không có gì",
      "Chỉ là cấu trúc của tệp, không phải kết luận. Để kiểm tra chữ ký: pades verify",
      "",
    ]);
  });

  it("says the same in English", async () => {
    const lines = await show("twice.pdf", ...english);
    expect(lines.slice(0, 5).map(bytes)).toEqual([
      "PDF 1.7, N bytes, 3 revisions",
      "Changed after signature “Signature1”: signatures or form fields",
      "├─ Revision 1: bytes 0 to N",
      "├─ Revision 2: bytes N to N",
      "│  ├─ Changed since revision 1: signatures or form fields",
    ]);
    expect(lines).toContain("│     └─ Changed after this signature: signatures or form fields, permitted");
    expect(lines).toContain("      └─ Changed after this signature: nothing");
  });
});

describe("pades inspect of a file that was changed after signing", () => {
  it.each([
    [
      "content.pdf",
      "! Sau chữ ký “Signature1”, “Signature2”: trang 1, nội dung trang bị thay đổi",
      "! After signature “Signature1”, “Signature2”: page 1, page content changed",
    ],
    [
      "note.pdf",
      "! Sau chữ ký “Signature1”, “Signature2”: trang 1, thêm chú thích: “Text: I",
      "! After signature “Signature1”, “Signature2”: page 1, annotation added: “Text: I",
    ],
    [
      "shown.pdf",
      "! Sau chữ ký “Leader”: trang 1, mục So, phần hiển thị của trường khác với giá",
      "! After signature “Leader”: page 1, field So, the field shows something other",
    ],
    [
      "certified.pdf",
      "! Sau chữ ký “Leader”: trang 1, mục So, điền trường biểu mẫu: “” đã đổi thành",
      "! After signature “Leader”: page 1, field So, form field filled: “” became",
    ],
    [
      "moved.pdf",
      "! Sau chữ ký “Signature1”: không xác định được thay đổi: phạm vi ký không bao",
      "! After signature “Signature1”: changes cannot be told: it covers no whole",
    ],
  ])("names the gravest change of %s in its second line", async (name, vietnamese, inEnglish) => {
    expect((await show(name))[1]).toBe(vietnamese);
    expect((await show(name, ...english))[1]).toBe(inEnglish);
  });

  it("shows each change below the revision that made it and the signatures before it", async () => {
    const lines = await show("content.pdf", ...english);
    expect(lines.slice(-8, -1).map(bytes)).toEqual([
      expect.stringMatching(/^│ {5}time claimed by the signer/),
      "│     └─ Changed after this signature: other content, not permitted",
      "│        └─ page 1, page content changed (revision 4, object 4 0)",
      "└─ Revision 4: bytes N to N",
      "   └─ Changed since revision 3: other content",
      "      └─ page 1, page content changed (object 4 0)",
      "Structure only, no verdict. To check the signatures: pades verify",
    ]);
  });

  it("gives page, field, before and after, and says who forbade it", async () => {
    const filled = flowing(await show("filled.pdf", ...english));
    expect(filled).toContain("page 1, field So, form field filled: “” became “12/QD” (revision 3, object 6 0)");
    expect(filled).toContain("Changed after signature “Leader”: signatures or form fields");
    const certified = flowing(await show("certified.pdf", ...english));
    expect(certified).toContain(
      "signatures or form fields, not permitted The certification of the document forbids it.",
    );
    expect(certified).toContain("the signer permits no changes");
  });

  it("lets no text of the file act on the terminal", async () => {
    for (const flags of [english, ["--compare", "2"], ["--json"]]) {
      const { stdout } = await pades(["inspect", at("hostile.pdf"), ...flags]);
      expect(stdout).toContain("ok");
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
      expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    }
  });
});

describe("pades inspect", () => {
  it("shows a file without signatures", async () => {
    expect((await show("unsigned.pdf", ...english)).map(bytes)).toEqual([
      "PDF 1.7, N bytes, 1 revision",
      "├─ Revision 1: bytes 0 to N",
      "└─ No signature fields",
      "Structure only, no verdict. To check the signatures: pades verify",
      "",
    ]);
  });

  it("gives JSON with every change", async () => {
    const inspection = JSON.parse((await pades(["inspect", at("twice.pdf"), "--json"])).stdout);
    expect(inspection).toMatchObject({ schema: "pades-dossier/inspection@1", path: at("twice.pdf") });
    expect(inspection.revisions.map(({ revision }: { revision: number }) => revision)).toEqual([1, 2, 3]);
    expect(inspection.revisions[1].start).toBe(inspection.revisions[0].end);
    expect(inspection.fields[0]).toMatchObject({
      field: "Signature1",
      signature: {
        coverage: "whole-revision",
        revision: 2,
        claimedTime: NOW.toISOString(),
        reason: "Phê\nduyệt",
        changes: { level: "form-filling", permitted: true, unverified: [{ field: "Signature2" }] },
      },
    });
  });

  it("exits with 1 where there is no structure to show", async () => {
    const outcome = await pades(["inspect", at("rubbish.pdf")]);
    expect(outcome.code).toBe(1);
    expect(outcome.stdout).toContain("Không đọc được tệp: không phải tệp PDF.");
    const json = JSON.parse((await pades(["inspect", at("rubbish.pdf"), "--json"])).stdout);
    expect(json.unreadable.code).toBe("not-a-pdf");
    expect((await pades(["inspect", at("rubbish.pdf"), "--compare", "1"])).code).toBe(1);
    expect((await pades(["inspect", at("rubbish.pdf"), "--revision", "1"])).code).toBe(1);
    expect((await pades(["inspect", at("none.pdf")])).code).toBe(66);
  });
});

describe("pades inspect --compare", () => {
  it("shows what lies between two revisions", async () => {
    expect(await show("content.pdf", "--compare", "3..4", ...english)).toEqual([
      "└─ Changed from revision 3 to revision 4: other content",
      "   └─ page 1, page content changed (revision 4, object 4 0)",
      "Structure only, no verdict. To check the signatures: pades verify",
      "",
    ]);
    const all = await show("content.pdf", "--compare", "1");
    expect(all.slice(0, 3)).toEqual([
      "└─ Thay đổi từ phiên bản 1 đến phiên bản 4: nội dung khác",
      "   với điều kiện các chữ ký này hợp lệ: “Signature1”, “Signature2”",
      "   ├─ trang 1, nội dung trang bị thay đổi (phiên bản 4, đối tượng 4 0)",
    ]);
    const json = JSON.parse((await pades(["inspect", at("content.pdf"), "--compare", "3..4", "--json"])).stdout);
    expect(json).toMatchObject({
      schema: "pades-dossier/comparison@1",
      from: 3,
      to: 4,
      level: "other",
      items: [{ code: "content-changed", page: 1, revision: 4 }],
    });
  });

  it.each(["", "0", "2..1", "1..", "..2", "1-2", "1...2", "1e1", "9999999999"])(
    "takes no “%s” for two revisions",
    async (asked) => {
      const outcome = await pades(["inspect", at("twice.pdf"), "--compare", asked, ...english]);
      expect(outcome).toMatchObject({ code: 64, stdout: "" });
      expect(outcome.stderr).toContain("names no two revisions");
    },
  );

  it("says how many revisions there are where one is asked for that is none", async () => {
    for (const asked of ["1..4", "4"]) {
      expect(await pades(["inspect", at("twice.pdf"), "--compare", asked, ...english])).toMatchObject({
        code: 64,
        stderr: "Error: there is no revision 4: the file has 3.\n",
      });
    }
  });
});

describe("pades inspect --revision", () => {
  it("gives back exactly the file that was signed", async () => {
    const out = at("signed.pdf");
    const outcome = await pades(["inspect", at("content.pdf"), "--revision", "3", "-o", out, ...english]);
    expect(outcome).toMatchObject({ code: 0, stderr: "" });
    expect(outcome.stdout.replace(/\s+/g, " ")).toMatch(/^Revision 3, [\d,]+ bytes, written: /);
    expect(Buffer.compare(readFileSync(out), await signedSample({ signatures: 2 }))).toBe(0);
    expect((await verifyDemo(new Uint8Array(readFileSync(out)))).verdict).toBe("valid");
  });

  it("names the file after the revision where no name is given, and never replaces one", async () => {
    expect((await pades(["inspect", at("twice.pdf"), "--revision", "2"])).code).toBe(0);
    const written = readFileSync(at("twice.revision-2.pdf"));
    const again = await pades([
      "inspect",
      at("twice.pdf"),
      "--revision",
      "1",
      "-o",
      at("twice.revision-2.pdf"),
      ...english,
    ]);
    expect(again).toMatchObject({ code: 64, stdout: "" });
    expect(again.stderr).toContain("exists");
    expect(Buffer.compare(readFileSync(at("twice.revision-2.pdf")), written)).toBe(0);
    const whole = readFileSync(at("twice.pdf"));
    expect((await pades(["inspect", at("twice.pdf"), "--revision", "1", "-o", at("twice.pdf")])).code).toBe(64);
    expect(Buffer.compare(readFileSync(at("twice.pdf")), whole)).toBe(0);
  });

  it("copies a large revision piece by piece", async () => {
    expect((await pades(["inspect", at("large.pdf"), "--revision", "2", "-o", at("large-2.pdf")])).code).toBe(0);
    const [whole, part] = [readFileSync(at("large.pdf")), readFileSync(at("large-2.pdf"))];
    expect(part.length).toBeGreaterThan(3_000_000);
    expect(part.length).toBeLessThan(whole.length);
    expect(Buffer.compare(whole.subarray(0, part.length), part)).toBe(0);
  });

  it("needs no password for the bytes of an encrypted file", async () => {
    expect((await pades(["inspect", at("encrypted.pdf"), "--revision", "1", "-o", at("copy.pdf")])).code).toBe(0);
    expect(Buffer.compare(readFileSync(at("copy.pdf")), readFileSync(at("encrypted.pdf")))).toBe(0);
  });

  it.each([
    [["--revision", "4"], "there is no revision 4: the file has 3."],
    [["--revision", "0"], "“0” cannot be used for --revision"],
    [["--revision", "../../x"], "cannot be used for --revision"],
    [["--out", "x.pdf"], "--out is only for use with --revision."],
    [["--revision", "1", "--json"], "--revision cannot be used together with --json."],
    [["--revision", "1", "--compare", "1"], "--revision cannot be used together with --compare."],
  ])("refuses %j and writes nothing", async (flags, message) => {
    const outcome = await pades(["inspect", at("twice.pdf"), ...flags, ...english]);
    expect(outcome).toMatchObject({ code: 64, stdout: "" });
    expect(outcome.stderr).toContain(message);
  });
});
