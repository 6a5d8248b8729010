import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { encodeUtf8 } from "../../../../src/bytes/text.ts";
import { finding } from "../../../../src/findings.ts";
import { EMPTY_STORE } from "../../../../src/pades/ltv/security-store.ts";
import { signPdf } from "../../../../src/pades/sign/sign-pdf.ts";
import { timestampPdf } from "../../../../src/pades/sign/timestamp-pdf.ts";
import {
  describeAuthority,
  describeTimestamps,
  timestampRemarks,
} from "../../../../src/pades/verify/time/describe-timestamps.ts";
import type { TokenJudgment } from "../../../../src/pades/verify/time/judge-token.ts";
import type { ExistenceProof } from "../../../../src/pades/verify/time/prove-existence.ts";
import { conclude } from "../../../../src/pades/verify/verdict.ts";
import { issueCrl } from "../../../../src/testing/crl.ts";
import type { TestIdentity } from "../../../../src/testing/test-identity.ts";
import { imprintOf } from "../../../../src/tsp/examine-token.ts";
import { verifyTimestampToken } from "../../../../src/tsp/verify-token.ts";
import { signedSample, unsignedSample } from "../../../support/signed-samples.ts";
import { createTestPki, type TestPki } from "../../../support/test-pki.ts";
import { subjectOf } from "../../checks/subject-of.ts";
import { DAY_MS, SIGNED_AT, signatureAt, storeOf, timeAfter, tokenOver, verifyAt, withStore } from "./time-machine.ts";

let pki: TestPki;
beforeAll(async () => {
  pki = await createTestPki();
});
beforeEach(() => {
  pki.clock.time = SIGNED_AT;
});

describe("the level of a signature, by what else the file holds", () => {
  const sign = (level: "B-B" | "B-T") =>
    signPdf(unsignedSample(), { level, signer: pki.signer, timestampAuthority: pki.authority, now: SIGNED_AT });
  const stamp = (file: Uint8Array) => timestampPdf(file, { timestampAuthority: pki.authority });
  const crlOf = (issuer: TestIdentity) =>
    issueCrl(issuer, { thisUpdate: timeAfter(60_000), nextUpdate: timeAfter(2 * DAY_MS), number: 1, entries: [] });
  const store = async (file: Uint8Array, ...issuers: readonly TestIdentity[]) => {
    const made = storeOf(await Promise.all(issuers.map(crlOf)));
    return withStore(file, made.store, made.pieces);
  };
  const everyone = () => [pki.issuingCa, pki.root, pki.tsaRoot];
  const levelsOf = async (file: Uint8Array) => {
    const { level, levelFound, indication } = signatureAt(await verifyAt(file, pki, timeAfter(DAY_MS)));
    pki.clock.time = SIGNED_AT;
    expect(indication).toBe("TOTAL-PASSED");
    return [levelFound, level];
  };

  it("a document timestamp serves as well as a signature timestamp", async () => {
    expect(await levelsOf(await sign("B-B"))).toEqual(["B-B", "B-B"]);
    expect(await levelsOf(await sign("B-T"))).toEqual(["B-T", "B-T"]);
    expect(await levelsOf(await stamp(await sign("B-B")))).toEqual(["B-T", "B-T"]);
  });

  it("a store counts with a timestamp only, and with status about this signer only", async () => {
    expect(await levelsOf(await store(await sign("B-B"), ...everyone()))).toEqual(["B-B", "B-B"]);
    expect(await levelsOf(await store(await sign("B-T"), ...everyone()))).toEqual(["B-LT", "B-LT"]);
    expect(await levelsOf(await store(await sign("B-T"), pki.root, pki.tsaRoot))).toEqual(["B-T", "B-T"]);
    expect(await levelsOf(await store(await sign("B-T")))).toEqual(["B-T", "B-T"]);
  });

  it.each([
    ["the issuing CA", () => [pki.issuingCa, pki.tsaRoot]],
    ["the timestamp authority", () => [pki.issuingCa, pki.root]],
  ])("a store without the status of %s is found, and not enough", async (_, issuers) => {
    expect(await levelsOf(await store(await sign("B-T"), ...issuers()))).toEqual(["B-LT", "B-T"]);
  });

  it("what archives is over the store, and is another one than what gives the time", async () => {
    expect(await levelsOf(await stamp(await store(await sign("B-T"), ...everyone())))).toEqual(["B-LTA", "B-LTA"]);
    expect(await levelsOf(await store(await stamp(await sign("B-T")), ...everyone()))).toEqual(["B-LT", "B-LT"]);
    expect(await levelsOf(await stamp(await store(await sign("B-B"), ...everyone())))).toEqual(["B-LT", "B-LT"]);
    const twice = await stamp(await store(await stamp(await sign("B-B")), ...everyone()));
    expect(await levelsOf(twice)).toEqual(["B-LTA", "B-LTA"]);
  });

  it("what archives is over what the signature needs, not over a store without it", async () => {
    const crls = await Promise.all(everyone().map(crlOf));
    const little = storeOf(crls.slice(2), [], 801);
    const all = storeOf(crls);
    const early = await stamp(withStore(await sign("B-T"), little.store, little.pieces, 800));
    expect(await levelsOf(withStore(early, all.store, all.pieces))).toEqual(["B-LTA", "B-LT"]);
  });
});

describe("timestamps in a report", () => {
  const STAMPED = encodeUtf8("what is stamped");
  const judge = async (der: Uint8Array, parts: Partial<TokenJudgment> = {}): Promise<TokenJudgment> => {
    const verdict = await verifyTimestampToken(der, { imprint: imprintOf(STAMPED), trust: pki.trust, time: SIGNED_AT });
    const passed = verdict.verdict === "passed";
    return { ...verdict, revocationFindings: [], revocation: [], open: [], passed, ...parts };
  };
  const proof = (parts: Partial<ExistenceProof>): ExistenceProof => ({
    time: SIGNED_AT,
    isTimeProven: true,
    documentTimestamp: null,
    signatureTimestamps: [],
    contentTimestamps: [],
    archives: [],
    laterTimestamps: [],
    ...parts,
  });
  const good = () => tokenOver(STAMPED, pki.tsa).then(judge);
  const wrong = () => tokenOver(Uint8Array.of(1), pki.tsa, { genTime: timeAfter(-1000) }).then((der) => judge(der));

  it("stand in the order in which they were made over each other, with what they are worth", async () => {
    const subject = subjectOf(await signedSample());
    const archive = { subject, token: await good(), coveredStore: EMPTY_STORE, coveredUntil: 1, time: SIGNED_AT };
    const parts = { signatureTimestamps: [await wrong(), await good()], archives: [archive] };
    expect(describeTimestamps(proof(parts))).toEqual([
      { kind: "signature-timestamp", time: timeAfter(-1000), valid: false },
      { kind: "signature-timestamp", time: SIGNED_AT, valid: true },
      { kind: "document-timestamp", time: SIGNED_AT, valid: true },
    ]);
  });

  it("that say no time are not listed, and remarked on", async () => {
    const parts = proof({ signatureTimestamps: [await judge(Uint8Array.of(0x30, 0)), await good()] });
    expect(describeTimestamps(parts)).toHaveLength(1);
    expect(timestampRemarks(parts)).toEqual([finding("timestamp-not-valid", { fault: "malformed", time: null })]);
  });

  it("are named by their first fault, or by revocation where they have none", async () => {
    const revocationFindings = [finding("revocation-not-checked", { certificate: "Test TSA" })];
    const revoked = { ...(await good()), passed: false, revocationFindings };
    expect(timestampRemarks(proof({ signatureTimestamps: [await wrong(), revoked, await good()] }))).toEqual([
      finding("timestamp-not-valid", { fault: "imprint-mismatch", time: timeAfter(-1000).toISOString() }),
      finding("timestamp-not-valid", { fault: "revocation", time: SIGNED_AT.toISOString() }),
    ]);
    expect(describeAuthority(revoked).findings).toEqual(revocationFindings);
  });

  it("of the document are judged by what no evidence can heal, and by what it can", async () => {
    expect(describeAuthority(await good())).toMatchObject({
      findings: [],
      chain: [{ subject: "CN=Test TSA" }, { subject: "CN=Test TSA Root", isAnchor: true }],
    });
    expect(describeAuthority(await wrong()).findings).toEqual([
      finding("document-timestamp-failed", { fault: "imprint-mismatch" }),
    ]);
    const ahead = await judge(await tokenOver(STAMPED, pki.tsa, { genTime: timeAfter(DAY_MS) }));
    expect(describeAuthority(ahead).findings).toEqual([
      finding("document-timestamp-undecided", { fault: "in-the-future" }),
    ]);
    expect(describeAuthority(await judge(Uint8Array.of(0x30, 0)))).toMatchObject({
      found: null,
      findings: [{ code: "document-timestamp-failed" }],
    });
  });

  it("of the document by an authority that leads to no anchor are another matter than those with a bad path", async () => {
    const stranger = await createTestPki();
    const foreign = await judge(await tokenOver(STAMPED, stranger.tsa));
    expect(foreign.faults.every(({ code }) => code === "no-path")).toBe(true);
    const { findings } = describeAuthority(foreign);
    expect(findings).toEqual([finding("document-timestamp-untrusted", {})]);
    expect(conclude(findings)).toEqual({ indication: "INDETERMINATE", subIndication: "NO_CERTIFICATE_CHAIN_FOUND" });
    const weak = { ...foreign, faults: [{ code: "algorithm-weak", algorithm: "SHA-1" }, ...foreign.faults] } as const;
    expect(describeAuthority(weak).findings).toEqual([
      finding("document-timestamp-untrusted", {}),
      finding("document-timestamp-undecided", { fault: "algorithm-weak" }),
    ]);
    const ahead = { ...foreign, faults: [{ code: "in-the-future" }, ...foreign.faults] } as const;
    expect(describeAuthority(ahead).findings).toEqual([
      finding("document-timestamp-undecided", { fault: "in-the-future" }),
    ]);
  });
});
