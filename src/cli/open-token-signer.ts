import type { PinRequest } from "../node/pkcs11/log-in.ts";
import { plainText } from "../report/plain-text.ts";
import { CliError } from "./cli-error.ts";
import type { CommandContext } from "./command-context.ts";
import { EXIT } from "./exit-codes.ts";
import type { OpenedSigner } from "./open-signer.ts";
import { namedSecret } from "./secret.ts";

/** Which key on which token, and where its PIN is. */
export interface TokenFlags {
  readonly pkcs11?: string;
  readonly token?: string;
  readonly tokenSerial?: string;
  readonly slot?: string;
  readonly key?: string;
  readonly keyId?: string;
  readonly pinEnv?: string;
  readonly pinFd?: string;
}

/** The key on a token. Its PIN comes from a variable, a descriptor or a prompt, never from the command line. */
export async function openTokenSigner(
  library: string,
  flags: TokenFlags,
  context: CommandContext,
): Promise<OpenedSigner> {
  const { token: label, tokenSerial, slot, key, keyId } = flags;
  if (slot !== undefined && !/^\d{1,4}$/.test(slot)) {
    throw new CliError(EXIT.usage, context.words.error.invalidValue("--slot", plainText(slot)), [
      context.words.keys.slotNumber,
    ]);
  }
  const given = namedSecret({ env: flags.pinEnv, fd: flags.pinFd, options: ["--pin-env", "--pin-fd"] }, context);
  const { pkcs11Signer } = await import("../node/pkcs11/pkcs11-signer.ts");
  const signer = await pkcs11Signer({
    library,
    token: {
      ...(label === undefined ? {} : { label }),
      ...(tokenSerial === undefined ? {} : { serialNumber: tokenSerial }),
      ...(slot === undefined ? {} : { slot: Number(slot) }),
    },
    key: { ...(key === undefined ? {} : { label: key }), ...(keyId === undefined ? {} : { id: keyId }) },
    pin: (request) => (given === null ? askPin(request, context) : scriptedPin(request, given)),
    signal: context.terminal.signal,
  });
  if (signer.token.hasPinPad && context.terminal.errorIsTerminal) {
    context.terminal.writeError(`${context.words.keys.pinPad(plainText(signer.token.label))}\n`);
  }
  return { signer, close: () => signer.close() };
}

/** A script that knows a wrong PIN must not spend the last try, which is for a person. */
function scriptedPin({ attempt, state }: PinRequest, pin: string): string | null {
  return attempt === 1 && state !== "final-try" ? pin : null;
}

async function askPin({ token, attempt, state }: PinRequest, context: CommandContext): Promise<string | null> {
  const { terminal, words } = context;
  if (attempt > 1) terminal.writeError(`${words.keys.pinWrong}\n`);
  if (state === "final-try") terminal.writeError(`${words.keys.pinFinalTry}\n`);
  const pin = await terminal.readSecret(words.keys.pinPrompt(plainText(token.label)));
  terminal.signal.throwIfAborted();
  return pin === "" ? null : pin;
}
