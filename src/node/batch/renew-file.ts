import { createHash } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { PadesError } from "../../errors.ts";
import type { EvidenceOptions } from "../../pades/ltv/evidence-options.ts";
import { extendPdf } from "../../pades/sign/extend.ts";
import type { PdfVerification } from "../../pades/verify/verification.ts";
import { verifyPdf } from "../../pades/verify/verify-pdf.ts";
import type { TimestampAuthority } from "../../tsp/timestamp-authority.ts";
import { openFileSource } from "../file-source.ts";
import { hasCode, writeFileAtomically } from "../write-file.ts";
import type { BatchFile } from "./batch-file.ts";
import { type BatchResult, failedResult, resultOf } from "./batch-result.ts";
import type { RenewalError, RenewalResult } from "./renewal-result.ts";

export interface RenewalRequest extends EvidenceOptions {
  readonly timestampAuthority: TimestampAuthority;
  /** Files that stay provable until then or longer are left; null renews all. */
  readonly dueBefore: (now: Date) => Date | null;
  /** Folder of the new files, each at its place below. */
  readonly out: string;
  /** Whether a new file that is there already, and is what would be made, counts: a run that was killed made it. */
  readonly resume: boolean;
  readonly clock: () => Date;
  readonly signal: AbortSignal | null;
}

/**
 * Renews one file into the output folder: it is verified as it is, extended to B-LTA, verified again, and written whole or
 * not at all. What is not valid is not preserved, and nothing is ever replaced.
 *
 * @throws the signal's reason where it was aborted, and nothing else
 */
export async function renewFile(file: BatchFile, request: RenewalRequest): Promise<RenewalResult> {
  const { clock, signal } = request;
  let found: BatchResult = failedResult(file.path, "");
  const end = (outcome: RenewalResult["outcome"], error: RenewalError | null): RenewalResult => ({
    ...resultWithout(found),
    outcome,
    error,
  });
  try {
    const source = await openFileSource(file.path);
    try {
      const before = await judge(source, request);
      found = resultOf(file.path, before, false);
      if (before.verdict !== "valid") return end("refused", null);
      const limit = request.dueBefore(clock());
      const until = found.provableUntil === null ? null : new Date(found.provableUntil);
      if (limit !== null && until !== null && until >= limit) return end("not-due", null);
      const there = await readIfThere(join(request.out, file.below));
      if (there !== null && !(request.resume && beginsWith(there, source.size, before.sha256))) {
        return end("failed", { code: "exists", detail: join(request.out, file.below) });
      }
      const { timestampAuthority, trust, evidence, fetcher } = request;
      const renewed =
        there ??
        (await extendPdf(source, {
          to: "B-LTA",
          timestampAuthority,
          trust,
          ...(evidence === undefined ? {} : { evidence }),
          ...(fetcher === undefined ? {} : { fetcher }),
          ...(signal === null ? {} : { signal }),
        }));
      if (!beginsWith(renewed, source.size, before.sha256))
        return end("failed", { code: "changed", detail: file.path });
      const after = await judge(renewed, request);
      const result = resultOf(file.path, after, false);
      const fault = faultOf(before, until, after, result);
      // One that is there and is no better is somebody else's.
      if (fault !== null) return end("failed", there === null ? fault : { ...fault, code: "exists" });
      signal?.throwIfAborted();
      if (there === null) await write(join(request.out, file.below), renewed);
      return {
        ...end("renewed", null),
        renewedUntil: result.provableUntil,
        out: file.below,
        outSha256: sha256(renewed),
      };
    } finally {
      await source.close();
    }
  } catch (error) {
    signal?.throwIfAborted();
    const detail = error instanceof Error ? error.message : String(error);
    if (hasCode(error, "EEXIST")) return end("failed", { code: "exists", detail });
    return end("failed", { code: error instanceof PadesError ? "service" : "file", detail });
  }
}

/** By what the file holds and what was handed in; current status of the newest timestamp's authority can only be fetched. */
function judge(
  pdf: Parameters<typeof verifyPdf>[0],
  { trust, evidence, fetcher, clock, signal }: RenewalRequest,
): Promise<PdfVerification> {
  return verifyPdf(pdf, {
    trust,
    now: clock(),
    ...(fetcher === undefined ? {} : { fetcher, policy: { revocationMode: "online" } }),
    ...(evidence === undefined ? {} : { evidence }),
    ...(signal === null ? {} : { signal }),
  });
}

/** Null where the new file is worth keeping: valid, provable for longer, or archived where it was not. */
function faultOf(
  before: PdfVerification,
  until: Date | null,
  after: PdfVerification,
  { reasons, provableUntil }: BatchResult,
): RenewalError | null {
  if (after.verdict !== "valid") return { code: "not-valid-after", detail: reasons.join(", ") };
  const wasArchived = before.signatures.every(({ kind, level }) => kind !== "signature" || level === "B-LTA");
  const isLonger = until !== null && (provableUntil === null || new Date(provableUntil) > until);
  return isLonger || until === null || !wasArchived ? null : { code: "no-gain", detail: until.toISOString() };
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFileAtomically(path, bytes, { overwrite: false });
}

async function readIfThere(path: string): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if (hasCode(error, "ENOENT")) return null;
    throw error;
  }
}

/** Whether the first `size` bytes have that digest, and more follow. */
function beginsWith(bytes: Uint8Array, size: number, digest: string | null): boolean {
  return bytes.length > size && sha256(bytes.subarray(0, size)) === digest;
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function resultWithout({ path, sha256: digest, verdict, reasons, provableUntil }: BatchResult) {
  return { path, sha256: digest, verdict, reasons, provableUntil, renewedUntil: null, out: null, outSha256: null };
}
