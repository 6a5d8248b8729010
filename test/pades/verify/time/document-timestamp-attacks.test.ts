import { beforeAll, describe, expect, it } from "vitest";
import { decodeLatin1 } from "../../../../src/bytes/text.ts";
import type { SubIndication } from "../../../../src/findings.ts";
import { signPdf } from "../../../../src/pades/sign/sign-pdf.ts";
import { timestampPdf } from "../../../../src/pades/sign/timestamp-pdf.ts";
import type { TimestampFaultCode } from "../../../../src/tsp/timestamp-fault.ts";
import { findSignature, overwrite } from "../../../support/pdf-surgery.ts";
import { unsignedSample } from "../../../support/signed-samples.ts";
import { createTestPki, type TestPki } from "../../../support/test-pki.ts";
import {
  contentsOf,
  currentStatus,
  DAY_MS,
  documentTimestampFaults,
  HOUR_MS,
  inYear,
  issueTsa,
  outcome,
  reasons,
  SIGNED_AT,
  signatureAt,
  type TokenMaker,
  timeAfter,
  tokenOver,
  verifyAt,
  withToken,
} from "./time-machine.ts";

let pki: TestPki;
/** B-B and a document timestamp: signature 0 and 1. */
let file: Uint8Array;
beforeAll(async () => {
  pki = await createTestPki();
  const signed = await signPdf(unsignedSample(), {
    level: "B-B",
    signer: pki.signer,
    now: SIGNED_AT,
  });
  file = await timestampPdf(signed, { timestampAuthority: pki.authority });
});

/** Checked a day later, the signer's certificate revoked an hour after signing. */
async function verifyRevoked(pdf: Uint8Array) {
  pki.revoked.splice(0, 1, {
    serialNumber: pki.person.serialNumber,
    revokedAt: timeAfter(HOUR_MS),
  });
  const verification = await verifyAt(pdf, pki, timeAfter(DAY_MS));
  return {
    verification,
    signature: signatureAt(verification),
    timestamp: signatureAt(verification, 1),
  };
}

const FAILED = {
  indication: "TOTAL-FAILED",
  code: "document-timestamp-failed",
} as const;
const UNDECIDED = {
  indication: "INDETERMINATE",
  code: "document-timestamp-undecided",
} as const;

interface Attack {
  readonly title: string;
  readonly fault: TimestampFaultCode;
  readonly weight: typeof FAILED | typeof UNDECIDED;
  readonly subIndication: SubIndication;
  readonly make: TokenMaker;
  /** Whether it is no timestamp of this document at all, so that no certification permits what it stands in. */
  readonly isUnsound?: boolean;
}

const ATTACKS: readonly Attack[] = [
  {
    title: "over other bytes",
    fault: "imprint-mismatch",
    weight: FAILED,
    subIndication: "HASH_FAILURE",
    isUnsound: true,
    make: () => tokenOver(Uint8Array.of(1, 2, 3), pki.tsa),
  },
  {
    title: "by an authority below an anchor for signers only",
    fault: "no-path",
    weight: UNDECIDED,
    subIndication: "CERTIFICATE_CHAIN_GENERAL_FAILURE",
    make: async (octets) => tokenOver(octets, await issueTsa(pki.root)),
  },
  {
    title: "by the signer's own key, certified as an authority's",
    fault: "key-of-signer",
    weight: FAILED,
    subIndication: "SIG_CRYPTO_FAILURE",
    make: async (octets) => tokenOver(octets, await issueTsa(pki.tsaRoot, { key: pki.person.key })),
  },
  {
    title: "with a time that is yet to come",
    fault: "in-the-future",
    weight: UNDECIDED,
    subIndication: "CERTIFICATE_CHAIN_GENERAL_FAILURE",
    make: (octets) => tokenOver(octets, pki.tsa, { genTime: timeAfter(2 * DAY_MS) }),
  },
  {
    title: "bound to another certificate",
    fault: "signing-certificate-mismatch",
    weight: FAILED,
    subIndication: "SIG_CRYPTO_FAILURE",
    make: (octets) => tokenOver(octets, pki.tsa, { essCertificate: pki.person.certificate }),
  },
];

describe("a document timestamp that is marked as a signature", () => {
  const TYPE = "/Type /DocTimeStamp";
  const mistyped = async (make: TokenMaker) => {
    const at = decodeLatin1(file).indexOf(TYPE);
    return withToken(overwrite(file, at, "/Type /Sig".padEnd(TYPE.length)), 1, make);
  };

  it("spoils nothing: the signature stands by itself", async () => {
    pki.revoked.splice(0);
    const verification = await verifyAt(await mistyped((octets) => tokenOver(octets, pki.tsa)), pki, timeAfter(DAY_MS));
    expect(verification.verdict).toBe("valid");
    expect(outcome(signatureAt(verification))).toMatchObject({ level: "B-B", levelFound: "B-B", provenTime: null });
    const timestamp = signatureAt(verification, 1);
    expect(timestamp).toMatchObject({ kind: "document-timestamp", indication: "TOTAL-PASSED" });
    expect(timestamp.findings.map(({ code }) => code)).toContain("document-timestamp-mistyped");
  });

  it("proves nothing", async () => {
    const { signature } = await verifyRevoked(await mistyped((octets) => tokenOver(octets, pki.tsa)));
    expect(outcome(signature)).toMatchObject({ subIndication: "REVOKED_NO_POE", provenTime: null });
  });

  it("is no cover for anything else: over other bytes the file is invalid", async () => {
    pki.revoked.splice(0);
    const file = await mistyped(() => tokenOver(Uint8Array.of(1, 2, 3), pki.tsa));
    expect((await verifyAt(file, pki, timeAfter(DAY_MS))).verdict).toBe("invalid");
  });
});

describe("a document timestamp as it should be", () => {
  it("proves the time of the signature that it covers", async () => {
    const remade = await withToken(file, 1, (octets) => tokenOver(octets, pki.tsa));
    for (const pdf of [file, remade]) {
      const { verification, signature, timestamp } = await verifyRevoked(pdf);
      expect(verification.verdict).toBe("valid");
      expect(outcome(signature)).toEqual({
        indication: "TOTAL-PASSED",
        subIndication: null,
        level: "B-T",
        levelFound: "B-T",
        provenTime: SIGNED_AT,
        reasons: [],
      });
      expect(outcome(timestamp)).toMatchObject({
        indication: "TOTAL-PASSED",
        provenTime: null,
      });
    }
  });

  it("proves nothing of a signature that comes after it", async () => {
    const stamped = await timestampPdf(unsignedSample(), {
      timestampAuthority: pki.authority,
    });
    const signed = await signPdf(stamped, {
      level: "B-B",
      signer: pki.signer,
      now: SIGNED_AT,
    });
    pki.revoked.splice(0, 1, {
      serialNumber: pki.person.serialNumber,
      revokedAt: timeAfter(HOUR_MS),
    });
    const verification = await verifyAt(signed, pki, timeAfter(DAY_MS));
    const signature = verification.signatures.find(({ kind }) => kind === "signature");
    expect(signature && outcome(signature)).toMatchObject({
      subIndication: "REVOKED_NO_POE",
      levelFound: "B-B",
      provenTime: null,
    });
  });
});

describe.each(ATTACKS)("a document timestamp $title", ({ fault, weight, subIndication, make, isUnsound = false }) => {
  it("is not valid, and proves nothing of what it covers", async () => {
    const { verification, signature, timestamp } = await verifyRevoked(await withToken(file, 1, make));
    expect(verification.verdict).toBe(weight.indication === "TOTAL-FAILED" || isUnsound ? "invalid" : "indeterminate");
    expect(timestamp).toMatchObject({
      indication: weight.indication,
      subIndication,
      level: "none",
    });
    expect(reasons(timestamp)).toContain(weight.code);
    expect(documentTimestampFaults(timestamp)).toEqual([fault]);
    expect(outcome(signature)).toMatchObject({
      level: "none",
      levelFound: isUnsound ? "B-B" : "B-T",
      provenTime: null,
    });
    expect(reasons(signature)).toContain("certificate-revoked");
    expect(reasons(signature).includes("changed-after-signing")).toBe(isUnsound);
    expect(signature.timestamps).toEqual([]);
  });
});

describe("a document timestamp in the wrong place", () => {
  it("copied from another file is one of other bytes", async () => {
    const other = await timestampPdf(
      await signPdf(unsignedSample("stream"), {
        level: "B-B",
        signer: pki.signer,
        now: SIGNED_AT,
      }),
      { timestampAuthority: pki.authority },
    );
    const contents = contentsOf(other, 1);
    expect(contents.length).toBe(contentsOf(file, 1).length);
    const { start } = findSignature(file, 1).contents;
    const { signature, timestamp } = await verifyRevoked(overwrite(file, start, contents));
    expect(documentTimestampFaults(timestamp)).toEqual(["imprint-mismatch"]);
    expect(timestamp).toMatchObject({
      indication: "TOTAL-FAILED",
      subIndication: "HASH_FAILURE",
    });
    expect(signature).toMatchObject({
      indication: "TOTAL-FAILED",
      provenTime: null,
    });
  });

  it("duplicated counts once, over what it is of", async () => {
    pki.clock.time = timeAfter(2 * HOUR_MS);
    const twice = await timestampPdf(file, {
      timestampAuthority: pki.authority,
    });
    const duplicated = overwrite(twice, findSignature(twice, 2).contents.start, contentsOf(twice, 1));
    const { verification, signature, timestamp } = await verifyRevoked(duplicated);
    expect(verification.verdict).toBe("invalid");
    expect(documentTimestampFaults(signatureAt(verification, 2))).toEqual(["imprint-mismatch"]);
    expect(signatureAt(verification, 2)).toMatchObject({
      indication: "TOTAL-FAILED",
      subIndication: "HASH_FAILURE",
    });
    // What was added is no document timestamp of this file, so that nothing permits it.
    expect(reasons(signature)).toEqual(["changed-after-signing"]);
    expect(signature.provenTime).toEqual(SIGNED_AT);
    expect(timestamp.provenTime).toBeNull();
  });

  it("older than the signature timestamp that it covers makes that one implausible", async () => {
    pki.clock.time = timeAfter(HOUR_MS);
    const signed = await signPdf(unsignedSample(), {
      level: "B-T",
      signer: pki.signer,
      timestampAuthority: pki.authority,
      now: SIGNED_AT,
    });
    const stamped = await timestampPdf(signed, {
      timestampAuthority: pki.authority,
    });
    const older = await withToken(stamped, 1, (octets) => tokenOver(octets, pki.tsa, { genTime: timeAfter(-DAY_MS) }));
    const signature = signatureAt(await verifyAt(older, pki, timeAfter(3 * DAY_MS)));
    const faults = signature.findings.flatMap((one) => (one.code === "timestamp-not-valid" ? [one.params.fault] : []));
    expect(faults).toEqual(["in-the-future"]);
    expect(signature.provenTime).toEqual(timeAfter(-DAY_MS));
  });
});

describe("an archive timestamp whose authority nobody trusts", () => {
  it("keeps no older timestamp alive", async () => {
    const short = await createTestPki({
      notAfter: { person: inYear(2027), tsa: inYear(2027) },
    });
    const options = {
      signer: short.signer,
      timestampAuthority: short.authority,
      now: SIGNED_AT,
    };
    const archived = await signPdf(unsignedSample(), {
      level: "B-LTA",
      ...options,
      trust: short.trust,
      fetcher: short.fetcher,
    });
    const kept = await currentStatus(short);
    const rogue = await issueTsa(short.root);
    const faked = await withToken(archived, 1, (octets) => tokenOver(octets, rogue));
    const verification = await verifyAt(faked, short, inYear(2028), kept);
    expect(outcome(signatureAt(verification))).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "OUT_OF_BOUNDS_NO_POE",
      level: "none",
      levelFound: "B-LTA",
      provenTime: null,
    });
  });
});

describe("a document that nobody signed, with timestamps that anybody can have made", () => {
  it("is unsigned, however good they are", async () => {
    const honest = await createTestPki();
    const once = await timestampPdf(unsignedSample(), { timestampAuthority: honest.authority });
    const twice = await timestampPdf(once, { timestampAuthority: honest.authority });
    for (const pdf of [once, twice]) {
      const verification = await verifyAt(pdf, honest, timeAfter(HOUR_MS));
      expect(verification.signatures.map(({ indication }) => indication)).not.toContain("TOTAL-FAILED");
      expect(signatureAt(verification)).toMatchObject({ kind: "document-timestamp", indication: "TOTAL-PASSED" });
      expect(verification.verdict).toBe("unsigned");
      expect(verification.findings[0]?.code).toBe("not-signed");
    }
  });
});
