import type { AskCscAuthorization, CscAuthorization, CscAuthorizationRequest } from "../keys/csc/authorize.ts";
import type { CscAuthorizationObject } from "../keys/csc/credentials.ts";
import type { Signer } from "../keys/signer.ts";
import { guardedFetcher } from "../node/guarded-fetcher.ts";
import { plainText } from "../report/plain-text.ts";
import { CliError } from "./cli-error.ts";
import type { CommandContext } from "./command-context.ts";
import { EXIT } from "./exit-codes.ts";
import { namedSecret } from "./secret.ts";

/** Which key at which service, and where the secrets are. */
export interface CscFlags {
  readonly csc?: string;
  readonly credential?: string;
  readonly cscTokenEnv?: string;
  readonly cscTokenFd?: string;
  readonly pinEnv?: string;
  readonly pinFd?: string;
  readonly otpEnv?: string;
  readonly allowPrivate?: readonly string[];
}

/** The key at a remote signing service. Over http only on hosts that --allow-private names: those of one's own network. */
export async function openCscSigner(url: string, flags: CscFlags, context: CommandContext): Promise<Signer> {
  const { allowPrivate = [], credential } = flags;
  const token = await accessToken(url, flags, context);
  const pin = namedSecret({ env: flags.pinEnv, fd: flags.pinFd, options: ["--pin-env", "--pin-fd"] }, context);
  const otp = namedSecret({ env: flags.otpEnv, options: ["--otp-env", "--otp-env"] }, context);
  const { cscSigner } = await import("../keys/csc/csc-signer.ts");
  const connection = {
    url,
    fetcher: guardedFetcher({ allowPrivate }),
    accessToken: token,
    allowHttp:
      URL.canParse(url) && allowPrivate.some((host) => [new URL(url).host, new URL(url).hostname].includes(host)),
  };
  const { signal } = context.terminal;
  if (credential === undefined) {
    const { listCscCredentials } = await import("../keys/csc/credentials.ts");
    const there = (await listCscCredentials(connection, { signal })).map(plainText).join(", ");
    throw new CliError(EXIT.usage, context.words.keys.credentialsThere(there === "" ? "–" : there));
  }
  return cscSigner({ ...connection, credential, authorize: answering({ pin, otp }, context), signal });
}

async function accessToken(url: string, flags: CscFlags, context: CommandContext): Promise<string> {
  const { terminal, words } = context;
  const options = ["--csc-token-env", "--csc-token-fd"] as const;
  const named = namedSecret({ env: flags.cscTokenEnv, fd: flags.cscTokenFd, options }, context);
  const token = named ?? (await terminal.readSecret(words.keys.accessTokenPrompt(plainText(url))));
  terminal.signal.throwIfAborted();
  if (token === null || token === "") throw new CliError(EXIT.usage, words.keys.accessTokenNeeded);
  return token;
}

interface Scripted {
  readonly pin: string | null;
  readonly otp: string | null;
}

/** What is at hand answers what is called by its name; the rest is asked for on the terminal. */
function answering(scripted: Scripted, { terminal, words }: CommandContext): AskCscAuthorization {
  const answerOf = async (object: CscAuthorizationObject): Promise<string | null> => {
    const known = /^pin/i.test(object.id) ? scripted.pin : /^otp/i.test(object.id) ? scripted.otp : null;
    const label = object.label ?? object.description ?? object.id;
    return known ?? terminal.readSecret(words.keys.answerPrompt(plainText(label).slice(0, 80)));
  };
  return async ({ objects }: CscAuthorizationRequest): Promise<CscAuthorization> => {
    const answers = new Map<string, string>();
    for (const object of objects) {
      const answer = await answerOf(object);
      terminal.signal.throwIfAborted();
      if (answer === null || answer === "") return null;
      answers.set(object.id, answer);
    }
    return { answers: Object.fromEntries(answers) };
  };
}
