import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encodePem } from "../../src/bytes/pem.ts";
import { displayWidth } from "../../src/report/wrap.ts";
import { demoPath } from "../support/demo-certs.ts";
import { certify, type Recipe } from "../x509/build.ts";
import { pades } from "./test-terminal.ts";

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
const check = (...flags: string[]) =>
  pades(["trust", "check", "--trust", profile, "--at", "2026-01-15T10:00:00+07:00", "--lang", "en", ...flags]);
const flowing = (text: string) => text.replace(/\s+/g, " ");

async function write(name: string, recipe: Partial<Recipe> & { readonly subject: string; readonly issuer: string }) {
  const certificate = await certify({ ca: true, ...recipe });
  writeFileSync(at(name), encodePem("CERTIFICATE", certificate.raw));
  return certificate;
}

describe("pades trust check", () => {
  const write1 = (value: object) =>
    writeFileSync(profile, JSON.stringify({ schema: "pades-dossier/trust@1", id: "c", ...value }));
  const pem = (name: string) => readFileSync(at(name), "utf8");
  const anchor = (certificate: string, rest: object = {}) => ({ certificate, roles: ["signer", "tsa"], ...rest });

  it("finds nothing in the demo profile", async () => {
    writeFileSync(profile, readFileSync(demoPath("demo.trust.json")));
    const { code, stdout } = await check();
    expect([code, stdout]).toEqual([0, "✓ No problems as of 2026-01-15 03:00:00 UTC: 2 anchors, 2 intermediates.\n"]);
  });

  it.each<[string, Date, string, string]>([
    ["expired", new Date("2025-06-01T00:00:00Z"), "It expired on 2025-06-01 00:00:00 UTC", "0 problems, 1 note"],
    ["is about to expire", new Date("2026-03-01T00:00:00Z"), "It expires on 2026-03-01", "0 problems, 1 note"],
  ])("notes what has %s", async (_what, notAfter, sentence, count) => {
    await write("root.pem", { subject: "Root", issuer: "Root", notAfter });
    write1({ anchors: [anchor(pem("root.pem"))] });
    const { code, stdout } = await check();
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^! As of 2026-01-15 03:00:00 UTC: ${count}\\.`));
    expect(flowing(stdout)).toContain(sentence);
  });

  it("notes what is not yet in force, or no longer trusted, or no CA's", async () => {
    await write("next.pem", { subject: "Next", issuer: "Next", notBefore: new Date("2027-01-01T00:00:00Z") });
    await write("root.pem", { subject: "Root", issuer: "Root" });
    await write("leaf.pem", { subject: "Leaf", issuer: "Root", ca: false });
    write1({
      anchors: [
        anchor(pem("next.pem")),
        anchor(pem("root.pem"), { trustUntil: "2025-01-01T00:00:00Z" }),
        anchor(pem("leaf.pem")),
      ],
    });
    const { code, stdout } = await check();
    expect(code).toBe(0);
    for (const sentence of ["in force only from 2027-01-01", "trusts it until 2025-01-01", "It is no CA's certificate"])
      expect(flowing(stdout)).toContain(sentence);
  });

  it("finds weak keys, duplicates, and intermediates that lead to no anchor", async () => {
    await write("root.pem", { subject: "Root", issuer: "Root" });
    await write("sub.pem", { subject: "Sub", issuer: "Root" });
    await write("lost.pem", { subject: "Lost", issuer: "Elsewhere" });
    await write("forged.pem", { subject: "Forged", issuer: "Root", issuerKey: "not Root" });
    const weak = readFileSync(demo("bad/rsa-1024"), "utf8");
    write1({
      anchors: [anchor(pem("root.pem")), anchor(weak)],
      intermediates: [pem("sub.pem"), pem("lost.pem"), pem("forged.pem"), pem("root.pem")],
    });
    const { code, stdout } = await check();
    const text = flowing(stdout);
    expect(code).toBe(1);
    expect(text).toMatch(/^✗ As of 2026-01-15 03:00:00 UTC: 4 problems/);
    expect(text).toContain("The key (RSA-1024) is not safe enough");
    expect(text).toMatch(/CN=Lost, O=Test( [0-9A-F]{4}){16} It leads to no anchor \(nearest path stopped at “CN=Lost/);
    expect(text).toMatch(/CN=Forged, O=Test( [0-9A-F]{4}){16} It leads to no anchor .*signature on it does not match/);
    expect(text).toMatch(/CN=Root, O=Test( [0-9A-F]{4}){16} It is there twice/);
    expect(text).not.toContain("CN=Sub, O=Test");
  });

  it("notes a name with two keys", async () => {
    await write("one.pem", { subject: "Root", issuer: "Root" });
    await write("two.pem", { subject: "Root", issuer: "Root", subjectKey: "Root 2", issuerKey: "Root 2" });
    write1({ anchors: [anchor(pem("one.pem")), anchor(pem("two.pem"))] });
    expect(flowing((await check()).stdout)).toContain("Another certificate has the same name and another key.");
  });

  it("says where no anchor has a role, or the tag that the policy asks for", async () => {
    await write("root.pem", { subject: "Root", issuer: "Root" });
    write1({ anchors: [{ certificate: pem("root.pem"), roles: ["tsa"] }] });
    expect(flowing((await check()).stdout)).toContain("✗ No anchor is trusted for signers");
    write1({
      anchors: [{ certificate: pem("root.pem"), roles: ["signer"], tag: "public-ca" }],
      policy: { id: "cong-vu" },
    });
    const { code, stdout } = await check();
    expect(code).toBe(1);
    expect(flowing(stdout)).toContain("✗ No anchor for signers has a tag that the policy asks for (cong-vu)");
    expect(flowing(stdout)).toContain("! No anchor is trusted for timestamps");
  });

  it("tries the path of a certificate", async () => {
    writeFileSync(profile, readFileSync(demoPath("demo.trust.json")));
    const found = await check("--certificate", demo("public-ca/citizen"));
    expect(found.code).toBe(0);
    expect(flowing(found.stdout)).toMatch(
      /✓ The certificate leads to an anchor\. Path UID=.* → CN=DEMO Public Issuing CA, .* → CN=DEMO Public Root CA, .* Tag public-ca Next step nothing/,
    );
    const lost = await check("--certificate", demo("bad/issued-by-fake-root"));
    expect(lost.code).toBe(2);
    expect(flowing(lost.stdout)).toMatch(
      /\? The certificate leads to no anchor: nearest path stopped at “.*”: .*Next step ask the issuer/,
    );
    const stamps = await check("--certificate", demo("public-ca/tsa"), "--role", "tsa");
    expect(stamps.code).toBe(0);
    const vietnamese = await pades([
      ...["trust", "check", "--trust", profile, "--certificate", demo("bad/issued-by-fake-root")],
    ]);
    expect(flowing(vietnamese.stdout)).toContain("đường dẫn gần nhất dừng ở “");
  });

  it("refuses a role without a certificate, and several certificates", async () => {
    writeFileSync(profile, readFileSync(demoPath("demo.trust.json")));
    expect((await check("--role", "tsa")).code).toBe(64);
    writeFileSync(at("two.pem"), ["public-ca/root", OFFICIAL].map((name) => readFileSync(demo(name), "utf8")).join(""));
    expect((await check("--certificate", at("two.pem"))).code).toBe(64);
  });

  it("fits in 80 columns in both languages", async () => {
    await write("lost.pem", { subject: "Lost", issuer: "Elsewhere" });
    write1({ anchors: [], intermediates: [pem("lost.pem")] });
    for (const language of ["vi", "en"]) {
      const certificate = ["--certificate", demo("public-ca/citizen"), "--lang", language];
      const { stdout } = await pades(["trust", "check", "--trust", profile, ...certificate]);
      for (const line of stdout.split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(80);
    }
  });
});
