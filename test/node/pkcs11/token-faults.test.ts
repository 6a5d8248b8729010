import { describe, expect, it } from "vitest";
import { ecdsa, rsaPkcs1, rsaPss } from "../../../src/crypto/signature-algorithms.ts";
import type { PadesErrorCode } from "../../../src/errors.ts";
import { CKF, type Cryptoki } from "../../../src/node/pkcs11/cryptoki.ts";
import { type AskPin, logIn } from "../../../src/node/pkcs11/log-in.ts";
import { chooseMechanism } from "../../../src/node/pkcs11/mechanism.ts";
import { describeToken } from "../../../src/node/pkcs11/tokens.ts";

const HANDLE = new Uint8Array(8);
const PIN = "secret-4711";

/** A token as they are sold, and SoftHSM2 is not: it locks after so many wrong PINs, and can be taken out. */
function fragileToken({ tries = 3, flags = 0, fails }: { tries?: number; flags?: number; fails?: number } = {}) {
  let left = tries;
  let isThere = true;
  const logins: (string | undefined)[] = [];
  const failure = (code: number, name: string) => Object.assign(new Error(name), { code });
  const state = () =>
    flags |
    CKF.tokenInitialized |
    (left === 0 ? CKF.userPinLocked : left === 1 ? CKF.userPinFinalTry : left < tries ? CKF.userPinCountLow : 0);
  const parts: Partial<Cryptoki> = {
    C_GetSlotInfo: () => ({ slotDescription: "Reader", flags: isThere ? CKF.tokenPresent : 0 }),
    C_GetTokenInfo: () => {
      if (!isThere) throw failure(0xe0, "CKR_TOKEN_NOT_PRESENT");
      const names = { label: "Fragile".padEnd(32), serialNumber: "42".padEnd(16, "\0"), manufacturerID: "", model: "" };
      return { ...names, flags: state() };
    },
    C_Login: (_session, _type, pin) => {
      logins.push(pin);
      if (fails !== undefined) throw failure(fails, "CKR_SOMETHING");
      if (left === 0) throw failure(0xa4, "CKR_PIN_LOCKED");
      if (pin === PIN || pin === undefined) return;
      left--;
      throw failure(0xa0, "CKR_PIN_INCORRECT");
    },
  };
  const cryptoki = parts as Cryptoki;
  const open = { cryptoki, session: HANDLE, found: { handle: HANDLE, token: describeToken(cryptoki, HANDLE, 0) } };
  const remove = () => {
    isThere = false;
  };
  return { logins, remove, logIn: (ask: AskPin) => logIn(open, ask, "login") };
}

const failsWith = (code: PadesErrorCode) => expect.objectContaining({ code });

describe("a token that locks", () => {
  it("is locked by nobody who always answers with the same wrong PIN", async () => {
    const token = fragileToken();
    await expect(token.logIn(() => "0000")).rejects.toThrow(failsWith("ERR_PIN_INCORRECT"));
    expect(token.logins).toEqual(["0000"]);
  });

  it("says before the last try that it is the last, and takes silence for an answer", async () => {
    const token = fragileToken();
    const states: string[] = [];
    const ask: AskPin = ({ state, attempt }) => {
      states.push(state);
      return state === "final-try" ? null : `000${attempt}`;
    };
    await expect(token.logIn(ask)).rejects.toThrow(failsWith("ERR_PIN_FINAL_TRY"));
    expect(states).toEqual(["fine", "tried", "final-try"]);
    expect(token.logins).toEqual(["0001", "0002"]);
    await token.logIn(({ state }) => (state === "final-try" ? PIN : null));
  });

  it("is told apart once it is locked, and is asked nothing more", async () => {
    const token = fragileToken();
    await expect(token.logIn(({ attempt }) => `000${attempt}`)).rejects.toThrow(failsWith("ERR_PIN_LOCKED"));
    let asked = 0;
    const ask = () => {
      asked++;
      return PIN;
    };
    await expect(token.logIn(ask)).rejects.toThrow(failsWith("ERR_PIN_LOCKED"));
    expect(asked).toBe(0);
  });

  it("is tried three times in one login and no more", async () => {
    const token = fragileToken({ tries: 10 });
    await expect(token.logIn(({ attempt }) => `000${attempt}`)).rejects.toThrow(failsWith("ERR_PIN_INCORRECT"));
    expect(token.logins).toHaveLength(3);
  });

  it("is told apart where it was taken out while somebody typed", async () => {
    const token = fragileToken({ fails: 0x5 });
    const ask = () => {
      token.remove();
      return PIN;
    };
    await expect(token.logIn(ask)).rejects.toThrow(failsWith("ERR_TOKEN_REMOVED"));
  });

  it("gets no PIN from here where it has a pad of its own", async () => {
    const token = fragileToken({ flags: CKF.protectedAuthenticationPath });
    await token.logIn(() => Promise.reject(new Error("asked")));
    expect(token.logins).toEqual([undefined]);
  });

  it.each<[number, PadesErrorCode]>([
    [0xa2, "ERR_PIN_INCORRECT"],
    [0xa3, "ERR_PIN_LOCKED"],
    [0x102, "ERR_PIN_LOCKED"],
    [0x50, "ERR_PIN_NEEDED"],
    [0x32, "ERR_TOKEN_REMOVED"],
    [0x30, "ERR_PKCS11"],
  ])("answers %i, which means %s, and the PIN is in no message", async (fails, code) => {
    const error: unknown = await fragileToken({ fails })
      .logIn(({ attempt }) => (attempt === 1 ? PIN : null))
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code });
    expect(error instanceof Error && `${error.message} ${error.stack}`).not.toContain(PIN);
  });
});

describe("mechanisms of tokens", () => {
  const all = [0x1, 0xd, 0x40, 0x43, 0x1041, 0x1044];
  const pss = rsaPss({ digest: "SHA-256", mgfDigest: "SHA-256", saltLength: 32 });
  const parameter = { type: 5, hashAlg: 0x250, mgf: 2, saltLen: 32 };

  it.each([
    [rsaPkcs1("SHA-256"), all, { mechanism: 0x40 }, 3],
    // DigestInfo of SHA-256: 19 octets before the digest (RFC 8017, section 9.2, note 1).
    [rsaPkcs1("SHA-256"), [0x1], { mechanism: 0x1 }, 51],
    [pss, all, { mechanism: 0x43, parameter }, 3],
    [pss, [0xd], { mechanism: 0xd, parameter }, 32],
    [ecdsa("SHA-256"), all, { mechanism: 0x1041 }, 32],
    [ecdsa("SHA-256"), [0x1044], { mechanism: 0x1044 }, 3],
  ])("are chosen for %j by what there is", (algorithm, available, mechanism, length) => {
    const chosen = chooseMechanism(algorithm, available);
    expect(chosen?.mechanism).toEqual(mechanism);
    expect(chosen?.input(Uint8Array.of(1, 2, 3))).toHaveLength(length);
  });

  it("are none for what a token lacks", () => {
    expect(chooseMechanism(pss, [0x1, 0x40])).toBeNull();
    expect(chooseMechanism(ecdsa("SHA-256"), [0x1])).toBeNull();
  });
});
