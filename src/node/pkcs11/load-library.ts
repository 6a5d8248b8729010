import { PadesError } from "../../errors.ts";
import { CKR, type Cryptoki, returnValueOf } from "./cryptoki.ts";

/** A token's library, loaded; to be released as often as it was loaded. */
export interface LoadedLibrary {
  readonly cryptoki: Cryptoki;
  readonly release: () => void;
}

interface Shared {
  readonly cryptoki: Cryptoki;
  /** Whether C_Initialize was ours: who else initialised it in this process goes on using it. */
  readonly isOurs: boolean;
  users: number;
}

/** A process initialises a library once (PKCS#11 2.40, 5.4): all who use it here share it. */
const libraries = new Map<string, Shared>();

/**
 * Loads the library that came with a token, through pkcs11js.
 *
 * @param library path of the shared object, such as /usr/lib/softhsm/libsofthsm2.so
 * @throws PadesError ERR_PKCS11 where pkcs11js is not installed, or the library does not load or initialise
 */
export async function loadLibrary(library: string): Promise<LoadedLibrary> {
  if (typeof library !== "string" || library === "") {
    throw new PadesError("ERR_INVALID_ARGUMENT", "library: expected the path of a PKCS#11 library");
  }
  const create = await loadPkcs11js();
  let shared = libraries.get(library);
  if (shared === undefined) {
    shared = initialise(create(), library);
    libraries.set(library, shared);
  }
  const held = shared;
  held.users++;
  let isReleased = false;
  return {
    cryptoki: held.cryptoki,
    release: () => {
      if (isReleased) return;
      isReleased = true;
      held.users--;
      if (held.users > 0) return;
      libraries.delete(library);
      if (held.isOurs) finalise(held.cryptoki);
    },
  };
}

function initialise(cryptoki: Cryptoki, library: string): Shared {
  try {
    cryptoki.load(library);
  } catch (cause) {
    throw failure(`${library}: cannot be loaded`, cause);
  }
  try {
    cryptoki.C_Initialize();
    return { cryptoki, isOurs: true, users: 0 };
  } catch (cause) {
    if (returnValueOf(cause) === CKR.alreadyInitialized) return { cryptoki, isOurs: false, users: 0 };
    throw failure(`${library}: cannot be initialised`, cause);
  }
}

function finalise(cryptoki: Cryptoki): void {
  try {
    cryptoki.C_Finalize();
    cryptoki.close();
  } catch {
    // A library whose token was torn out may fail here; there is nothing left to close.
  }
}

/** An optional peer, because it has to be compiled: a name that no bundler and no compiler follows. */
const PACKAGE: string = "pkcs11js";

async function loadPkcs11js(): Promise<() => Cryptoki> {
  let module: unknown;
  try {
    module = await import(PACKAGE);
  } catch (cause) {
    throw failure(`the package ${PACKAGE} is not installed or not compiled (npm install ${PACKAGE})`, cause);
  }
  const root: unknown = member(module, "default") ?? module;
  const Constructor = member(root, "PKCS11");
  if (typeof Constructor !== "function") throw failure(`${PACKAGE} is another package than expected`, undefined);
  return () => Reflect.construct(Constructor, []) as Cryptoki;
}

function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

function failure(message: string, cause: unknown): PadesError {
  const detail = cause instanceof Error ? `: ${cause.message.split("\n")[0] ?? ""}` : "";
  return new PadesError("ERR_PKCS11", `PKCS#11: ${message}${detail}`, { cause });
}
