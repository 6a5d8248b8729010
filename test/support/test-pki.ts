import { concatBytes } from "../../src/bytes/concat.ts";
import { encodeHex } from "../../src/bytes/hex.ts";
import { encodePem } from "../../src/bytes/pem.ts";
import type { Signer } from "../../src/keys/signer.ts";
import { webCryptoSigner } from "../../src/keys/web-crypto-signer.ts";
import type { Fetcher } from "../../src/net/fetcher.ts";
import { type CrlEntry, issueCrl } from "../../src/testing/crl.ts";
import { basicConstraints, extendedKeyUsage } from "../../src/testing/extensions.ts";
import { handlerFetcher } from "../../src/testing/handler-fetcher.ts";
import type { TestHandler } from "../../src/testing/handlers.ts";
import { createRoot, issueIdentity } from "../../src/testing/issue.ts";
import { ocspResponder } from "../../src/testing/ocsp-responder.ts";
import type { TestIdentity } from "../../src/testing/test-identity.ts";
import type { TestKeyKind } from "../../src/testing/test-key.ts";
import { importSigningKey } from "../../src/testing/test-signature.ts";
import { type TestTimestampAuthorityOptions, timestampAuthority } from "../../src/testing/timestamp-authority.ts";
import type { TimestampAuthority } from "../../src/tsp/timestamp-authority.ts";
import { tsaClient } from "../../src/tsp/tsa-client.ts";
import type { TrustProfilePolicy } from "../../src/x509/trust-profile.ts";
import { createTrustStore, type TrustStore } from "../../src/x509/trust-store.ts";

/** A clock that a test sets. */
export interface TestClock {
  time: Date;
}

/** A PKI of our own that publishes its status at the time of its clock: root, issuing CA, signer; TSA root, TSA. */
export interface TestPki {
  readonly clock: TestClock;
  readonly root: TestIdentity;
  readonly issuingCa: TestIdentity;
  readonly person: TestIdentity;
  readonly signer: Signer;
  readonly tsaRoot: TestIdentity;
  readonly tsa: TestIdentity;
  readonly trust: TrustStore;
  readonly authority: TimestampAuthority;
  /** Reaches the OCSP responder, the CRLs of all of them, made anew for each request, their certificates, and the TSA. */
  readonly fetcher: Fetcher;
  /** Addresses asked for, in order. */
  readonly asked: string[];
  /** Entries of the issuing CA's CRL. */
  readonly revoked: CrlEntry[];
  /** Entries of the CRL of the root above the timestamp authority. */
  readonly revokedTsas: CrlEntry[];
}

export interface TestPkiOptions {
  readonly start?: Date;
  readonly tsa?: Partial<TestTimestampAuthorityOptions>;
  /** How long before the clock's time status information was issued; or at each request, counted from 0. */
  readonly crlAgeMs?: number | ((request: number) => number);
  readonly graceHours?: number;
  /**
   * Whether the issuing CA has an OCSP responder and no CRL: it answers itself, by a delegate that needs no status, or by
   * one that has its own in the CA's CRL.
   */
  readonly ocsp?: "issuer" | "delegate" | "delegate-with-status";
  /** When certificates run out; in 2060 and for the signer and the TSA in 2050 by default. */
  readonly notAfter?: { readonly person?: Date; readonly issuingCa?: Date; readonly tsa?: Date };
  /** P-256 by default. */
  readonly keys?: {
    readonly root?: TestKeyKind;
    readonly issuingCa?: TestKeyKind;
    readonly person?: TestKeyKind;
    readonly tsaRoot?: TestKeyKind;
  };
  /** Rules on algorithms of the trust profile, in the place of the default ones. */
  readonly algorithms?: TrustProfilePolicy["algorithms"];
}

const HOUR_MS = 3_600_000;
const url = (host: string) => ({ caIssuers: `http://${host}.example/ca.cer`, crl: `http://${host}.example/list.crl` });
const OCSP_URL = "http://ocsp.example/";

export async function createTestPki(options: TestPkiOptions = {}): Promise<TestPki> {
  const clock = { time: options.start ?? new Date("2026-01-15T03:00:00Z") };
  const validity = { notBefore: new Date("2005-01-01T00:00:00Z"), notAfter: new Date("2060-01-01T00:00:00Z") };
  const { keys = {}, notAfter = {} } = options;
  const authorityOf = (name: string, host: string, key: TestKeyKind = "P-256") =>
    ({
      subject: [["CN", name]],
      profile: { use: "authority" },
      key,
      publication: url(host),
      ...validity,
    }) as const;
  const root = await createRoot(authorityOf("Test Root", "root", keys.root));
  const profile = authorityOf("Test Issuing CA", "issuing", keys.issuingCa);
  const listing = await issueIdentity(root, { ...profile, notAfter: notAfter.issuingCa ?? validity.notAfter });
  const { caIssuers } = profile.publication;
  const issuingCa: TestIdentity =
    options.ocsp === undefined ? listing : { ...listing, publication: { caIssuers, ocsp: OCSP_URL } };
  const leaf = { key: "P-256", notBefore: validity.notBefore, notAfter: new Date("2050-01-01T00:00:00Z") } as const;
  const person = await issueIdentity(issuingCa, {
    subject: [["CN", "Test Person"]],
    profile: { use: "signer" },
    ...leaf,
    key: keys.person ?? leaf.key,
    notAfter: notAfter.person ?? leaf.notAfter,
  });
  const responder =
    options.ocsp === undefined || options.ocsp === "issuer"
      ? issuingCa
      : await issueIdentity(listing, {
          subject: [["CN", "Test OCSP"]],
          profile:
            options.ocsp === "delegate"
              ? { use: "ocsp-responder" }
              : { use: "custom", extensions: [basicConstraints(false), extendedKeyUsage(["ocspSigning"])] },
          ...leaf,
        });
  const tsaRoot = await createRoot(authorityOf("Test TSA Root", "tsa-root", keys.tsaRoot));
  const tsa = await issueIdentity(tsaRoot, {
    subject: [["CN", "Test TSA"]],
    profile: { use: "timestamp-authority" },
    ...leaf,
    notAfter: notAfter.tsa ?? leaf.notAfter,
  });

  const revoked: CrlEntry[] = [];
  const revokedTsas: CrlEntry[] = [];
  let requests = 0;
  const ageMs = () => (typeof options.crlAgeMs === "function" ? options.crlAgeMs(requests++) : (options.crlAgeMs ?? 0));
  const publish =
    (issuer: TestIdentity): TestHandler =>
    async ({ url: asked }) => {
      if (asked.endsWith(".cer")) return { status: 200, contentType: "x", body: issuer.certificate };
      const thisUpdate = new Date(clock.time.getTime() - ageMs());
      const entries = issuer === listing ? revoked : issuer === tsaRoot ? revokedTsas : [];
      const nextUpdate = new Date(thisUpdate.getTime() + 24 * HOUR_MS);
      return {
        status: 200,
        contentType: "x",
        body: await issueCrl(issuer, { thisUpdate, nextUpdate, number: 1, entries }),
      };
    };
  const asked: string[] = [];
  const inner = handlerFetcher({
    "http://root.example/": publish(root),
    "http://issuing.example/": publish(listing),
    "http://tsa-root.example/": publish(tsaRoot),
    [OCSP_URL]: ocspResponder({
      issuer: issuingCa,
      responder,
      now: () => clock.time,
      statusOf: (serialHex) => {
        const entry = revoked.find(({ serialNumber }) => encodeHex(serialNumber).replace(/^(00)+/, "") === serialHex);
        return entry === undefined ? "good" : { revokedAt: entry.revokedAt };
      },
    }),
    "http://tsa.example/": timestampAuthority({ identity: tsa, now: () => clock.time, ...options.tsa }),
  });
  const fetcher: Fetcher = (request) => {
    asked.push(`${request.method ?? "GET"} ${request.url}`);
    return inner(request);
  };
  const anchor = ({ certificate }: TestIdentity, ...roles: string[]) => ({
    certificate: encodePem("CERTIFICATE", certificate),
    roles,
  });
  return {
    clock,
    root,
    issuingCa,
    person,
    signer: webCryptoSigner(await importSigningKey(person.key), person.chain),
    tsaRoot,
    tsa,
    trust: createTrustStore({
      schema: "pades-dossier/trust@1",
      id: "test-pki",
      anchors: [anchor(root, "signer", "revocation"), anchor(tsaRoot, "tsa", "revocation")],
      policy: {
        revocation: { mode: "offline", graceHours: options.graceHours ?? 0 },
        ...(options.algorithms === undefined ? {} : { algorithms: options.algorithms }),
      },
    }),
    authority: tsaClient("http://tsa.example/", { fetcher, retryDelayMs: 1 }),
    fetcher,
    asked,
    revoked,
    revokedTsas,
  };
}

/** As `openssl -CAfile` reads them. */
export function pemFile(...identities: readonly TestIdentity[]): string {
  return identities.map(({ certificate }) => encodePem("CERTIFICATE", concatBytes(certificate))).join("");
}
