import { readFile } from "node:fs/promises";
import type { Signer } from "../keys/signer.ts";
import { CliError } from "./cli-error.ts";
import type { CommandContext } from "./command-context.ts";
import { EXIT } from "./exit-codes.ts";
import { orInputError } from "./inputs.ts";
import { type CscFlags, openCscSigner } from "./open-csc-signer.ts";
import { openTokenSigner, type TokenFlags } from "./open-token-signer.ts";
import { obtainPassword, type PasswordFlags } from "./password.ts";

/** Who holds the key: a file, a token or a service, exactly one of them. */
export interface HolderFlags extends PasswordFlags, TokenFlags, CscFlags {
  readonly p12?: string;
}

export interface OpenedSigner {
  readonly signer: Signer;
  /** Ends whatever is open to the key. */
  readonly close: () => Promise<void>;
}

/** @throws CliError where not exactly one holder is named, or options are for another one */
export function checkHolder(flags: HolderFlags, { words }: CommandContext): void {
  const holders = [flags.p12, flags.pkcs11, flags.csc].filter((holder) => holder !== undefined);
  if (holders.length !== 1) throw new CliError(EXIT.usage, words.keys.oneHolder);
  for (const [option, value, holder] of ownOptions(flags)) {
    if (value === undefined || flags[holder] !== undefined) continue;
    throw new CliError(EXIT.usage, words.error.optionNeeds(option, `--${holder}`));
  }
}

/** Opens the key, once. @throws CliError as checkHolder does */
export async function openSigner(flags: HolderFlags, context: CommandContext): Promise<OpenedSigner> {
  checkHolder(flags, context);
  const { p12, pkcs11, csc } = flags;
  if (pkcs11 !== undefined) return openTokenSigner(pkcs11, flags, context);
  if (csc !== undefined) return { signer: await openCscSigner(csc, flags, context), close: async () => {} };
  return { signer: await openFileSigner(p12 ?? "", flags, context), close: async () => {} };
}

function ownOptions(flags: HolderFlags): (readonly [string, string | undefined, "p12" | "pkcs11" | "csc"])[] {
  return [
    ["--password-env", flags.passwordEnv, "p12"],
    ["--password-fd", flags.passwordFd, "p12"],
    ["--token", flags.token, "pkcs11"],
    ["--token-serial", flags.tokenSerial, "pkcs11"],
    ["--slot", flags.slot, "pkcs11"],
    ["--key", flags.key, "pkcs11"],
    ["--key-id", flags.keyId, "pkcs11"],
    ["--credential", flags.credential, "csc"],
    ["--csc-token-env", flags.cscTokenEnv, "csc"],
    ["--csc-token-fd", flags.cscTokenFd, "csc"],
    ["--otp-env", flags.otpEnv, "csc"],
  ];
}

async function openFileSigner(p12: string, password: PasswordFlags, context: CommandContext): Promise<Signer> {
  const container = await orInputError(p12, context, () => readFile(p12));
  // What opens PKCS#12 is large, and no other command needs it.
  const { pkcs12Signer } = await import("../keys/pkcs12-signer.ts");
  return pkcs12Signer(new Uint8Array(container), await obtainPassword(p12, password, context));
}
