import { PadesError, type PadesErrorCode } from "../../errors.ts";
import { CKF, CKR, type Cryptoki, type Handle, returnValueOf } from "./cryptoki.ts";

const CODES: ReadonlyMap<number, PadesErrorCode> = new Map<number, PadesErrorCode>([
  [CKR.deviceRemoved, "ERR_TOKEN_REMOVED"],
  [CKR.tokenNotPresent, "ERR_TOKEN_REMOVED"],
  [CKR.tokenNotRecognized, "ERR_TOKEN_REMOVED"],
  [CKR.pinIncorrect, "ERR_PIN_INCORRECT"],
  [CKR.pinInvalid, "ERR_PIN_INCORRECT"],
  [CKR.pinLenRange, "ERR_PIN_INCORRECT"],
  [CKR.pinExpired, "ERR_PIN_LOCKED"],
  [CKR.pinLocked, "ERR_PIN_LOCKED"],
  [CKR.userPinNotInitialized, "ERR_PIN_LOCKED"],
  [CKR.functionCanceled, "ERR_PIN_NEEDED"],
]);

/**
 * What a failed call means. The message has the name of the return value, and nothing of the arguments: one may be a PIN.
 *
 * @param slot where it is given, a failure that may be anything is held against whether the token is still there
 */
export function tokenError(
  error: unknown,
  what: string,
  slot?: { readonly cryptoki: Cryptoki; readonly handle: Handle },
): unknown {
  if (error instanceof PadesError) return error;
  const value = returnValueOf(error);
  if (value === null) return error;
  const name =
    error instanceof Error && /^CKR_[A-Z0-9_]+$/.test(error.message) ? error.message : `0x${value.toString(16)}`;
  const known = CODES.get(value);
  const isGone = known === undefined && slot !== undefined && !isTokenThere(slot.cryptoki, slot.handle);
  return new PadesError(known ?? (isGone ? "ERR_TOKEN_REMOVED" : "ERR_PKCS11"), `PKCS#11: ${what}: ${name}`);
}

/** Many libraries answer with a general error, or as if the token were empty, when it was torn out. */
export function isTokenThere(cryptoki: Cryptoki, handle: Handle): boolean {
  try {
    if ((cryptoki.C_GetSlotInfo(handle).flags & CKF.tokenPresent) === 0) return false;
    cryptoki.C_GetTokenInfo(handle);
    return true;
  } catch {
    return false;
  }
}
