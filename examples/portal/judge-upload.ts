import {
  type DossierVerification,
  type Fetcher,
  type PdfVerification,
  renderReport,
  type TrustStore,
  type Verdict,
  verifyDossier,
  verifyPdf,
} from "pades-dossier";
import { type Comparison, compareReports } from "./compare-reports.ts";
import { VERIFY_TIMEOUT_MS } from "./limits.ts";
import type { Upload } from "./read-upload.ts";

export interface Answer extends Comparison {
  /** Decided by the server's verdict alone. */
  readonly decision: "accepted" | "review" | "rejected";
  /** The server's. */
  readonly verdict: Verdict;
  /** The server's report, JSON and text. */
  readonly report: string;
  readonly text: string;
}

export interface Judging {
  readonly trust: TrustStore;
  readonly fetcher: Fetcher;
}

/** Verifies what was uploaded, as if no browser had; the browser's own report is compared with the result, afterwards. */
export async function judgeUpload(upload: Upload, { trust, fetcher }: Judging): Promise<Answer> {
  const options = { trust, fetcher, signal: AbortSignal.timeout(VERIFY_TIMEOUT_MS) };
  const verification = await verify(upload.files, options);
  const report = renderReport(verification, { format: "json", locale: "vi" });
  // Of several files the worst, by the order that the package has for it.
  const { verdict } = JSON.parse(report) as { readonly verdict: Verdict };
  return {
    decision: DECISIONS[verdict],
    verdict,
    ...compareReports(upload.clientReport, report),
    report,
    text: renderReport(verification, { format: "text", locale: "vi", context: "citizen", width: 72 }),
  };
}

/** A proven fault is turned away; what merely is not known goes to a person. */
const DECISIONS: { readonly [V in Verdict]: Answer["decision"] } = {
  valid: "accepted",
  indeterminate: "review",
  unsigned: "review",
  invalid: "rejected",
  unreadable: "rejected",
};

type Options = Judging & { readonly signal: AbortSignal };

async function verify(
  files: readonly Uint8Array[],
  options: Options,
): Promise<readonly PdfVerification[] | DossierVerification> {
  const [only] = files;
  if (files.length === 1 && only !== undefined && isZip(only)) return verifyDossier(only, options);
  const verifications: PdfVerification[] = [];
  for (const [index, file] of files.entries()) {
    verifications.push(await verifyPdf(file, { ...options, path: `${index + 1}.pdf` }));
  }
  return verifications;
}

function isZip(file: Uint8Array): boolean {
  return file[0] === 0x50 && file[1] === 0x4b;
}
