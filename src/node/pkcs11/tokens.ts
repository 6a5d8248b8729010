import { PadesError } from "../../errors.ts";
import { CKF, type Cryptoki, type Handle } from "./cryptoki.ts";
import { loadLibrary } from "./load-library.ts";
import { tokenError } from "./token-error.ts";

/** A token in a slot. */
export interface Pkcs11Token {
  /** Place of the slot in the library's list of those with a token, from 0. */
  readonly slot: number;
  readonly slotDescription: string;
  readonly label: string;
  readonly serialNumber: string;
  readonly manufacturer: string;
  readonly model: string;
  /** Whether the token has been set up; one that was not holds no keys. */
  readonly isInitialized: boolean;
  readonly needsLogin: boolean;
  /** Whether the PIN is typed on the reader, and never passes through here. */
  readonly hasPinPad: boolean;
  readonly pin: PinState;
}

/** What a token tells of the wrong PINs before: none that matter, some, all but the last one that it takes, or too many. */
export type PinState = "fine" | "tried" | "final-try" | "locked";

/** Which of several tokens is meant; all that is said must fit. */
export interface TokenChoice {
  readonly label?: string;
  readonly serialNumber?: string;
  /** As listed. */
  readonly slot?: number;
}

export interface FoundToken {
  readonly handle: Handle;
  readonly token: Pkcs11Token;
}

/**
 * The tokens that are there now.
 *
 * @param options.library path of the library that came with the token
 * @throws PadesError ERR_PKCS11, ERR_INVALID_ARGUMENT
 */
export async function listPkcs11Tokens({ library }: { readonly library: string }): Promise<readonly Pkcs11Token[]> {
  const { cryptoki, release } = await loadLibrary(library);
  try {
    return findTokens(cryptoki).map(({ token }) => token);
  } finally {
    release();
  }
}

export function findTokens(cryptoki: Cryptoki): FoundToken[] {
  let slots: Handle[];
  try {
    slots = cryptoki.C_GetSlotList(true);
  } catch (error) {
    throw tokenError(error, "the slots cannot be listed");
  }
  return slots.flatMap((handle, slot) => {
    try {
      return [{ handle, token: describeToken(cryptoki, handle, slot) }];
    } catch {
      // Taken out between the two calls, or of a kind that the library cannot read.
      return [];
    }
  });
}

/** @throws PadesError ERR_TOKEN_NOT_FOUND where none fits, or several do */
export function chooseToken(tokens: readonly FoundToken[], choice: TokenChoice = {}): FoundToken {
  const usable = tokens.filter(({ token }) => token.isInitialized);
  const fitting = usable.filter(
    ({ token }) =>
      (choice.label === undefined || token.label === choice.label) &&
      (choice.serialNumber === undefined || token.serialNumber === choice.serialNumber) &&
      (choice.slot === undefined || token.slot === choice.slot),
  );
  const [found, another] = fitting;
  if (found !== undefined && another === undefined) return found;
  const there = usable.map(({ token }) => nameOf(token)).join("; ");
  const what =
    found === undefined ? "no token fits" : `${fitting.length} tokens fit: choose one by label or serialNumber`;
  throw new PadesError("ERR_TOKEN_NOT_FOUND", `PKCS#11: ${what}; there: ${there === "" ? "none" : there}`);
}

export function nameOf({ label, serialNumber }: Pick<Pkcs11Token, "label" | "serialNumber">): string {
  return `${JSON.stringify(label)}, serial number ${serialNumber}`;
}

export function describeToken(cryptoki: Cryptoki, handle: Handle, slot: number): Pkcs11Token {
  const { label, serialNumber, manufacturerID, model, flags } = cryptoki.C_GetTokenInfo(handle);
  const has = (flag: number) => (flags & flag) !== 0;
  return {
    slot,
    slotDescription: unpadded(cryptoki.C_GetSlotInfo(handle).slotDescription),
    label: unpadded(label),
    serialNumber: unpadded(serialNumber),
    manufacturer: unpadded(manufacturerID),
    model: unpadded(model),
    isInitialized: has(CKF.tokenInitialized),
    needsLogin: has(CKF.loginRequired),
    hasPinPad: has(CKF.protectedAuthenticationPath),
    pin: has(CKF.userPinLocked)
      ? "locked"
      : has(CKF.userPinFinalTry)
        ? "final-try"
        : has(CKF.userPinCountLow)
          ? "tried"
          : "fine",
  };
}

/** Texts of Cryptoki are filled up with blanks, by some libraries with zeros. */
function unpadded(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === " " || text[end - 1] === "\0")) end--;
  return text.slice(0, end);
}
