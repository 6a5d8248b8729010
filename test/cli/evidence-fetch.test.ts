import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { encodePkcs12 } from "../../certs/make/pkcs12.ts";
import { type LocalServer, serveLocally } from "../../src/node/local-server.ts";
import { parseEvidenceBundle } from "../../src/pades/evidence/parse-evidence-bundle.ts";
import type { TestResponse } from "../../src/testing/handlers.ts";
import { createTestAuthority, type TestAuthority } from "../../src/testing/test-authority.ts";
import type { TestIdentity } from "../../src/testing/test-identity.ts";
import { smallPdf } from "../pades/sign/small-pdf.ts";
import { pades } from "./test-terminal.ts";

let server: LocalServer;
let authority: TestAuthority;
let p12: Uint8Array;
let leafAlone: TestIdentity;
let folder = "";
/** In place of what the authority answers. */
let tamper: (answer: TestResponse) => TestResponse = (answer) => answer;
const at = (name: string) => join(folder, name);
const env = { LANG: "vi_VN", SECRET: "secret" };

beforeAll(async () => {
  server = await serveLocally(async (request) => tamper(await authority.handler(request)));
  authority = await createTestAuthority({ origin: server.origin, now: () => new Date() });
  leafAlone = await authority.issueSigner([["CN", "Chủ tịch"]]);
  p12 = encodePkcs12(leafAlone, "signer", env.SECRET, "modern");
});
afterAll(() => server.close());
beforeEach(async () => {
  tamper = (answer) => answer;
  folder = mkdtempSync(join(tmpdir(), "pades-fetch-"));
  writeFileSync(at("letter.pdf"), smallPdf());
  writeFileSync(at("key.p12"), p12);
  writeFileSync(at("trust.json"), JSON.stringify(authority.trustProfile));
  await pades(["sign", at("letter.pdf"), "--p12", at("key.p12"), "--password-env", "SECRET"], { env });
});
afterEach(() => rmSync(folder, { recursive: true }));

const fetchBundle = (...more: readonly string[]) => {
  const flags = ["--trust", at("trust.json"), "-o", at("office.evidence.json"), ...more];
  return pades(["evidence", "fetch", ...flags], { env: { ...env, LANG: "en_US" } });
};
const local = ["--allow-private", "127.0.0.1"];
const signed = () => ["--for", at("letter.signed.pdf")];
const bundle = () => parseEvidenceBundle(new Uint8Array(readFileSync(at("office.evidence.json"))));
const verdict = async (...more: readonly string[]) => {
  const { stdout } = await pades(["verify", at("letter.signed.pdf"), "--trust", at("trust.json"), "--json", ...more]);
  return JSON.parse(stdout).verdict;
};

describe("pades evidence fetch", () => {
  it("fetches and checks the lists of all authorities, with which a signature is valid without a network", async () => {
    expect(await verdict()).toBe("indeterminate");
    const { code, stdout, stderr } = await fetchBundle(...signed(), ...local);
    expect({ code, stderr, stdout }).toMatchObject({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^Authority “.+”\n {2}signature and dates are good: of .*\(http:\/\/127\.0\.0\.1/m);
    expect(stdout).toMatch(/^Written: .*office\.evidence\.json \(\d+ CRLs?, .+\)$/m);
    expect(bundle().items.every(({ source }) => source?.startsWith(server.origin) === true)).toBe(true);
    expect(await verdict("--evidence", at("office.evidence.json"))).toBe("valid");
  });

  it("replaces its own bundle, and no other file unless told to", async () => {
    await fetchBundle(...signed(), ...local);
    expect((await fetchBundle(...signed(), ...local)).code).toBe(0);
    writeFileSync(at("office.evidence.json"), "my notes");
    const refused = await fetchBundle(...signed(), ...local);
    expect(refused).toMatchObject({ code: 64, stderr: expect.stringContaining("no evidence bundle") });
    expect(readFileSync(at("office.evidence.json"), "utf8")).toBe("my notes");
    expect((await fetchBundle(...signed(), ...local, "--force")).code).toBe(0);
  });

  it("reaches no private address that it was not told of, says so, and writes nothing", async () => {
    const { code, stdout, stderr } = await fetchBundle(...signed());
    expect(code).toBe(1);
    expect(stdout).toContain("nothing came: address (http://127.0.0.1");
    expect(stderr).toContain("nothing usable came");
    expect(existsSync(at("office.evidence.json"))).toBe(false);
  });

  it("reaches the private hosts that the profile names, with no flag", async () => {
    const policy = { revocation: { allowPrivateHosts: ["127.0.0.1"] } };
    writeFileSync(at("trust.json"), JSON.stringify({ ...authority.trustProfile, policy }));
    expect((await fetchBundle(...signed())).code).toBe(0);
    const cache = { XDG_CACHE_HOME: folder };
    const verify = (...flags: readonly string[]) =>
      pades(["verify", at("letter.signed.pdf"), "--trust", at("trust.json"), ...flags], { env: { ...env, ...cache } });
    expect((await verify()).code).toBe(2);
    expect((await verify("--online")).code).toBe(0);
    const extend = ["extend", at("letter.signed.pdf"), "--to", "B-LT", "--tsa", authority.tsaUrl];
    expect((await pades([...extend, "--trust", at("trust.json"), "-o", at("long.pdf")], { env })).code).toBe(0);
  });

  it("takes no list whose signature is not good, and none that is an error page", async () => {
    tamper = (answer) => ({
      ...answer,
      body: answer.body.map((octet, index, all) => (index === all.length - 1 ? octet ^ 1 : octet)),
    });
    const forged = await fetchBundle(...signed(), ...local);
    expect(forged.code).toBe(1);
    expect(forged.stdout).toContain("not taken: its signature is not that of the issuer that it names");
    tamper = (answer) => ({ ...answer, body: new TextEncoder().encode("<html>") });
    const page = await fetchBundle(...signed(), ...local);
    expect(page).toMatchObject({ code: 1, stdout: expect.stringContaining("nothing came: no CRL") });
    tamper = (answer) => ({ ...answer, status: 503 });
    expect((await fetchBundle(...signed(), ...local)).stdout).toContain("nothing came: status 503");
  });

  it("writes what came and exits with 2 where an address gives nothing, in Vietnamese too", async () => {
    const more = [...signed(), "--crl", `${server.origin}/no-such-list`, ...local];
    const { code, stdout } = await fetchBundle(...more);
    expect(code).toBe(2);
    expect(stdout).toMatch(/Other addresses\n {2}nothing came: .*no-such-list/);
    expect(stdout).toContain("Something is missing");
    expect(bundle().crls.length).toBeGreaterThan(0);
    expect((await fetchBundle(...more, "--lang", "vi")).stdout).toContain("Còn thiếu dữ liệu");
  });

  it("asks the responders about the chains of a file, takes no answer that is not theirs, and needs them no more", async () => {
    const { code, stdout } = await fetchBundle(...signed(), ...local);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^OCSP about the certificate of “Chủ tịch”\n {2}signature and dates are good: .*ocsp/m);
    expect(stdout).toMatch(/^Written: .*\(\d+ CRLs?, \d+ OCSP responses?\)$/m);
    expect(bundle().ocspResponses.length).toBeGreaterThan(0);
    const ocspAlone = { ...JSON.parse(readFileSync(at("office.evidence.json"), "utf8")) };
    ocspAlone.items = ocspAlone.items.filter(({ kind }: { kind: string }) => kind !== "crl");
    writeFileSync(at("ocsp.json"), JSON.stringify(ocspAlone));
    const report = JSON.parse(
      (
        await pades([
          "verify",
          at("letter.signed.pdf"),
          "--trust",
          at("trust.json"),
          "--json",
          "--evidence",
          at("ocsp.json"),
        ])
      ).stdout,
    );
    expect(report.files[0].signatures[0].revocation).toContainEqual(
      expect.objectContaining({ certificate: "Chủ tịch", source: "ocsp", status: "good" }),
    );
    tamper = (answer) =>
      answer.contentType === "application/ocsp-response"
        ? { ...answer, body: answer.body.map((octet, at, all) => (at === all.length - 1 ? octet ^ 1 : octet)) }
        : answer;
    const forged = await fetchBundle(...signed(), ...local);
    expect(forged.stdout).toMatch(/OCSP about the certificate of “Chủ tịch”\n {2}not taken: /);
    expect(bundle().ocspResponses).toEqual([]);
  });

  it("fetches issuers that neither file nor profile holds, with which the signature is valid without a network", async () => {
    const [own] = leafAlone.chain;
    writeFileSync(
      at("leaf.p12"),
      encodePkcs12({ ...leafAlone, chain: own === undefined ? [] : [own] }, "signer", env.SECRET, "modern"),
    );
    writeFileSync(at("trust.json"), JSON.stringify({ ...authority.trustProfile, intermediates: [] }));
    await pades(
      [
        "sign",
        at("letter.pdf"),
        "--p12",
        at("leaf.p12"),
        "--password-env",
        "SECRET",
        "-o",
        at("letter.signed.pdf"),
        "--force",
      ],
      { env },
    );
    expect(await verdict("--waive", "revocation")).toBe("indeterminate");
    const { code, stdout } = await fetchBundle(...signed(), ...local);
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringMatching(/, 1 certificate\)$/m) });
    expect(await verdict("--evidence", at("office.evidence.json"))).toBe("valid");
  });

  it("says of which authority no address is known, and asks nobody whom only a stranger's file names", async () => {
    const { trustProfile } = await createTestAuthority({ now: () => new Date() });
    const [anchor] = trustProfile.anchors;
    writeFileSync(at("trust.json"), JSON.stringify({ ...trustProfile, intermediates: [], anchors: [anchor] }));
    let asked = 0;
    tamper = (answer) => {
      asked++;
      return answer;
    };
    const { code, stdout } = await fetchBundle(...signed(), ...local);
    expect(code).toBe(1);
    expect(stdout).toContain("no address of its list is known");
    expect(asked).toBe(0);
  });

  it("needs a profile and a name for the result", async () => {
    expect((await pades(["evidence", "fetch", "-o", at("a.json")])).code).toBe(64);
    expect((await pades(["evidence", "fetch", "--trust", at("trust.json")])).code).toBe(64);
    expect((await pades(["evidence", "fetch", "--trust", at("none.json"), "-o", at("a.json")])).code).toBe(66);
  });
});
