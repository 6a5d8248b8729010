import { plainText } from "../../report/plain-text.ts";
import { hang } from "../../report/wrap.ts";
import { CliError } from "../cli-error.ts";
import { type CommandContext, lineWidth } from "../command-context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { fingerprintLines, subjectText } from "../trust/certificate-rows.ts";
import {
  openProfileFile,
  type ProfileEntry,
  type ProfileFile,
  profileEntries,
  saveProfile,
  withoutEntries,
} from "../trust/profile-file.ts";
import { parseFingerprintStart } from "../trust/trust-flags.ts";
import type { TrustFlags } from "./trust-list.ts";

/** `pades trust remove`: by fingerprint, wherever in the profile the certificate stands. */
export async function trustRemove(
  fingerprints: readonly string[],
  { trust }: TrustFlags,
  context: CommandContext,
): Promise<ExitCode> {
  const { remove: say } = context.words.trust;
  const wanted = fingerprints.map((text) => parseFingerprintStart(text, context));
  const file = await openProfileFile(trust, false, context);
  const entries = await profileEntries(file);
  const removed = wanted.map((start) => findOne(start, entries, context));
  const places = removed.flatMap((sha256) => placesOf(sha256, entries, context));
  const json = withoutEntries(file, places);
  await saveProfile(file, json, context);
  const width = lineWidth(context);
  const lines = removed.flatMap((sha256) => [
    ...hang("", say.removed(subjectOf(sha256, file), plainText(trust)), width, 2),
    ...fingerprintLines(sha256).map((line) => `  ${line}`),
  ]);
  if (json.anchors.length === 0) lines.push(...hang("", say.noneLeft, width));
  context.terminal.write(`${lines.join("\n")}\n`);
  return EXIT.ok;
}

/** The one certificate whose fingerprint begins so. */
function findOne(start: string, entries: readonly ProfileEntry[], context: CommandContext): string {
  const { error } = context.words.trust;
  const [found, another] = new Set(
    entries.flatMap((entry) => entry.fingerprints).filter((sha256) => sha256.startsWith(start)),
  );
  const shown = start.toUpperCase();
  if (found === undefined) throw new CliError(EXIT.inputNotFound, error.notFound(shown));
  if (another !== undefined) throw new CliError(EXIT.usage, error.severalFound(shown));
  return found;
}

/** Where it stands, as an anchor, an intermediate or both. A file that holds others too is the user's to change. */
function placesOf(sha256: string, entries: readonly ProfileEntry[], context: CommandContext): ProfileEntry[] {
  const places = entries.filter(({ fingerprints }) => fingerprints.includes(sha256));
  for (const { file, fingerprints } of places) {
    if (fingerprints.length > 1)
      throw new CliError(EXIT.usage, context.words.trust.error.inSharedFile(plainText(file ?? "?")));
  }
  return places;
}

function subjectOf(sha256: string, { store }: ProfileFile): string {
  const all = [...store.anchors.map(({ certificate }) => certificate), ...store.intermediates];
  const certificate = all.find((each) => each.sha256 === sha256);
  return certificate === undefined ? "?" : subjectText(certificate);
}
