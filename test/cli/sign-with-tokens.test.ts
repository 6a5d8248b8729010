import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { encodePkcs12 } from "../../certs/make/pkcs12.ts";
import { issueIdentity } from "../../src/testing/issue.ts";
import { createTestAuthority, type TestAuthority } from "../../src/testing/test-authority.ts";
import type { TestIdentity } from "../../src/testing/test-identity.ts";
import { smallPdf } from "../pades/sign/small-pdf.ts";
import { CSC_PIN, CSC_TOKEN, CscService, type CscServiceOptions } from "../support/csc-service.ts";
import { describeWithSoftHsm, SoftHsm } from "../support/softhsm.ts";
import { describeWithTools } from "../support/tools.ts";
import { pades } from "./test-terminal.ts";

const PIN = "secret-4711";
let folder = "";
const at = (name: string) => join(folder, name);
let authority: TestAuthority;
let person: TestIdentity;

beforeAll(async () => {
  authority = await createTestAuthority({ now: () => new Date() });
  person = await authority.issueSigner([["CN", "Chủ tịch"]], { key: "RSA-2048" });
});
beforeEach(() => {
  if (folder !== "") rmSync(folder, { recursive: true });
  folder = mkdtempSync(join(tmpdir(), "pades-keys-"));
  writeFileSync(at("letter.pdf"), smallPdf());
  writeFileSync(at("trust.json"), JSON.stringify(authority.trustProfile));
});
afterAll(() => rmSync(folder, { recursive: true }));

const env = { LANG: "vi_VN", PIN, WRONG: "wrong-0815", TOKEN: CSC_TOKEN, CSC_PIN, OTP: "738496" };
const run = (args: readonly string[], readSecret: (prompt: string) => Promise<string | null> = async () => null) =>
  pades(["sign", at("letter.pdf"), ...args], { env, readSecret });
const verdict = async () => {
  const flags = ["--trust", at("trust.json"), "--waive", "revocation", "--json"];
  return JSON.parse((await pades(["verify", at("letter.signed.pdf"), ...flags], { env })).stdout).verdict;
};
const untouched = () => {
  expect(readdirSync(folder).sort()).toEqual(["letter.pdf", "trust.json"]);
  expect(new Uint8Array(readFileSync(at("letter.pdf")))).toEqual(smallPdf());
};

await describeWithSoftHsm("pades sign --pkcs11", () => {
  let hsm: SoftHsm;
  beforeAll(async () => {
    hsm = new SoftHsm();
    hsm.createToken("CO-QUAN", PIN);
    await hsm.store("CO-QUAN", PIN, person);
    const late = new Date("2021-01-01T00:00:00Z");
    const old = await authority.issueSigner([["CN", "Cũ"]], { notAfter: late });
    const server = await issueIdentity(authority.issuingCa, {
      subject: [["CN", "Máy chủ"]],
      profile: { use: "timestamp-authority" },
      key: "P-256",
      notBefore: new Date("2020-01-01T00:00:00Z"),
      notAfter: new Date("2060-01-01T00:00:00Z"),
    });
    const other = await authority.issueSigner([["CN", "Khác"]]);
    hsm.createToken("KHÁC", PIN);
    await hsm.store("KHÁC", PIN, old, { id: "01", label: "old" });
    await hsm.store("KHÁC", PIN, server, { id: "02", label: "server" });
    await hsm.store("KHÁC", PIN, await authority.issueSigner([["CN", "X"]]), {
      id: "03",
      label: "swapped",
      certificates: [other.certificate],
    });
  });
  afterAll(() => hsm.delete());
  const token = (...flags: string[]) => ["--pkcs11", hsm.library, ...flags];

  it("signs with the PIN from a prompt, which names the token", async () => {
    const prompts: string[] = [];
    const outcome = await run(token("--token", "CO-QUAN"), async (prompt) => {
      prompts.push(prompt);
      return PIN;
    });
    expect(outcome).toMatchObject({ code: 0, stderr: "" });
    expect(outcome.stdout).toContain("Chủ tịch");
    expect(prompts).toEqual(["Mã PIN của CO-QUAN: "]);
    expect(await verdict()).toBe("valid");
  });

  it("signs with the PIN from a variable", async () => {
    expect(await run(token("--token", "CO-QUAN", "--pin-env", "PIN"))).toMatchObject({ code: 0, stderr: "" });
    expect(await verdict()).toBe("valid");
  });

  it("lists tokens with what can be seen on them, and asks for no PIN", async () => {
    const { code, stdout } = await pades(["pkcs11", "list", hsm.library], { env });
    expect(code).toBe(0);
    expect(stdout).toMatch(/CO-QUAN\n +Số sê-ri +[0-9a-f]{16}/);
    expect(stdout.replace(/\s+/g, " ")).toContain("Chủ tịch (nhãn “signing”, mã 01, hết hạn 01/01/2060");
  });

  it.each<[string, string[], number, string, RegExp]>([
    ["a wrong PIN", ["--token", "CO-QUAN", "--pin-env", "WRONG"], 64, "ERR_PIN_INCORRECT", /mã PIN .* không đúng/],
    ["no PIN", ["--token", "CO-QUAN"], 64, "ERR_PIN_NEEDED", /cần nhập mã PIN/],
    [
      "no such token",
      ["--token", "NONE", "--pin-env", "PIN"],
      66,
      "ERR_TOKEN_NOT_FOUND",
      /không tìm thấy thiết bị ký số/,
    ],
    ["no such key", ["--token", "CO-QUAN", "--key", "x", "--pin-env", "PIN"], 66, "ERR_KEY_NOT_FOUND", /đúng một khóa/],
    ["an expired certificate", ["--token", "KHÁC", "--key", "old"], 1, "ERR_CERTIFICATE_EXPIRED", /đã hết hạn/],
    [
      "a certificate for something else",
      ["--token", "KHÁC", "--key-id", "02"],
      1,
      "ERR_CERTIFICATE_USAGE",
      /không dùng để ký/,
    ],
    [
      "another's certificate",
      ["--token", "KHÁC", "--key", "swapped", "--pin-env", "PIN"],
      1,
      "ERR_SIGNATURE_VALUE",
      /không khớp/,
    ],
  ])("says why for %s, and writes nothing", async (_, flags, code, name, sentence) => {
    const outcome = await run(token(...flags));
    expect(outcome).toMatchObject({ code, stdout: "", stderr: expect.stringMatching(sentence) });
    expect(outcome.stderr).toContain(name);
    expect(outcome.stderr).not.toContain("0815");
    untouched();
  });
});

describe("pades sign, whose key", () => {
  it.each([
    ["none", []],
    ["two", ["--p12", "a.p12", "--pkcs11", "b.so"]],
  ])("is not said by %s of --p12, --pkcs11 and --csc", async (_, flags) => {
    expect(await run(flags)).toMatchObject({ code: 64, stderr: expect.stringContaining("đúng một trong") });
  });

  it("takes no option that is for another one, and no PIN on the command line", async () => {
    writeFileSync(at("key.p12"), encodePkcs12(person, "signer", "x", "modern"));
    const p12 = ["--p12", at("key.p12")];
    expect((await run([...p12, "--token", "x"])).stderr).toContain("--token chỉ dùng cùng với --pkcs11");
    expect((await run([...p12, "--otp-env", "OTP"])).stderr).toContain("--otp-env chỉ dùng cùng với --csc");
    expect((await run([...p12, "--pin", "1234"])).stderr).toContain("không có tùy chọn --pin");
  });

  it("is said where pkcs11 cannot be used", async () => {
    const outcome = await run(["--pkcs11", "/nowhere/lib.so"]);
    expect(outcome).toMatchObject({ code: 64, stderr: expect.stringContaining("ERR_PKCS11") });
    untouched();
  });
});

describeWithTools(["openssl"], "pades sign --csc", () => {
  async function withService<T>(options: Partial<CscServiceOptions>, use: (flags: string[]) => Promise<T>): Promise<T> {
    const service = new CscService({ identity: person, ...options });
    const { url, close } = await service.listen();
    try {
      return await use(["--csc", url, "--allow-private", "127.0.0.1", "--csc-token-env", "TOKEN"]);
    } finally {
      await close();
    }
  }
  const credential = ["--credential", "GX0112348"];

  it("signs with PIN and one-time password from variables, or asks for them by their labels", async () => {
    await withService({}, async (flags) => {
      expect(await run([...flags, ...credential, "--pin-env", "CSC_PIN", "--otp-env", "OTP"])).toMatchObject({
        code: 0,
      });
    });
    expect(await verdict()).toBe("valid");
    const prompts: string[] = [];
    await withService({}, async (flags) => {
      const answer = async (prompt: string) => {
        prompts.push(prompt);
        return prompt.startsWith("PIN") ? CSC_PIN : env.OTP;
      };
      expect(await run([...flags, ...credential, "--out", at("other.pdf")], answer)).toMatchObject({ code: 0 });
    });
    expect(prompts).toEqual(["PIN: ", "Mobile OTP: "]);
  });

  it("names the credentials where none is chosen", async () => {
    const outcome = await withService({}, (flags) => run(flags));
    expect(outcome).toMatchObject({ code: 64, stderr: expect.stringContaining("GX0112348") });
  });

  it.each<[string, Partial<CscServiceOptions>, string[], number, string]>([
    ["a wrong PIN", {}, ["--pin-env", "WRONG", "--otp-env", "OTP"], 64, "ERR_PIN_INCORRECT"],
    ["nobody to ask", {}, [], 64, "ERR_PIN_NEEDED"],
    ["another version", { specs: "1.0.4.0" }, [], 1, "ERR_SIGNING_SERVICE"],
    ["a revoked certificate", { certStatus: "revoked" }, [], 1, "ERR_CERTIFICATE_REVOKED"],
  ])("says why for %s, and writes nothing", async (_, behaviour, more, code, name) => {
    const outcome = await withService({ isIndiscreet: true, ...behaviour }, (flags) =>
      run([...flags, ...credential, ...more]),
    );
    expect(outcome).toMatchObject({ code, stdout: "", stderr: expect.stringContaining(name) });
    expect(outcome.stderr).not.toMatch(/0815|CKN69L8/);
    untouched();
  });

  it("does not write the value of another key into the file", async () => {
    const signsWith = await authority.issueSigner([["CN", "Y"]], { key: "RSA-2048" });
    const outcome = await withService({ signsWith }, (flags) =>
      run([...flags, ...credential, "--pin-env", "CSC_PIN", "--otp-env", "OTP"]),
    );
    expect(outcome).toMatchObject({ code: 1, stderr: expect.stringContaining("ERR_SIGNATURE_VALUE") });
    untouched();
  });

  it("speaks http with no host that was not named, and takes no token from the command line", async () => {
    const args = ["--csc", "http://service.example/csc/v2", "--csc-token-env", "TOKEN", ...credential];
    expect(await run(args)).toMatchObject({ code: 64, stderr: expect.stringContaining("https") });
    expect((await run(["--csc", "https://x.example/", "--csc-token", "x"])).stderr).toContain("--csc-token");
    expect(await run(["--csc", "https://x.example/", ...credential])).toMatchObject({ code: 64 });
  });
});
