import { encodePem } from "../../src/bytes/pem.ts";
import type { Signer } from "../../src/keys/signer.ts";
import { type WebCryptoSignerOptions, webCryptoSigner } from "../../src/keys/web-crypto-signer.ts";
import type { EvidenceInput } from "../../src/pades/verify/evidence/evidence.ts";
import { type CrlEntry, issueCrl } from "../../src/testing/crl.ts";
import type { TestName } from "../../src/testing/distinguished-name.ts";
import { handlerFetcher } from "../../src/testing/handler-fetcher.ts";
import { createRoot, issueIdentity } from "../../src/testing/issue.ts";
import type { TestIdentity } from "../../src/testing/test-identity.ts";
import { importSigningKey } from "../../src/testing/test-signature.ts";
import { timestampAuthority } from "../../src/testing/timestamp-authority.ts";
import type { TimestampAuthority } from "../../src/tsp/timestamp-authority.ts";
import { tsaClient } from "../../src/tsp/tsa-client.ts";
import type { TrustProfile, TrustProfilePolicy } from "../../src/x509/trust-profile.ts";
import { createTrustStore, type TrustStore } from "../../src/x509/trust-store.ts";

/** Who appears in the dossier of the tests. */
export type Person = "citizen" | "officer" | "commune" | "leader" | "organisation" | "stranger" | "mergedDistrict";

const SUBJECTS: { readonly [P in Person]: { readonly root: "public" | "government"; readonly subject: TestName } } = {
  citizen: {
    root: "public",
    subject: [
      ["CN", "Nguyễn Thị Dân"],
      ["UID", "CCCD:001234567890"],
    ],
  },
  officer: {
    root: "government",
    subject: [
      ["O", "Ủy ban nhân dân xã Demo"],
      ["OU", "Bộ phận Một cửa"],
      ["CN", "Trần Một Cửa"],
    ],
  },
  commune: {
    root: "government",
    subject: [
      ["O", "Ủy ban nhân dân xã Demo"],
      ["T", "Chủ tịch"],
      ["CN", "Lê Văn Xã"],
    ],
  },
  leader: {
    root: "government",
    subject: [
      ["O", "Ủy ban nhân dân tỉnh Demo"],
      ["T", "Phó Chủ tịch"],
      ["CN", "Phạm Thị Tỉnh"],
    ],
  },
  organisation: {
    root: "government",
    subject: [
      ["O", "Ủy ban nhân dân tỉnh Demo"],
      ["CN", "Ủy ban nhân dân tỉnh Demo"],
      ["UID", "MST:0100109106"],
    ],
  },
  // Bears the leader's name and office, by a certificate that anybody can buy.
  stranger: {
    root: "public",
    subject: [
      ["O", "Ủy ban nhân dân tỉnh Demo"],
      ["T", "Phó Chủ tịch"],
      ["CN", "Phạm Thị Tỉnh"],
    ],
  },
  mergedDistrict: {
    root: "government",
    subject: [
      ["O", "Ủy ban nhân dân huyện Cũ"],
      ["T", "Chủ tịch"],
      ["CN", "Đỗ Văn Huyện"],
    ],
  },
};

export interface DossierPki {
  /** The time of the timestamp authority; tests set it. */
  readonly clock: { time: Date };
  readonly authority: TimestampAuthority;
  /** Signs with SHA-256, or what is asked for. */
  readonly signerOf: (person: Person, options?: WebCryptoSignerOptions) => Promise<Signer>;
  readonly trust: (policy?: TrustProfilePolicy) => TrustStore;
  /** What that trust is made of. */
  readonly profile: TrustProfile;
  /** Without a single anchor. */
  readonly nobody: TrustStore;
  /** CRLs of every authority, good for a day. */
  readonly evidence: (options: EvidenceOptions) => Promise<EvidenceInput>;
}

export interface EvidenceOptions {
  /** When those of the authorities above people were issued, and of the one above the timestamp authority. */
  readonly people: Date;
  readonly tsa: Date;
  readonly revoked?: readonly Person[];
}

const VALIDITY = { notBefore: new Date("2020-01-01T00:00:00Z"), notAfter: new Date("2040-01-01T00:00:00Z") };
const DAY_MS = 86_400_000;

/** Two PKIs as in practice, one of the public and one of the government, and a timestamp authority. */
export async function createDossierPki(): Promise<DossierPki> {
  const clock = { time: new Date("2026-03-02T02:00:00Z") };
  const authorityOf = (name: string) =>
    createRoot({ subject: [["CN", name]], profile: { use: "authority" }, key: "P-256", ...VALIDITY });
  const roots = {
    public: await authorityOf("DEMO Public Root"),
    government: await authorityOf("DEMO Government Root"),
  };
  const tsaRoot = await authorityOf("DEMO TSA Root");
  const tsa = await issueIdentity(tsaRoot, {
    subject: [["CN", "DEMO TSA"]],
    profile: { use: "timestamp-authority" },
    key: "P-256",
    ...VALIDITY,
  });
  const fetcher = handlerFetcher({
    "http://tsa.example/": timestampAuthority({ identity: tsa, now: () => clock.time }),
  });
  const people = new Map<Person, TestIdentity>();
  const identify = async (person: Person): Promise<TestIdentity> => {
    const known = people.get(person);
    if (known !== undefined) return known;
    const { root, subject } = SUBJECTS[person];
    const made = await issueIdentity(roots[root], { subject, profile: { use: "signer" }, key: "P-256", ...VALIDITY });
    people.set(person, made);
    return made;
  };
  const pem = ({ certificate }: TestIdentity) => encodePem("CERTIFICATE", certificate);
  const entry = (identity: TestIdentity): CrlEntry => ({
    serialNumber: identity.serialNumber,
    revokedAt: new Date("2026-03-01T00:00:00Z"),
  });

  const profile: TrustProfile = {
    schema: "pades-dossier/trust@1",
    id: "demo-province",
    anchors: [
      { certificate: pem(roots.public), roles: ["signer", "revocation"], tag: "public-ca" },
      { certificate: pem(roots.government), roles: ["signer", "revocation"], tag: "cong-vu" },
      { certificate: pem(tsaRoot), roles: ["tsa", "revocation"] },
    ],
  };
  return {
    clock,
    authority: tsaClient("http://tsa.example/", { fetcher, retryDelayMs: 1 }),
    signerOf: async (person, options) => {
      const { key, chain } = await identify(person);
      return webCryptoSigner(await importSigningKey(key), chain, options);
    },
    profile,
    trust: (policy) => createTrustStore({ ...profile, ...(policy === undefined ? {} : { policy }) }),
    nobody: createTrustStore({ schema: "pades-dossier/trust@1", id: "nobody", anchors: [] }),
    evidence: async ({ people: forPeople, tsa: forTsa, revoked = [] }) => {
      const list = async (authority: TestIdentity, thisUpdate: Date, entries: readonly CrlEntry[]) =>
        issueCrl(authority, { thisUpdate, nextUpdate: new Date(thisUpdate.getTime() + DAY_MS), number: 1, entries });
      const entriesOf = async (root: keyof typeof roots) => {
        const entries: CrlEntry[] = [];
        for (const person of revoked) if (SUBJECTS[person].root === root) entries.push(entry(await identify(person)));
        return entries;
      };
      return {
        crls: [
          await list(roots.public, forPeople, await entriesOf("public")),
          await list(roots.government, forPeople, await entriesOf("government")),
          await list(tsaRoot, forTsa, []),
        ],
      };
    },
  };
}
