import { onDemand } from "../../../bytes/on-demand.ts";
import { resumable } from "../../../bytes/suspend.ts";
import type { ByteView } from "../../../bytes/view.ts";
import type { ChangesSince } from "../../../changes/analyse-changes.ts";
import { type Finding, finding } from "../../../findings.ts";
import { MAX_SIGNATURES } from "../../../limits.ts";
import { PdfDict } from "../../../pdf/objects.ts";
import { coveredRevision } from "../../../pdf/read/byte-range.ts";
import type { PdfDocument } from "../../../pdf/read/document.ts";
import { readSignatureFields, type SignatureField } from "../../../pdf/read/form.ts";
import { PdfReadError } from "../../../pdf/read/read-error.ts";
import { EMPTY_STORE, readSecurityStore, type SecurityStore, StoreBudget } from "../../ltv/security-store.ts";
import type { ResolvedPolicy } from "../policy.ts";
import type { VerificationRequest } from "../request.ts";
import { checkEncryption } from "./check-encryption.ts";
import { checkFile } from "./file-checks.ts";
import { type GatheredSignature, gatherSignature } from "./gather.ts";
import { withLaterAnomalies } from "./later-anomalies.ts";
import { openUnlocked } from "./open-unlocked.ts";
import { readingFinding } from "./reading-finding.ts";
import { withSeedViolations } from "./with-seed-violations.ts";
import { withShownClaims } from "./with-shown-claims.ts";

const loadChanges = onDemand(() => import("./read-changes.ts"));

/** All there is to be judged about one signature, but for the digest of its bytes. */
export interface OpenedSignature extends GatheredSignature {
  /** What later revisions changed; null where it covers no revision. */
  readonly changes: ChangesSince | null;
}

export interface OpenedDocument {
  readonly signatures: readonly OpenedSignature[];
  readonly findings: readonly Finding[];
  /** The document security store of the newest revision. */
  readonly store: SecurityStore;
}

/** Opens the file and reads all there is about its signatures. What keeps it from being read is a finding. */
export async function openDocument(
  view: ByteView,
  { policy, password, trust }: Pick<VerificationRequest, "policy" | "password" | "trust">,
): Promise<OpenedDocument> {
  try {
    const { document, security } = await openUnlocked(view, password);
    const { gathered: read, fields, findings } = await resumable(() => readDocument(document, policy));
    const withAnomalies = await withLaterAnomalies(document, read);
    const gathered = await withShownClaims(document, await withSeedViolations(document, withAnomalies));
    const defaultPermission = policy.defaultPermission ?? trust.policy.defaultPermission ?? 2;
    const signatures = await withChanges(document, gathered, defaultPermission);
    const store = signatures.length === 0 ? EMPTY_STORE : await resumable(() => readSecurityStore(document));
    const encryption = await checkEncryption(document, security);
    const file = await checkFile(document, fields);
    const stores = [store, ...signatures.flatMap(({ coveredStore }) => coveredStore ?? [])];
    return { signatures, findings: [...findings, ...encryption, ...file, ...limitsOf(stores)], store };
  } catch (error) {
    const cause = readingFinding(error);
    if (cause === null) throw error;
    return { signatures: [], findings: [cause], store: EMPTY_STORE };
  }
}

/** Each once: stores grow from one revision to the next. */
function limitsOf(stores: readonly SecurityStore[]): Finding[] {
  const exceeded = new Map(stores.flatMap((store) => store.exceeded).map(({ limit, maximum }) => [limit, maximum]));
  return [...exceeded].map(([limit, maximum]) => finding("limit-exceeded", { limit, maximum }));
}

interface DocumentReading {
  readonly gathered: readonly GatheredSignature[];
  readonly fields: readonly SignatureField[];
  readonly findings: readonly Finding[];
}

function readDocument(document: PdfDocument, policy: ResolvedPolicy): DocumentReading {
  if (!(document.resolve(document.catalog.get("Pages")) instanceof PdfDict)) {
    throw new PdfReadError("page-tree-malformed", "the catalog's /Pages is no dictionary");
  }
  const form = readSignatureFields(document);
  const findings = form.fields
    .filter(({ value }) => value === null)
    .map(({ name }) => finding("empty-signature-field", { field: name }));
  const signed = form.fields.filter(({ value }) => value !== null);
  if (signed.length > MAX_SIGNATURES) {
    findings.push(finding("limit-exceeded", { limit: "MAX_SIGNATURES", maximum: MAX_SIGNATURES }));
  }
  const budget = new StoreBudget();
  const gathered = signed
    .slice(0, MAX_SIGNATURES)
    .map((field) => gatherSignature(document, form, field, policy, budget));
  return { gathered: gathered.sort(bySignedRevision), fields: form.fields, findings };
}

/** Comparing revisions is loaded where a revision follows a signed one: most files have none, and no use for it. */
async function withChanges(
  document: PdfDocument,
  gathered: readonly GatheredSignature[],
  defaultPermission: 2 | 3,
): Promise<OpenedSignature[]> {
  const last = document.revisions.length - 1;
  const covered = gathered.map(({ subject }) => coveredRevision(subject.byteRange));
  if (covered.every((revision) => revision === null || revision.index === last)) {
    return gathered.map((signature, index) => ({ ...signature, changes: covered[index] ? UNCHANGED : null }));
  }
  const { readChanges } = await loadChanges();
  return resumable(() =>
    gathered.map((signature) => ({
      ...signature,
      changes: readChanges(document, signature.subject, defaultPermission),
    })),
  );
}

const UNCHANGED: ChangesSince = { level: "none", permitted: true, forbiddenBy: null, items: [], obligations: [] };

/** In the order in which they were made, as far as their byte ranges tell. */
function bySignedRevision(a: GatheredSignature, b: GatheredSignature): number {
  return (a.subject.byteRange.end ?? 0) - (b.subject.byteRange.end ?? 0);
}
