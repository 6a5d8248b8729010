import { createRoot, type IssueOptions, issueIdentity } from "../../src/testing/issue.ts";
import type { TestIdentity } from "../../src/testing/test-identity.ts";
import { authority, official, organization, person } from "./subjects.ts";
import { urls } from "./urls.ts";

/** A century: these files are made once and must outlive the tests that use them. */
export const ROOT_PERIOD = { notBefore: new Date("2024-01-01T00:00:00Z"), notAfter: new Date("2124-01-01T00:00:00Z") };
export const CA_PERIOD = { notBefore: new Date("2024-01-02T00:00:00Z"), notAfter: new Date("2123-12-31T00:00:00Z") };
const LEAF_PERIOD = { notBefore: new Date("2024-06-01T00:00:00Z"), notAfter: new Date("2123-06-01T00:00:00Z") };

export const SIGNER = { profile: { use: "signer" }, ...LEAF_PERIOD } as const satisfies Partial<IssueOptions>;
const TSA = { profile: { use: "timestamp-authority" }, ...LEAF_PERIOD } as const;
const OCSP = { profile: { use: "ocsp-responder" }, ...LEAF_PERIOD } as const;

/** Identities by file name. */
export type Tree<Name extends string> = Readonly<Record<Name, TestIdentity>>;

/** Shaped like a public authority under the national root: RSA, leaves for anyone. */
export async function makePublicCa() {
  const root = await createRoot({
    subject: authority("DEMO Public Trust", "DEMO Public Root CA"),
    profile: { use: "authority" },
    key: "RSA-2048",
    publication: urls("public-ca", "root"),
    ...ROOT_PERIOD,
  });
  const issuingCa = await issueIdentity(root, {
    subject: authority("DEMO Công ty Dịch vụ Chứng thực", "DEMO Public Issuing CA"),
    profile: { use: "authority", pathLength: 0 },
    key: "RSA-2048",
    publication: urls("public-ca", "issuing-ca"),
    ...CA_PERIOD,
  });
  const issue = (options: IssueOptions) => issueIdentity(issuingCa, options);
  return {
    root,
    "issuing-ca": issuingCa,
    citizen: await issue({
      subject: person("NGUYỄN VĂN AN", "000000123456"),
      key: "RSA-2048",
      authorityBySerial: true,
      ...SIGNER,
    }),
    "signer-pss": await issue({
      subject: person("ĐỖ THỊ PSS", "000000123461"),
      key: "RSA-2048",
      scheme: { name: "RSASSA-PSS", hash: "SHA-256" },
      ...SIGNER,
    }),
    "signer-p384": await issue({ subject: person("LÝ VĂN P-384", "000000123462"), key: "P-384", ...SIGNER }),
    "signer-p521": await issue({ subject: person("LÝ VĂN P-521", "000000123463"), key: "P-521", ...SIGNER }),
    "signer-ed25519": await issue({ subject: person("LÝ THỊ ED25519", "000000123464"), key: "Ed25519", ...SIGNER }),
    tsa: await issue({
      subject: authority("DEMO Công ty Dịch vụ Chứng thực", "DEMO Public Timestamp Authority"),
      key: "RSA-2048",
      ...TSA,
    }),
    ocsp: await issue({
      subject: authority("DEMO Công ty Dịch vụ Chứng thực", "DEMO Public OCSP Responder"),
      key: "RSA-2048",
      ...OCSP,
    }),
  } satisfies Tree<string>;
}

/** Shaped like the government's PKI for official-duty signatures: elliptic curves, and a seal under RSA. */
export async function makeCongVu() {
  const root = await createRoot({
    subject: authority("DEMO Chứng thực công vụ", "DEMO Official-Duty Root CA"),
    profile: { use: "authority" },
    key: "P-384",
    publication: urls("cong-vu", "root"),
    ...ROOT_PERIOD,
  });
  const subCa = await issueIdentity(root, {
    subject: authority("DEMO Chứng thực công vụ", "DEMO Official-Duty Sub CA"),
    profile: { use: "authority", pathLength: 0 },
    key: "P-256",
    publication: urls("cong-vu", "sub-ca"),
    ...CA_PERIOD,
  });
  const issue = (options: IssueOptions) => issueIdentity(subCa, options);
  return {
    root,
    "sub-ca": subCa,
    person: await issue({
      subject: official("TRẦN THỊ BÍCH", "Chủ tịch Ủy ban nhân dân xã", "000000654321"),
      key: "P-256",
      ...SIGNER,
    }),
    officer: await issue({
      subject: official("LÊ VĂN CƯỜNG", "Công chức Bộ phận Một cửa", "000000654322"),
      key: "P-256",
      ...SIGNER,
    }),
    seal: await issue({ subject: organization("MST:0000000001", "MNS:0000002"), key: "RSA-3072", ...SIGNER }),
    tsa: await issue({
      subject: authority("DEMO Chứng thực công vụ", "DEMO Official-Duty Timestamp Authority"),
      key: "P-256",
      ...TSA,
    }),
    ocsp: await issue({
      subject: authority("DEMO Chứng thực công vụ", "DEMO Official-Duty OCSP Responder"),
      key: "P-256",
      ...OCSP,
    }),
  } satisfies Tree<string>;
}
