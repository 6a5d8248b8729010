import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SignatureVerification } from "../../../src/pades/verify/verification.ts";
import { verifyPdf } from "../../../src/pades/verify/verify-pdf.ts";
import { createTrustStore } from "../../../src/x509/trust-store.ts";
import { CHANGES_EXCEPTIONS } from "../changes-exceptions.ts";

/** What decisions.json expects of one signature, and who says so. */
interface Decision {
  readonly file: string;
  readonly field: string;
  readonly level: string;
  readonly permitted: boolean;
  readonly coverage: string;
  readonly source: string;
}

export interface ChangesCase {
  readonly id: string;
  readonly source: string;
  readonly expected: string;
  readonly found: string;
}

export interface ChangesResult {
  readonly agreed: number;
  /** Changes that must not be, taken for permitted. */
  readonly falseAccepts: readonly ChangesCase[];
  readonly falseRejects: readonly ChangesCase[];
  readonly errors: readonly ChangesCase[];
  /** Where verification knows more than the table, with why. */
  readonly exceptions: readonly (ChangesCase & { readonly because: string })[];
  /** Signatures that nothing harmful happened to, and of these the ones that are not said to be permitted, exceptions included. */
  readonly harmless: number;
  readonly alarms: number;
  /** Entries and exceptions that follow neither reference; none of them may allow what either calls harmful. */
  readonly overruled: number;
}

/** Of the harmless signatures, the part that may be called changed all the same. */
const MAX_ALARMS = 0.02;
const MAX_OVERRULED = 12;

/** What does not hold of the suite as a whole; empty where all does. */
export function failedGates({ harmless, alarms, overruled }: ChangesResult): readonly string[] {
  return [
    ...(alarms > MAX_ALARMS * harmless ? [`alarms on more than ${MAX_ALARMS * 100} % of the harmless signatures`] : []),
    ...(overruled > MAX_OVERRULED ? [`more than ${MAX_OVERRULED} entries overrule the references`] : []),
  ];
}

const NOBODY = createTrustStore({ schema: "pades-dossier/trust@1", id: "none", anchors: [] });

/** Level, permission and coverage of every signature of the corpus, as verifyPdf gives them, against decisions.json. */
export async function runPdfChanges(corpus: string): Promise<ChangesResult> {
  const passwords: Record<string, { readonly encryption?: { readonly password?: string } }> = JSON.parse(
    readFileSync(join(corpus, "pyhanko-expect.json"), "utf8"),
  );
  const decisions: readonly Decision[] = JSON.parse(
    readFileSync(join(import.meta.dirname, "../decisions.json"), "utf8"),
  );
  const verified = new Map<string, readonly SignatureVerification[]>();
  const falseAccepts: ChangesCase[] = [];
  const falseRejects: ChangesCase[] = [];
  const errors: ChangesCase[] = [];
  const exceptions: (ChangesCase & { readonly because: string })[] = [];
  let agreed = 0;
  let alarms = 0;
  for (const decision of decisions) {
    const { file, field, source } = decision;
    const password = passwords[file]?.encryption?.password;
    const signatures = verified.get(file) ?? (await signaturesOf(join(corpus, file), password));
    verified.set(file, signatures);
    const ours = signatures.find((signature) => signature.field === field);
    const expected = `${decision.level}, permitted ${decision.permitted}, ${decision.coverage}`;
    const found =
      ours === undefined
        ? "no such signature"
        : `${ours.changes.level}, permitted ${ours.changes.permitted}, ${ours.integrity.coverage}`;
    const entry = { id: `${file}#${field}`, source, expected, found };
    if (decision.permitted && ours?.changes.permitted !== true) alarms++;
    const because = CHANGES_EXCEPTIONS.get(entry.id);
    if (expected === found) agreed++;
    else if (because !== undefined && ours?.changes.permitted !== true) exceptions.push({ ...entry, because });
    else if (ours === undefined) errors.push(entry);
    else if (ours.changes.permitted === true) falseAccepts.push(entry);
    else falseRejects.push(entry);
  }
  const harmless = decisions.filter(({ permitted }) => permitted).length;
  const overruled = decisions.filter(({ source }) => source === "clause").length + exceptions.length;
  return { agreed, falseAccepts, falseRejects, errors, exceptions, harmless, alarms, overruled };
}

async function signaturesOf(path: string, password: string | undefined): Promise<readonly SignatureVerification[]> {
  const options = { trust: NOBODY, ...(password === undefined ? {} : { password }) };
  return (await verifyPdf(new Uint8Array(readFileSync(path)), options)).signatures;
}
