import { type Finding, type FindingCode, type FindingParams, finding } from "../../src/findings.ts";
import { conclude, concludeFile } from "../../src/pades/verify/verdict.ts";
import type {
  ChainCertificate,
  PdfVerification,
  SignatureVerification,
  SignerIdentity,
} from "../../src/pades/verify/verification.ts";

/** Results as verifyPdf gives them, made by hand; their verdicts follow from their findings by the same rules. */

export const SIGNER: SignerIdentity = {
  commonName: "DEMO Nguyễn Thị Hồng Ánh",
  organization: "DEMO Ủy ban nhân dân xã Phước Thành",
  title: "Chủ tịch",
  serialNumber: "5401",
  sha256: "4f2d".repeat(16),
  masked: { CCCD: "*********123" },
  organizationalUnits: [],
  email: null,
};

const LEAF: ChainCertificate = {
  name: "DEMO Nguyễn Thị Hồng Ánh",
  subject: "CN=DEMO Nguyễn Thị Hồng Ánh",
  issuer: "CN=DEMO Sub CA",
  serialNumber: "5401",
  sha256: SIGNER.sha256,
  notBefore: new Date("2025-01-01T00:00:00Z"),
  notAfter: new Date("2028-01-01T00:00:00Z"),
  anchorTag: null,
  isAnchor: false,
};

export const CHAIN: readonly ChainCertificate[] = [
  LEAF,
  {
    ...LEAF,
    name: "DEMO Root CA",
    subject: "CN=DEMO Root CA",
    issuer: "CN=DEMO Root CA",
    sha256: "77aa".repeat(16),
    anchorTag: "cong-vu",
    isAnchor: true,
  },
];

/** A signature that passed, but for what `changes` says. */
export function signatureOf(changes: Partial<SignatureVerification> = {}): SignatureVerification {
  const findings = changes.findings ?? [];
  return {
    field: "Signature1",
    kind: "signature",
    subFilter: "ETSI.CAdES.detached",
    levelFound: "B-B",
    level: "B-B",
    ...conclude(findings),
    integrity: { digest: "ok", signature: "ok", coverage: "whole-file" },
    changes: { level: "none", permitted: true, items: [] },
    revision: 1,
    revisions: 1,
    docMdp: null,
    signer: SIGNER,
    claimedTime: new Date("2025-11-20T02:30:00Z"),
    provenTime: null,
    provableUntil: null,
    digestAlgorithm: "SHA-256",
    signatureAlgorithm: "RSASSA-PSS",
    reason: null,
    location: null,
    signerCertificate: null,
    valueSha256: null,
    chain: CHAIN,
    revocation: [],
    timestamps: [],
    missing: [],
    missingEvidence: [],
    findings,
    ...changes,
  };
}

/** A file with these signatures, checked by the clock at 08:00:00Z on 24 November 2025, but for what `changes` says. */
export function verificationOf(
  signatures: readonly SignatureVerification[],
  changes: Partial<PdfVerification> = {},
): PdfVerification {
  const findings = changes.findings ?? (signatures.length === 0 ? [finding("not-signed", {})] : []);
  return {
    verdict: concludeFile(findings, signatures),
    validationTime: new Date("2025-11-24T08:00:00Z"),
    validationTimeSource: "clock",
    waived: [],
    inputs: {
      engine: "pades-dossier",
      version: "0.1.0",
      mode: "offline",
      policy: { id: "default", sha256: "0d".repeat(32) },
      trust: { id: "demo", sha256: "1e".repeat(32) },
      evidence: [],
      options: {},
    },
    path: "to-trinh.pdf",
    sha256: "9c".repeat(32),
    size: 48_120,
    findings,
    signatures,
    evidenceAge: null,
    evidenceUsed: { certificates: [], crls: [], ocspResponses: [], timestamps: [] },
    ...changes,
  };
}

/** A file with one signature that has these findings. */
export function verificationWith(...findings: readonly Finding[]): PdfVerification {
  return verificationOf([signatureOf({ findings })]);
}

/** A finding of any code with parameters of its kind, for loops over all codes. */
export function findingOf<Code extends FindingCode>(
  code: Code,
  params: { readonly [C in FindingCode]: FindingParams[C] },
): Finding {
  return finding(code, params[code]);
}
