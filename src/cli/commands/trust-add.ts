import { readFile } from "node:fs/promises";
import { parseCertificates } from "../../cms/parse-certificates.ts";
import { PadesError } from "../../errors.ts";
import { plainText } from "../../report/plain-text.ts";
import { createTimeFormatter } from "../../report/time-zone.ts";
import { hang } from "../../report/wrap.ts";
import { keyAcceptedUntil } from "../../x509/algorithm-policy.ts";
import { type Certificate, parseCertificate } from "../../x509/certificate.ts";
import { anchorIssuerFault, validityFault } from "../../x509/certificate-rules.ts";
import { TRUST_ROLES, type TrustAnchor, type TrustRole } from "../../x509/trust-anchor.ts";
import { CliError } from "../cli-error.ts";
import { type CommandContext, lineWidth } from "../command-context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { orInputError } from "../inputs.ts";
import { certificateRows, keyText, layOut, subjectText } from "../trust/certificate-rows.ts";
import { openProfileFile, type ProfileFile, saveProfile, withAdded } from "../trust/profile-file.ts";
import { clockTime, optionalTime, parseFingerprint } from "../trust/trust-flags.ts";
import { anchorRows, type TrustFlags } from "./trust-list.ts";

export interface TrustAddFlags extends TrustFlags {
  readonly role?: readonly TrustRole[];
  readonly tag?: string;
  readonly from?: string;
  readonly until?: string;
  readonly as?: "anchor" | "intermediate";
  readonly allowLeaf?: boolean;
  readonly fingerprint?: readonly string[];
}

type TrustTerms = Omit<TrustAnchor, "certificate">;

/** `pades trust add`: shows certificates, has the fingerprints of new anchors confirmed, and writes them into a profile. */
export async function trustAdd(
  paths: readonly string[],
  flags: TrustAddFlags,
  context: CommandContext,
): Promise<ExitCode> {
  const { add: say, label } = context.words.trust;
  const now = clockTime();
  const terms = termsOf(flags, context);
  const confirmed = flags.fingerprint?.map((text) => parseFingerprint(text, context));
  const certificates = await readAll(paths, context);
  const file = await openProfileFile(flags.trust, true, context);
  const anchors = certificates.filter((each) => isToBeAnchor(each, flags));
  const intermediates = certificates.filter((each) => !anchors.includes(each));
  for (const each of certificates) refuseUnfit(each, anchors.includes(each), flags, file, now, context);

  const width = lineWidth(context);
  const show = (title: string, certificate: Certificate, rows: ReturnType<typeof anchorRows>): void => {
    const lines = [
      ...hang("", `${title}: ${subjectText(certificate)}`, width, 2),
      ...layOut([...rows, ...certificateRows(certificate, now, context)], "  ", context),
      ...warnings(certificate, file, now, context).flatMap((line) => hang("  ", line, width)),
      "",
    ];
    context.terminal.write(`${lines.join("\n")}\n`);
  };
  for (const certificate of intermediates) show(say.asIntermediate, certificate, []);
  if (confirmed !== undefined) requireFingerprints(anchors, confirmed, context);
  for (const certificate of anchors) {
    show(say.asAnchor, certificate, anchorRows(terms, context));
    if (confirmed === undefined) await askForConfirmation(context);
  }
  const json = withAdded(
    file,
    anchors.map(({ raw }) => ({ der: raw, ...encodeTerms(terms) })),
    intermediates.map(({ raw }) => raw),
  );
  await saveProfile(file, json, context);
  const shown = plainText(flags.trust);
  const done = [
    ...hang("", say.added(anchors.length, intermediates.length, shown), width, 2),
    ...layOut([[label.next, say.next(shown)]], "", context),
  ];
  context.terminal.write(`${done.join("\n")}\n`);
  return EXIT.ok;
}

function termsOf({ role, tag, from, until }: TrustAddFlags, context: CommandContext): TrustTerms {
  const trustFrom = optionalTime(from, context);
  const trustUntil = optionalTime(until, context);
  if (trustFrom !== null && trustUntil !== null && trustUntil < trustFrom)
    throw new CliError(EXIT.usage, context.words.trust.error.periodOrder);
  if (tag?.trim() === "") throw new CliError(EXIT.usage, context.words.error.invalidValue("--tag", ""));
  return { roles: new Set(role ?? TRUST_ROLES), tag: tag ?? null, trustFrom, trustUntil };
}

function encodeTerms({ roles, tag, trustFrom, trustUntil }: TrustTerms) {
  return {
    roles: TRUST_ROLES.filter((role) => roles.has(role)),
    ...(tag === null ? {} : { tag }),
    ...(trustFrom === null ? {} : { trustFrom: trustFrom.toISOString() }),
    ...(trustUntil === null ? {} : { trustUntil: trustUntil.toISOString() }),
  };
}

async function readAll(paths: readonly string[], context: CommandContext): Promise<Certificate[]> {
  const byFingerprint = new Map<string, Certificate>();
  for (const path of paths) {
    for (const der of await readCertificates(path, context)) {
      const certificate = parseCertificate(der);
      byFingerprint.set(certificate.sha256, certificate);
    }
  }
  return [...byFingerprint.values()];
}

/** The certificates of a file, DER. @throws CliError where there are none */
export async function readCertificates(path: string, context: CommandContext): Promise<Uint8Array[]> {
  const { error } = context.words.trust;
  const bytes = await orInputError(path, context, () => readFile(path));
  try {
    const certificates = parseCertificates(new Uint8Array(bytes));
    if (certificates.length > 0) return certificates;
  } catch (cause) {
    if (!(cause instanceof PadesError)) throw cause;
    const hints = [plainText(cause.message)];
    throw new CliError(EXIT.invalid, error.notCertificates(plainText(path)), hints, { cause });
  }
  throw new CliError(EXIT.invalid, error.noCertificates(plainText(path)));
}

/** A CA that certified itself; that is a candidate, and no more: the fingerprint decides. */
function isToBeAnchor(certificate: Certificate, flags: TrustAddFlags): boolean {
  return flags.as === undefined ? certificate.isSelfIssued : flags.as === "anchor";
}

function refuseUnfit(
  certificate: Certificate,
  isAnchor: boolean,
  { allowLeaf = false }: TrustAddFlags,
  { store }: ProfileFile,
  now: Date,
  context: CommandContext,
): void {
  const { error } = context.words.trust;
  const subject = subjectText(certificate);
  const { publicKey } = certificate;
  if (publicKey === null) throw new CliError(EXIT.invalid, error.malformedKey(subject));
  if (!mayBeAuthority(certificate) && !(isAnchor && allowLeaf))
    throw new CliError(EXIT.invalid, error.isLeaf(subject), [error.howToAllowLeaf]);
  const until = keyAcceptedUntil(store.policy.algorithms, publicKey);
  if (until !== null && until <= now) throw new CliError(EXIT.invalid, error.weak(subject, keyText(certificate)));
  const isKnown = isAnchor
    ? store.anchors.some((anchor) => anchor.certificate.sha256 === certificate.sha256)
    : store.isIntermediate(certificate);
  if (isKnown) throw new CliError(EXIT.invalid, error.alreadyThere(subject));
}

/** A certificate of version 1 or 2 cannot say that it is a CA's; one that certified itself is taken for a root. */
function mayBeAuthority(certificate: Certificate): boolean {
  return anchorIssuerFault(certificate) === null && (certificate.version >= 3 || certificate.isSelfIssued);
}

function warnings(certificate: Certificate, { store }: ProfileFile, now: Date, context: CommandContext): string[] {
  const { add: say } = context.words.trust;
  const time = createTimeFormatter(context.locale.tag);
  const fault = validityFault(certificate, now);
  const isNameKnown = store
    .findAnchors(certificate.subject.comparisonKey)
    .some((anchor) => anchor.certificate.sha256 !== certificate.sha256);
  return [
    ...(fault === "expired" ? [say.expired(time(certificate.notAfter))] : []),
    ...(fault === "not-yet-valid" ? [say.notYetValid(time(certificate.notBefore))] : []),
    ...(isNameKnown ? [say.sameName] : []),
  ];
}

/** What was confirmed and what is to be added must be the same. */
function requireFingerprints(
  anchors: readonly Certificate[],
  confirmed: readonly string[],
  context: CommandContext,
): void {
  const { error } = context.words.trust;
  for (const anchor of anchors) {
    if (!confirmed.includes(anchor.sha256))
      throw new CliError(EXIT.invalid, error.fingerprintDiffers(subjectText(anchor)));
  }
  const unused = confirmed.find((sha256) => !anchors.some((anchor) => anchor.sha256 === sha256));
  if (unused !== undefined) throw new CliError(EXIT.invalid, error.fingerprintUnused(unused.toUpperCase()));
}

async function askForConfirmation({ terminal, words }: CommandContext): Promise<void> {
  const { add: say, error } = words.trust;
  const answer = await terminal.readLine(say.question);
  terminal.signal.throwIfAborted();
  if (answer === null) throw new CliError(EXIT.usage, error.needsConfirmation, [error.howToConfirm]);
  // Vietnamese may be typed with marks of their own (NFD).
  if (!say.yes.includes(answer.normalize("NFC").trim().toLowerCase()))
    throw new CliError(EXIT.invalid, error.notConfirmed);
}
