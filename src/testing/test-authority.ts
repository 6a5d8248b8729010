import { encodePem } from "../bytes/pem.ts";
import type { Fetcher } from "../net/fetcher.ts";
import type { TrustProfile } from "../x509/trust-profile.ts";
import { type CrlEntry, issueCrl } from "./crl.ts";
import type { TestName } from "./distinguished-name.ts";
import { handlerFetcher } from "./handler-fetcher.ts";
import { routeHandlers, servePublications, type TestHandler } from "./handlers.ts";
import { createRoot, issueIdentity } from "./issue.ts";
import { ocspResponder, serialHexOf, type TestOcspResponderOptions } from "./ocsp-responder.ts";
import type { TestIdentity } from "./test-identity.ts";
import type { TestKeyKind } from "./test-key.ts";
import { type TestTimestampAuthorityOptions, timestampAuthority } from "./timestamp-authority.ts";

export interface TestAuthorityOptions {
  /** The clock of every service that is given no other. */
  readonly now: () => Date;
  /** Where its services are found, as its certificates will say: that of a local server, or any that does not exist. */
  readonly origin?: string;
  /** Period of its certificates: from 2020 to 2060 by default. */
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** Kind of its keys: P-256 by default. */
  readonly key?: TestKeyKind;
  /** Who answers OCSP: a delegate of the issuing CA, by default, or that itself. */
  readonly ocspBy?: "delegate" | "issuer";
  /** What the responder does otherwise: its clock, how old its answers are, what it gets wrong. */
  readonly ocsp?: Partial<Omit<TestOcspResponderOptions, "issuer" | "responder" | "statusOf">>;
  /** What the timestamp authority does otherwise: its clock, how slow it is, what it gets wrong. */
  readonly tsa?: Partial<Omit<TestTimestampAuthorityOptions, "identity">>;
  /** How long a CRL holds: a day by default. */
  readonly crlValidForMs?: number;
}

/** Root, issuing CA, timestamp authority, OCSP responder and CRL points, alive. */
export interface TestAuthority {
  readonly root: TestIdentity;
  readonly issuingCa: TestIdentity;
  readonly tsa: TestIdentity;
  /** Who signs OCSP answers about what the issuing CA issued. */
  readonly ocspResponder: TestIdentity;
  /** Where timestamps are asked for. */
  readonly tsaUrl: string;
  /** Trust in its root, for every role. */
  readonly trustProfile: TrustProfile;
  /** Answers for all of its addresses: for `serveLocally`, say. */
  readonly handler: TestHandler;
  /** Reaches its services in this process, and nothing else. */
  readonly fetcher: Fetcher;
  /** A signer of the issuing CA, over the whole period unless `options` say otherwise. */
  issueSigner(
    subject: TestName,
    options?: { readonly key?: TestKeyKind; readonly notBefore?: Date; readonly notAfter?: Date },
  ): Promise<TestIdentity>;
  /** Revokes what the issuing CA issued, a signer or the timestamp authority, in CRL and OCSP from now on. */
  revoke(identity: TestIdentity, revocation: Omit<CrlEntry, "serialNumber">): void;
}

const DAY_MS = 24 * 3_600_000;

/**
 * A certification authority with all its services, to sign and verify at every level without a network. Its keys are
 * made anew each time, and nothing that it issues is worth any trust.
 */
export async function createTestAuthority(options: TestAuthorityOptions): Promise<TestAuthority> {
  const { now, origin = "http://authority.test", key = "P-256", crlValidForMs = DAY_MS } = options;
  const at = (path: string) => `${origin}/${path}`;
  const period = {
    notBefore: options.notBefore ?? new Date("2020-01-01T00:00:00Z"),
    notAfter: options.notAfter ?? new Date("2060-01-01T00:00:00Z"),
  };
  const root = await createRoot({
    subject: [["CN", "Test Root CA"]],
    profile: { use: "authority" },
    key,
    publication: { caIssuers: at("root.cer"), crl: at("root.crl") },
    ...period,
  });
  const issuingCa = await issueIdentity(root, {
    subject: [["CN", "Test Issuing CA"]],
    profile: { use: "authority", pathLength: 0 },
    key,
    publication: { caIssuers: at("ca.cer"), crl: at("ca.crl"), ocsp: at("ocsp") },
    ...period,
  });
  const issue = (name: string, use: "timestamp-authority" | "ocsp-responder") =>
    issueIdentity(issuingCa, { subject: [["CN", name]], profile: { use }, key, ...period });
  const tsa = await issue("Test Timestamp Authority", "timestamp-authority");
  const responder = options.ocspBy === "issuer" ? issuingCa : await issue("Test OCSP Responder", "ocsp-responder");

  const revoked = new Map<string, CrlEntry>();
  const crlOf = (authority: TestIdentity) => {
    const thisUpdate = now();
    const nextUpdate = new Date(thisUpdate.getTime() + crlValidForMs);
    const entries = authority === issuingCa ? [...revoked.values()] : [];
    return issueCrl(authority, { thisUpdate, nextUpdate, number: Math.floor(thisUpdate.getTime() / 1000), entries });
  };
  const handler = routeHandlers({
    [at("tsa")]: timestampAuthority({ identity: tsa, now, ...options.tsa }),
    [at("ocsp")]: ocspResponder({
      issuer: issuingCa,
      responder,
      now,
      ...options.ocsp,
      statusOf: (serialHex) => {
        const entry = revoked.get(serialHex);
        if (entry === undefined) return "good";
        const { revokedAt, reason } = entry;
        return { revokedAt, ...(reason === undefined ? {} : { reason }) };
      },
    }),
    [at("")]: servePublications([root, issuingCa].map((authority) => ({ authority, crl: () => crlOf(authority) }))),
  });
  return {
    root,
    issuingCa,
    tsa,
    ocspResponder: responder,
    tsaUrl: at("tsa"),
    trustProfile: {
      schema: "pades-dossier/trust@1",
      id: "test-authority",
      anchors: [{ certificate: encodePem("CERTIFICATE", root.certificate), roles: ["signer", "tsa", "revocation"] }],
    },
    handler,
    fetcher: handlerFetcher({ [origin]: handler }),
    issueSigner: (subject, own = {}) =>
      issueIdentity(issuingCa, { subject, profile: { use: "signer" }, key, ...period, ...own }),
    revoke: ({ serialNumber }, revocation) => {
      revoked.set(serialHexOf(serialNumber), { serialNumber, ...revocation });
    },
  };
}
