import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { encodeHex } from "../../src/bytes/hex.ts";
import { encodePem } from "../../src/bytes/pem.ts";
import { webCryptoSigner } from "../../src/keys/web-crypto-signer.ts";
import { guardedFetcher } from "../../src/node/guarded-fetcher.ts";
import { type LocalServer, serveLocally } from "../../src/node/local-server.ts";
import { signPdf } from "../../src/pades/sign/sign-pdf.ts";
import type { VerificationPolicy } from "../../src/pades/verify/policy.ts";
import { verifyPdf } from "../../src/pades/verify/verify-pdf.ts";
import { issueCrl } from "../../src/testing/crl.ts";
import { handlerFetcher } from "../../src/testing/handler-fetcher.ts";
import { createRoot, issueIdentity } from "../../src/testing/issue.ts";
import type { TestIdentity } from "../../src/testing/test-identity.ts";
import { importSigningKey } from "../../src/testing/test-signature.ts";
import { timestampAuthority } from "../../src/testing/timestamp-authority.ts";
import { tsaClient } from "../../src/tsp/tsa-client.ts";
import { createTrustStore } from "../../src/x509/trust-store.ts";
import { pades } from "../cli/test-terminal.ts";
import { unsignedSample } from "../support/signed-samples.ts";
import { describeWithTools } from "../support/tools.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const START = Date.now();
const ago = (ms: number) => new Date(START - ms);
const validity = { notBefore: ago(90 * 24 * HOUR_MS), notAfter: ago(-90 * 24 * HOUR_MS) };

describeWithTools(["openssl"], "against responders that are live", () => {
  const folder = mkdtempSync(join(tmpdir(), "pades-live-"));
  const responders: ChildProcess[] = [];
  let files: LocalServer;
  let root: TestIdentity;
  let ca: TestIdentity;
  let stranger: TestIdentity;
  let tsaRoot: TestIdentity;
  let port: number;

  beforeAll(async () => {
    files = await serveLocally(async ({ url }) => {
      const crl = (issuer: TestIdentity, thisUpdate: Date) =>
        issueCrl(issuer, { thisUpdate, nextUpdate: ago(-24 * HOUR_MS), number: 1, entries: [] });
      const bodies: Record<string, () => Uint8Array | Promise<Uint8Array>> = {
        "/ca.cer": () => ca.certificate,
        "/root.crl": () => crl(root, new Date()),
        "/tsa.crl": () => crl(tsaRoot, new Date()),
      };
      const body = await bodies[new URL(url).pathname]?.();
      return body === undefined
        ? { status: 404, contentType: "text/plain", body: new Uint8Array() }
        : { status: 200, contentType: "application/octet-stream", body };
    });
    port = await freePort();
    const authority = (name: string, publication: object) =>
      ({ subject: [["CN", name]], profile: { use: "authority" }, key: "P-256", publication, ...validity }) as const;
    root = await createRoot(authority("Live Root", { crl: `${files.origin}/root.crl` }));
    ca = await issueIdentity(
      root,
      authority("Live CA", { caIssuers: `${files.origin}/ca.cer`, ocsp: `http://127.0.0.1:${port}/` }),
    );
    stranger = await createRoot(authority("Stranger", {}));
    tsaRoot = await createRoot(authority("Live TSA Root", { crl: `${files.origin}/tsa.crl` }));
  });
  afterAll(async () => {
    for (const responder of responders) responder.kill();
    await files.close();
    rmSync(folder, { recursive: true });
  });

  const write = (name: string, label: string, der: Uint8Array) =>
    writeFileSync(join(folder, name), encodePem(label, der));

  /** A person, whose status openssl tells by a line of its index, and what they signed. */
  async function signedBy(changes: { readonly notAfter?: Date; readonly stampedAt?: Date } = {}) {
    const person = await issueIdentity(ca, {
      subject: [["CN", "Live Person"]],
      profile: { use: "signer" },
      key: "P-256",
      ...validity,
      notAfter: changes.notAfter ?? validity.notAfter,
    });
    // The chain is left out: it has to be got by AIA.
    const signer = webCryptoSigner(await importSigningKey(person.key), [person.certificate]);
    const { stampedAt } = changes;
    if (stampedAt === undefined) return { person, pdf: await signPdf(unsignedSample(), { signer, level: "B-B" }) };
    const tsa = await issueIdentity(tsaRoot, {
      subject: [["CN", "Live TSA"]],
      profile: { use: "timestamp-authority" },
      key: "P-256",
      ...validity,
    });
    const fetcher = handlerFetcher({
      "http://tsa.example/": timestampAuthority({ identity: tsa, now: () => stampedAt }),
    });
    const timestamped = {
      level: "B-T",
      timestampAuthority: tsaClient("http://tsa.example/", { fetcher }),
      now: stampedAt,
    };
    return { person, pdf: await signPdf(unsignedSample(), { signer, ...timestamped, level: "B-T" }) };
  }

  const opensslTime = (time: Date) => `${time.toISOString().replace(/\D/g, "").slice(2, 14)}Z`;

  /** Starts `openssl ocsp`, which knows one certificate or none. */
  async function respond(
    person: TestIdentity | null,
    { revokedAt, responder = ca, minutes = 60 }: { revokedAt?: Date; responder?: TestIdentity; minutes?: number } = {},
  ): Promise<void> {
    for (const running of responders.splice(0)) await stop(running);
    const serial = person === null ? "" : encodeHex(person.serialNumber).toUpperCase();
    const state = revokedAt === undefined ? "V" : "R";
    const when = revokedAt === undefined ? "" : `${opensslTime(revokedAt)},keyCompromise`;
    const line = `${state}\t${opensslTime(validity.notAfter)}\t${when}\t${serial}\tunknown\t/CN=Live Person\n`;
    writeFileSync(join(folder, "index.txt"), person === null ? "" : line);
    writeFileSync(join(folder, "index.txt.attr"), "unique_subject = no\n");
    write("ca.pem", "CERTIFICATE", ca.certificate);
    write("responder.pem", "CERTIFICATE", responder.certificate);
    write("responder.key", "PRIVATE KEY", responder.key.pkcs8);
    const files = ["-index", "index.txt", "-CA", "ca.pem", "-rsigner", "responder.pem", "-rkey", "responder.key"];
    const args = ["ocsp", "-port", String(port), ...files, "-nmin", String(minutes)];
    const running = spawn("openssl", args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
    responders.push(running);
    // It says so on either, depending on its version.
    await new Promise((resolve) => {
      running.stdout.on("data", resolve);
      running.stderr.on("data", resolve);
    });
  }

  async function verify(pdf: Uint8Array, { now, ...policy }: VerificationPolicy & { readonly now?: Date } = {}) {
    const anchor = ({ certificate }: TestIdentity, ...roles: string[]) => ({
      certificate: encodePem("CERTIFICATE", certificate),
      roles,
    });
    const trust = createTrustStore({
      schema: "pades-dossier/trust@1",
      id: "live",
      anchors: [anchor(root, "signer", "revocation"), anchor(tsaRoot, "tsa", "revocation")],
    });
    const fetcher = guardedFetcher({ allowPrivate: ["127.0.0.1"], timeoutMs: 5_000 });
    const verification = await verifyPdf(pdf, { trust, fetcher, policy, ...(now === undefined ? {} : { now }) });
    const [signature] = verification.signatures;
    if (signature === undefined) throw new Error("no signature");
    const codes = signature.findings.filter(({ severity }) => severity !== "info").map(({ code }) => code);
    return { verdict: verification.verdict, codes, signature };
  }

  it.each([false, true])("good is valid, with the chain by AIA (nonce: %s)", async (ocspNonce) => {
    const { person, pdf } = await signedBy();
    await respond(person);
    expect(await verify(pdf, { ocspNonce })).toMatchObject({ verdict: "valid", codes: [] });
  });

  it("revoked before the proven time, or without one, is certificate-revoked", async () => {
    const stamped = await signedBy({ stampedAt: ago(HOUR_MS) });
    await respond(stamped.person, { revokedAt: ago(2 * HOUR_MS) });
    const { codes, verdict } = await verify(stamped.pdf);
    expect({ codes, verdict }).toMatchObject({ verdict: "indeterminate", codes: ["certificate-revoked"] });
    const plain = await signedBy();
    await respond(plain.person, { revokedAt: ago(MINUTE_MS) });
    expect((await verify(plain.pdf)).codes).toEqual(["certificate-revoked"]);
  });

  it("revoked after the proven time is valid, and says when", async () => {
    const { person, pdf } = await signedBy({ stampedAt: ago(2 * HOUR_MS) });
    await respond(person, { revokedAt: ago(HOUR_MS) });
    const { verdict, signature } = await verify(pdf);
    expect(verdict).toBe("valid");
    expect(signature.revocation[0]).toMatchObject({ status: "good", source: "ocsp" });
    expect(signature.revocation[0]?.revokedAt).not.toBeNull();
  });

  it("unknown is revocation-unknown", async () => {
    const { pdf } = await signedBy();
    await respond(null);
    expect((await verify(pdf)).codes).toEqual(["revocation-unknown"]);
  });

  it("a response past its time is revocation-not-fresh", async () => {
    const { person, pdf } = await signedBy();
    await respond(person, { minutes: 1 });
    expect((await verify(pdf, { now: ago(-10 * MINUTE_MS) })).codes).toEqual(["revocation-not-fresh"]);
  });

  it("a responder of somebody else is revocation-not-checked", async () => {
    const { person, pdf } = await signedBy();
    await respond(person, { responder: stranger });
    expect((await verify(pdf)).codes).toEqual(["revocation-not-checked"]);
  });

  it("out of reach is revocation-not-checked, and what was asked is told", async () => {
    const { pdf } = await signedBy();
    for (const running of responders.splice(0)) await stop(running);
    const { codes, signature } = await verify(pdf);
    expect(codes).toEqual(["revocation-not-checked"]);
    expect(signature.missingEvidence[0]?.tried).toEqual([{ url: `http://127.0.0.1:${port}/`, reason: "network" }]);
  });

  it("evidence older than the signature is revocation-not-fresh", async () => {
    const { person, pdf } = await signedBy({ stampedAt: ago(-10 * MINUTE_MS) });
    await respond(person);
    expect((await verify(pdf, { now: ago(-20 * MINUTE_MS) })).codes).toContain("revocation-not-fresh");
  });

  it("evidence from after the certificate expired says nothing: revocation-not-checked", async () => {
    const { person, pdf } = await signedBy({ stampedAt: ago(2 * HOUR_MS), notAfter: ago(HOUR_MS) });
    await respond(person);
    expect((await verify(pdf)).codes).toEqual(["revocation-not-checked"]);
  });

  it("is what pades verify --online asks, where the private address is allowed, and nobody otherwise", async () => {
    const { person, pdf } = await signedBy();
    await respond(person);
    writeFileSync(join(folder, "signed.pdf"), pdf);
    const trust = join(folder, "root.pem");
    write("root.pem", "CERTIFICATE", root.certificate);
    const run = async (...flags: string[]) => {
      const args = ["verify", join(folder, "signed.pdf"), "--trust", trust, "--lang", "en", "--json", ...flags];
      const { code, stdout: output } = await pades(args, { env: { XDG_CACHE_HOME: join(folder, "cache") } });
      return { code, output };
    };
    expect((await run()).code).toBe(2);
    const refused = await run("--online");
    expect(refused.code).toBe(2);
    expect(refused.output).toContain('"reason": "address"');
    const allowed = await run("--online", "--allow-private", "127.0.0.1", "--timeout", "5");
    expect(JSON.parse(allowed.output)).toMatchObject({ verdict: "valid", inputs: { mode: "online" } });
    expect(allowed.code).toBe(0);
    expect((await run("--online", "--offline")).code).toBe(64);
    expect((await run("--timeout", "5")).code).toBe(64);
    expect((await run("--online", "--timeout", "0")).code).toBe(64);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  if (child.kill("SIGKILL")) await ended;
}
