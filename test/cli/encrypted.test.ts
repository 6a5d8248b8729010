import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { demoPath } from "../support/demo-certs.ts";
import { encryptedSample } from "../support/encrypted-sample.ts";
import { pades } from "./test-terminal.ts";

let folder = "";
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pades-encrypted-"));
  writeFileSync(at("file.pdf"), await encryptedSample({ user: "let me in" }));
  writeFileSync(at("password"), "let me in\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

const env = { LANG: "en_US.UTF-8", DOCUMENT_PASSWORD: "let me in", WRONG_PASSWORD: "let me out" };
const trusting = ["--trust", demoPath("demo.trust.json"), "--waive", "revocation", "--at", "2026-01-15"];

it("verifies an encrypted file with the password from the environment", async () => {
  const { code, stdout } = await pades(["verify", at("file.pdf"), ...trusting, "--password-env", "DOCUMENT_PASSWORD"], {
    env,
  });
  expect([code, stdout.includes("let me in")]).toEqual([0, false]);
});

it("says that a file is password-protected where none or a wrong one is given, and asks for none", async () => {
  const readSecret = () => Promise.reject(new Error("asked for a password"));
  for (const flags of [[], ["--password-env", "WRONG_PASSWORD"]]) {
    const { code, stdout } = await pades(["verify", at("file.pdf"), ...flags], { env, readSecret });
    expect(code).toBe(1);
    expect(stdout).toContain("password-protected");
    expect(stdout).not.toContain("let me out");
  }
});

it("inspects an encrypted file likewise", async () => {
  const closed = await pades(["inspect", at("file.pdf")], { env });
  expect([closed.code, closed.stdout]).toEqual([1, expect.stringContaining("pdf-encrypted")]);
  const open = await pades(["inspect", at("file.pdf"), "--password-env", "DOCUMENT_PASSWORD"], { env });
  expect(open.code).toBe(0);
  expect(open.stdout).toContain("encrypted (Standard)");
  expect(open.stdout).toContain("Signature1");
});

it("is a matter of usage where the environment has no such variable", async () => {
  for (const command of ["verify", "inspect"]) {
    expect((await pades([command, at("file.pdf"), "--password-env", "MISSING"], { env })).code).toBe(64);
  }
});
