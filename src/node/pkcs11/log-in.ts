import { PadesError } from "../../errors.ts";
import { MAX_PIN_ATTEMPTS } from "../../limits.ts";
import { CKR, CKU, type Cryptoki, type Handle, returnValueOf } from "./cryptoki.ts";
import { tokenError } from "./token-error.ts";
import { describeToken, type FoundToken, nameOf, type PinState, type Pkcs11Token } from "./tokens.ts";

/** What somebody is asked a PIN for. */
export interface PinRequest {
  readonly token: Pkcs11Token;
  /** To log in, once; or for one signature, by keys that ask for each (CKA_ALWAYS_AUTHENTICATE). */
  readonly purpose: "login" | "signature";
  /** 1 at first; above, the PIN before was wrong. */
  readonly attempt: number;
  /** What the token says of wrong PINs; at "final-try" the next wrong one locks it. */
  readonly state: Exclude<PinState, "locked">;
  readonly signal?: AbortSignal;
}

/** Asks for the PIN; null where there is none (any more), which ends the attempts. It is kept nowhere. */
export type AskPin = (request: PinRequest) => Promise<string | null> | string | null;

export interface OpenSession {
  readonly cryptoki: Cryptoki;
  readonly found: FoundToken;
  readonly session: Handle;
}

/**
 * Logs in with a PIN that is asked for. After a wrong one it is asked again, a few times, but the same wrong PIN is never
 * tried twice: somebody who always answers with the same would lock the token.
 *
 * @throws PadesError ERR_PIN_NEEDED, ERR_PIN_INCORRECT, ERR_PIN_FINAL_TRY, ERR_PIN_LOCKED, ERR_TOKEN_REMOVED, ERR_PKCS11
 */
export async function logIn(
  open: OpenSession,
  askPin: AskPin,
  purpose: PinRequest["purpose"],
  signal?: AbortSignal,
): Promise<void> {
  const { cryptoki, found, session } = open;
  const userType = purpose === "login" ? CKU.user : CKU.contextSpecific;
  const wrong = new Set<string>();
  for (let attempt = 1; ; attempt++) {
    const token = currentToken(open);
    if (token.pin === "locked") throw pinError("ERR_PIN_LOCKED", token, "is locked");
    let pin: string | null = null;
    if (!token.hasPinPad) {
      const call = signal === undefined ? {} : { signal };
      pin = attempt > MAX_PIN_ATTEMPTS ? null : await askPin({ token, purpose, attempt, state: token.pin, ...call });
      signal?.throwIfAborted();
      if (pin === null || wrong.has(pin)) throw withoutPin(token, wrong.size > 0);
    } else if (attempt > 1) throw withoutPin(token, true);
    try {
      if (pin === null) cryptoki.C_Login(session, userType);
      else cryptoki.C_Login(session, userType, pin);
      return;
    } catch (error) {
      if (returnValueOf(error) === CKR.userAlreadyLoggedIn) return;
      const known = tokenError(error, "the login failed", { cryptoki, handle: found.handle });
      if (!(known instanceof PadesError) || known.code !== "ERR_PIN_INCORRECT") throw known;
      wrong.add(pin ?? "");
    }
  }
}

function currentToken({ cryptoki, found }: OpenSession): Pkcs11Token {
  try {
    return describeToken(cryptoki, found.handle, found.token.slot);
  } catch (error) {
    throw tokenError(error, "the token does not answer", { cryptoki, handle: found.handle });
  }
}

function withoutPin(token: Pkcs11Token, wasWrong: boolean): PadesError {
  if (token.pin === "final-try")
    return pinError("ERR_PIN_FINAL_TRY", token, "may be tried once more before it is locked");
  return wasWrong
    ? pinError("ERR_PIN_INCORRECT", token, "is wrong")
    : pinError("ERR_PIN_NEEDED", token, "was not given");
}

function pinError(
  code: "ERR_PIN_NEEDED" | "ERR_PIN_INCORRECT" | "ERR_PIN_FINAL_TRY" | "ERR_PIN_LOCKED",
  token: Pkcs11Token,
  what: string,
): PadesError {
  return new PadesError(code, `PKCS#11: the PIN of the token ${nameOf(token)} ${what}`);
}
