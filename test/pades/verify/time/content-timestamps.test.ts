import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CONTENT_TIMESTAMP, SIGNATURE_TIMESTAMP } from "../../../../src/cms/oids.ts";
import { digestOf } from "../../../../src/crypto/digest.ts";
import { type Der, setOf } from "../../../../src/testing/der.ts";
import type { TestIdentity } from "../../../../src/testing/test-identity.ts";
import type { TimestampTokenFields } from "../../../../src/testing/timestamp-token.ts";
import { attribute, forgeCms } from "../../../support/forged-cms.ts";
import { forgePdf } from "../../../support/forged-pdf.ts";
import { createTestPki, type TestPki } from "../../../support/test-pki.ts";
import {
  DAY_MS,
  HOUR_MS,
  inYear,
  issueTsa,
  outcome,
  SIGNED_AT,
  signatureAt,
  timeAfter,
  timestampFaults,
  tokenOver,
  verifyAt,
} from "./time-machine.ts";

/*
 * A content timestamp shows that signing came after it (EN 319 122-1, clause 5.2.8): it can only ever make a verdict worse
 * (EN 319 102-1, clauses 5.3.4 and 5.5.4).
 */

let pki: TestPki;
beforeAll(async () => {
  pki = await createTestPki({ notAfter: { person: inYear(2027) } });
});
beforeEach(() => {
  pki.clock.time = SIGNED_AT;
  pki.revoked.splice(0);
});

interface Stamps {
  readonly by?: TestIdentity;
  readonly content?: Partial<TimestampTokenFields>;
  /** What the content timestamp is over, in the place of what is signed. */
  readonly octets?: Uint8Array;
  /** The time of a signature timestamp; none by default. */
  readonly signatureAt?: Date;
}

const sign = ({ by = pki.tsa, content = {}, octets, signatureAt: at }: Stamps): Promise<Uint8Array> =>
  forgePdf({
    room: 12_000,
    makeCms: async (covered) => {
      const token = await tokenOver(octets ?? covered, by, content);
      const unsignedAttributes: Der[] = [];
      return forgeCms(covered, {
        identity: pki.person,
        attributes: ({ contentType, messageDigest, signingCertificate }) =>
          setOf(contentType, messageDigest, signingCertificate, attribute(CONTENT_TIMESTAMP, token)),
        unsignedAttributes,
        signature: async (value) => {
          if (at !== undefined) {
            unsignedAttributes.push(attribute(SIGNATURE_TIMESTAMP, await tokenOver(value, pki.tsa, { genTime: at })));
          }
          return value;
        },
      });
    },
  });

const revoke = (revokedAt: Date) => pki.revoked.push({ serialNumber: pki.person.serialNumber, revokedAt });
const AT_SIGNING = { genTime: SIGNED_AT };

describe("a content timestamp that is valid", () => {
  it("changes nothing of a signature that is, gives it no time, and is listed", async () => {
    const signature = signatureAt(await verifyAt(await sign({}), pki, timeAfter(DAY_MS)));
    expect(outcome(signature)).toEqual({
      indication: "TOTAL-PASSED",
      subIndication: null,
      level: "B-B",
      levelFound: "B-B",
      provenTime: null,
      reasons: [],
    });
    expect(signature.timestamps).toEqual([{ kind: "content-timestamp", time: SIGNED_AT, valid: true }]);
  });

  it("from after the revocation shows that a revoked certificate signed: a failure", async () => {
    revoke(timeAfter(-HOUR_MS));
    const signature = signatureAt(await verifyAt(await sign({}), pki, timeAfter(DAY_MS)));
    expect(outcome(signature)).toMatchObject({
      indication: "TOTAL-FAILED",
      subIndication: "REVOKED",
      reasons: ["signed-after-revocation"],
    });
    expect(signature.findings).toContainEqual(
      expect.objectContaining({
        params: {
          certificate: "Test Person",
          revokedAt: timeAfter(-HOUR_MS).toISOString(),
          timestamp: SIGNED_AT.toISOString(),
        },
      }),
    );
  });

  it("from before the revocation leaves open when it was signed", async () => {
    revoke(timeAfter(HOUR_MS));
    expect(outcome(signatureAt(await verifyAt(await sign({}), pki, timeAfter(DAY_MS))))).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "REVOKED_NO_POE",
    });
  });

  it("counts from the earliest time that its accuracy leaves", async () => {
    revoke(timeAfter(-1000));
    const content = { ...AT_SIGNING, accuracySeconds: 2 };
    expect(outcome(signatureAt(await verifyAt(await sign({ content }), pki, timeAfter(DAY_MS))))).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "REVOKED_NO_POE",
    });
  });

  it("from after the certificate expired shows that an expired certificate signed: a failure", async () => {
    const content = { genTime: inYear(2028) };
    const signature = signatureAt(await verifyAt(await sign({ content }), pki, inYear(2029)));
    expect(outcome(signature)).toMatchObject({ indication: "TOTAL-FAILED", subIndication: "EXPIRED" });
    expect(outcome(signature).reasons).toContain("signed-after-expiry");
  });

  it("from before the certificate expired leaves open when it was signed", async () => {
    expect(outcome(signatureAt(await verifyAt(await sign({}), pki, inYear(2029))))).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "OUT_OF_BOUNDS_NO_POE",
    });
  });

  it("takes nothing from a signature that is proven to be older than the revocation", async () => {
    revoke(timeAfter(2 * HOUR_MS));
    const file = await sign({ content: AT_SIGNING, signatureAt: timeAfter(HOUR_MS) });
    expect(outcome(signatureAt(await verifyAt(file, pki, timeAfter(DAY_MS))))).toMatchObject({
      indication: "TOTAL-PASSED",
      provenTime: timeAfter(HOUR_MS),
    });
  });

  it("may use another digest than the signature", async () => {
    revoke(timeAfter(-HOUR_MS));
    const file = await forgePdf({
      room: 12_000,
      makeCms: async (covered) => {
        const imprint = { algorithm: "2.16.840.1.101.3.4.2.3", digest: digestOf("SHA-512", covered) };
        const token = await tokenOver(covered, pki.tsa, { imprint });
        return forgeCms(covered, {
          identity: pki.person,
          attributes: ({ contentType, messageDigest, signingCertificate }) =>
            setOf(contentType, messageDigest, signingCertificate, attribute(CONTENT_TIMESTAMP, token)),
        });
      },
    });
    expect(outcome(signatureAt(await verifyAt(file, pki, timeAfter(DAY_MS))))).toMatchObject({
      indication: "TOTAL-FAILED",
      subIndication: "REVOKED",
    });
  });
});

describe("a content timestamp that is not valid", () => {
  const cases: readonly (readonly [string, string, () => Promise<Stamps>])[] = [
    ["over other bytes", "imprint-mismatch", async () => ({ octets: Uint8Array.of(1, 2, 3) })],
    ["by an authority below an anchor for signers only", "no-path", async () => ({ by: await issueTsa(pki.root) })],
    [
      "by the signer's own key",
      "key-of-signer",
      async () => ({ by: await issueTsa(pki.tsaRoot, { key: pki.person.key }) }),
    ],
    [
      "from later than the signature is proven to be",
      "in-the-future",
      async () => ({
        content: { genTime: timeAfter(2 * HOUR_MS) },
        signatureAt: timeAfter(HOUR_MS),
      }),
    ],
  ];

  it.each(cases)("%s makes no failure of a revocation, and is remarked on", async (_, fault, stamps) => {
    revoke(timeAfter(-HOUR_MS));
    const signature = signatureAt(await verifyAt(await sign(await stamps()), pki, timeAfter(DAY_MS)));
    expect(timestampFaults(signature)).toEqual([fault]);
    expect(outcome(signature)).toMatchObject({ indication: "INDETERMINATE", subIndication: "REVOKED_NO_POE" });
  });
});
