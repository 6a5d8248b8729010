import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { encodeHex } from "../../../../src/bytes/hex.ts";
import { decodeLatin1 } from "../../../../src/bytes/text.ts";
import { digestOf } from "../../../../src/crypto/digest.ts";
import { signPdf } from "../../../../src/pades/sign/sign-pdf.ts";
import { timestampPdf } from "../../../../src/pades/sign/timestamp-pdf.ts";
import { type CrlEntry, issueCrl } from "../../../../src/testing/crl.ts";
import { issueIdentity } from "../../../../src/testing/issue.ts";
import { issueOcspResponse, type OcspStatus } from "../../../../src/testing/ocsp-response.ts";
import type { TestIdentity } from "../../../../src/testing/test-identity.ts";
import { findSignature } from "../../../support/pdf-surgery.ts";
import { unsignedSample } from "../../../support/signed-samples.ts";
import { createTestPki, type TestPki } from "../../../support/test-pki.ts";
import {
  currentStatus,
  DAY_MS,
  HOUR_MS,
  inYear,
  outcome,
  reasons,
  SIGNED_AT,
  signatureAt,
  storeOf,
  timeAfter,
  timestampFaults,
  verifyAt,
  verifyOffline,
  withEntries,
  withStore,
} from "./time-machine.ts";

const pdf = unsignedSample();
const longTerm = (pki: TestPki) => ({
  signer: pki.signer,
  timestampAuthority: pki.authority,
  now: SIGNED_AT,
  trust: pki.trust,
  fetcher: pki.fetcher,
});
const signT = (pki: TestPki) => signPdf(pdf, { level: "B-T", ...longTerm(pki) });
const signLT = (pki: TestPki) => signPdf(pdf, { level: "B-LT", ...longTerm(pki) });
const signLTA = (pki: TestPki) => signPdf(pdf, { level: "B-LTA", ...longTerm(pki) });

const crlBy = (issuer: TestIdentity, entries: readonly CrlEntry[], thisUpdate = timeAfter(HOUR_MS)) =>
  issueCrl(issuer, {
    thisUpdate,
    nextUpdate: timeAfter(30 * DAY_MS, thisUpdate),
    number: 9,
    entries,
  });
const ocspBy = (issuer: TestIdentity, of: TestIdentity, status: OcspStatus, responder?: TestIdentity) =>
  issueOcspResponse({
    issuer,
    ...(responder === undefined ? {} : { responder }),
    producedAt: timeAfter(HOUR_MS),
    answers: [
      {
        certificate: of,
        status,
        thisUpdate: timeAfter(HOUR_MS),
        nextUpdate: timeAfter(30 * DAY_MS),
      },
    ],
  });

/** A CA with the name of the real one, and whatever key identifier it claims, but another key. */
const impostorOf = (pki: TestPki): Promise<TestIdentity> =>
  issueIdentity(pki.root, {
    subject: [["CN", "Test Issuing CA"]],
    profile: { use: "signer" },
    key: "P-256",
    keyIdentifier: pki.issuingCa.keyIdentifier,
    notBefore: new Date("2005-01-01T00:00:00Z"),
    notAfter: new Date("2060-01-01T00:00:00Z"),
  });

let pki: TestPki;
let impostor: TestIdentity;
let genuine: Awaited<ReturnType<typeof currentStatus>>;
beforeAll(async () => {
  pki = await createTestPki({ notAfter: { person: inYear(2027) } });
  impostor = await impostorOf(pki);
  genuine = await currentStatus(pki);
});
beforeEach(() => {
  pki.clock.time = SIGNED_AT;
  pki.revoked.splice(0);
});
const isValid = { indication: "TOTAL-PASSED", reasons: [] } as const;
/** Root and TSA root only, from an hour after signing. */
const statusOfRoots = async () => ({
  crls: await Promise.all([crlBy(pki.root, []), crlBy(pki.tsaRoot, [])]),
});

describe("a document security store with status that its owner made up", () => {
  const forgeries: readonly (readonly [string, () => Promise<readonly [Uint8Array[], Uint8Array[]]>])[] = [
    ["a CRL by a CA of the same name", async () => [[await crlBy(impostor, [])], []]],
    ["a CRL by the signer", async () => [[await crlBy({ ...pki.person, subject: pki.issuingCa.subject }, [])], []]],
    ["an OCSP response by a CA of the same name", async () => [[], [await ocspBy(impostor, pki.person, "good")]]],
    ["an OCSP response by the signer", async () => [[], [await ocspBy(pki.issuingCa, pki.person, "good", pki.person)]]],
    [
      "an OCSP response by a delegate of another issuer",
      async () => {
        const delegate = await issueIdentity(pki.root, {
          subject: [["CN", "Delegate of the root"]],
          profile: { use: "ocsp-responder" },
          key: "P-256",
          notBefore: new Date("2005-01-01T00:00:00Z"),
          notAfter: new Date("2050-01-01T00:00:00Z"),
        });
        return [[], [await ocspBy(pki.issuingCa, pki.person, "good", delegate)]];
      },
    ],
    ["a genuine CRL with a bit changed", async () => [[flipped(await crlBy(pki.issuingCa, []))], []]],
  ];

  it("proves that this is how it is done: genuine status there makes the file valid", async () => {
    const { crls } = await statusOfRoots();
    const { store, pieces } = storeOf([...crls, await crlBy(pki.issuingCa, [])]);
    const signature = signatureAt(
      await verifyOffline(withStore(await signT(pki), store, pieces), pki, timeAfter(DAY_MS)),
    );
    expect(outcome(signature)).toMatchObject({
      ...isValid,
      level: "B-LT",
      provenTime: SIGNED_AT,
    });
  });

  it.each(forgeries)("does not count: %s", async (_, make) => {
    const [forgedCrls, forgedResponses] = await make();
    const { crls } = await statusOfRoots();
    const { store, pieces } = storeOf([...crls, ...forgedCrls], forgedResponses);
    const signature = signatureAt(
      await verifyOffline(withStore(await signT(pki), store, pieces), pki, timeAfter(DAY_MS)),
    );
    expect(outcome(signature)).toEqual({
      indication: "INDETERMINATE",
      subIndication: "CERTIFICATE_CHAIN_GENERAL_FAILURE",
      level: "none",
      levelFound: "B-LT",
      provenTime: SIGNED_AT,
      reasons: ["revocation-not-checked"],
    });
  });

  it("does not hide a genuine revocation", async () => {
    const entry = {
      serialNumber: pki.person.serialNumber,
      revokedAt: timeAfter(-HOUR_MS),
    };
    const { crls } = await statusOfRoots();
    const forged = [await crlBy(impostor, [], timeAfter(2 * HOUR_MS))];
    const { store, pieces } = storeOf([...crls, ...forged], [await ocspBy(impostor, pki.person, "good")]);
    const file = withStore(await signT(pki), store, pieces);
    pki.revoked.push(entry);
    const signature = signatureAt(await verifyAt(file, pki, timeAfter(DAY_MS)));
    expect(outcome(signature)).toMatchObject({
      subIndication: "REVOKED_NO_POE",
      reasons: ["certificate-revoked"],
    });
  });

  it("does not revoke anybody: the signature stays valid", async () => {
    const entries = [{ serialNumber: pki.person.serialNumber, revokedAt: timeAfter(-HOUR_MS) }];
    const tsaEntries = [{ serialNumber: pki.tsa.serialNumber, revokedAt: timeAfter(-HOUR_MS) }];
    const revoked = { revokedAt: timeAfter(-HOUR_MS) };
    const forgedCrls = [
      await crlBy(impostor, entries),
      await crlBy({ ...impostor, subject: pki.tsaRoot.subject }, tsaEntries),
    ];
    const { store, pieces } = storeOf(forgedCrls, [await ocspBy(impostor, pki.person, revoked)]);
    const file = withStore(await signT(pki), store, pieces);
    const signature = signatureAt(await verifyAt(file, pki, timeAfter(DAY_MS)));
    expect(outcome(signature)).toMatchObject({
      ...isValid,
      // What is in the store is about the signer, and of no use.
      levelFound: "B-LT",
      level: "B-T",
      provenTime: SIGNED_AT,
    });
  });
});

describe("status from before the signature", () => {
  it("does not count for a proven time, current as it still was", async () => {
    const { crls } = await statusOfRoots();
    const before = await crlBy(pki.issuingCa, [], timeAfter(-HOUR_MS));
    const { store, pieces } = storeOf([...crls, before]);
    const file = withStore(await signT(pki), store, pieces);
    const signature = signatureAt(await verifyOffline(file, pki, timeAfter(DAY_MS)));
    expect(outcome(signature)).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "TRY_LATER",
      provenTime: SIGNED_AT,
      reasons: ["revocation-not-fresh"],
    });
    // A minute after the signature: it does.
    const enough = storeOf([...crls, await crlBy(pki.issuingCa, [], timeAfter(60_000))]);
    const settled = withStore(await signT(pki), enough.store, enough.pieces);
    expect((await verifyOffline(settled, pki, timeAfter(DAY_MS))).verdict).toBe("valid");
  });

  it("from the future counts no more than none", async () => {
    const { crls } = await statusOfRoots();
    const { store, pieces } = storeOf([...crls, await crlBy(pki.issuingCa, [], timeAfter(2 * DAY_MS))]);
    const file = withStore(await signT(pki), store, pieces);
    expect(reasons(signatureAt(await verifyOffline(file, pki, timeAfter(DAY_MS))))).toEqual(["revocation-not-checked"]);
  });
});

describe("a document security store that is removed again", () => {
  it("B-LT: taking it away is a change that nothing permits", async () => {
    const file = withStore(await signLT(pki), null);
    const verification = await verifyAt(file, pki, inYear(2028));
    expect(verification.verdict).not.toBe("valid");
    expect(signatureAt(verification)).toMatchObject({
      level: "none",
      levelFound: "B-T",
      provenTime: SIGNED_AT,
    });
    expect(reasons(signatureAt(verification))).toContain("revocation-not-checked");
  });

  it("B-LTA: neither the signature nor its archive timestamp is valid", async () => {
    const file = withStore(await signLTA(pki), null);
    const verification = await verifyAt(file, pki, timeAfter(DAY_MS), genuine);
    expect(verification.verdict).toBe("invalid");
    for (const signature of verification.signatures) {
      expect(signature).toMatchObject({
        indication: "TOTAL-FAILED",
        subIndication: "FORMAT_FAILURE",
        level: "none",
      });
      expect(reasons(signature)).toContain("changed-after-signing");
    }
  });

  it("B-LTA with an empty one in its place: likewise", async () => {
    const file = withStore(await signLTA(pki), "<< /Type /DSS /CRLs [] >>");
    const verification = await verifyAt(file, pki, inYear(2028));
    expect(verification.verdict).not.toBe("valid");
    expect(signatureAt(verification).level).toBe("none");
  });
});

describe("an entry of a document security store that is removed", () => {
  /** Status of all from an hour after signing, in the store; the file with it, and the numbers of its pieces. */
  const storedOf = async (file: Uint8Array) => {
    const { crls } = await statusOfRoots();
    const { store, pieces } = storeOf([...crls, await crlBy(pki.issuingCa, [])]);
    return withStore(file, store, pieces);
  };
  const WITHOUT = "<< /Type /DSS /CRLs [901 0 R 902 0 R] /OCSPs [] >>";

  it("leaves the signer's status open, and the level below what it was", async () => {
    const whole = await storedOf(await signT(pki));
    const now = timeAfter(DAY_MS);
    expect(outcome(signatureAt(await verifyOffline(whole, pki, now)))).toMatchObject({ ...isValid, level: "B-LT" });
    const verification = await verifyOffline(withStore(whole, WITHOUT, [], 950), pki, now);
    expect(verification.verdict).not.toBe("valid");
    expect(signatureAt(verification)).toMatchObject({ level: "none", levelFound: "B-T" });
    expect(reasons(signatureAt(verification))).toContain("revocation-not-checked");
  });

  it("under an archive timestamp is a change of what that covers", async () => {
    const whole = await storedOf(await signT(pki));
    const archived = await timestampPdf(whole, { timestampAuthority: pki.authority });
    const now = timeAfter(DAY_MS);
    expect((await verifyAt(archived, pki, now)).verdict).toBe("valid");
    const verification = await verifyAt(withStore(archived, WITHOUT, [], 950), pki, now);
    expect(verification.verdict).toBe("invalid");
    expect(reasons(signatureAt(verification, 1))).toContain("changed-after-signing");
  });
});

describe("a document security store that is there twice", () => {
  it("is not taken from wherever it suits: the signature is not valid", async () => {
    const { crls } = await statusOfRoots();
    const { store, pieces } = storeOf([...crls, await crlBy(pki.issuingCa, [])]);
    const file = withStore(await signT(pki), store, pieces);
    const now = timeAfter(DAY_MS);
    expect((await verifyOffline(file, pki, now)).verdict).toBe("valid");
    for (const twice of ["/DSS 900 0 R /DSS null", "/DSS null /DSS 900 0 R"]) {
      const verification = await verifyOffline(withEntries(await signT(pki), twice, store, pieces), pki, now);
      expect(verification.verdict).not.toBe("valid");
    }
  });
});

describe("times that somebody claims", () => {
  it("/M does not prove when it was signed, and the store's /TU does not either", async () => {
    const backdated = await signPdf(pdf, {
      level: "B-B",
      signer: pki.signer,
      now: SIGNED_AT,
    });
    const { contents } = findSignature(backdated);
    const key = encodeHex(digestOf("SHA-1", hexBytes(backdated, contents.start + 1, contents.end - 1))).toUpperCase();
    const { crls } = await statusOfRoots();
    const pieces = [...crls, await crlBy(pki.issuingCa, [])];
    const vri = `/VRI << /${key} << /Type /VRI /CRL [903 0 R] /TU (D:20260115030000Z) >> >>`;
    const file = withStore(backdated, `<< /Type /DSS /CRLs [901 0 R 902 0 R 903 0 R] ${vri} >>`, pieces);
    const signature = signatureAt(await verifyAt(file, pki, inYear(2028), genuine));
    expect(outcome(signature)).toEqual({
      indication: "INDETERMINATE",
      subIndication: "OUT_OF_BOUNDS_NO_POE",
      level: "none",
      levelFound: "B-B",
      provenTime: null,
      reasons: ["certificate-expired", "revocation-not-checked"],
    });
    expect(signature.claimedTime).toEqual(SIGNED_AT);
  });

  it("a claimed time before the revocation saves nothing", async () => {
    const file = await signPdf(pdf, {
      level: "B-B",
      signer: pki.signer,
      now: SIGNED_AT,
    });
    pki.revoked.push({
      serialNumber: pki.person.serialNumber,
      revokedAt: timeAfter(HOUR_MS),
    });
    const signature = signatureAt(await verifyAt(file, pki, timeAfter(DAY_MS), genuine));
    expect(outcome(signature)).toMatchObject({
      subIndication: "REVOKED_NO_POE",
      provenTime: null,
    });
    expect(timestampFaults(signature)).toEqual([]);
  });
});

function flipped(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(bytes);
  copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ 1;
  return copy;
}

function hexBytes(file: Uint8Array, start: number, end: number): Uint8Array {
  const digits = decodeLatin1(file.subarray(start, end));
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
