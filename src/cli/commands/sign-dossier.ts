import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { encodeHex } from "../../bytes/hex.ts";
import { encodeUtf8 } from "../../bytes/text.ts";
import { digestOf } from "../../crypto/digest.ts";
import { type DossierFile, MANIFEST_FILE, SEAL_FILE } from "../../dossier/dossier-files.ts";
import { finalManifest } from "../../dossier/final-manifest.ts";
import { type JudgedFile, judgeFile } from "../../dossier/judge-file.ts";
import type { DossierManifest } from "../../dossier/manifest.ts";
import { parseManifest } from "../../dossier/parse-manifest.ts";
import { boundReason, maySign, planSigning, type SigningStep } from "../../dossier/plan-signing.ts";
import { sealManifest } from "../../dossier/seal-manifest.ts";
import { verifyDossier } from "../../dossier/verify-dossier.ts";
import type { Signer } from "../../keys/signer.ts";
import { capitalised, sentencesOf } from "../../locale/sentences.ts";
import { fileOnDemand, readDossierFolder } from "../../node/read-dossier-folder.ts";
import { signPdf } from "../../pades/sign/sign-pdf.ts";
import { type BaselineLevel, reachesLevel } from "../../pades/verify/time/level-order.ts";
import { plainText } from "../../report/plain-text.ts";
import { createTimeFormatter } from "../../report/time-zone.ts";
import { hang } from "../../report/wrap.ts";
import { parseCertificate } from "../../x509/certificate.ts";
import { personOf } from "../../x509/person.ts";
import { CliError } from "../cli-error.ts";
import { type CommandContext, lineWidth } from "../command-context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { isSameFile, orInputError, writeOutput } from "../inputs.ts";
import { type LongTermServices, openServices } from "../long-term.ts";
import { openSigner } from "../open-signer.ts";
import { openTrust } from "../trust-inputs.ts";
import type { SignFlags } from "./sign.ts";

/** What is the same for every component. */
interface Run {
  readonly folder: string;
  readonly flags: SignFlags;
  readonly manifest: DossierManifest;
  readonly context: CommandContext;
}

/**
 * `pades sign FOLDER`: signs in one role whatever in the folder lacks that signature, each file in its place, whole or not
 * at all. What was signed before is found out from the files, so that a run that was stopped goes on when it is repeated.
 */
export async function signDossier(folder: string, flags: SignFlags, context: CommandContext): Promise<ExitCode> {
  const { words } = context;
  const say = words.dossier.sign;
  for (const [option, value] of Object.entries({
    "--out": flags.out,
    "--field": flags.field,
    "--certify": flags.certify,
    "--pdf-password-env": flags.pdfPasswordEnv,
    "--pdf-password-fd": flags.pdfPasswordFd,
  })) {
    if (value !== undefined) throw new CliError(EXIT.usage, say.notForFolders(option));
  }
  if (flags.role === undefined && flags.seal !== true) throw new CliError(EXIT.usage, say.roleOrSeal);
  const run = { folder, flags, manifest: await readManifest(folder, flags.manifest, context), context };
  const { roles = {} } = run.manifest;
  if (flags.role !== undefined && !Object.hasOwn(roles, flags.role)) {
    const known = Object.keys(roles).map(plainText).join(", ");
    throw new CliError(EXIT.usage, say.noRole(plainText(flags.role), known === "" ? "–" : known));
  }
  const files = await orInputError(folder, context, readDossierFolder);
  const { signer, close } = await openSigner(flags, context);
  try {
    if (flags.role !== undefined) await signComponents(flags.role, files, signer, run);
    return flags.seal === true ? await seal(signer, run) : EXIT.ok;
  } finally {
    await close();
  }
}

async function readManifest(
  folder: string,
  path: string | undefined,
  context: CommandContext,
): Promise<DossierManifest> {
  const place = path ?? join(folder, MANIFEST_FILE);
  const isThere = await stat(place).then(
    () => true,
    () => false,
  );
  if (!isThere && path === undefined) {
    throw new CliError(EXIT.inputNotFound, context.words.dossier.sign.noManifest(plainText(folder)));
  }
  return parseManifest(new Uint8Array(await orInputError(place, context, () => readFile(place))));
}

async function signComponents(role: string, files: readonly DossierFile[], signer: Signer, run: Run): Promise<void> {
  const { manifest, context, flags } = run;
  const { terminal, words } = context;
  const say = words.dossier.sign;
  const now = currentTime();
  const roleName = plainText(manifest.roles?.[role]?.name ?? role);
  if (maySign(parseCertificate(signer.certificate), role, manifest, now)?.has === "no") {
    throw new CliError(EXIT.usage, say.notOfRole(signerName(signer), roleName));
  }
  const judged = await judgeFiles(files, role, run);
  const steps = planSigning(manifest, judged, { role, certificate: signer.certificate, now });
  const problems = steps.flatMap((step) =>
    step.kind === "problem" ? [say.problem(plainText(step.component.name), shown(step.problem))] : [],
  );
  // Before the first file is touched: half a dossier helps nobody.
  if (problems.length > 0) throw new CliError(EXIT.invalid, say.notStarted, problems);
  if (steps.length === 0) terminal.write(`${say.nothing(roleName)}\n`);
  const toSign = steps.filter((step) => step.kind === "sign");
  const levels = new Map(toSign.map((step) => [step, levelOf(step, flags, context)]));
  const highest = [...levels.values()].reduce<BaselineLevel>((a, b) => (reachesLevel(a, b) ? a : b), "B-B");
  const services = highest === "B-B" || toSign.length === 0 ? null : await openServices(highest, flags, context);
  for (const step of steps) {
    if (step.kind === "done") terminal.write(`${say.done(plainText(step.component.name))}\n`);
    if (step.kind !== "sign") continue;
    terminal.signal.throwIfAborted();
    const bytes = await signed(step, { signer, services, level: levels.get(step) ?? "B-B" }, run);
    terminal.signal.throwIfAborted();
    await writeOutput(join(run.folder, step.file), bytes, true, context);
    terminal.write(`${say.signed(plainText(step.component.name), plainText(step.file))}\n`);
  }
}

/** Only those that the role concerns, without asking whom to trust: that is for verifying. */
async function judgeFiles(
  files: readonly DossierFile[],
  role: string,
  { manifest, flags, context }: Run,
): Promise<JudgedFile[]> {
  const trust = await openTrust(flags.trust, context);
  const concerned = manifest.components.filter(({ signatures = [] }) => signatures.some((each) => each.role === role));
  const names = new Set(concerned.map(({ file }) => file.normalize("NFC")));
  const sizes = concerned.flatMap(({ original }) => original?.size ?? []);
  const judged: JudgedFile[] = [];
  for (const file of files) {
    context.terminal.signal.throwIfAborted();
    if (names.has(file.path.normalize("NFC"))) judged.push(await judgeFile(file, sizes, { trust }));
  }
  return judged;
}

interface Signing {
  readonly signer: Signer;
  readonly services: LongTermServices | null;
  readonly level: BaselineLevel;
}

async function signed(
  step: SigningStep & { readonly kind: "sign" },
  { signer, services, level }: Signing,
  { folder, manifest, flags, context }: Run,
): Promise<Uint8Array> {
  const { component } = step;
  const source = await judgedBytes(step, folder, context);
  const reason = component.binding === "reason" ? boundReason(flags.reason, manifest) : flags.reason;
  const fields = {
    application: "pades-dossier",
    signer,
    signal: context.terminal.signal,
    ...(reason === undefined ? {} : { reason }),
    ...(flags.location === undefined ? {} : { location: flags.location }),
  };
  if (level === "B-B" || services === null) return signPdf(source, { ...fields, level: "B-B" });
  return signPdf(source, { ...fields, ...services, level });
}

/** The file as it was judged. @throws CliError where another stands in its place by now, or more was added to it */
async function judgedBytes(
  { component, file, sha256 }: SigningStep & { readonly kind: "sign" },
  folder: string,
  context: CommandContext,
): Promise<Uint8Array> {
  const bytes = await orInputError(join(folder, file), context, async (path) => {
    const source = await fileOnDemand(path);
    return source.read(0, source.size);
  });
  if (encodeHex(digestOf("SHA-256", bytes)) === sha256) return bytes;
  throw new CliError(EXIT.invalid, context.words.dossier.sign.changed(plainText(component.name), plainText(file)));
}

/** The level that was asked for, else the manifest's. @throws CliError where the manifest asks for more */
function levelOf(
  { component, requirement }: SigningStep & { readonly kind: "sign" },
  { level }: SignFlags,
  context: CommandContext,
): BaselineLevel {
  const asked = requirement.level ?? "B-B";
  if (level === undefined) return asked;
  if (reachesLevel(level, asked)) return level;
  throw new CliError(EXIT.usage, context.words.dossier.sign.levelTooLow(plainText(component.name), asked));
}

/** The manifest with final hashes, and its seal, where the dossier is as it asks; else what is not. */
async function seal(signer: Signer, { folder, flags, manifest, context }: Run): Promise<ExitCode> {
  const { terminal, words, locale } = context;
  const say = words.dossier.sign;
  const files = await orInputError(folder, context, readDossierFolder);
  const trust = await openTrust(flags.trust, context);
  const { signal } = terminal;
  const verification = await verifyDossier(files, { manifest, trust, signal });
  // Whether evidence is fresh is a matter of the day on which somebody checks.
  const { correct, complete, clean } = verification.answers;
  const faults = [correct, complete, clean].flatMap(({ reasons }) => reasons.filter(({ answer }) => answer === "no"));
  if (faults.length > 0) {
    const time = createTimeFormatter(locale.tag);
    const told = faults.map(({ finding }) => {
      const { title, sentence } = sentencesOf(locale, finding, { signer: null, time: (iso) => time(new Date(iso)) });
      return plainText(`${capitalised(title, locale)}: ${sentence}`);
    });
    throw new CliError(EXIT.invalid, say.notSealed, [...new Set(told)]);
  }
  const out = join(folder, MANIFEST_FILE);
  const isOwn = flags.manifest === undefined || (await isSameFile(flags.manifest, out));
  if (!isOwn && existsSync(out) && flags.force !== true)
    throw new CliError(EXIT.usage, words.error.exists(plainText(out)));
  const bytes = encodeUtf8(`${JSON.stringify(finalManifest(manifest, verification), null, 2)}\n`);
  const services = flags.tsa === undefined ? null : await openServices("B-T", flags, context);
  const options = { signer, signal, ...(services === null ? {} : { timestampAuthority: services.timestampAuthority }) };
  const cms = await sealManifest(bytes, options);
  // A stop between the two leaves a seal that is broken, never one that is good for what nobody sealed.
  await writeOutput(out, bytes, true, context);
  await writeOutput(join(folder, SEAL_FILE), cms, true, context);
  const width = lineWidth(context);
  const said = say.sealed(plainText(out), plainText(join(folder, SEAL_FILE)));
  terminal.write(`${hang("", said, width, 2).join("\n")}\n`);
  return EXIT.ok;
}

function shown(problem: (SigningStep & { readonly kind: "problem" })["problem"]) {
  return "role" in problem ? { ...problem, role: plainText(problem.role) } : problem;
}

function signerName({ certificate }: Signer): string {
  const { commonName, organization } = personOf(parseCertificate(certificate).subject);
  return plainText(commonName ?? organization ?? "");
}

/** When somebody signs with this machine's clock, as `signPdf` does. */
function currentTime(): Date {
  return new Date();
}
