import { readFile } from "node:fs/promises";
import { encodeHex } from "../../bytes/hex.ts";
import { digestOf } from "../../crypto/digest.ts";
import { PadesError } from "../../errors.ts";
import type { EvidenceCommandWords } from "../../locale/evidence-commands.ts";
import { guardedFetcher } from "../../node/guarded-fetcher.ts";
import { hasCode } from "../../node/write-file.ts";
import { collectEvidenceBundle, type FetchOutcome } from "../../pades/evidence/collect-evidence-bundle.ts";
import { type EvidencePiece, encodeEvidenceBundle } from "../../pades/evidence/encode-evidence-bundle.ts";
import type { EvidenceKind } from "../../pades/evidence/evidence-kind.ts";
import { parseEvidenceBundle } from "../../pades/evidence/parse-evidence-bundle.ts";
import { verifyPdf } from "../../pades/verify/verify-pdf.ts";
import { plainText } from "../../report/plain-text.ts";
import { createTimeFormatter } from "../../report/time-zone.ts";
import type { TrustStore } from "../../x509/trust-store.ts";
import { CliError } from "../cli-error.ts";
import type { CommandContext } from "../command-context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { withFile, writeOutput } from "../inputs.ts";
import { refuseToReplaceInput } from "../refuse-to-replace-input.ts";
import { openTrust } from "../trust-inputs.ts";

export interface EvidenceFetchFlags {
  readonly trust: string;
  readonly out: string;
  readonly for?: readonly string[];
  readonly crl?: readonly string[];
  readonly allowPrivate?: readonly string[];
  readonly force?: boolean;
}

/** `pades evidence fetch`: current revocation data of all authorities of a profile and for the chains of files, in one file. */
export async function evidenceFetch(flags: EvidenceFetchFlags, context: CommandContext): Promise<ExitCode> {
  const { fetch: say } = context.words.evidenceCommands.evidence;
  const { terminal } = context;
  const trust = await openTrust(flags.trust, context);
  await refuseToReplaceInput([flags.out], flags.for ?? [], flags, context);
  if (flags.force !== true) await refuseToReplaceOthers(flags.out, context);
  const certificates = await certificatesOf(flags.for ?? [], trust, context);
  const now = new Date();
  const collection = await collectEvidenceBundle({
    trust,
    fetcher: guardedFetcher({ allowPrivate: [...trust.policy.allowPrivateHosts, ...(flags.allowPrivate ?? [])] }),
    now,
    certificates,
    crlUrls: flags.crl ?? [],
    signal: terminal.signal,
  });
  terminal.signal.throwIfAborted();
  const time = createTimeFormatter(context.locale.tag);
  const line = (outcome: FetchOutcome): string => `  ${describe(outcome, time, say)}`;
  const lines = collection.authorities.flatMap(({ authority, outcomes, isCurrent }) => [
    say.authority(plainText(authority)),
    ...(outcomes.length > 0 ? outcomes.map(line) : [`  ${isCurrent ? say.answeredOnly : say.noAddress}`]),
  ]);
  for (const { certificate, outcomes } of collection.certificates) {
    lines.push(say.certificate(plainText(certificate)), ...outcomes.map(line));
  }
  if (collection.strays.length > 0) lines.push(say.otherAddresses, ...collection.strays.map(line));
  const { pieces } = collection;
  if (pieces.length === 0) {
    terminal.write(`${lines.join("\n")}\n`);
    throw new CliError(EXIT.invalid, say.nothing);
  }
  await writeOutput(flags.out, encodeEvidenceBundle(pieces, now), true, context);
  lines.push(say.written(plainText(flags.out), countByKind(pieces)));
  const isComplete = collection.authorities.every(({ isCurrent }) => isCurrent) && collection.strays.length === 0;
  if (!isComplete) lines.push(say.incomplete);
  terminal.write(`${lines.join("\n")}\n`);
  return isComplete ? EXIT.ok : EXIT.indeterminate;
}

function countByKind(pieces: readonly EvidencePiece[]): Readonly<Record<EvidenceKind, number>> {
  // Each once, as in the bundle: two addresses may give the same list.
  const of = (kind: EvidenceKind) =>
    new Set(pieces.filter((piece) => piece.kind === kind).map(({ der }) => encodeHex(digestOf("SHA-256", der)))).size;
  return { crl: of("crl"), ocsp: of("ocsp"), certificate: of("certificate") };
}

/** The certificates on the chains of signed files, as verification finds them. */
async function certificatesOf(
  files: readonly string[],
  trust: TrustStore,
  context: CommandContext,
): Promise<Uint8Array[]> {
  const certificates: Uint8Array[] = [];
  for (const path of files) {
    const { signal } = context.terminal;
    const { evidenceUsed } = await withFile(path, context, (source) => verifyPdf(source, { trust, signal }));
    certificates.push(...evidenceUsed.certificates);
  }
  return certificates;
}

/** A bundle is meant to be renewed under its name; nothing else is replaced by a slip of the hand. */
async function refuseToReplaceOthers(path: string, context: CommandContext): Promise<void> {
  try {
    parseEvidenceBundle(new Uint8Array(await readFile(path)));
  } catch (error) {
    if (hasCode(error, "ENOENT")) return;
    if (!(error instanceof PadesError) && !hasCode(error, "EISDIR", "EACCES", "ENOTDIR")) throw error;
    const { fetch: say } = context.words.evidenceCommands.evidence;
    throw new CliError(EXIT.usage, say.notABundle(plainText(path)), [], { cause: error });
  }
}

function describe(
  outcome: FetchOutcome,
  time: (date: Date) => string,
  say: EvidenceCommandWords["evidence"]["fetch"],
): string {
  const url = plainText(outcome.url);
  switch (outcome.is) {
    case "verified":
      return say.verified(url, time(outcome.thisUpdate), outcome.nextUpdate === null ? null : time(outcome.nextUpdate));
    case "stale":
      return say.stale(url, time(outcome.nextUpdate));
    case "failed":
      return say.failed(url, plainText(outcome.reason));
    case "refused":
      return say.refused(url, outcome.reason);
  }
}
