import { onDemand } from "../../bytes/on-demand.ts";
import type { ByteSource } from "../../bytes/source.ts";
import { MANIFEST_FILE } from "../../dossier/dossier-files.ts";
import { PadesError } from "../../errors.ts";
import { MAX_EVIDENCE_BUNDLE_BYTES } from "../../limits.ts";
import type { EvidenceInput } from "../../pades/verify/evidence/evidence.ts";
import type { VerifyOptions } from "../../pades/verify/request.ts";
import type { PdfVerification } from "../../pades/verify/verification.ts";
import { verifyPdf } from "../../pades/verify/verify-pdf.ts";
import { renderJson } from "../../report/json.ts";
import { buildReportTree } from "../../report/report-tree.ts";
import { createTrustStore } from "../../x509/trust-store.ts";
import type { VerificationFile, VerificationOutcome, VerificationProgress, VerificationSettings } from "../messages.ts";
import { countedSource } from "./counted-source.ts";
import { isZipSource } from "./is-zip.ts";

/** What a page that checks single files, or without a bundle of evidence, never loads. */
const dossierParts = onDemand(() => import("./run-dossier.ts"));
const bundleParts = onDemand(() => import("../../pades/evidence/parse-evidence-bundle.ts"));

export interface RunOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: VerificationProgress) => void;
}

/** A file with a reader that counts. */
export interface OpenedFile {
  readonly path: string;
  readonly source: ByteSource;
}

/**
 * Verifies what a page handed in, reading it in slices.
 * @throws PadesError where it was asked wrongly or a file can no longer be read; the signal's reason where it was aborted
 */
export async function runVerification(
  files: readonly VerificationFile[],
  settings: VerificationSettings,
  { signal, onProgress }: RunOptions,
): Promise<VerificationOutcome> {
  const { policy, now, password } = settings;
  const evidence = await readEvidence(settings.evidence);
  const options: VerifyOptions = {
    trust: createTrustStore(settings.trust),
    signal,
    ...(evidence === undefined ? {} : { evidence }),
    ...(policy === undefined ? {} : { policy }),
    ...(now === undefined ? {} : { now }),
  };
  const meter = progressMeter(files, onProgress);
  const opened = files.map(({ path, content }) => ({ path, source: countedSource(content, path, meter.read) }));
  if (await isDossier(opened, settings)) {
    const { runDossier } = await dossierParts();
    return runDossier(opened, settings, options, meter.begin);
  }
  const verifications: PdfVerification[] = [];
  for (const { path, source } of opened) {
    meter.begin({ path, done: verifications.length, files: files.length });
    const perFile = { path, ...(password === undefined ? {} : { password }) };
    verifications.push(await verifyPdf(source, { ...options, ...perFile }));
  }
  return { kind: "files", verifications, report: renderJson(buildReportTree(verifications)) };
}

async function isDossier(files: readonly OpenedFile[], settings: VerificationSettings): Promise<boolean> {
  if (settings.as !== undefined) return settings.as === "dossier";
  if (settings.manifest !== undefined) return true;
  if (files.some(({ path }) => path === MANIFEST_FILE || path.includes("/"))) return true;
  const [only] = files;
  return files.length === 1 && only !== undefined && (await isZipSource(only.source));
}

/** @throws PadesError ERR_EVIDENCE_BUNDLE */
async function readEvidence(evidence: VerificationSettings["evidence"]): Promise<EvidenceInput | undefined> {
  if (!(evidence instanceof Uint8Array || evidence instanceof Blob)) return evidence;
  const { parseEvidenceBundle } = await bundleParts();
  if (evidence instanceof Uint8Array) return parseEvidenceBundle(evidence);
  if (evidence.size > MAX_EVIDENCE_BUNDLE_BYTES) {
    throw new PadesError("ERR_EVIDENCE_BUNDLE", `evidence bundle: expected at most ${MAX_EVIDENCE_BUNDLE_BYTES} bytes`);
  }
  return parseEvidenceBundle(new Uint8Array(await evidence.arrayBuffer()));
}

/** Reports are for eyes: about so many for one verification, and one for each file. */
const STEPS = 200;

interface ProgressMeter {
  /** To be called before each file. */
  readonly begin: (at: Pick<VerificationProgress, "path" | "done" | "files">) => void;
  readonly read: (bytes: number) => void;
}

function progressMeter(
  files: readonly VerificationFile[],
  onProgress: (progress: VerificationProgress) => void,
): ProgressMeter {
  const bytes = files.reduce((sum, { content }) => sum + content.size, 0);
  let at = { path: files[0]?.path ?? "", done: 0, files: files.length };
  let bytesRead = 0;
  let told = 0;
  const tell = (): void => {
    told = bytesRead;
    onProgress({ ...at, bytesRead, bytes });
  };
  return {
    begin: (next) => {
      at = next;
      tell();
    },
    read: (more) => {
      bytesRead += more;
      if (bytesRead - told >= bytes / STEPS || bytesRead === bytes) tell();
    },
  };
}
