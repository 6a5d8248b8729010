import { decodeUtf8 } from "../../bytes/text.ts";
import { PadesError } from "../../errors.ts";
import type { EvidenceUsed, Verdict, WaivableCheck } from "../../pades/verify/verification.ts";
import { ProfileValue } from "../../x509/profile-reader.ts";

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
  readonly files: readonly RecordedFile[];
}

export interface RecordedFile {
  readonly path: string | null;
  readonly sha256: string | null;
  readonly validationTime: Date;
  readonly verdict: Verdict;
  readonly codes: readonly string[];
  readonly signatures: readonly RecordedSignature[];
  readonly evidenceUsed: { readonly [Kind in keyof EvidenceUsed]: readonly string[] };
}

export interface RecordedSignature {
  readonly field: string;
  readonly indication: string;
  readonly subIndication: string | null;
  readonly codes: readonly string[];
}

/**
 * Reads a JSON report (report.schema.json). Keys that are not needed here are passed over; of a dossier its PDFs are read,
 * each with its own verdict, and not what they came to together.
 * @throws PadesError ERR_INVALID_ARGUMENT, naming the place, where it is none, or one of a time before reports named
 *   their evidence
 */
export function parseRecordedReport(bytes: Uint8Array): RecordedReport {
  const report = new ProfileValue(parseJson(bytes), "report", "ERR_INVALID_ARGUMENT");
  report.field("schema").oneOf("pades-dossier/report@1");
  const inputs = report.field("inputs");
  const options = new Map(inputs.field("options").entries());
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
    evidence: new Set(texts(inputs.field("evidence"))),
    files: report
      .field("files")
      .list()
      .filter((file) => !isOtherFile(file))
      .map(readFile),
  };
}

/** A file of a dossier that is no PDF: nothing was concluded from what is in it. */
function isOtherFile(file: ProfileValue): boolean {
  return new Map(file.entries()).get("isPdf")?.boolean() === false;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse((decodeUtf8(bytes) ?? "").replace(/^\ufeff/, ""));
  } catch (cause) {
    throw new PadesError("ERR_INVALID_ARGUMENT", "report: expected JSON in UTF-8", { cause });
  }
}

function readFile(file: ProfileValue): RecordedFile {
  const used = file.field("evidenceUsed");
  const path = file.field("path");
  const sha256 = file.field("sha256");
  return {
    // A path may be empty, and is only shown.
    path: typeof path.value === "string" ? path.value : null,
    sha256: sha256.isNull ? null : sha256.string(),
    validationTime: file.field("validationTime").time(),
    verdict: file.field("verdict").oneOf("valid", "invalid", "indeterminate", "unsigned", "unreadable"),
    codes: codes(file),
    signatures: file.field("signatures").list().map(readSignature),
    evidenceUsed: {
      certificates: texts(used.field("certificates")),
      crls: texts(used.field("crls")),
      ocspResponses: texts(used.field("ocspResponses")),
      timestamps: texts(used.field("timestamps")),
    },
  };
}

function readSignature(signature: ProfileValue): RecordedSignature {
  const field = signature.field("field");
  const subIndication = signature.field("subIndication");
  return {
    // The name of a field may be empty.
    field: typeof field.value === "string" ? field.value : field.string(),
    indication: signature.field("indication").string(),
    subIndication: subIndication.isNull ? null : subIndication.string(),
    codes: codes(signature),
  };
}

function codes(value: ProfileValue): string[] {
  return value
    .field("findings")
    .list()
    .map((each) => each.field("code").string());
}

function texts(value: ProfileValue): string[] {
  return value.list().map((each) => each.string());
}

function identified(value: ProfileValue): { readonly id: string; readonly sha256: string } {
  const id = value.field("id");
  return { id: typeof id.value === "string" ? id.value : id.string(), sha256: value.field("sha256").string() };
}
