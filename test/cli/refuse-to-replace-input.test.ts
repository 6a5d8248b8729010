import { linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { demoCrl, demoFile, demoPath } from "../support/demo-certs.ts";
import { signedSample } from "../support/signed-samples.ts";
import { pades } from "./test-terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "pades-cli-replace-"));
const at = (name: string) => join(folder, name);

/** Every file that a command of these tests reads. */
const INPUTS = ["a.pdf", "profile.json", "root.pem", "roots/root.pem", "lists/a.crl", "key.p12", "ho-so/hoso.json"];

beforeEach(async () => {
  rmSync(folder, { recursive: true });
  for (const name of ["", "roots", "lists", "ho-so"]) mkdirSync(at(name), { recursive: true });
  writeFileSync(at("a.pdf"), await signedSample());
  writeFileSync(at("ho-so/b.pdf"), await signedSample());
  writeFileSync(at("lists/a.crl"), demoCrl("public-ca/root"));
  writeFileSync(at("key.p12"), demoFile("public-ca/citizen.p12"));
  for (const name of ["root.pem", "roots/root.pem"]) writeFileSync(at(name), demoFile("public-ca/root.pem"));
  const anchors = [{ file: "root.pem", roles: ["signer"] }];
  writeFileSync(at("profile.json"), JSON.stringify({ schema: "pades-dossier/trust@1", id: "p", anchors }));
  const components = [{ id: "b", name: "Tờ khai", file: "b.pdf" }];
  writeFileSync(at("ho-so/hoso.json"), JSON.stringify({ schema: "pades-dossier/manifest@1", id: "1", components }));
});
afterAll(() => rmSync(folder, { recursive: true }));

const TSA = ["--tsa", "http://tsa.example/", "--to", "B-LTA", "--force"];

describe("a result never replaces what a command reads", () => {
  it.each([
    ["verify a.pdf --trust profile.json --report", "profile.json"],
    ["verify a.pdf --trust profile.json --evidence lists/a.crl --report", "a.json"],
    ["verify ho-so --report", "ho-so/hoso.json"],
    ["verify a.pdf ho-so/b.pdf --manifest ho-so/hoso.json --report", "a.html"],
    ["evidence fetch --force --trust profile.json --for a.pdf -o", "a.pdf"],
    ["evidence fetch --force --trust profile.json -o", "root.pem"],
    ["evidence fetch --force --trust roots -o", "roots/root.pem"],
    ["sign a.pdf --p12 key.p12 --force -o", "key.p12"],
    ["sign a.pdf --p12 key.p12 --trust profile.json --force -o", "root.pem"],
    [`extend a.pdf --trust profile.json ${TSA.join(" ")} -o`, "profile.json"],
    [`extend a.pdf --trust profile.json --evidence lists ${TSA.join(" ")} -o`, "lists/a.crl"],
    ["inspect a.pdf --revision 1 -o", "a.pdf"],
    ["page --force --trust profile.json -o", "profile.json"],
    ["page --force --trust profile.json -o", "root.pem"],
    ["page --force --trust profile.json --evidence lists/a.crl -o", "lists/a.crl"],
    ["page --force --trust profile.json --manifest ho-so/hoso.json -o", "ho-so/hoso.json"],
    ["dossier init ho-so --force --trust ho-so/hoso.json", null],
  ])("pades %s %s", async (command, out) => {
    // Under names of which nothing can be seen.
    linkSync(at("a.pdf"), at("a.json"));
    symlinkSync(at("a.pdf"), at("a.html"));
    const before = INPUTS.map((name) => readFileSync(at(name), "hex"));
    const names = new Set([...INPUTS, "ho-so", "ho-so/b.pdf", "lists", "roots"]);
    const args = command.split(" ").map((word) => (names.has(word) ? at(word) : word));
    const { code, stdout, stderr } = await pades([...args, ...(out === null ? [] : [relative(".", at(out))])]);
    expect([code, stdout]).toEqual([64, ""]);
    expect(stderr).toMatch(/là tệp đầu vào/);
    expect(INPUTS.map((name) => readFileSync(at(name), "hex"))).toEqual(before);
  });
});

describe("what cannot be stored does not cost the verdict", () => {
  const flags = ["--trust", demoPath("demo.trust.json"), "--waive", "revocation", "--at", "2026-01-15"];

  it.each([
    ["the evidence", ["--save-evidence", "a.txt/inside"]],
    ["the report", ["--report", "none/out.html"]],
  ])("%s", async (_, [option = "", place = ""]) => {
    writeFileSync(at("a.txt"), "a file");
    const { code, stdout, stderr } = await pades(["verify", at("a.pdf"), ...flags, option, at(place)]);
    expect(stdout).toMatch(/^✓ HỢP LỆ/m);
    expect([code, stderr]).toEqual([64, expect.stringContaining("không ghi được")]);
  });
});
