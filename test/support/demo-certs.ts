import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { urls } from "../../certs/make/urls.ts";
import { parsePem } from "../../src/bytes/pem.ts";
import { openTestIdentity, type TestIdentity } from "../../src/testing/test-identity.ts";
import { importSigningKey, type TestScheme } from "../../src/testing/test-signature.ts";

/** A time at which every good demo certificate and CRL is current. */
export const DEMO_NOW = new Date("2026-01-15T03:00:00Z");

/** Password of every demo PKCS#12. */
export const DEMO_PASSWORD = "demo";

/** The issuer of each certificate that is issued neither by its tree's issuing authority nor by itself. */
const ISSUERS = new Map([
  ["public-ca/issuing-ca", "public-ca/root"],
  ["cong-vu/sub-ca", "cong-vu/root"],
  ["bad/issued-by-fake-root", "bad/fake-root"],
  ["bad/issued-by-not-ca", "bad/not-ca"],
  ["bad/issued-by-too-deep-ca", "bad/too-deep-ca"],
  ["bad/revoked-ca", "public-ca/root"],
  ["bad/issued-by-revoked-ca", "bad/revoked-ca"],
]);
const ISSUING_CA = new Map([
  ["public-ca", "public-ca/issuing-ca"],
  ["cong-vu", "cong-vu/sub-ca"],
  ["bad", "public-ca/issuing-ca"],
]);
const SELF_ISSUED = new Set(["public-ca/root", "cong-vu/root", "bad/fake-root", "bad/self-signed"]);

/** Path of a file in certs/, as `demoPath("public-ca/citizen.p12")`. */
export function demoPath(name: string): string {
  return fileURLToPath(new URL(`../../certs/${name}`, import.meta.url));
}

/** Bytes of a file in certs/, as `demoFile("public-ca/citizen.p12")`. */
export function demoFile(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(demoPath(name)));
}

/** A certificate as DER, as `demoCertificate("public-ca/root")`. */
export function demoCertificate(name: string): Uint8Array<ArrayBuffer> {
  return pemBytes(`${name}.pem`);
}

/** A CRL as DER, as `demoCrl("public-ca/issuing-ca")`. */
export function demoCrl(name: string): Uint8Array<ArrayBuffer> {
  return pemBytes(`${name}.crl.pem`);
}

/** An unencrypted private key as DER (PKCS#8). */
export function demoPrivateKey(name: string): Uint8Array<ArrayBuffer> {
  return pemBytes(`${name}.key.pem`);
}

/** The certificate of this name and those above it, up to and including its root, as DER. */
export function demoChain(name: string): Uint8Array<ArrayBuffer>[] {
  return demoChainNames(name).map(demoCertificate);
}

/** The same chain by name: `["public-ca/citizen", "public-ca/issuing-ca", "public-ca/root"]`. */
export function demoChainNames(name: string): string[] {
  if (SELF_ISSUED.has(name)) return [name];
  const issuer = ISSUERS.get(name) ?? ISSUING_CA.get(name.split("/")[0] ?? "");
  if (issuer === undefined) throw new RangeError(`no demo certificate ${name}`);
  return [name, ...demoChainNames(issuer)];
}

/** The trust profile certs/demo.trust.json as parsed JSON. */
export function demoTrustProfile(): unknown {
  return JSON.parse(readFileSync(demoPath("demo.trust.json"), "utf8"));
}

export interface DemoSigner {
  readonly certificate: Uint8Array<ArrayBuffer>;
  /** Leaf first, root last. */
  readonly chain: readonly Uint8Array<ArrayBuffer>[];
  /** For one scheme, the key's own default where none was asked for. */
  readonly key: CryptoKey;
}

/**
 * A demo certificate with its chain and key: `await demoSigner("public-ca/citizen")`, or with another scheme,
 * `{ name: "RSASSA-PSS", hash: "SHA-384" }`.
 */
export async function demoSigner(name: string, scheme?: TestScheme): Promise<DemoSigner> {
  const { certificate, chain, key } = await demoIdentity(name);
  return { certificate, chain, key: await importSigningKey(key, scheme) };
}

/** A demo certificate as an identity of the test authority; what it issues names the addresses of certs/. */
export async function demoIdentity(name: string): Promise<TestIdentity> {
  const [tree = "", file = ""] = name.split("/");
  const publication = existsSync(demoPath(`${name}.crl.pem`)) ? urls(tree, file) : {};
  return openTestIdentity(demoChain(name), demoPrivateKey(name), publication);
}

function pemBytes(file: string): Uint8Array<ArrayBuffer> {
  const [block] = parsePem(readFileSync(demoPath(file), "utf8"));
  if (block === undefined) throw new Error(`certs/${file}: no PEM block`);
  return new Uint8Array(block.bytes);
}
