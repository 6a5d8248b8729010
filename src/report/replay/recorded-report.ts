import { decodeUtf8 } from "../../bytes/text.ts";
import { PadesError } from "../../errors.ts";
import type { Verdict, WaivableCheck } from "../../pades/verify/verification.ts";
import { ProfileValue } from "../../x509/profile-reader.ts";
import { type RecordedDossier, readDossier } from "./recorded-dossier.ts";
import {
  type EvidenceNames,
  type RecordedSignature,
  readCodes,
  readEvidenceNames,
  readSignature,
  readTexts,
} from "./recorded-signature.ts";

/** Of a report what is needed to reach its verdicts again, and to compare them. */
export interface RecordedReport {
  readonly version: string;
  readonly policy: { readonly id: string; readonly sha256: string };
  readonly trust: { readonly id: string; readonly sha256: string };
  readonly mode: "offline" | "online" | "evidence-only";
  readonly waived: readonly WaivableCheck[];
  readonly acceptWithoutSignedAttributes: boolean;
  /** Names ("sha256:…") of the evidence from beside the files. */
  readonly evidence: ReadonlySet<string>;
  /** The worst of the files, or what a dossier comes to. */
  readonly verdict: Verdict;
  readonly validationTime: Date;
  readonly files: readonly RecordedFile[];
  readonly dossier: RecordedDossier | null;
}

const VERDICTS = ["valid", "invalid", "indeterminate", "unsigned", "unreadable"] as const;

export interface RecordedFile {
  readonly path: string | null;
  readonly sha256: string | null;
  /** False for a file of a dossier that is none: nothing was concluded from what is in it. */
  readonly isPdf: boolean;
  readonly validationTime: Date;
  readonly verdict: Verdict;
  readonly codes: readonly string[];
  readonly signatures: readonly RecordedSignature[];
  readonly evidenceUsed: EvidenceNames;
}

/**
 * Reads a JSON report (report.schema.json). Keys that are not needed here are passed over.
 * @throws PadesError ERR_INVALID_ARGUMENT, naming the place, where it is none, or one of a time before reports named
 *   their evidence
 */
export function parseRecordedReport(bytes: Uint8Array): RecordedReport {
  const report = new ProfileValue(parseJson(bytes), "report", "ERR_INVALID_ARGUMENT");
  report.field("schema").oneOf("pades-dossier/report@1");
  const inputs = report.field("inputs");
  const options = new Map(inputs.field("options").entries());
  const dossier = report.field("dossier");
  const files = report.field("files").list().map(readFile);
  if (files.length === 0 && dossier.isNull) report.field("files").fail("at least one file");
  return {
    version: inputs.field("version").string(),
    policy: identified(inputs.field("policy")),
    trust: identified(inputs.field("trust")),
    mode: inputs.field("mode").oneOf("offline", "online", "evidence-only"),
    waived: report
      .field("waived")
      .list()
      .map((check) => check.oneOf("revocation")),
    acceptWithoutSignedAttributes: options.get("acceptWithoutSignedAttributes")?.boolean() ?? false,
    evidence: new Set(readTexts(inputs.field("evidence"))),
    verdict: report.field("verdict").oneOf(...VERDICTS),
    validationTime: report.field("validationTime").time(),
    files,
    dossier: dossier.isNull ? null : readDossier(dossier),
  };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse((decodeUtf8(bytes) ?? "").replace(/^\ufeff/, ""));
  } catch (cause) {
    throw new PadesError("ERR_INVALID_ARGUMENT", "report: expected JSON in UTF-8", { cause });
  }
}

function readFile(file: ProfileValue): RecordedFile {
  const path = file.field("path");
  const sha256 = file.field("sha256");
  return {
    // A path may be empty, and is only shown.
    path: typeof path.value === "string" ? path.value : null,
    sha256: sha256.isNull ? null : sha256.string(),
    validationTime: file.field("validationTime").time(),
    isPdf: new Map(file.entries()).get("isPdf")?.boolean() ?? true,
    verdict: file.field("verdict").oneOf(...VERDICTS),
    codes: readCodes(file),
    signatures: file.field("signatures").list().map(readSignature),
    evidenceUsed: readEvidenceNames(file.field("evidenceUsed")),
  };
}

function identified(value: ProfileValue): { readonly id: string; readonly sha256: string } {
  const id = value.field("id");
  return { id: typeof id.value === "string" ? id.value : id.string(), sha256: value.field("sha256").string() };
}
