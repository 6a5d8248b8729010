import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import type { SourceInput } from "../../bytes/source.ts";
import { type CopyForm, certifyCopy } from "../../dossier/certify-copy.ts";
import type { Signer } from "../../keys/signer.ts";
import type { CertificationPermission, SignatureFields, SignOptions } from "../../pades/sign/options.ts";
import { signPdf } from "../../pades/sign/sign-pdf.ts";
import { plainText } from "../../report/plain-text.ts";
import { hang, padColumns } from "../../report/wrap.ts";
import { parseCertificate } from "../../x509/certificate.ts";
import { personOf } from "../../x509/person.ts";
import { type AppearanceFlags, appearanceInputs, readAppearance, refuseAppearance } from "../appearance-flags.ts";
import { CliError } from "../cli-error.ts";
import { type CommandContext, lineWidth } from "../command-context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { withFile, writeOutput } from "../inputs.ts";
import { type LongTermFlags, openServices } from "../long-term.ts";
import { checkHolder, type HolderFlags, openSigner } from "../open-signer.ts";
import { documentPassword } from "../password.ts";
import { refuseToReplaceInput } from "../refuse-to-replace-input.ts";

export interface SignFlags extends HolderFlags, LongTermFlags, AppearanceFlags {
  readonly level?: "B-B" | "B-T" | "B-LT" | "B-LTA";
  readonly out?: string;
  readonly reason?: string;
  readonly location?: string;
  readonly field?: string;
  readonly certify?: CertificationPermission;
  readonly force?: boolean;
  /** Where the password of an encrypted document is; the others are about the key. */
  readonly pdfPasswordEnv?: string;
  readonly pdfPasswordFd?: string;
  /** Of a dossier: its manifest, in which role to sign, and whether to seal the manifest at the end. */
  readonly manifest?: string;
  readonly role?: string;
  readonly seal?: boolean;
}

/** `pades sign`: signs a file into a new one, or the files of a folder in their place. */
export async function sign(path: string, flags: SignFlags, context: CommandContext): Promise<ExitCode> {
  checkHolder(flags, context);
  if (await isFolder(path)) {
    refuseAppearance(flags, context);
    const { signDossier } = await import("./sign-dossier.ts");
    return signDossier(path, flags, context);
  }
  for (const [option, value] of [
    ["--role", flags.role],
    ["--manifest", flags.manifest],
    ["--seal", flags.seal],
  ] as const) {
    if (value !== undefined) throw new CliError(EXIT.usage, context.words.dossier.sign.onlyForFolders(option));
  }
  return signFile(path, flags, context);
}

/** What is not there is told when it is opened. */
async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** Signs a file into a new one; as a copy of the form that is given. */
export async function signFile(
  path: string,
  flags: SignFlags,
  context: CommandContext,
  form: CopyForm | null = null,
): Promise<ExitCode> {
  const { words, terminal } = context;
  const out = flags.out ?? defaultOutput(path, form ?? "signed");
  const make = (source: SourceInput, options: SignOptions) =>
    form === null ? signPdf(source, options) : certifyCopy(source, { ...options, form });
  const overwrite = flags.force === true;
  const read = [path, ...(flags.p12 === undefined ? [] : [flags.p12]), ...appearanceInputs(flags)];
  await refuseToReplaceInput([out], read, flags, context);
  // Before anybody types a password for nothing; writing makes sure of it.
  if (!overwrite && existsSync(out)) throw new CliError(EXIT.usage, words.error.exists(plainText(out)));

  const { level = "B-B" } = flags;
  const services = level === "B-B" ? null : await openServices(level, flags, context);

  const signed = await withFile(path, context, async (source) => {
    const fields = await signatureFields(path, flags, context);
    const { signer, close } = await openSigner(flags, context);
    const { signal } = terminal;
    try {
      if (services === null || level === "B-B") {
        return { signer, bytes: await make(source, { level: "B-B", signer, signal, ...fields }) };
      }
      if (terminal.errorIsTerminal) terminal.writeError(`${words.extend.asking(plainText(flags.tsa ?? ""))}\n`);
      return { signer, bytes: await make(source, { level, signer, signal, ...fields, ...services }) };
    } finally {
      await close();
    }
  });
  terminal.signal.throwIfAborted();
  await writeOutput(out, signed.bytes, overwrite, context);
  terminal.write(renderSigned(out, level, signed.signer, context));
  return EXIT.ok;
}

async function signatureFields(path: string, flags: SignFlags, context: CommandContext): Promise<SignatureFields> {
  const { pdfPasswordEnv, pdfPasswordFd } = flags;
  const source = {
    ...(pdfPasswordEnv === undefined ? {} : { passwordEnv: pdfPasswordEnv }),
    ...(pdfPasswordFd === undefined ? {} : { passwordFd: pdfPasswordFd }),
  };
  const password = await documentPassword(path, source, context);
  return {
    application: "pades-dossier",
    ...(flags.field === undefined ? {} : { field: flags.field }),
    ...(flags.reason === undefined ? {} : { reason: flags.reason }),
    ...(flags.location === undefined ? {} : { location: flags.location }),
    ...(flags.certify === undefined ? {} : { certify: flags.certify }),
    ...(await readAppearance(flags, context)),
    ...(password === null ? {} : { password }),
  };
}

/** `name.pdf` is signed into `name.signed.pdf`. */
function defaultOutput(path: string, kind: string): string {
  return /\.pdf$/i.test(path) ? path.replace(/\.pdf$/i, `.${kind}.pdf`) : `${path}.${kind}.pdf`;
}

function renderSigned(
  out: string,
  level: NonNullable<SignFlags["level"]>,
  signer: Pick<Signer, "certificate">,
  context: CommandContext,
): string {
  const { words, locale } = context;
  const { commonName, organization } = personOf(parseCertificate(signer.certificate).subject);
  const name = [commonName, organization]
    .filter((part) => part !== null)
    .map(plainText)
    .join(", ");
  const width = lineWidth(context);
  const lines = [
    ...hang("", words.sign.signed(plainText(out)), width, 2),
    ...hang(padColumns(words.sign.signer, 12), name === "" ? locale.words.noName : name, width),
    ...hang(padColumns(words.sign.level, 12), level === "B-B" ? `B-B (${words.sign.noTimestamp})` : level, width),
  ];
  return `${lines.join("\n")}\n`;
}
