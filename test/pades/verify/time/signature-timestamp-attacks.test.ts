import { beforeAll, describe, expect, it } from "vitest";
import { createRoot } from "../../../../src/testing/issue.ts";
import type { TestIdentity } from "../../../../src/testing/test-identity.ts";
import type { TimestampFaultCode } from "../../../../src/tsp/timestamp-fault.ts";
import { forgePdf } from "../../../support/forged-pdf.ts";
import { createTestPki, type TestPki } from "../../../support/test-pki.ts";
import {
  DAY_MS,
  HOUR_MS,
  issueTsa,
  outcome,
  SIGNED_AT,
  signatureAt,
  stampedCms,
  type TokenMaker,
  timeAfter,
  timestampFaults,
  tokenOver,
  verifyAt,
} from "./time-machine.ts";

let pki: TestPki;
let stranger: TestIdentity;
beforeAll(async () => {
  pki = await createTestPki();
  const options = {
    subject: [["CN", "Stranger"]],
    profile: { use: "authority" },
    key: "P-256",
  } as const;
  const validity = {
    notBefore: new Date("2005-01-01T00:00:00Z"),
    notAfter: new Date("2060-01-01T00:00:00Z"),
  };
  stranger = await createRoot({ ...options, ...validity });
});

/** A signature whose certificate is revoked an hour after it was made, checked a day later. */
async function verifyStamped(isRevoked: boolean, ...makers: readonly TokenMaker[]) {
  const file = await forgePdf({
    cms: stampedCms(pki.person, ...makers),
    room: 20_000,
  });
  const entry = {
    serialNumber: pki.person.serialNumber,
    revokedAt: timeAfter(HOUR_MS),
    reason: "keyCompromise",
  } as const;
  pki.revoked.splice(0, Number.POSITIVE_INFINITY, ...(isRevoked ? [entry] : []));
  return signatureAt(await verifyAt(file, pki, timeAfter(DAY_MS)));
}

const honest: TokenMaker = (octets) => tokenOver(octets, pki.tsa);

interface Attack {
  readonly title: string;
  readonly fault: TimestampFaultCode | "revocation";
  readonly make: TokenMaker;
}

const ATTACKS: readonly Attack[] = [
  {
    title: "over other bytes",
    fault: "imprint-mismatch",
    make: () => tokenOver(Uint8Array.of(1, 2, 3), pki.tsa),
  },
  {
    title: "copied from another file by the same signer",
    fault: "imprint-mismatch",
    make: async () => {
      const copied: Uint8Array[] = [];
      const keeping: TokenMaker = async (octets) => {
        const token = await honest(octets);
        copied.push(token);
        return token;
      };
      await forgePdf({ cms: stampedCms(pki.person, keeping) });
      return copied[0] ?? new Uint8Array();
    },
  },
  {
    title: "by an authority below an anchor for signers only",
    fault: "no-path",
    make: async (octets) => tokenOver(octets, await issueTsa(pki.root)),
  },
  {
    title: "by an authority that nobody trusts",
    fault: "no-path",
    make: async (octets) => tokenOver(octets, await issueTsa(stranger)),
  },
  {
    title: "by the signer's own key, certified as an authority's",
    fault: "key-of-signer",
    make: async (octets) => tokenOver(octets, await issueTsa(pki.tsaRoot, { key: pki.person.key })),
  },
  {
    title: "by the signer with the signer's certificate",
    fault: "certificate-purpose",
    make: (octets) => tokenOver(octets, pki.person),
  },
  {
    title: "with a time that is yet to come",
    fault: "in-the-future",
    make: (octets) => tokenOver(octets, pki.tsa, { genTime: timeAfter(2 * DAY_MS) }),
  },
  {
    title: "from before its authority's certificate was issued",
    fault: "no-path",
    make: async (octets) => tokenOver(octets, await issueTsa(pki.tsaRoot, { notBefore: timeAfter(HOUR_MS) })),
  },
  {
    title: "from after its authority's certificate had expired",
    fault: "no-path",
    make: async (octets) => tokenOver(octets, await issueTsa(pki.tsaRoot, { notAfter: timeAfter(-HOUR_MS) })),
  },
  {
    title: "not bound to its authority's certificate",
    fault: "signing-certificate-missing",
    make: (octets) => tokenOver(octets, pki.tsa, { ess: "none" }),
  },
  {
    title: "bound to another certificate",
    fault: "signing-certificate-mismatch",
    make: (octets) => tokenOver(octets, pki.tsa, { essCertificate: pki.person.certificate }),
  },
  {
    title: "with a signature that is not over it",
    fault: "signature-mismatch",
    make: async (octets) => {
      const token = new Uint8Array(await honest(octets));
      token[token.length - 1] = (token.at(-1) ?? 0) ^ 1;
      return token;
    },
  },
  {
    title: "by an authority that was revoked",
    fault: "revocation",
    make: async (octets) => {
      const tsa = await issueTsa(pki.tsaRoot);
      pki.revokedTsas.push({
        serialNumber: tsa.serialNumber,
        revokedAt: timeAfter(-HOUR_MS),
      });
      return tokenOver(octets, tsa);
    },
  },
  {
    title: "that is no token",
    fault: "malformed",
    make: async () => Uint8Array.of(0x30, 0x03, 0x02, 0x01, 0x01),
  },
];

describe("a signature timestamp as it should be", () => {
  it("proves the time, so that a later revocation changes nothing", async () => {
    for (const isRevoked of [false, true]) {
      const signature = await verifyStamped(isRevoked, honest);
      expect(timestampFaults(signature)).toEqual([]);
      expect(outcome(signature)).toEqual({
        indication: "TOTAL-PASSED",
        subIndication: null,
        level: "B-T",
        levelFound: "B-T",
        provenTime: SIGNED_AT,
        reasons: [],
      });
    }
  });

  it("proves no earlier time than the end of its accuracy", async () => {
    const roughly: TokenMaker = (octets) => tokenOver(octets, pki.tsa, { accuracySeconds: 7200 });
    expect(await verifyStamped(false, roughly)).toMatchObject({
      level: "B-T",
      provenTime: timeAfter(2 * HOUR_MS),
    });
    const revoked = await verifyStamped(true, roughly);
    expect(outcome(revoked)).toMatchObject({
      subIndication: "REVOKED_NO_POE",
      provenTime: timeAfter(2 * HOUR_MS),
    });
  });

  it("counts by the earliest of several, and twice the same is as good as once", async () => {
    const later: TokenMaker = (octets) => tokenOver(octets, pki.tsa, { genTime: timeAfter(2 * HOUR_MS) });
    expect(await verifyStamped(true, later, honest)).toMatchObject({
      level: "B-T",
      provenTime: SIGNED_AT,
    });
    let token: Promise<Uint8Array> | null = null;
    const same: TokenMaker = (octets) => {
      token ??= honest(octets);
      return token;
    };
    const twice = await verifyStamped(true, same, same);
    expect(twice).toMatchObject({ level: "B-T", provenTime: SIGNED_AT });
    expect(twice.timestamps).toHaveLength(2);
  });
});

describe.each(ATTACKS)("a signature timestamp $title", ({ fault, make }) => {
  it("proves no time: the signature is judged as if it had none", async () => {
    const signature = await verifyStamped(false, make);
    expect(timestampFaults(signature)).toEqual([fault]);
    expect(outcome(signature)).toEqual({
      indication: "TOTAL-PASSED",
      subIndication: null,
      level: "B-B",
      levelFound: "B-T",
      provenTime: null,
      reasons: [],
    });
    expect(signature.timestamps.every(({ valid }) => !valid)).toBe(true);
  });

  it("saves no signature that needs one", async () => {
    const signature = await verifyStamped(true, make);
    expect(outcome(signature)).toEqual({
      indication: "INDETERMINATE",
      subIndication: "REVOKED_NO_POE",
      level: "none",
      levelFound: "B-T",
      provenTime: null,
      reasons: ["certificate-revoked"],
    });
  });

  it("spoils no other one beside it", async () => {
    const signature = await verifyStamped(true, make, honest);
    expect(timestampFaults(signature)).toEqual([fault]);
    expect(outcome(signature)).toMatchObject({
      indication: "TOTAL-PASSED",
      level: "B-T",
      provenTime: SIGNED_AT,
    });
  });
});
