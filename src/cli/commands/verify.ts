import { extname } from "node:path";
import colors from "picocolors";
import type { DossierVerification } from "../../dossier/dossier-verification.ts";
import type { DossierSealer } from "../../dossier/sealer.ts";
import { verifyDossier } from "../../dossier/verify-dossier.ts";
import type { ReaderContext } from "../../locale/next-action.ts";
import type { Fetcher } from "../../net/fetcher.ts";
import type { EvidenceInput } from "../../pades/verify/evidence/evidence.ts";
import type { VerifyOptions } from "../../pades/verify/request.ts";
import type { PdfVerification, Verdict, WaivableCheck } from "../../pades/verify/verification.ts";
import { verifyPdf } from "../../pades/verify/verify-pdf.ts";
import { plainText } from "../../report/plain-text.ts";
import { type ReportFormat, renderReport } from "../../report/render-report.ts";
import { buildReportTree } from "../../report/report-tree.ts";
import type { TrustProfile } from "../../x509/trust-profile.ts";
import { createTrustStore, type TrustStore } from "../../x509/trust-store.ts";
import { type BatchFlags, isBatch } from "../batch/batch-flags.ts";
import { CliError } from "../cli-error.ts";
import { type CommandContext, lineWidth } from "../command-context.ts";
import { isTyped, type WithDefaults } from "../config.ts";
import { type DossierInput, openDossier } from "../dossier-inputs.ts";
import { EXIT, EXIT_OF_VERDICT, type ExitCode } from "../exit-codes.ts";
import { findInputs, orOutputError, withFile, writeOutput } from "../inputs.ts";
import { fetcherOfFlags, type OnlineFlags } from "../online.ts";
import { documentPassword, type PasswordFlags } from "../password.ts";
import { refuseToReplaceInput } from "../refuse-to-replace-input.ts";
import { parseTimeFlag } from "../time-flag.ts";
import { openEvidence, openTrustProfile } from "../trust-inputs.ts";

export interface VerifyFlags extends PasswordFlags, OnlineFlags, BatchFlags, WithDefaults {
  readonly trust?: string;
  readonly evidence?: readonly string[];
  readonly at?: string;
  readonly report?: string;
  readonly json?: boolean;
  readonly context?: ReaderContext;
  readonly waive?: readonly WaivableCheck[];
  readonly showPersonalNumbers?: boolean;
  readonly saveEvidence?: string;
  readonly manifest?: string;
  readonly sealerTag?: readonly string[];
  readonly sealerOrganization?: readonly string[];
}

/** `pades verify`: checks files and shows the report. */
export async function verify(paths: readonly string[], flags: VerifyFlags, context: CommandContext): Promise<ExitCode> {
  if (isBatch(flags)) {
    // Its files are judged one by one: a manifest must not seem to have been heeded; and journals never hold such numbers.
    const refused = (["manifest", "sealerTag", "sealerOrganization", "showPersonalNumbers"] as const).find((name) =>
      isTyped(flags, name),
    );
    if (refused !== undefined) {
      throw new CliError(EXIT.usage, context.words.error.optionsExclude(FLAG[refused], "--jobs, --journal, --shard"));
    }
    const { verifyBatch } = await import("./verify-batch.ts");
    return verifyBatch(paths, flags, context);
  }
  const now = flags.at === undefined ? null : parseTimeFlag(flags.at, context);
  const format = flags.report === undefined ? null : reportFormat(flags.report, context);
  const sealer = sealerOf(flags, context);
  const profile = await openTrustProfile(flags.trust, context);
  const trust = createTrustStore(profile);
  const fetcher = fetcherOfFlags(flags, trust, context);
  const evidence = flags.evidence === undefined ? null : await openEvidence(flags.evidence, context);
  const dossier = await openDossier(paths, flags.manifest, context);
  if (dossier !== null) {
    const request = { trust, evidence, fetcher, now, waive: flags.waive ?? [], password: null };
    return verifyOne(dossier, paths, { request, profile, sealer, format }, flags, context);
  }
  if (isTyped(flags, "sealerTag") || isTyped(flags, "sealerOrganization")) {
    throw new CliError(EXIT.usage, context.words.dossier.sealerNeedsDossier);
  }
  const files = await findInputs(paths, context);
  await refuseToReplaceInput([flags.report, flags.saveEvidence], files, flags, context);

  const password = await documentPassword(files[0] ?? "", flags, context);
  const request = { trust, evidence, fetcher, now, waive: flags.waive ?? [], password };
  const verifications = await verifyFiles(files, request, context);

  const { verdict } = buildReportTree(verifications);
  // First what was asked: a disk that is full must not cost the verdict.
  context.terminal.write(renderOutput(verifications, verdict, flags, context));
  if (flags.report !== undefined && format !== null) {
    await writeReport(flags.report, renderAs(format, verifications, flags, context), context);
  }
  if (flags.saveEvidence !== undefined) await store(flags.saveEvidence, verifications, profile, context);
  return EXIT_OF_VERDICT[verdict];
}

async function writeReport(path: string, text: string, context: CommandContext): Promise<void> {
  await writeOutput(path, text, true, context);
  context.terminal.writeError(`${context.words.verify.reportWritten(plainText(path))}\n`);
}

interface DossierRequest {
  readonly request: Request;
  readonly profile: TrustProfile;
  readonly sealer: DossierSealer | null;
  readonly format: ReportFormat | null;
}

/** A whole dossier, against its manifest. */
async function verifyOne(
  { dossier, manifest, close }: DossierInput,
  paths: readonly string[],
  { request, profile, sealer, format }: DossierRequest,
  flags: VerifyFlags,
  context: CommandContext,
): Promise<ExitCode> {
  try {
    for (const option of ["passwordEnv", "passwordFd"] as const) {
      if (flags[option] !== undefined)
        throw new CliError(EXIT.usage, context.words.dossier.notForDossiers(FLAG[option]));
    }
    const { manifest: named } = flags;
    const inputs = named === undefined ? paths : [...paths, named];
    await refuseToReplaceInput([flags.report, flags.saveEvidence], inputs, flags, context);
    const { terminal, words } = context;
    const { password: _, ...options } = optionsOf(request, context);
    const verification = await verifyDossier(dossier, {
      ...options,
      ...(manifest === null ? {} : { manifest }),
      ...(sealer === null ? {} : { sealer }),
      onProgress: ({ done, files }) => {
        if (terminal.errorIsTerminal && files > 1) terminal.writeError(`\r${words.verify.progress(done + 1, files)}`);
      },
    });
    if (terminal.errorIsTerminal) terminal.writeError("\r\u001b[K");
    terminal.write(renderOutput(verification, verification.verdict, flags, context));
    if (flags.report !== undefined && format !== null) {
      await writeReport(flags.report, renderAs(format, verification, flags, context), context);
    }
    if (flags.saveEvidence !== undefined) await store(flags.saveEvidence, verification, profile, context);
    return EXIT_OF_VERDICT[verification.verdict];
  } finally {
    await close();
  }
}

const FLAG = {
  manifest: "--manifest",
  sealerTag: "--sealer-tag",
  sealerOrganization: "--sealer-organization",
  passwordEnv: "--password-env",
  passwordFd: "--password-fd",
  showPersonalNumbers: "--show-personal-numbers",
} as const;

/** Null where nobody is named. @throws CliError where an organisation is named and no tag: names anybody can have */
function sealerOf({ sealerTag, sealerOrganization }: VerifyFlags, { words }: CommandContext): DossierSealer | null {
  if (sealerTag === undefined && sealerOrganization === undefined) return null;
  if (sealerTag === undefined)
    throw new CliError(EXIT.usage, words.error.optionNeeds("--sealer-organization", "--sealer-tag"));
  return { tag: sealerTag, ...(sealerOrganization === undefined ? {} : { organization: sealerOrganization }) };
}

async function store(
  folder: string,
  verifications: readonly PdfVerification[] | DossierVerification,
  profile: TrustProfile,
  context: CommandContext,
): Promise<void> {
  const { saveEvidence } = await import("../../node/evidence-store/save-evidence.ts");
  const { written, known } = await orOutputError(folder, context, () => saveEvidence(folder, verifications, profile));
  const said = context.words.evidenceCommands.evidenceSaved(plainText(folder), written.length, known);
  context.terminal.writeError(`${said}\n`);
}

/** Whoever asks for it on the command line means it, whatever the trust profile says. */
const ONLINE = { revocationMode: "online" } as const;

interface Request {
  readonly trust: TrustStore;
  readonly evidence: EvidenceInput | null;
  /** Null: offline. */
  readonly fetcher: Fetcher | null;
  readonly now: Date | null;
  readonly waive: readonly WaivableCheck[];
  readonly password: string | null;
}

async function verifyFiles(
  files: readonly string[],
  request: Request,
  context: CommandContext,
): Promise<PdfVerification[]> {
  const { terminal, words } = context;
  const showsProgress = terminal.errorIsTerminal && files.length > 1;
  const verifications: PdfVerification[] = [];
  for (const path of files) {
    if (showsProgress) terminal.writeError(`\r${words.verify.progress(verifications.length + 1, files.length)}`);
    const options = { ...optionsOf(request, context), path };
    verifications.push(await withFile(path, context, (source) => verifyPdf(source, options)));
  }
  if (showsProgress) terminal.writeError("\r\u001b[K");
  return verifications;
}

function optionsOf(request: Request, { terminal }: CommandContext): VerifyOptions {
  return {
    trust: request.trust,
    policy: { waive: request.waive, ...(request.fetcher === null ? {} : ONLINE) },
    ...(request.fetcher === null ? {} : { fetcher: request.fetcher }),
    ...(request.evidence === null ? {} : { evidence: request.evidence }),
    ...(request.now === null ? {} : { now: request.now }),
    ...(request.password === null ? {} : { password: request.password }),
    signal: terminal.signal,
  };
}

type Reportable = readonly PdfVerification[] | DossierVerification;

/** What goes to standard output: the JSON report and nothing else, or the text. */
function renderOutput(
  verifications: Reportable,
  verdict: Verdict,
  flags: VerifyFlags,
  context: CommandContext,
): string {
  if (flags.json === true) return renderAs("json", verifications, flags, context);
  const text = renderAs("text", verifications, flags, context);
  const { outputIsTerminal, env } = context.terminal;
  const coloured = outputIsTerminal && (env["NO_COLOR"] ?? "") === "";
  return coloured ? paintFirstLine(text, verdict) : text;
}

function renderAs(
  format: ReportFormat,
  verifications: Reportable,
  { context: reader, showPersonalNumbers: unmask }: VerifyFlags,
  context: CommandContext,
): string {
  return renderReport(verifications, {
    format,
    locale: context.locale.tag,
    width: lineWidth(context),
    ...(reader === undefined ? {} : { context: reader }),
    ...(unmask === undefined ? {} : { unmask }),
  });
}

function paintFirstLine(text: string, verdict: Verdict): string {
  const { bold, green, red, yellow, blue } = colors.createColors(true);
  const tone = { valid: green, invalid: red, unreadable: red, indeterminate: yellow, unsigned: blue }[verdict];
  const end = text.indexOf("\n");
  return bold(tone(text.slice(0, end))) + text.slice(end);
}

const FORMATS: ReadonlyMap<string, ReportFormat> = new Map([
  [".html", "html"],
  [".htm", "html"],
  [".json", "json"],
  [".txt", "text"],
]);

function reportFormat(path: string, { words }: CommandContext): ReportFormat {
  const format = FORMATS.get(extname(path).toLowerCase());
  if (format === undefined) throw new CliError(EXIT.usage, words.error.reportFormat(plainText(path)));
  return format;
}
