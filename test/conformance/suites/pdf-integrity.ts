import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SignatureVerification } from "../../../src/pades/verify/verification.ts";
import { verifyPdf } from "../../../src/pades/verify/verify-pdf.ts";
import { createTrustStore } from "../../../src/x509/trust-store.ts";
import { INTEGRITY_EXCEPTIONS } from "../integrity-exceptions.ts";

/** One signature of one file: what a reference says of its digest and signature value, and what we say. */
export interface IntegrityCase {
  /** The file, and the field where the file could be opened. */
  readonly id: string;
  readonly expected: string;
  readonly found: string;
  readonly verdict: "agreed" | "false-accept" | "false-reject" | "error" | "exception";
  /** Why the reference is not followed: a clause, or what it is a matter of. */
  readonly because: string | null;
  readonly milliseconds: number;
}

export interface IntegrityResult {
  readonly agreed: number;
  readonly falseAccepts: readonly IntegrityCase[];
  readonly falseRejects: readonly IntegrityCase[];
  readonly errors: readonly IntegrityCase[];
  readonly exceptions: readonly IntegrityCase[];
  readonly cases: readonly IntegrityCase[];
  /** Of the slowest file. */
  readonly slowestMs: number;
}

interface ReferenceSignature {
  readonly field: string;
  /** Whether the digest is right; absent where pyHanko gave up. */
  readonly intact?: boolean;
  /** Whether the signature value is. */
  readonly valid?: boolean;
}

/** What a DSS test asserts of a signature; absent is not asserted. */
interface DssSignature {
  readonly which: string;
  readonly valid?: boolean;
  readonly digestIntact?: boolean;
}

interface DssFile {
  readonly file: string;
  readonly tests: readonly { readonly asserted: { readonly signatures?: readonly DssSignature[] } }[];
}

interface ReferenceFile {
  readonly encryption?: { readonly password?: string };
  readonly signatures?: readonly ReferenceSignature[];
}

/** What one file gives: the signatures by field, or the code of what kept it from being read. */
type Reading = { readonly unreadable: string } | { readonly fields: ReadonlyMap<string, SignatureVerification> };

/**
 * Digest and signature value of every signature of the corpus, against pyHanko's answers (`pyhanko-expect.json`,
 * `dss-second-opinion.json`) and what DSS's own tests assert (`dss-expect.json`). Trust plays no part: there are no anchors.
 */
export async function runPdfIntegrity(corpus: string): Promise<IntegrityResult> {
  const references: Record<string, ReferenceFile> = {
    ...readJson(join(corpus, "pyhanko-expect.json")),
    ...readJson(join(corpus, "dss-second-opinion.json")),
  };
  const { files: dss }: { readonly files: readonly DssFile[] } = readJson(join(corpus, "dss-expect.json"));
  const cases: IntegrityCase[] = [];
  for (const [file, reference] of Object.entries(references)) {
    const start = performance.now();
    const reading = await readSafely(join(corpus, file), reference.encryption?.password);
    const milliseconds = performance.now() - start;
    const asserted = dss.filter((each) => each.file === file).flatMap(({ tests }) => tests);
    const dssSignatures = asserted.flatMap((test) => test.asserted.signatures ?? []);
    for (const answer of compare(file, reference, dssSignatures, reading)) cases.push({ ...answer, milliseconds });
  }
  const those = (verdict: IntegrityCase["verdict"]) => cases.filter((each) => each.verdict === verdict);
  return {
    agreed: those("agreed").length,
    falseAccepts: those("false-accept"),
    falseRejects: those("false-reject"),
    errors: those("error"),
    exceptions: those("exception"),
    cases,
    slowestMs: Math.max(0, ...cases.map(({ milliseconds }) => milliseconds)),
  };
}

function compare(
  file: string,
  reference: ReferenceFile,
  dss: readonly DssSignature[],
  reading: Reading | { readonly thrown: string },
): Omit<IntegrityCase, "milliseconds">[] {
  if ("thrown" in reading) {
    return [{ id: file, expected: "a verdict", found: reading.thrown, verdict: "error", because: null }];
  }
  return (reference.signatures ?? []).flatMap(({ field, intact, valid }, index) => {
    const id = `${file}#${field}`;
    const of = dss.filter(({ which }) => which === "all" || which === "each" || (which === "first" && index === 0));
    const digest = agreement(
      intact,
      of.map(({ digestIntact }) => digestIntact),
    );
    const signature = agreement(
      valid,
      of.map((each) => each.valid),
    );
    // Where a reference gave up, or the two contradict each other, there is nothing to agree with.
    if (digest === null || signature === null) return [];
    const expected = `${digest ? "ok" : "failed"}/${signature ? "ok" : "failed"}`;
    const ours = "fields" in reading ? reading.fields.get(field) : undefined;
    const missing = "unreadable" in reading ? `unreadable: ${reading.unreadable}` : "no such signature";
    return [judge(id, expected, ours === undefined ? missing : integrityOf(ours))];
  });
}

function judge(id: string, expected: string, found: string): Omit<IntegrityCase, "milliseconds"> {
  if (expected === found) return { id, expected, found, verdict: "agreed", because: null };
  const because = INTEGRITY_EXCEPTIONS.get(id) ?? null;
  if (because !== null) return { id, expected, found, verdict: "exception", because };
  return { id, expected, found, verdict: found === "ok/ok" ? "false-accept" : "false-reject", because: null };
}

/** The answer of all references that gave one; null where none did, or where they differ. */
function agreement(first: boolean | undefined, others: readonly (boolean | undefined)[]): boolean | null {
  if (first === undefined) return null;
  return others.every((other) => other === undefined || other === first) ? first : null;
}

function integrityOf({ integrity }: SignatureVerification): string {
  return `${integrity.digest}/${integrity.signature}`;
}

const NOBODY = createTrustStore({ schema: "pades-dossier/trust@1", id: "none", anchors: [] });

async function readSafely(path: string, password = ""): Promise<Reading | { readonly thrown: string }> {
  try {
    const source = new Uint8Array(readFileSync(path));
    const { findings, signatures, verdict } = await verifyPdf(source, { trust: NOBODY, password });
    const [first] = findings;
    if (verdict === "unreadable" && first !== undefined) return { unreadable: first.code };
    const broken = findings.find(({ code }) => code === "internal-error");
    if (broken !== undefined) return { thrown: JSON.stringify(broken.params) };
    return { fields: new Map(signatures.map((signature) => [signature.field, signature])) };
  } catch (error) {
    return { thrown: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function readJson(path: string) {
  return JSON.parse(readFileSync(path, "utf8"));
}
