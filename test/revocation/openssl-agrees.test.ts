import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { encodeHex } from "../../src/bytes/hex.ts";
import { encodePem } from "../../src/bytes/pem.ts";
import { parseCrl } from "../../src/revocation/crl.ts";
import { contextPrimitive, sequence } from "../../src/testing/der.ts";
import { extension } from "../../src/testing/extensions.ts";
import { ocspResponder, type TestOcspResponderOptions } from "../../src/testing/ocsp-responder.ts";
import type { TestIdentity } from "../../src/testing/test-identity.ts";
import { demoCrl } from "../support/demo-certs.ts";
import { describeWithTools } from "../support/tools.ts";
import { ca, crl, daysFromNow, evidence, NOW, root, signer, statusOf } from "./authority.ts";

const UNIX_NOW = String(NOW.getTime() / 1000);

describeWithTools(["openssl"], "status by openssl and by us", () => {
  let folder: string;
  let anchor: TestIdentity;
  let issuer: TestIdentity;
  let subject: TestIdentity;
  let rootCrl: Uint8Array;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "pades-status-"));
    anchor = await root("DEMO Root");
    issuer = await ca(anchor, "DEMO CA");
    subject = await signer(issuer, "DEMO Signer");
    rootCrl = await crl(anchor);
    write("anchor.pem", "CERTIFICATE", anchor.certificate);
    write("issuer.pem", "CERTIFICATE", issuer.certificate);
    write("subject.pem", "CERTIFICATE", subject.certificate);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function write(name: string, label: string, ...ders: readonly Uint8Array[]): void {
    writeFileSync(join(folder, name), ders.map((der) => encodePem(label, der)).join(""));
  }

  const openssl = (...args: readonly string[]) => spawnSync("openssl", args, { cwd: folder, encoding: "utf8" });

  type Make = () => Promise<Uint8Array>;
  const listed = () => ({ serialNumber: subject.serialNumber, revokedAt: daysFromNow(-3) });
  const CRLS: readonly [string, Make, RegExp | null][] = [
    ["empty", () => crl(issuer), null],
    ["listing others", () => crl(issuer, { entries: [{ ...listed(), serialNumber: Uint8Array.of(1, 2, 3) }] }), null],
    ["listing the certificate", () => crl(issuer, { entries: [listed()] }), /revoked/],
    [
      "holding the certificate",
      () => crl(issuer, { entries: [{ ...listed(), reason: "certificateHold" }] }),
      /revoked/,
    ],
    ["out of date", () => crl(issuer, { nextUpdate: daysFromNow(-0.5) }), /expired/],
    ["from the future", () => crl(issuer, { thisUpdate: daysFromNow(1) }), /not yet valid/],
    ["by another key", async () => crl(await ca(anchor, "DEMO CA")), /signature failure|unable to get/],
    [
      "with an unknown critical extension",
      () => crl(issuer, { extensions: [extension("2.999.1", true, Uint8Array.of(5, 0))] }),
      /critical/,
    ],
    [
      "for CA certificates only",
      () =>
        crl(issuer, { extensions: [extension("2.5.29.28", true, sequence(contextPrimitive(2, Uint8Array.of(0xff))))] }),
      /scope|unable to get/,
    ],
  ];

  it.each(CRLS)("agrees on a CRL that is %s", async (_, make, fault) => {
    const der = await make();
    write("crls.pem", "X509 CRL", der, rootCrl);
    const args = [
      "-crl_check_all",
      "-extended_crl",
      "-attime",
      UNIX_NOW,
      "-CAfile",
      "anchor.pem",
      "-untrusted",
      "issuer.pem",
      "-CRLfile",
      "crls.pem",
    ];
    const { status, stderr } = openssl("verify", ...args, "subject.pem");
    const ours = await statusOf(subject, issuer, evidence({ crls: [der] }), { anchor });
    expect(status === 0).toBe(fault === null);
    if (fault !== null) expect(stderr).toMatch(fault);
    expect(ours.status === "good").toBe(fault === null);
  });

  it("reads of a CRL what openssl crl reads, of the demo PKI's as well", async () => {
    for (const der of [
      demoCrl("public-ca/issuing-ca"),
      demoCrl("public-ca/root"),
      demoCrl("cong-vu/sub-ca"),
      rootCrl,
    ]) {
      write("one.pem", "X509 CRL", der);
      const text = execFileSync("openssl", ["crl", "-in", "one.pem", "-noout", "-text"], {
        cwd: folder,
        encoding: "utf8",
      });
      const ours = parseCrl(der);
      const serials = [...text.matchAll(/Serial Number: ([0-9A-F]+)/g)].map(([, hex]) => (hex ?? "").toLowerCase());
      for (const serial of serials) {
        const octets = Uint8Array.from(serial.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
        expect(ours.entriesFor((octets[0] ?? 0) >= 0x80 ? Uint8Array.of(0, ...octets) : octets)).toHaveLength(1);
      }
      const last = /Last Update: (.*)/.exec(text)?.[1] ?? "";
      expect(new Date(last)).toEqual(ours.thisUpdate);
      expect(text).toContain(`X509v3 CRL Number: \n                ${ours.number}`);
    }
  });

  const RESPONDERS: readonly [string, () => Promise<Partial<TestOcspResponderOptions>>, RegExp | null][] = [
    ["good by the issuer itself", async () => ({}), null],
    ["good by a delegate", async () => ({ responder: await responder(issuer) }), null],
    ["revoked", async () => ({ statusOf: () => ({ revokedAt: daysFromNow(-3), reason: "keyCompromise" }) }), /revoked/],
    ["unknown", async () => ({ statusOf: () => "unknown" }), /unknown/],
    [
      "by the issuer of another branch",
      async () => ({ responder: await ca(anchor, "DEMO Other CA") }),
      /Verify Failure/,
    ],
    ["by a delegate of another CA", async () => ({ responder: await responder(anchor) }), /Verify Failure/],
    ["with a broken signature", async () => ({ misbehaviour: "broken-signature" }), /Verify Failure/],
    ["about another certificate", async () => ({ misbehaviour: "other-certificate" }), /No Status found/],
  ];

  const responder = (by: TestIdentity) => signer(by, "DEMO Responder", { profile: { use: "ocsp-responder" } });

  it.each(RESPONDERS)("agrees on an OCSP response that is %s", async (_, make, fault) => {
    execFileSync(
      "openssl",
      ["ocsp", "-issuer", "issuer.pem", "-cert", "subject.pem", "-no_nonce", "-reqout", "request.der"],
      { cwd: folder },
    );
    const body = new Uint8Array(readFileSync(join(folder, "request.der")));
    // openssl checks thisUpdate and nextUpdate by the clock, whatever -attime says: only signatures are given a time.
    const handle = ocspResponder({ issuer, now: () => NOW, validForMs: 100 * 365 * 86_400_000, ...(await make()) });
    const { body: response } = await handle({ method: "POST", url: "http://ocsp.demo.invalid/", body });
    writeFileSync(join(folder, "response.der"), response);
    const args = [
      "-respin",
      "response.der",
      "-issuer",
      "issuer.pem",
      "-cert",
      "subject.pem",
      "-CAfile",
      "anchor.pem",
      "-verify_other",
      "issuer.pem",
      "-no_nonce",
      "-attime",
      UNIX_NOW,
    ];
    const { stdout, stderr } = openssl("ocsp", ...args);
    const isGood = /subject.pem: good/.test(stdout) && /Response verify OK/.test(stderr);
    expect(isGood, stdout + stderr).toBe(fault === null);
    if (fault !== null) expect(stdout + stderr).toMatch(fault);
    const ours = await statusOf(subject, issuer, evidence({ ocspResponses: [response] }), { anchor });
    expect(ours.status === "good").toBe(fault === null);
  });

  it("asks in the words of openssl: the responder repeats its nonce and finds the serial number", async () => {
    execFileSync("openssl", ["ocsp", "-issuer", "issuer.pem", "-cert", "subject.pem", "-reqout", "request.der"], {
      cwd: folder,
    });
    const body = new Uint8Array(readFileSync(join(folder, "request.der")));
    const asked: string[] = [];
    const handle = ocspResponder({
      issuer,
      now: () => NOW,
      statusOf: (serial) => {
        asked.push(serial);
        return "good";
      },
    });
    const { body: response } = await handle({ method: "POST", url: "", body });
    writeFileSync(join(folder, "response.der"), response);
    expect(asked).toEqual([encodeHex(subject.serialNumber).replace(/^(00)+/, "")]);
    const { stderr } = openssl(
      "ocsp",
      "-reqin",
      "request.der",
      "-respin",
      "response.der",
      "-issuer",
      "issuer.pem",
      "-CAfile",
      "anchor.pem",
      "-verify_other",
      "issuer.pem",
      "-attime",
      UNIX_NOW,
    );
    expect(stderr).toContain("Response verify OK");
    expect(stderr).not.toMatch(/nonce/i);
  });
});
