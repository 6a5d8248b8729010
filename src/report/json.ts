import { encodeHex } from "../bytes/hex.ts";
import { digestOf } from "../crypto/digest.ts";
import { DOSSIER_QUESTIONS, type DossierAnswer, type DossierVerification } from "../dossier/dossier-verification.ts";
import { encodeSealer } from "../dossier/sealer.ts";
import type { Finding } from "../findings.ts";
import { nameOfPiece } from "../pades/verify/evidence/piece-name.ts";
import type {
  ChainCertificate,
  ChangeSummary,
  EvidenceAge,
  EvidenceUsed,
  MissingEvidence,
  RevocationSummary,
  SignatureVerification,
  SignerIdentity,
  TimestampSummary,
} from "../pades/verify/verification.ts";
import type { DossierFileReport, DossierTree } from "./dossier-tree.ts";
import { fullPersonalNumbers } from "./personal-numbers.ts";
import type { FileReport, ReportTree } from "./report-tree.ts";

/** Keys are only ever added within a major version of this name (report.schema.json). */
const REPORT_SCHEMA = "pades-dossier/report@1";

/**
 * The report as JSON text (RFC 8259), indented by two spaces, with a final line feed. It holds no words of a language,
 * and every string exactly as the document has it; characters that could act on a terminal are written as \u escapes.
 */
export function renderJson(tree: ReportTree, unmask = false): string {
  return write(jsonReport(tree, unmask));
}

/** The value that it is the text of, for those who put it into other JSON. */
export function jsonReport(tree: ReportTree, unmask = false) {
  return { ...reportValue(tree, unmask), dossier: null };
}

/** The same of a dossier: `files` has all of them, and `dossier` the answers. */
export function renderDossierJson({ verification, report, files }: DossierTree, unmask = false): string {
  return write({
    ...reportValue(report, unmask),
    files: files.map((file) => (file.pdf === null ? otherFileValue(file, report) : fileValue(file.pdf, unmask))),
    dossier: dossierValue(verification, unmask),
  });
}

function write(report: object): string {
  return `${escapeForTerminals(JSON.stringify(report, null, 2))}\n`;
}

/** What all reports hold; keys in the order of the contract. */
function reportValue(tree: ReportTree, unmask: boolean) {
  return {
    schema: REPORT_SCHEMA,
    verdict: tree.verdict,
    validationTime: isoTime(tree.validationTime),
    validationTimeSource: tree.validationTimeSource,
    waived: tree.waived,
    inputs: {
      engine: tree.inputs.engine,
      version: tree.inputs.version,
      mode: tree.inputs.mode,
      policy: { id: tree.inputs.policy.id, sha256: tree.inputs.policy.sha256 },
      trust: { id: tree.inputs.trust.id, sha256: tree.inputs.trust.sha256 },
      evidence: tree.inputs.evidence,
      options: sortedByKey(tree.inputs.options),
    },
    files: tree.files.map((file) => fileValue(file, unmask)),
  };
}

function fileValue({ verification }: FileReport, unmask: boolean) {
  return {
    path: verification.path,
    sha256: verification.sha256,
    size: verification.size,
    verdict: verification.verdict,
    findings: verification.findings.map(findingValue),
    signatures: verification.signatures.map((signature) => signatureValue(signature, unmask)),
    validationTime: isoTime(verification.validationTime),
    evidenceAge: verification.evidenceAge === null ? null : ageValue(verification.evidenceAge),
    evidenceUsed: usedValue(verification.evidenceUsed),
  };
}

/** What is concluded from a file that is no PDF, of which only its bytes are known. */
export const NOTHING_CONCLUDED = { verdict: "unsigned", findings: [], signatures: [] } as const;

function otherFileValue({ verification: { path, sha256, size } }: DossierFileReport, { validationTime }: ReportTree) {
  return {
    path,
    sha256,
    size,
    ...NOTHING_CONCLUDED,
    validationTime: isoTime(validationTime),
    evidenceAge: null,
    evidenceUsed: usedValue({ certificates: [], crls: [], ocspResponses: [], timestamps: [] }),
    isPdf: false,
  };
}

/** The verdict on a dossier as the report has it. */
export function dossierValue(
  { answers, manifest, components, provableUntil, ...inputs }: DossierVerification,
  unmask = false,
) {
  const { archive, sealer, evidenceUsed } = inputs;
  return {
    answers: Object.fromEntries(DOSSIER_QUESTIONS.map((question) => [question, answerValue(answers[question])])),
    manifest:
      manifest === null
        ? null
        : {
            id: manifest.manifest.id,
            sha256: manifest.sha256,
            origin: manifest.origin,
            seal: manifest.seal === null ? null : signatureValue(manifest.seal, unmask),
          },
    components: components.map(({ id, name, file, signatures }) => ({
      id,
      name,
      file,
      signatures: signatures.map(({ role, field }) => ({ role, field })),
    })),
    provableUntil: isoTimeOrNull(provableUntil),
    archive: archive === null ? null : { size: archive.size, sha256: archive.sha256 },
    sealer: sealer === null ? null : { sha256: encodeHex(digestOf("SHA-256", encodeSealer(sealer))) },
    evidenceUsed: usedValue(evidenceUsed),
  };
}

function answerValue({ answer, reasons }: DossierAnswer) {
  return {
    answer,
    reasons: reasons.map(({ answer: said, finding, component, file, field }) => ({
      answer: said,
      ...findingValue(finding),
      component,
      file,
      field,
    })),
  };
}

function ageValue({ pieces, counted, oldest, newest, nextUpdate, overdue }: EvidenceAge) {
  const dates = { oldest: isoTime(oldest), newest: isoTime(newest), nextUpdate: isoTimeOrNull(nextUpdate) };
  return { pieces, counted, ...dates, overdue };
}

function usedValue({ certificates, crls, ocspResponses, timestamps }: EvidenceUsed) {
  return {
    certificates: certificates.map(nameOfPiece),
    crls: crls.map(nameOfPiece),
    ocspResponses: ocspResponses.map(nameOfPiece),
    timestamps: timestamps.map(nameOfPiece),
  };
}

/** A signature as the report has it. */
export function signatureValue(signature: SignatureVerification, unmask = false) {
  return {
    field: signature.field,
    kind: signature.kind,
    subFilter: signature.subFilter,
    levelFound: signature.levelFound,
    level: signature.level,
    indication: signature.indication,
    subIndication: signature.subIndication,
    integrity: {
      digest: signature.integrity.digest,
      signature: signature.integrity.signature,
      coverage: signature.integrity.coverage,
    },
    changes: changesValue(signature.changes),
    revision: signature.revision,
    revisions: signature.revisions,
    docMdp: signature.docMdp,
    signer: signature.signer === null ? null : signerValue(signature.signer, unmask ? signature : null),
    claimedTime: isoTimeOrNull(signature.claimedTime),
    provenTime: isoTimeOrNull(signature.provenTime),
    provableUntil: isoTimeOrNull(signature.provableUntil),
    digestAlgorithm: signature.digestAlgorithm,
    signatureAlgorithm: signature.signatureAlgorithm,
    chain: signature.chain.map(certificateValue),
    revocation: signature.revocation.map(revocationValue),
    timestamps: signature.timestamps.map(timestampValue),
    missing: signature.missing,
    findings: signature.findings.map(findingValue),
    reason: signature.reason,
    location: signature.location,
    missingEvidence: signature.missingEvidence.map(missingValue),
  };
}

function changesValue({ level, permitted, items }: ChangeSummary) {
  return {
    level,
    permitted,
    items: items.map(({ code, revision, object, page, field, before, after }) => ({
      code,
      revision,
      object,
      page,
      field,
      before,
      after,
    })),
  };
}

/** @param unmasked the signature, where personal numbers are to be told in full */
function signerValue(signer: SignerIdentity, unmasked: SignatureVerification | null) {
  const { commonName, organization, title, serialNumber, sha256, masked, organizationalUnits, email } = signer;
  return {
    commonName,
    organization,
    serialNumber,
    sha256,
    masked: sortedByKey(masked),
    title,
    organizationalUnits,
    email,
    ...(unmasked === null
      ? {}
      : { personalNumbers: fullPersonalNumbers(unmasked).map(([kind, number]) => ({ kind, number })) }),
  };
}

function certificateValue(certificate: ChainCertificate) {
  return {
    subject: certificate.subject,
    issuer: certificate.issuer,
    serialNumber: certificate.serialNumber,
    sha256: certificate.sha256,
    notBefore: isoTime(certificate.notBefore),
    notAfter: isoTime(certificate.notAfter),
    anchorTag: certificate.anchorTag,
    isAnchor: certificate.isAnchor,
    name: certificate.name,
  };
}

function revocationValue({ certificate, source, status, thisUpdate, nextUpdate, revokedAt }: RevocationSummary) {
  return {
    certificate,
    source,
    status,
    thisUpdate: isoTime(thisUpdate),
    nextUpdate: isoTimeOrNull(nextUpdate),
    revokedAt: isoTimeOrNull(revokedAt),
  };
}

function timestampValue({ kind, time, valid }: TimestampSummary) {
  return { kind, time: isoTime(time), valid };
}

function missingValue({ kind, certificate, sha256, time, urls, tried }: MissingEvidence) {
  return {
    kind,
    certificate,
    sha256,
    time: isoTimeOrNull(time),
    urls,
    tried: tried.map(({ url, reason }) => ({ url, reason })),
  };
}

function findingValue({ code, severity, params }: Finding) {
  return { code, severity, params };
}

/** ISO 8601 in UTC, without fractions where there are none. */
function isoTime(time: Date): string {
  return time.toISOString().replace(/\.000Z$/, "Z");
}

function isoTimeOrNull(time: Date | null): string | null {
  return time === null ? null : isoTime(time);
}

/** So that equal reports are equal texts. */
function sortedByKey<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  const keys = Object.keys(record).sort();
  return Object.fromEntries(keys.map((key) => [key, record[key]])) as Record<string, Value>;
}

const ACTS_ON_TERMINALS =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** JSON.stringify leaves these as they are; as escapes they are the same JSON. */
export function escapeForTerminals(json: string): string {
  return json.replace(ACTS_ON_TERMINALS, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
