import { PadesError } from "../../errors.ts";
import type { SignCallOptions } from "../../keys/signer.ts";
import { abortable } from "../../net/abortable.ts";
import { keyNotFound, keyOf } from "./choose-key.ts";
import { CKF, type Cryptoki, type Handle, returnValueOf } from "./cryptoki.ts";
import { type AskPin, logIn, type OpenSession } from "./log-in.ts";
import type { SigningMechanism } from "./mechanism.ts";
import { readTokenKeys, type TokenCertificate, type TokenKey } from "./objects.ts";
import { isTokenThere, tokenError } from "./token-error.ts";
import type { FoundToken, Pkcs11Token } from "./tokens.ts";

/** Longest signature value there is: RSA with 16,384 bits. */
const VALUE_ROOM = 2048;

/** A token in use: a session, the login in it, and one thing done after another. */
export class TokenUse {
  readonly #cryptoki: Cryptoki;
  readonly #found: FoundToken;
  readonly #askPin: AskPin;
  #session: Handle | null = null;
  #isLoggedIn = false;
  #isClosed = false;
  #last: Promise<unknown> = Promise.resolve();

  constructor(cryptoki: Cryptoki, found: FoundToken, askPin: AskPin) {
    this.#cryptoki = cryptoki;
    this.#found = found;
    this.#askPin = askPin;
  }

  get token(): Pkcs11Token {
    return this.#found.token;
  }

  /** Calls the library, and tells what its failures mean. */
  call<T>(failure: string, run: (open: OpenSession) => T): T {
    const open = this.#open();
    try {
      return run(open);
    } catch (error) {
      throw this.#explain(error, failure);
    }
  }

  keys(): TokenKey[] {
    return this.call("its keys cannot be read", ({ cryptoki, session }) => readTokenKeys(cryptoki, session));
  }

  async logIn(signal: AbortSignal | undefined): Promise<void> {
    if (this.#isLoggedIn || !this.token.needsLogin) return;
    await logIn(this.#open(), this.#askPin, "login", signal);
    this.#isLoggedIn = true;
  }

  /** The value as the token gives it, by the key of a certificate. */
  sign(
    own: TokenCertificate,
    mechanism: SigningMechanism,
    data: Uint8Array,
    { signal }: SignCallOptions,
  ): Promise<Uint8Array> {
    const done = this.#next(async () => {
      signal?.throwIfAborted();
      if (this.#isClosed) throw new PadesError("ERR_INVALID_ARGUMENT", "the signer was closed");
      try {
        await this.logIn(signal);
        return await this.#signOnce(own, mechanism, data, signal);
      } catch (error) {
        const known = this.#explain(error, "the token did not sign");
        // What was begun and not finished would be in the way of the next signature.
        this.endSession();
        throw known;
      }
    });
    return abortable(done, signal);
  }

  async #signOnce(
    own: TokenCertificate,
    { mechanism, input }: SigningMechanism,
    data: Uint8Array,
    signal: AbortSignal | undefined,
  ): Promise<Uint8Array> {
    const key = keyOf(own, this.keys());
    const open = this.#open();
    if (key === null) {
      if (isTokenThere(open.cryptoki, open.found.handle)) throw keyNotFound([], [own]);
      throw new PadesError("ERR_TOKEN_REMOVED", "PKCS#11: the token did not sign: it is not there any more");
    }
    open.cryptoki.C_SignInit(open.session, mechanism, key.handle);
    if (key.asksEachTime) await logIn(open, this.#askPin, "signature", signal);
    // pkcs11js takes Buffers.
    const value = await open.cryptoki.C_SignAsync(open.session, Buffer.from(input(data)), Buffer.alloc(VALUE_ROOM));
    return new Uint8Array(value);
  }

  /** Ends the session once nothing is under way, and with it the login: nothing is signed any more. */
  close(): Promise<void> {
    return this.#next(async () => {
      this.#isClosed = true;
      this.endSession();
    });
  }

  endSession(): void {
    const session = this.#session;
    this.#session = null;
    this.#isLoggedIn = false;
    if (session === null) return;
    try {
      this.#cryptoki.C_CloseSession(session);
    } catch (error) {
      // With the token gone the session is too.
      if (returnValueOf(error) === null) throw error;
    }
  }

  #open(): OpenSession {
    const handle = this.#found.handle;
    try {
      this.#session ??= this.#cryptoki.C_OpenSession(handle, CKF.serialSession);
    } catch (error) {
      throw this.#explain(error, "no session can be opened");
    }
    return { cryptoki: this.#cryptoki, found: this.#found, session: this.#session };
  }

  #explain(error: unknown, failure: string): unknown {
    return tokenError(error, failure, { cryptoki: this.#cryptoki, handle: this.#found.handle });
  }

  #next<T>(task: () => Promise<T>): Promise<T> {
    const done = this.#last.then(task, task);
    this.#last = done.catch(() => undefined);
    return done;
  }
}
