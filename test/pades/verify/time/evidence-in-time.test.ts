import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { REVOCATION_INFO_ARCHIVAL } from "../../../../src/cms/oids.ts";
import { extendPdf } from "../../../../src/pades/sign/extend.ts";
import { signPdf } from "../../../../src/pades/sign/sign-pdf.ts";
import { timestampPdf } from "../../../../src/pades/sign/timestamp-pdf.ts";
import { verifyPdf } from "../../../../src/pades/verify/verify-pdf.ts";
import { issueCrl } from "../../../../src/testing/crl.ts";
import { context, type Der, sequence, setOf } from "../../../../src/testing/der.ts";
import { keyUsage } from "../../../../src/testing/extensions.ts";
import { type IssueOptions, issueIdentity } from "../../../../src/testing/issue.ts";
import { issueOcspResponse } from "../../../../src/testing/ocsp-response.ts";
import type { TestIdentity } from "../../../../src/testing/test-identity.ts";
import { attribute } from "../../../support/forged-cms.ts";
import { forgePdf } from "../../../support/forged-pdf.ts";
import { unsignedSample } from "../../../support/signed-samples.ts";
import { createTestPki, type TestPki, type TestPkiOptions } from "../../../support/test-pki.ts";
import {
  currentStatus,
  DAY_MS,
  HOUR_MS,
  inYear,
  outcome,
  SIGNED_AT,
  signatureAt,
  stampedCms,
  storeOf,
  timeAfter,
  timestampFaults,
  tokenOver,
  verifyAt,
  withStore,
} from "./time-machine.ts";

/*
 * What a CA signed is worth what its key was worth when it is proven to have been there, not when the signature was made
 * and not when it says that it was issued (EN 319 102-1, clauses 5.6.2.2 and 5.6.2.3).
 */

const SUNSET = new Date("2030-01-01T00:00:00Z");
const AFTER = inYear(2032);
const algorithms = {
  keys: {
    RSA: [
      { minBits: 2048, until: SUNSET.toISOString() },
      { minBits: 3072, until: "no-limit" },
    ],
  },
};
const weakPki = (keys: TestPkiOptions["keys"] = { issuingCa: "RSA-2048" }) => createTestPki({ keys, algorithms });

const longTerm = (pki: TestPki) => ({
  signer: pki.signer,
  timestampAuthority: pki.authority,
  now: pki.clock.time,
  trust: pki.trust,
  fetcher: pki.fetcher,
});
const signT = (pki: TestPki) => signPdf(unsignedSample(), { level: "B-T", ...longTerm(pki) });

/** A list that says "good" of everybody, from an hour after signing or so it says. */
const goodCrl = (issuer: TestIdentity) =>
  issueCrl(issuer, {
    thisUpdate: timeAfter(HOUR_MS),
    nextUpdate: timeAfter(30 * DAY_MS),
    number: 9,
    entries: [],
  });

const stampIn = async (file: Uint8Array, pki: TestPki, time: Date) => {
  pki.clock.time = time;
  return timestampPdf(file, { timestampAuthority: pki.authority });
};

const issued = { notBefore: new Date("2005-01-01T00:00:00Z"), notAfter: new Date("2050-01-01T00:00:00Z") };
const issueUnder = (issuer: TestIdentity, options: Pick<IssueOptions, "subject" | "profile"> & Partial<IssueOptions>) =>
  issueIdentity(issuer, { key: "P-256", ...issued, ...options });

const STATUS_UNKNOWN = {
  indication: "INDETERMINATE",
  subIndication: "CERTIFICATE_CHAIN_GENERAL_FAILURE",
  reasons: ["revocation-not-checked"],
};
const PASSED = { indication: "TOTAL-PASSED", subIndication: null, reasons: [] };

describe("a list of a CA whose key has become too weak since", () => {
  let pki: TestPki;
  let file: Uint8Array;
  let crl: Uint8Array;
  beforeAll(async () => {
    pki = await weakPki();
    file = await signT(pki);
    crl = await goodCrl(pki.issuingCa);
  });
  beforeEach(() => {
    pki.clock.time = SIGNED_AT;
  });
  const stored = (into = file) => {
    const { store, pieces } = storeOf([crl]);
    return withStore(into, store, pieces);
  };
  const judge = async (what: Uint8Array, evidence = {}) =>
    outcome(signatureAt(await verifyAt(what, pki, AFTER, evidence)));

  it("does not count where somebody appends it later, whatever date it bears", async () => {
    expect(await judge(stored())).toMatchObject({ ...STATUS_UNKNOWN, provenTime: SIGNED_AT });
  });

  it("does not count where it is handed in beside the file", async () => {
    expect(await judge(file, { crls: [crl] })).toMatchObject(STATUS_UNKNOWN);
  });

  it("does not count under a document timestamp that comes too late for it", async () => {
    expect(await judge(await stampIn(stored(), pki, timeAfter(HOUR_MS, SUNSET)))).toMatchObject(STATUS_UNKNOWN);
  });

  it("does not count behind a document timestamp from in time that does not cover it", async () => {
    const archived = await stampIn(file, pki, inYear(2027));
    expect(await judge(stored(archived))).toMatchObject(STATUS_UNKNOWN);
  });

  it("does not count where the timestamp over it does not", async () => {
    const archived = await stampIn(stored(), pki, inYear(2027));
    pki.revokedTsas.push({ serialNumber: pki.tsa.serialNumber, revokedAt: inYear(2026) });
    const signature = signatureAt(await verifyAt(archived, pki, AFTER));
    pki.revokedTsas.splice(0);
    expect(signature.level).toBe("none");
  });

  it("counts where a document timestamp from in time covers it", async () => {
    expect(await judge(await stampIn(stored(), pki, inYear(2027)))).toMatchObject({ ...PASSED, provenTime: SIGNED_AT });
  });

  it("counts by what it is, where a covered revision had it and it is handed in again", async () => {
    const archived = await stampIn(stored(), pki, inYear(2027));
    const without = withStore(archived, "<< /Type /DSS >>");
    const found = await judge(without, { crls: [crl] });
    // That the store lost what it held is another matter; the status is settled.
    expect(found.reasons).not.toContain("revocation-not-checked");
    expect((await judge(without)).reasons).toContain("revocation-not-checked");
  });

  it("counts for as long as its key does", async () => {
    const before = signatureAt(await verifyAt(stored(), pki, timeAfter(-HOUR_MS, SUNSET)));
    expect(outcome(before)).toMatchObject(PASSED);
  });

  it("of B-LTA counts, of B-LT no more, and an extension in time keeps it", async () => {
    const longer = await signPdf(unsignedSample(), { level: "B-LT", ...longTerm(pki) });
    expect(await judge(longer)).toMatchObject(STATUS_UNKNOWN);
    pki.clock.time = inYear(2028);
    const extended = await extendPdf(longer, { to: "B-LTA", ...longTerm(pki) });
    expect(await judge(extended)).toMatchObject({ ...PASSED, level: "B-LTA" });
    // Renewed after the end: what the first archive timestamp covers is still known to be from before.
    pki.clock.time = AFTER;
    const renewed = await extendPdf(extended, { to: "B-LTA", ...longTerm(pki) });
    expect(outcome(signatureAt(await verifyAt(renewed, pki, inYear(2034))))).toMatchObject({
      ...PASSED,
      level: "B-LTA",
    });
  });
});

describe("a list of such a CA inside the CMS", () => {
  const archival = (crl: Uint8Array): Der => attribute(REVOCATION_INFO_ARCHIVAL, sequence(context(0, sequence(crl))));
  let pki: TestPki;
  let unsigned: Uint8Array;
  beforeAll(async () => {
    pki = await weakPki();
    const cms = stampedCms(pki.person, (octets) => tokenOver(octets, pki.tsa));
    const unsignedAttributes = cms.unsignedAttributes as Der[];
    unsignedAttributes.push(archival(await goodCrl(pki.issuingCa)));
    unsigned = await forgePdf({ room: 12_000, cms });
  });
  const judge = async (file: Uint8Array) => outcome(signatureAt(await verifyAt(file, pki, AFTER)));

  it("is not proven by the signature timestamp where it is not signed", async () => {
    expect(await judge(unsigned)).toMatchObject({ ...STATUS_UNKNOWN, provenTime: SIGNED_AT });
  });

  it("is proven by a document timestamp over the signature", async () => {
    expect(await judge(await stampIn(unsigned, pki, inYear(2027)))).toMatchObject(PASSED);
  });

  it("is proven by the signature timestamp where it is among the signed attributes", async () => {
    const crl = await goodCrl(pki.issuingCa);
    const cms = stampedCms(pki.person, (octets) => tokenOver(octets, pki.tsa));
    const file = await forgePdf({
      room: 12_000,
      cms: {
        ...cms,
        attributes: ({ contentType, messageDigest, signingCertificate }) =>
          setOf(contentType, messageDigest, signingCertificate, archival(crl)),
      },
    });
    expect(await judge(file)).toMatchObject(PASSED);
  });
});

describe("a signer of evidence whom a CA with a key that is too weak now certifies", () => {
  it("answers for nobody by OCSP, though its own key is strong", async () => {
    const pki = await weakPki();
    const file = await signT(pki);
    const responder = await issueUnder(pki.issuingCa, {
      subject: [["CN", "Made later"]],
      profile: { use: "ocsp-responder" },
    });
    const response = await issueOcspResponse({
      issuer: pki.issuingCa,
      responder,
      producedAt: timeAfter(HOUR_MS),
      answers: [
        {
          certificate: pki.person,
          status: "good",
          thisUpdate: timeAfter(HOUR_MS),
          nextUpdate: timeAfter(DAY_MS),
        },
      ],
    });
    const { store, pieces } = storeOf([], [response]);
    const file2 = withStore(file, store, pieces);
    expect(outcome(signatureAt(await verifyAt(file2, pki, AFTER)))).toMatchObject(STATUS_UNKNOWN);
    // The delegate comes inside the response: one timestamp proves the age of both.
    const archived = await stampIn(file2, pki, inYear(2027));
    expect(outcome(signatureAt(await verifyAt(archived, pki, AFTER)))).toMatchObject(PASSED);
  });

  it("signs no CRL for another, though its own key is strong", async () => {
    const pki = await weakPki({ root: "RSA-2048" });
    const file = await signT(pki);
    const crlSigner = await issueUnder(pki.root, {
      subject: [["CN", "Test Issuing CA"]],
      profile: { use: "custom", extensions: [keyUsage("cRLSign")] },
    });
    const crls = [await goodCrl(crlSigner), await goodCrl(pki.root)];
    const { store, pieces } = storeOf(crls);
    const certificates = [crlSigner.certificate, pki.issuingCa.certificate];
    const references = certificates.map((_, index) => `${901 + pieces.length + index} 0 R`).join(" ");
    const withCertificates = store.replace("/CRLs", `/Certs [${references}] /CRLs`);
    const file2 = withStore(file, withCertificates, [...pieces, ...certificates]);
    const archived = await stampIn(file2, pki, inYear(2027));
    // Without the CA's own list, which is as good as ever: the question is who else may speak for it.
    const judge = async (what: Uint8Array) => {
      pki.clock.time = AFTER;
      const [ofRoot, , ofTsaRoot] = (await currentStatus(pki)).crls ?? [];
      const evidence = { crls: [ofRoot, ofTsaRoot].filter((one) => one !== undefined) };
      return outcome(signatureAt(await verifyPdf(what, { trust: pki.trust, now: AFTER, evidence })));
    };
    expect((await judge(file2)).indication).toBe("INDETERMINATE");
    expect(await judge(archived)).toMatchObject(PASSED);
  });
});

describe("a certificate of the path that a key which is too weak now has signed", () => {
  /** An issuer that existed in 2026, and for which a CA certificate was made only after the root's key was broken. */
  const forgedIssuer = async (pki: TestPki) => {
    const issuer = await issueUnder(pki.root, {
      subject: [["CN", "Made up CA"]],
      profile: { use: "authority" },
      publication: { crl: "http://made-up.example/list.crl" },
    });
    const person = await issueUnder(issuer, { subject: [["CN", "Made up person"]], profile: { use: "signer" } });
    return { issuer, person };
  };

  it("leads to no anchor where it may have been made since, though the signature is older", async () => {
    const pki = await weakPki({ root: "RSA-2048" });
    const { issuer, person } = await forgedIssuer(pki);
    const cms = stampedCms(person, (octets) => tokenOver(octets, pki.tsa));
    const file = await forgePdf({ room: 12_000, cms });
    const evidence = { crls: [await goodCrl(issuer), await goodCrl(pki.root)] };
    const now = outcome(signatureAt(await verifyAt(file, pki, AFTER, evidence)));
    expect(now).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "CHAIN_CONSTRAINTS_FAILURE",
      provenTime: SIGNED_AT,
    });
    expect(now.reasons).toContain("path-constraints-violated");
    // A document timestamp over the CMS proves the age of the certificates in it.
    const { store, pieces } = storeOf(evidence.crls);
    const archived = await stampIn(withStore(file, store, pieces), pki, inYear(2027));
    expect(outcome(signatureAt(await verifyAt(archived, pki, AFTER)))).toMatchObject(PASSED);
  });

  it("counts where the signature names it, and that is timestamped: the signer's own", async () => {
    const pki = await weakPki();
    // The path is good by the signature timestamp alone; only a list lacks its proof.
    expect(outcome(signatureAt(await verifyAt(await signT(pki), pki, AFTER)))).toMatchObject(STATUS_UNKNOWN);
  });
});

describe("a CA that is revoked after the proven time", () => {
  const REVOKED_AT = timeAfter(30 * DAY_MS);
  const revokedCa = (pki: TestPki, changes = {}) =>
    issueCrl(pki.root, {
      thisUpdate: timeAfter(31 * DAY_MS),
      nextUpdate: inYear(2050),
      number: 10,
      entries: [
        { serialNumber: pki.issuingCa.serialNumber, revokedAt: REVOKED_AT, reason: "keyCompromise", ...changes },
      ],
    });
  const NOT_PROVEN = {
    indication: "INDETERMINATE",
    subIndication: "REVOKED_CA_NO_POE",
    provenTime: SIGNED_AT,
  };
  const judge = async (file: Uint8Array, pki: TestPki, revocation: Uint8Array) =>
    outcome(signatureAt(await verifyAt(file, pki, inYear(2027), { crls: [revocation] })));
  const withCrl = async (pki: TestPki) => {
    const { store, pieces } = storeOf([await goodCrl(pki.issuingCa)]);
    return withStore(await signT(pki), store, pieces);
  };

  it("vouches for nobody by a list that may be from after it, whatever date it bears", async () => {
    const pki = await createTestPki();
    const found = await judge(await withCrl(pki), pki, await revokedCa(pki));
    expect(found).toMatchObject(NOT_PROVEN);
    expect(found.reasons).toEqual(["ca-certificate-revoked", "revocation-not-checked"]);
  });

  it("vouches for those whom a list that is proven to be older settles", async () => {
    const pki = await createTestPki();
    const file = await stampIn(await withCrl(pki), pki, timeAfter(2 * DAY_MS));
    expect(await judge(file, pki, await revokedCa(pki))).toMatchObject(PASSED);
    // Not where the key was in doubt before that proof already.
    const doubted = await revokedCa(pki, { invalidityDate: timeAfter(DAY_MS) });
    expect(await judge(file, pki, doubted)).toMatchObject(NOT_PROVEN);
  });

  it("has certified nobody who may be from after it", async () => {
    const pki = await createTestPki();
    const middle = await issueUnder(pki.issuingCa, {
      subject: [["CN", "Made later"]],
      profile: { use: "authority" },
      publication: { crl: "http://made-later.example/list.crl" },
    });
    const person = await issueUnder(middle, { subject: [["CN", "Person"]], profile: { use: "signer" } });
    const cms = stampedCms(person, (octets) => tokenOver(octets, pki.tsa));
    const crls = [await goodCrl(middle), await goodCrl(pki.issuingCa)];
    const { store, pieces } = storeOf(crls);
    const file = withStore(await forgePdf({ room: 12_000, cms }), store, pieces);
    const revocation = await revokedCa(pki);
    expect(await judge(file, pki, revocation)).toMatchObject(NOT_PROVEN);
    const archived = await stampIn(file, pki, timeAfter(2 * DAY_MS));
    expect(await judge(archived, pki, revocation)).toMatchObject(PASSED);
  });
});

describe("the path of a timestamp authority below a CA of its own", () => {
  /** The authority's status by OCSP from before the archive timestamp, its CA's by a list from after it. */
  it("is judged link by link: each piece counts for its own certificate", async () => {
    const pki = await createTestPki();
    const authority = await issueUnder(pki.tsaRoot, {
      subject: [["CN", "TSA CA"]],
      profile: { use: "authority" },
      publication: { crl: "http://tsa-ca.example/list.crl" },
    });
    const tsa = await issueUnder(authority, {
      subject: [["CN", "TSA below"]],
      profile: { use: "timestamp-authority" },
      notAfter: inYear(2028),
    });
    const forge = () => forgePdf({ room: 12_000, cms: stampedCms(pki.person, (octets) => tokenOver(octets, tsa)) });
    const response = await issueOcspResponse({
      issuer: authority,
      producedAt: timeAfter(HOUR_MS),
      answers: [{ certificate: tsa, status: "good", thisUpdate: timeAfter(HOUR_MS), nextUpdate: timeAfter(DAY_MS) }],
    });
    const { store, pieces } = storeOf([await goodCrl(pki.issuingCa)], [response]);
    const file = await stampIn(withStore(await forge(), store, pieces), pki, timeAfter(2 * HOUR_MS));
    const signature = signatureAt(await verifyAt(file, pki, inYear(2030)));
    expect(timestampFaults(signature)).toEqual([]);
    expect(outcome(signature)).toMatchObject({ ...PASSED, provenTime: SIGNED_AT });
    // One link that nothing settles is enough.
    const silent = withStore(await forge(), store.replace(/\/OCSPs \[.*?\]/, ""), pieces);
    const unsettled = signatureAt(
      await verifyAt(await stampIn(silent, pki, timeAfter(2 * HOUR_MS)), pki, inYear(2030)),
    );
    expect(timestampFaults(unsettled)).toEqual(["revocation"]);
  });
});
