import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { encodePkcs12 } from "../../certs/make/pkcs12.ts";
import { type LocalServer, serveLocally } from "../../src/node/local-server.ts";
import { createTestAuthority, type TestAuthority } from "../../src/testing/test-authority.ts";
import { smallPdf } from "../pades/sign/small-pdf.ts";
import { encryptWithQpdf } from "../support/qpdf-encryption.ts";
import { describeWithTools } from "../support/tools.ts";
import { pades } from "./test-terminal.ts";

let server: LocalServer;
let authority: TestAuthority;
let p12: Uint8Array;
let folder = "";
const at = (name: string) => join(folder, name);
const env = { LANG: "vi_VN", SECRET: "secret", PDF_SECRET: "let me in", WRONG: "let me out" };

beforeAll(async () => {
  server = await serveLocally((request) => authority.handler(request));
  authority = await createTestAuthority({ origin: server.origin, now: () => new Date() });
  p12 = encodePkcs12(await authority.issueSigner([["CN", "Chủ tịch"]]), "signer", env.SECRET, "modern");
});
afterAll(() => server.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pades-levels-"));
  writeFileSync(at("letter.pdf"), smallPdf());
  writeFileSync(at("key.p12"), p12);
  writeFileSync(at("trust.json"), JSON.stringify(authority.trustProfile));
});
afterEach(() => rmSync(folder, { recursive: true }));

const services = () => ["--tsa", authority.tsaUrl, "--trust", at("trust.json"), "--allow-private", "127.0.0.1"];
const sign = (...flags: string[]) =>
  pades(["sign", at("letter.pdf"), "--p12", at("key.p12"), "--password-env", "SECRET", ...flags], { env });
const extend = (name: string, ...flags: string[]) => pades(["extend", at(name), ...flags], { env });
const judge = async (name: string, ...flags: string[]) => {
  const { stdout } = await pades(["verify", at(name), "--trust", at("trust.json"), "--json", ...flags], { env });
  const { verdict, files } = JSON.parse(stdout);
  return { verdict, level: files[0].signatures[0]?.level };
};
const read = (name: string) => new Uint8Array(readFileSync(at(name)));

describe("pades sign --level", () => {
  it.each(["B-T", "B-LT", "B-LTA"])("signs at %s, which verifies without a network", async (level) => {
    const outcome = await sign("--level", level, ...services());
    expect(outcome).toMatchObject({ code: 0, stderr: "" });
    expect(outcome.stdout).toMatch(new RegExp(`Mức +${level}$`, "m"));
    expect(await judge("letter.signed.pdf")).toMatchObject(
      level === "B-T" ? { verdict: "indeterminate" } : { verdict: "valid", level },
    );
  });

  it.each([
    ["B-T without --tsa", ["--level", "B-T"], "mức B-T cần có --tsa"],
    ["B-LT without --trust", ["--level", "B-LT", "--tsa", "http://tsa.example/"], "mức B-LT cần có --trust"],
    ["a level that does not exist", ["--level", "B-X"], "“B-X” không dùng được cho --level"],
  ])("is refused for %s, before a password is asked for", async (_, flags, message) => {
    const readSecret = () => Promise.reject(new Error("asked for a password"));
    const outcome = await pades(["sign", at("letter.pdf"), "--p12", at("key.p12"), ...flags], { env, readSecret });
    expect(outcome).toMatchObject({ code: 64, stdout: "", stderr: expect.stringContaining(message) });
  });

  it("asks no private address that it was not told of, and writes nothing", async () => {
    const outcome = await sign("--level", "B-T", "--tsa", authority.tsaUrl);
    expect(outcome).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("ERR_FETCH") });
    expect(outcome.stderr).toContain("--allow-private");
    expect(readdirSync(folder).sort()).toEqual(["key.p12", "letter.pdf", "trust.json"]);
  });

  it("stops where evidence is missing, and writes nothing", async () => {
    writeFileSync(at("letter.pdf"), smallPdf());
    // Another authority's root: the chain leads nowhere.
    const { trustProfile } = await createTestAuthority({ now: () => new Date() });
    writeFileSync(at("trust.json"), JSON.stringify(trustProfile));
    const outcome = await sign("--level", "B-LT", ...services());
    expect(outcome).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("ERR_EVIDENCE_MISSING") });
    expect(readdirSync(folder)).not.toContain("letter.signed.pdf");
  });
});

describe("pades extend", () => {
  beforeEach(async () => {
    await sign();
  });

  it("raises a file to B-LTA, says from what to what, and what the result is worth", async () => {
    const before = read("letter.signed.pdf");
    const outcome = await extend("letter.signed.pdf", "--to", "B-LTA", ...services());
    expect(outcome).toMatchObject({ code: 0, stderr: "" });
    expect(outcome.stdout).toContain(`Đã nâng mức: ${at("letter.signed.extended.pdf")}`);
    expect(outcome.stdout).toContain("Chữ ký “Signature1”: trước ở mức B-B, nay ở mức B-LTA");
    expect(outcome.stdout).toContain("✓ HỢP LỆ");
    expect(read("letter.signed.pdf")).toEqual(before);
    expect(read("letter.signed.extended.pdf").subarray(0, before.length)).toEqual(before);
    expect(await judge("letter.signed.extended.pdf")).toEqual({ verdict: "valid", level: "B-LTA" });
    const renewed = await extend("letter.signed.extended.pdf", "--to", "B-LTA", ...services(), "-o", at("renewed.pdf"));
    expect(renewed.stdout).toContain("trước ở mức B-LTA, nay ở mức B-LTA");
    expect(await judge("renewed.pdf")).toEqual({ verdict: "valid", level: "B-LTA" });
  });

  it("speaks English too", async () => {
    const { stdout } = await extend("letter.signed.pdf", "--to", "B-LT", ...services(), "--lang", "en");
    expect(stdout).toContain("Signature “Signature1”: level B-B before, B-LT now");
    expect(stdout).toContain("✓ VALID");
  });

  it("stamps without a trust profile, and then judges nothing", async () => {
    const flags = ["--to", "B-T", "--tsa", authority.tsaUrl, "--allow-private", "127.0.0.1"];
    const outcome = await extend("letter.signed.pdf", ...flags);
    expect(outcome).toMatchObject({ code: 0, stdout: expect.stringContaining("nay ở mức B-T") });
    expect(outcome.stdout).toContain("Chưa xét chữ ký có hợp lệ không");
    const again = await extend("letter.signed.extended.pdf", ...flags, "-o", at("again.pdf"));
    expect(again.stdout).toContain("Không còn gì để thêm");
    expect(read("again.pdf")).toEqual(read("letter.signed.extended.pdf"));
  });

  it("never replaces its input, and another file only where it is told to", async () => {
    const before = read("letter.signed.pdf");
    const to = (...flags: string[]) => extend("letter.signed.pdf", "--to", "B-T", ...services(), ...flags);
    expect(await to("-o", at("letter.signed.pdf"), "--force")).toMatchObject({
      code: 64,
      stderr: expect.stringContaining("tệp đầu vào"),
    });
    expect(read("letter.signed.pdf")).toEqual(before);
    writeFileSync(at("out.pdf"), "kept");
    expect((await to("-o", at("out.pdf"))).code).toBe(64);
    expect(readFileSync(at("out.pdf"), "utf8")).toBe("kept");
    expect((await to("-o", at("out.pdf"), "--force")).code).toBe(2);
    expect(read("out.pdf").length).toBeGreaterThan(before.length);
  });

  it("tells apart what is not signed, not valid, not there and not asked for rightly", async () => {
    const to = (name: string, ...flags: string[]) => extend(name, "--to", "B-T", ...services(), ...flags);
    expect(await to("letter.pdf")).toMatchObject({ code: 3, stderr: expect.stringContaining("không có chữ ký nào") });
    const broken = read("letter.signed.pdf");
    const place = Buffer.from(broken).indexOf("stream\n") + 7;
    broken[place] = (broken[place] ?? 0) ^ 1;
    writeFileSync(at("broken.pdf"), broken);
    expect(await to("broken.pdf")).toMatchObject({ code: 1, stderr: expect.stringContaining("digest-mismatch") });
    writeFileSync(at("rubbish.pdf"), "rubbish");
    expect(await to("rubbish.pdf")).toMatchObject({ code: 1, stderr: expect.stringContaining("ERR_PDF_UNREADABLE") });
    expect((await to("none.pdf")).code).toBe(66);
    expect((await extend("letter.signed.pdf", "--tsa", authority.tsaUrl)).stderr).toContain("--to");
    expect((await extend("letter.signed.pdf", "--to", "B-LT", "--tsa", authority.tsaUrl)).stderr).toContain("--trust");
    expect((await extend("letter.signed.pdf", "--to", "B-LT", "--trust", at("trust.json"))).stderr).toContain("--tsa");
    const unreachable = await extend("letter.signed.pdf", "--to", "B-T", "--tsa", authority.tsaUrl);
    expect(unreachable).toMatchObject({ code: 1, stderr: expect.stringContaining("ERR_FETCH") });
    expect(readdirSync(folder).filter((name) => name.includes("extended") || name.endsWith(".tmp"))).toEqual([]);
  });

  it("uses evidence that is given before it asks", async () => {
    const crl = await authority.handler({ method: "GET", url: `${server.origin}/ca.crl`, body: new Uint8Array(0) });
    writeFileSync(at("ca.crl"), crl.body);
    const outcome = await extend("letter.signed.pdf", "--to", "B-LT", ...services(), "--evidence", at("ca.crl"));
    expect(outcome.code).toBe(0);
  });
});

describeWithTools(["qpdf"], "pades on encrypted files", () => {
  it("signs and extends them with their password, and says where it is wrong", async () => {
    const pdf = encryptWithQpdf(smallPdf(), { user: "let me in", owner: "own", options: ["256"] });
    writeFileSync(at("letter.pdf"), pdf);
    const wrong = await sign("--pdf-password-env", "WRONG");
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining("được mã hóa và không mở được") });
    expect(wrong.stderr).not.toContain(env.WRONG);
    expect(await sign("--pdf-password-env", "PDF_SECRET")).toMatchObject({ code: 0, stderr: "" });
    const flags = ["--to", "B-LTA", ...services(), "--password-env", "PDF_SECRET"];
    expect(await extend("letter.signed.pdf", ...flags)).toMatchObject({ code: 0, stderr: "" });
    expect(await judge("letter.signed.extended.pdf", "--password-env", "PDF_SECRET")).toEqual({
      verdict: "valid",
      level: "B-LTA",
    });
  });
});
