import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readShownClaims } from "../../src/pades/verify/open/shown-claims.ts";
import { emptyPage } from "../appearance/signed-page.ts";
import { DEMO_PASSWORD, demoPath } from "../support/demo-certs.ts";
import { handwriting, seal } from "../support/pictures.ts";
import { isBlue, isRed, renderPage, textOf } from "../support/rendered-page.ts";
import { verifyDemo } from "../support/signed-samples.ts";
import { describeWithTools } from "../support/tools.ts";
import { pades } from "./test-terminal.ts";

let folder = "";
const at = (name: string) => join(folder, name);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "pades-looks-"));
  writeFileSync(at("letter.pdf"), await emptyPage());
  writeFileSync(at("hand.png"), handwriting());
  writeFileSync(at("seal.png"), seal(300));
});
afterEach(() => rmSync(folder, { recursive: true }));

const sign = (input: string, identity: string, ...options: string[]) =>
  pades(["sign", at(input), "--p12", demoPath(`cong-vu/${identity}.p12`), "--password-env", "SECRET", ...options], {
    env: { LANG: "vi_VN", SECRET: DEMO_PASSWORD },
  });
const read = (name: string) => new Uint8Array(readFileSync(at(name)));

describeWithTools(["pdftoppm", "pdftotext"], "pades sign, visibly", () => {
  it("shows the leader's signature, the seal over it, and a copy's mark, each from the command line", async () => {
    const leader = [
      "--appearance",
      "vn-competent-person",
      "--image",
      at("hand.png"),
      "--box",
      "300,150,150,64",
      "--page",
      "1",
    ];
    expect(await sign("letter.pdf", "person", ...leader, "--field", "Leader", "-o", at("1.pdf"))).toMatchObject({
      code: 0,
      stderr: "",
    });
    const over = [
      "--appearance",
      "vn-organization-seal",
      "--image",
      `seal=${at("seal.png")}`,
      "--over",
      "Leader",
      "--size",
      "90,90",
    ];
    expect(await sign("1.pdf", "seal", ...over, "-o", at("2.pdf"))).toMatchObject({ code: 0, stderr: "" });
    expect(await sign("2.pdf", "seal", "--appearance", "vn-sao-y", "-o", at("3.pdf"))).toMatchObject({
      code: 0,
      stderr: "",
    });
    expect((await verifyDemo(read("3.pdf"), { now: new Date() })).verdict).toBe("valid");
    const page = renderPage(read("3.pdf"));
    expect(page.count(isBlue, { left: 300, bottom: 150, right: 450, top: 214 })).toBeGreaterThan(100);
    expect(page.count(isRed, { left: 260, bottom: 137, right: 350, top: 227 })).toBeGreaterThan(500);
    expect(readShownClaims(textOf(read("3.pdf")))).toMatchObject({ organization: "ỦY BAN NHÂN DÂN XÃ DEMO" });
  });

  it("takes a template from a file, with values, into a corner", async () => {
    const parts = [{ kind: "text", lines: ["Số: {number}", "{signer}"] }];
    writeFileSync(at("look.json"), JSON.stringify({ size: [220], parts }));
    const options = ["--appearance", at("look.json"), "--value", "number=125/QĐ-UBND", "--corner", "bottom-left"];
    expect(await sign("letter.pdf", "person", ...options, "-o", at("1.pdf"))).toMatchObject({ code: 0, stderr: "" });
    expect(textOf(read("1.pdf"))).toMatch(/Số: 125\/QĐ-UBND\s+TRẦN THỊ BÍCH \(DEMO\)/);
  });
});

describe("pades sign, told wrongly how to show a signature", () => {
  it.each([
    [["--image", "x.png"], "--image phải đi cùng --appearance"],
    [["--appearance", "nothing"], 'Không có mẫu hiển thị "nothing"'],
    [["--appearance", "vn-sao-y", "--image", "x.png"], "mẫu hiển thị này không có ảnh"],
    [["--appearance", "vn-sao-y", "--box", "1,2,3"], "--box cần"],
    [["--appearance", "vn-sao-y", "--corner", "middle"], "--corner cần"],
    [["--appearance", "vn-sao-y", "--over", "A", "--corner", "top-left"], "Chỉ dùng một"],
    [["--appearance", "vn-sao-y", "--page", "0"], "--page cần"],
    [["--appearance", "vn-annex", "--value", "125"], "--value cần"],
    [["--appearance", "vn-sao-y", "--size", "10,10"], "--size cần"],
    [["--appearance", "vn-sao-y", "--corner", "top-left", "--size", "10"], "--size cần"],
  ])("%s: says so before it asks for a password, and writes nothing", async (options, message) => {
    const outcome = await sign("letter.pdf", "person", ...options, "-o", at("1.pdf"));
    expect(outcome.code).toBe(64);
    expect(outcome.stderr).toContain(message);
    expect(existsSync(at("1.pdf"))).toBe(false);
  });

  it("names the place in a template that is malformed, and a template or picture that is not there", async () => {
    writeFileSync(at("look.json"), JSON.stringify({ size: [220], parts: [{ kind: "text", lines: "no list" }] }));
    const malformed = await sign("letter.pdf", "person", "--appearance", at("look.json"), "-o", at("1.pdf"));
    expect(malformed.code).toBe(64);
    expect(malformed.stderr).toContain("parts.0.lines");
    expect((await sign("letter.pdf", "person", "--appearance", at("none.json"))).code).toBe(66);
    expect(
      (await sign("letter.pdf", "person", "--appearance", "vn-competent-person", "--image", at("no.png"))).code,
    ).toBe(66);
  });

  it("never replaces the template or picture that it reads", async () => {
    const options = ["--appearance", "vn-competent-person", "--image", at("hand.png"), "--corner", "top-left"];
    const outcome = await sign("letter.pdf", "person", ...options, "-o", at("hand.png"), "--force");
    expect(outcome.code).toBe(64);
    expect(read("hand.png")).toEqual(handwriting());
  });
});
