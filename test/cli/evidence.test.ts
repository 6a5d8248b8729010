import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoPath } from "../support/demo-certs.ts";
import { signedSample } from "../support/signed-samples.ts";
import { pades } from "./test-terminal.ts";

const trust = ["--trust", demoPath("demo.trust.json"), "--at", "2026-01-15T10:00:00+07:00"];
let folder = "";
let signed = "";

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pades-cli-evidence-"));
  signed = join(folder, "signed.pdf");
  writeFileSync(signed, await signedSample());
  writeFileSync(join(folder, "rubbish.crl"), "rubbish");
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("pades verify --evidence", () => {
  it("makes a good signature valid with a folder of CRLs, and waives nothing", async () => {
    const { code, stdout, stderr } = await pades(["verify", signed, ...trust, "--evidence", demoPath("cong-vu")]);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^✓ HỢP LỆ \(xét tại 15\/01\/2026 10:00:00 \+07:00\) tại thời điểm kiểm tra\.$/m);
  });

  it("lists what was handed in, and what counted, in the JSON report", async () => {
    const evidence = demoPath("cong-vu");
    const { stdout } = await pades(["verify", signed, ...trust, "--evidence", evidence, "--json"]);
    const { inputs, files } = JSON.parse(stdout);
    expect(inputs.evidence.length).toBeGreaterThan(2);
    for (const hash of inputs.evidence) expect(hash).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(files[0].signatures[0].revocation).toMatchObject([
      { source: "crl", status: "good", thisUpdate: "2025-06-01T00:00:00Z", revokedAt: null },
      { source: "crl", status: "good" },
    ]);
  });

  it("is not enough with one of the two CRLs", async () => {
    const { code, stdout } = await pades(["verify", signed, ...trust, "--evidence", demoPath("cong-vu/root.crl.pem")]);
    expect(code).toBe(2);
    expect(stdout).toMatch(/chưa kiểm tra được tình trạng thu hồi/i);
  });

  it("exits with 66 where it is not found, and with 64 where it is nothing of the kind", async () => {
    expect((await pades(["verify", signed, ...trust, "--evidence", join(folder, "none")])).code).toBe(66);
    const { code, stderr } = await pades(["verify", signed, ...trust, "--evidence", join(folder, "rubbish.crl")]);
    expect(code).toBe(64);
    expect(stderr).toContain("rubbish.crl");
  });
});
