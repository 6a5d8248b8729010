import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encodePem } from "../../src/bytes/pem.ts";
import { loadTrustProfile } from "../../src/node/load-trust-profile.ts";
import { displayWidth } from "../../src/report/wrap.ts";
import { createTrustStore } from "../../src/x509/trust-store.ts";
import { certificateBundle } from "../support/certificate-bundle.ts";
import { demoCertificate, demoPath } from "../support/demo-certs.ts";
import { certify, type Recipe } from "../x509/build.ts";
import { pades } from "./test-terminal.ts";

const ROOT = "AA430951A87659618E4C2D214EE0A95707356C77788FA253601B74DC3312290A";
const ROOT_GROUPS = "AA43 0951 A876 5961 8E4C 2D21 4EE0 A957 0735 6C77 788F A253 601B 74DC 3312 290A";
const OFFICIAL = "cong-vu/root";

let folder = "";
let profile = "";
const at = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pades-trust-"));
  profile = at("office.trust.json");
});
afterEach(() => rmSync(folder, { recursive: true }));

const demo = (name: string) => demoPath(`${name}.pem`);
const store = async () => createTrustStore(await loadTrustProfile(profile));
const answering = (answer: string | null, ask: (prompt: string) => void = () => {}) => ({
  readLine: async (prompt: string) => {
    ask(prompt);
    return answer;
  },
});
const add = (names: readonly string[], flags: readonly string[] = [], answer: string | null = "có") =>
  pades(["trust", "add", ...names, "--trust", profile, ...flags], answering(answer));
const flowing = (text: string) => text.replace(/\s+/g, " ");

async function write(name: string, recipe: Partial<Recipe> & { readonly subject: string; readonly issuer: string }) {
  const certificate = await certify({ ca: true, ...recipe });
  writeFileSync(at(name), encodePem("CERTIFICATE", certificate.raw));
  return certificate;
}

describe("pades trust add", () => {
  it("shows what is to be trusted, asks, and makes the profile", async () => {
    const prompts: string[] = [];
    const { code, stdout, stderr } = await pades(
      ["trust", "add", demo("public-ca/root"), "--trust", profile, "--tag", "public-ca", "--lang", "en"],
      answering("yes", (prompt) => prompts.push(prompt)),
    );
    expect([code, stderr]).toEqual([0, ""]);
    expect(prompts).toEqual(["Is this the fingerprint that the issuer publishes? Type yes to trust it: "]);
    expect(stdout).toMatch(
      /^New anchor: CN=DEMO Public Root CA, O=DEMO Public Trust, C=VN\n {2}Trusted for {4}signers, /,
    );
    for (const shown of [ROOT_GROUPS, "2024-01-01 00:00:00 UTC to 2124-01-01", "(in force)", "RSA-2048", "public-ca"])
      expect(flowing(stdout)).toContain(shown);
    expect(flowing(stdout)).toContain("1 anchor, 0 intermediates");
    const { anchors, id } = await store();
    expect(id).toBe("office");
    expect(anchors).toMatchObject([{ tag: "public-ca", trustFrom: null, trustUntil: null }]);
    expect([...(anchors[0]?.roles ?? [])]).toEqual(["signer", "tsa", "revocation"]);
    expect(readdirSync(folder)).toEqual(["office.trust.json"]);
  });

  it.each(["có", "CÓ ", "co\u0301", "yes"])("takes %j for a confirmation", async (answer) => {
    expect((await add([demo("public-ca/root")], [], answer)).code).toBe(0);
  });

  it.each(["", "không", "ok", "cóc"])("takes %j for none, and writes nothing", async (answer) => {
    const { code, stderr } = await add([demo("public-ca/root")], [], answer);
    expect([code, stderr]).toEqual([1, "Lỗi: dấu vân tay chưa được xác nhận; chưa thêm gì.\n"]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("adds nothing where there is nobody to ask, and says how to confirm", async () => {
    const { code, stderr } = await add([demo("public-ca/root")], ["--lang", "en"], null);
    expect(code).toBe(64);
    expect(stderr).toContain("--fingerprint SHA256");
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([ROOT, ROOT.toLowerCase(), ROOT_GROUPS, ROOT.replace(/(..)(?=.)/g, "$1:")])(
    "takes the fingerprint %s without asking",
    async (fingerprint) => {
      expect((await add([demo("public-ca/root")], ["--fingerprint", fingerprint], null)).code).toBe(0);
      expect((await store()).anchors).toHaveLength(1);
    },
  );

  it.each<[string, string[], number, RegExp]>([
    ["another certificate's", [`1${ROOT.slice(1)}`], 1, /không có dấu vân tay nào trong số đã nêu/],
    ["one more than there are anchors", [ROOT, `1${ROOT.slice(1)}`], 1, /không có chứng thư gốc nào cần thêm/],
    ["one of SHA-1", [ROOT.slice(0, 40)], 64, /64 chữ số/],
    ["no digits", ["DEMO Public Root CA"], 64, /64 chữ số/],
  ])("is not talked into it by a fingerprint that is %s", async (_what, fingerprints, code, message) => {
    const flags = fingerprints.flatMap((text) => ["--fingerprint", text]);
    const outcome = await add([demo("public-ca/root")], flags, "có");
    expect(outcome.code).toBe(code);
    expect(outcome.stderr).toMatch(message);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("has each anchor of a bundle confirmed, and takes what is no root for an intermediate", async () => {
    const names = ["public-ca/root", "public-ca/issuing-ca", OFFICIAL, "cong-vu/sub-ca"];
    writeFileSync(at("all.p7b"), certificateBundle(...names.map(demoCertificate)));
    const prompts: string[] = [];
    const terminal = answering("có", (prompt) => prompts.push(prompt));
    expect((await pades(["trust", "add", at("all.p7b"), "--trust", profile], terminal)).code).toBe(0);
    expect(prompts).toHaveLength(2);
    const { anchors, intermediates } = await store();
    expect([anchors.length, intermediates.length]).toEqual([2, 2]);
  });

  it("needs no confirmation for intermediates, which are trusted for nothing", async () => {
    const { code, stdout } = await add([demo("public-ca/issuing-ca")], ["--lang", "en"], null);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^New intermediate, trusted for nothing by itself: CN=DEMO Public Issuing CA/);
    expect((await store()).anchors).toEqual([]);
  });

  it("writes roles, times and what it is added as", async () => {
    const flags = ["--role", "signer", "--role", "tsa", "--from", "2024-01-01", "--until", "2030-01-01T00:00:00Z"];
    expect((await add([demo("public-ca/issuing-ca")], [...flags, "--as", "anchor"])).code).toBe(0);
    const [anchor] = (await store()).anchors;
    expect(anchor).toMatchObject({
      roles: new Set(["signer", "tsa"]),
      trustFrom: new Date("2023-12-31T17:00:00Z"),
      trustUntil: new Date("2030-01-01T00:00:00Z"),
    });
  });

  it.each<[string, string[], RegExp]>([
    ["a signer", ["public-ca/citizen"], /không phải chứng thư của CA; hãy tin cậy CA đã cấp nó[\s\S]*--allow-leaf/],
    ["a signer among others", ["public-ca/root", "public-ca/citizen"], /không phải chứng thư của CA/],
    ["a self-signed certificate that is no CA's", ["bad/self-signed"], /không phải chứng thư của CA/],
  ])("refuses %s", async (_what, names, message) => {
    const { code, stderr } = await add(names.map(demo));
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect((await add(names.map(demo), ["--as", "anchor"])).code).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("trusts a signer by itself where that is asked for in so many words", async () => {
    expect((await add([demo("public-ca/citizen")], ["--allow-leaf"])).code).toBe(1);
    expect((await add([demo("public-ca/citizen")], ["--as", "anchor", "--allow-leaf"])).code).toBe(0);
  });

  it("refuses weak keys", async () => {
    const { code, stderr } = await add([demo("bad/rsa-1024")], ["--as", "anchor", "--allow-leaf"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/khóa của .* \(RSA-1024\) không đủ an toàn/);
  });

  it("warns of what has expired, and of a name that is there with another key", async () => {
    await write("old.pem", { subject: "Root", issuer: "Root", notAfter: new Date("2025-01-01T00:00:00Z") });
    await write("new.pem", { subject: "Root", issuer: "Root", subjectKey: "Root 2", issuerKey: "Root 2" });
    const old = await add([at("old.pem")], ["--lang", "en"], "y");
    expect(flowing(old.stdout)).toContain(
      "Warning: it expired on 2025-01-01 00:00:00 UTC; only what is proven to be older",
    );
    const fresh = await add([at("new.pem")], ["--lang", "en"], "y");
    expect(flowing(fresh.stdout)).toContain("Warning: the profile has this name with another key.");
    expect((await store()).anchors).toHaveLength(2);
  });

  it("keeps what is there, files by name included, and does not add it again", async () => {
    writeFileSync(at("root.pem"), readFileSync(demo(OFFICIAL)));
    const before = {
      schema: "pades-dossier/trust@1",
      id: "mine",
      anchors: [{ file: "root.pem", roles: ["signer"], tag: "cong-vu" }],
      policy: { id: "cong-vu" },
    };
    writeFileSync(profile, JSON.stringify(before));
    const again = await add([demo(OFFICIAL)]);
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining("đã có trong cấu hình")]);
    expect((await add([demo("public-ca/root")])).code).toBe(0);
    const after = JSON.parse(readFileSync(profile, "utf8"));
    expect(after).toMatchObject({ id: "mine", policy: { id: "cong-vu" } });
    expect(after.anchors).toHaveLength(2);
    expect(after.anchors[0]).toEqual(before.anchors[0]);
  });

  it("does not undo what somebody else wrote while it waited for the answer", async () => {
    await add([demo("public-ca/root")]);
    const terminal = answering("có", () => writeFileSync(profile, readFileSync(demoPath("demo.trust.json"))));
    const outcome = await pades(["trust", "add", demo(OFFICIAL), "--trust", profile], terminal);
    expect([outcome.code, outcome.stderr]).toEqual([1, expect.stringContaining("vừa bị nơi khác sửa")]);
    expect(readFileSync(profile)).toEqual(readFileSync(demoPath("demo.trust.json")));
  });

  it("changes the file behind a symbolic link, not the link", async () => {
    mkdirSync(at("shared"));
    const real = at("shared/real.json");
    writeFileSync(real, JSON.stringify({ schema: "pades-dossier/trust@1", id: "real", anchors: [] }));
    symlinkSync(real, profile);
    expect((await add([demo("public-ca/root")])).code).toBe(0);
    expect(JSON.parse(readFileSync(real, "utf8")).anchors).toHaveLength(1);
    expect(readdirSync(at("shared"))).toEqual(["real.json"]);
  });

  it.each<[string, string[], number, string]>([
    ["a file that is not there", ["none.pem"], 66, "không tìm thấy"],
    ["a file that is no certificate", ["rubbish.pem"], 1, "không chứa chứng thư"],
    ["a file of keys", ["key.pem"], 1, "không có chứng thư nào"],
    ["an end before the beginning", ["root.pem", "--from", "2025-01-01", "--until", "2024-01-01"], 64, "--until sớm"],
    ["a time that is none", ["root.pem", "--from", "hôm qua"], 64, "hôm qua"],
    ["a role that there is not", ["root.pem", "--role", "tls"], 64, "signer, tsa, revocation"],
    ["an empty tag", ["root.pem", "--tag", " "], 64, "--tag"],
  ])("is told of %s", async (_what, [name = "", ...flags], code, message) => {
    writeFileSync(at("rubbish.pem"), "rubbish");
    writeFileSync(at("key.pem"), readFileSync(demoPath("public-ca/root.key.pem")));
    writeFileSync(at("root.pem"), readFileSync(demo("public-ca/root")));
    const outcome = await add([at(name)], flags);
    expect(outcome).toMatchObject({ code, stdout: "" });
    expect(outcome.stderr).toContain(message);
  });

  it("keeps no folder of certificates, and no profile that is wrong", async () => {
    mkdirSync(at("roots"));
    writeFileSync(at("roots/root.pem"), readFileSync(demo("public-ca/root")));
    const command = (trust: string) => pades(["trust", "add", demo(OFFICIAL), "--trust", trust], answering("có"));
    expect(await command(at("roots"))).toMatchObject({
      code: 64,
      stderr: expect.stringContaining("không phải là tệp JSON"),
    });
    writeFileSync(profile, '{"schema":"pades-dossier/trust@1","id":"x","anchor":[]}');
    expect(await command(profile)).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('did you mean "anchors"?'),
    });
  });
});

describe("pades trust list", () => {
  it.each([
    [
      "vi",
      [
        "Cấu hình tin cậy demo: 2 chứng thư gốc tin cậy, 2 chứng thư trung gian",
        "Chính sách: default",
        "Việc cần làm   đối chiếu từng dấu vân tay với số mà tổ chức cấp công bố; tìm vấn",
      ],
    ],
    [
      "en",
      [
        "Trust profile demo: 2 anchors, 2 intermediates",
        "Policy: default",
        "Next step      compare each fingerprint with the one that its issuer publishes;",
      ],
    ],
  ])("says in %s whom the profile trusts and what to do next", async (language, head) => {
    const { code, stdout, stderr } = await pades([
      ...["trust", "list", "--trust", demoPath("demo.trust.json"), "--lang", language],
    ]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout.split("\n").slice(0, 3)).toEqual(head);
    expect(flowing(stdout)).toContain("pades trust check --trust");
    expect(flowing(stdout)).toContain(ROOT_GROUPS);
    for (const line of stdout.split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(80);
  });

  it("says that nothing can be valid without an anchor", async () => {
    writeFileSync(profile, JSON.stringify({ schema: "pades-dossier/trust@1", id: "none", anchors: [] }));
    const { stdout } = await pades(["trust", "list", "--trust", profile]);
    expect(flowing(stdout)).toContain("Việc cần làm chưa có chứng thư gốc nào nên không chữ ký nào hợp lệ");
  });

  it("shows folders too, names made plain, and personal numbers masked", async () => {
    await write("root.pem", { subject: "\u001b[2JRoot", issuer: "\u001b[2JRoot" });
    writeFileSync(at("citizen.pem"), readFileSync(demo("public-ca/citizen")));
    const { stdout } = await pades(["trust", "list", "--trust", folder, "--lang", "en"]);
    expect(stdout).not.toContain("\u001b");
    expect(stdout).toContain("UID=CCCD:*********456");
  });

  it("exits with 66 where the profile is not there", async () => {
    expect((await pades(["trust", "list", "--trust", at("none.json")])).code).toBe(66);
  });
});

describe("pades trust remove", () => {
  const remove = (...fingerprints: string[]) => pades(["trust", "remove", ...fingerprints, "--trust", profile]);

  it.each([ROOT, ROOT.toLowerCase().slice(0, 16), ROOT_GROUPS.slice(0, 24)])("takes %s away", async (fingerprint) => {
    await add([demo("public-ca/root"), demo(OFFICIAL)]);
    const { code, stdout } = await remove(fingerprint);
    expect(code).toBe(0);
    expect(flowing(stdout)).toContain(`CN=DEMO Public Root CA, O=DEMO Public Trust, C=VN ${ROOT_GROUPS}`);
    expect((await store()).anchors).toHaveLength(1);
    expect((await remove(fingerprint)).code).toBe(66);
  });

  it("says where no anchor is left", async () => {
    await add([demo("public-ca/root"), demo("public-ca/issuing-ca")]);
    expect((await remove(ROOT)).stdout).toContain("không còn chứng thư gốc nào");
    expect((await store()).intermediates).toHaveLength(1);
  });

  it.each<[string, string, number]>([
    ["a name", "DEMO Public Root CA", 64],
    ["too few digits", ROOT.slice(0, 15), 64],
    ["a certificate that is not in it", "0".repeat(64), 66],
  ])("refuses %s", async (_what, fingerprint, code) => {
    await add([demo("public-ca/root")]);
    expect((await remove(fingerprint)).code).toBe(code);
    expect((await store()).anchors).toHaveLength(1);
  });

  it("takes an entry with a file of its own away, and leaves a file with others to the user", async () => {
    writeFileSync(at("one.pem"), readFileSync(demo("public-ca/root")));
    writeFileSync(
      at("two.pem"),
      `${readFileSync(demo("public-ca/root"), "utf8")}${readFileSync(demo(OFFICIAL), "utf8")}`,
    );
    const withFile = (file: string) =>
      writeFileSync(
        profile,
        JSON.stringify({ schema: "pades-dossier/trust@1", id: "f", anchors: [{ file, roles: ["signer"] }] }),
      );
    withFile("two.pem");
    expect(await remove(ROOT)).toMatchObject({ code: 64, stderr: expect.stringContaining("two.pem") });
    expect((await store()).anchors).toHaveLength(2);
    withFile("one.pem");
    expect((await remove(ROOT)).code).toBe(0);
    expect((await store()).anchors).toHaveLength(0);
  });
});

describe("pades trust", () => {
  it.each(["add", "list", "remove", "check"])("teaches %s by example in both languages", async (command) => {
    for (const [language, heading] of [
      ["vi", "Ví dụ:"],
      ["en", "Examples:"],
    ] as const) {
      const { code, stdout, stderr } = await pades(["trust", command, "--help", "--lang", language]);
      expect([code, stderr]).toEqual([0, ""]);
      expect(stdout).toContain(`\n${heading}\n  pades trust ${command} `);
      for (const line of stdout.split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(80);
    }
  });

  it("lists its commands, and points to the help of the one that was meant", async () => {
    const { stdout } = await pades(["trust", "--help"]);
    for (const command of ["add", "list", "remove", "check"])
      expect(stdout).toMatch(new RegExp(`^ {2}${command} `, "m"));
    expect((await pades(["trust", "list"])).stderr).toContain("pades trust list --help");
    expect((await pades(["trust", "frob"])).code).toBe(64);
    expect((await pades(["trust"])).code).toBe(64);
  });
});
