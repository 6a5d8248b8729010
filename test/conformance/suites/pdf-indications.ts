import { readFileSync } from "node:fs";
import { join } from "node:path";
import { encodeBase64 } from "../../../src/bytes/base64.ts";
import { toByteSource } from "../../../src/bytes/source.ts";
import { openView } from "../../../src/bytes/view.ts";
import { readStoredSignatures } from "../../../src/pades/ltv/read-signatures.ts";
import type { SignatureVerification } from "../../../src/pades/verify/verification.ts";
import { verifyPdf } from "../../../src/pades/verify/verify-pdf.ts";
import { openPdf } from "../../../src/pdf/read/encryption/open-pdf.ts";
import { nameToText } from "../../../src/x509/name-text.ts";
import { createTrustStore, type TrustStore } from "../../../src/x509/trust-store.ts";
import { INDICATION_EXCEPTIONS } from "../indication-exceptions.ts";

/**
 * What decisions.json expects of one signature. `indicationSource` says who does: "dss" where a test of DSS asserts the
 * indication or that the value is wrong; "pyhanko" where pyHanko fails the signature, and what it names as the reason
 * (digest, value, coverage, change, certificate) is what the sub-indication stands for; "both"; or "clause", that of
 * `clause`, applied to the facts on which the references agree.
 */
interface Decision {
  readonly file: string;
  readonly field: string;
  readonly indication: string;
  readonly subIndication: string | null;
  readonly indicationSource: "dss" | "pyhanko" | "both" | "clause";
  readonly clause?: string;
  /** Common name of the anchor that the reference trusted; without one it trusted nobody. */
  readonly trust?: string;
}

export interface IndicationCase {
  readonly id: string;
  readonly source: string;
  readonly expected: string;
  readonly found: string;
}

export interface IndicationResult {
  readonly agreed: number;
  /** Signatures called better than they are. */
  readonly falseAccepts: readonly IndicationCase[];
  readonly falseRejects: readonly IndicationCase[];
  readonly errors: readonly IndicationCase[];
  readonly exceptions: readonly (IndicationCase & { readonly because: string })[];
  /** Exceptions that are none any more. */
  readonly idleExceptions: readonly string[];
  readonly bySource: ReadonlyMap<string, number>;
}

/** The day after the references were asked. */
const NOW = new Date("2026-11-25T00:00:00Z");
/** Files of the corpus that hold the certificates of anchors which are not in the file that was judged with them. */
const HOLDERS_OF_ANCHORS = ["dss/TEST2_signed_with_zero_policy_hash.pdf"];
const WORST_FIRST = ["TOTAL-FAILED", "INDETERMINATE", "TOTAL-PASSED"];

/** Indication and sub-indication of every signature of the corpus, with the trust that the reference had. */
export async function runPdfIndications(corpus: string): Promise<IndicationResult> {
  const passwords: Record<string, { readonly encryption?: { readonly password?: string } }> = JSON.parse(
    readFileSync(join(corpus, "pyhanko-expect.json"), "utf8"),
  );
  const decisions: readonly Decision[] = JSON.parse(
    readFileSync(join(import.meta.dirname, "../decisions.json"), "utf8"),
  );
  const verified = new Map<string, readonly SignatureVerification[]>();
  const falseAccepts: IndicationCase[] = [];
  const falseRejects: IndicationCase[] = [];
  const errors: IndicationCase[] = [];
  const exceptions: (IndicationCase & { readonly because: string })[] = [];
  const bySource = new Map<string, number>();
  const idle = new Set(INDICATION_EXCEPTIONS.keys());
  let agreed = 0;
  for (const decision of decisions) {
    const { file, field, indicationSource: source } = decision;
    bySource.set(source, (bySource.get(source) ?? 0) + 1);
    const password = passwords[file]?.encryption?.password;
    const signatures = verified.get(file) ?? (await signaturesOf(corpus, file, password, decision.trust));
    verified.set(file, signatures);
    const ours = signatures.find((signature) => signature.field === field);
    const expected = `${decision.indication} / ${decision.subIndication}`;
    const found = ours === undefined ? "no such signature" : `${ours.indication} / ${ours.subIndication}`;
    const entry = { id: `${file}#${field}`, source: decision.clause ?? source, expected, found };
    const because = INDICATION_EXCEPTIONS.get(entry.id);
    if (expected === found) agreed++;
    else if (because !== undefined && ours?.indication !== "TOTAL-PASSED") {
      exceptions.push({ ...entry, because });
      idle.delete(entry.id);
    } else if (ours === undefined) errors.push(entry);
    else if (WORST_FIRST.indexOf(ours.indication) > WORST_FIRST.indexOf(decision.indication)) falseAccepts.push(entry);
    else falseRejects.push(entry);
  }
  return { agreed, falseAccepts, falseRejects, errors, exceptions, idleExceptions: [...idle], bySource };
}

async function signaturesOf(
  corpus: string,
  file: string,
  password: string | undefined,
  anchor: string | undefined,
): Promise<readonly SignatureVerification[]> {
  const options = { trust: trustIn(corpus, anchor), now: NOW, ...(password === undefined ? {} : { password }) };
  return (await verifyPdf(new Uint8Array(readFileSync(join(corpus, file))), options)).signatures;
}

function trustIn(corpus: string, anchor: string | undefined): TrustStore {
  const held = anchor === undefined ? [] : HOLDERS_OF_ANCHORS.flatMap((file) => certificatesOf(join(corpus, file)));
  const anchors = held
    .filter(({ subject }) => nameToText(subject).includes(`CN=${anchor},`))
    .map(({ raw }) => ({ certificate: encodeBase64(raw), roles: ["signer"] }));
  if (anchor !== undefined && anchors.length === 0) throw new Error(`no certificate of ${anchor} in the corpus`);
  return createTrustStore({ schema: "pades-dossier/trust@1", id: anchor ?? "none", anchors });
}

function certificatesOf(path: string) {
  const { document } = openPdf(openView(toByteSource(new Uint8Array(readFileSync(path)))), null);
  return readStoredSignatures(document).flatMap(({ certificates }) => certificates);
}
