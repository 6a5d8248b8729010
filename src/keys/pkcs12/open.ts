import { Asn1Error } from "../../asn1/asn1-error.ts";
import { resolveDigestAlgorithm } from "../../asn1/digest-algorithm.ts";
import { PadesError } from "../../errors.ts";
import { type Bag, type Container, parseAuthenticatedSafe, parseContainer, parseSafeContents } from "./container.ts";
import { decrypt } from "./decrypt.ts";
import { isAuthentic } from "./key-derivation.ts";
import { type PasswordForm, passwordForms } from "./password-forms.ts";
import { WrongKeyError } from "./wrong-key-error.ts";

export interface OpenedPkcs12 {
  /** DER, in the order of the file. */
  readonly certificates: readonly Uint8Array[];
  /** PrivateKeyInfo each (RFC 5958), in the clear and in memory of its own, which the caller may erase. */
  readonly privateKeys: readonly Uint8Array[];
}

/**
 * Opens a PKCS#12 file (RFC 7292).
 *
 * @throws PadesError ERR_PKCS12_PASSWORD where the password is wrong; ERR_PKCS12_INVALID where the file is malformed or
 *   uses what is not supported; ERR_INSECURE_CONTEXT
 */
export async function openPkcs12(bytes: Uint8Array, password: string): Promise<OpenedPkcs12> {
  try {
    const container = parseContainer(bytes);
    const form = await findPasswordForm(container, password);
    const certificates: Uint8Array[] = [];
    const privateKeys: Uint8Array[] = [];
    for (const bag of await openBags(container, form)) {
      if (bag.kind === "certificate") certificates.push(bag.der);
      else privateKeys.push(bag.kind === "key" ? new Uint8Array(bag.pkcs8) : await decrypt(bag.key, form));
    }
    return { certificates, privateKeys };
  } catch (error) {
    if (error instanceof WrongKeyError) throw wrongPassword(error);
    if (!(error instanceof Asn1Error)) throw error;
    throw new PadesError("ERR_PKCS12_INVALID", `not a PKCS#12 file that can be read: ${error.message}`, {
      cause: error,
    });
  }
}

async function openBags(container: Container, form: PasswordForm): Promise<Bag[]> {
  const bags: Bag[] = [];
  for (const safe of parseAuthenticatedSafe(container.authenticatedSafe)) {
    bags.push(...parseSafeContents(safe.kind === "clear" ? safe.contents : await decrypt(safe.contents, form)));
  }
  return bags;
}

/** How the writer encoded the password: the MAC tells, or without one the first safe that decrypts to something. */
async function findPasswordForm(container: Container, password: string): Promise<PasswordForm> {
  const { mac, authenticatedSafe } = container;
  const forms = passwordForms(password);
  if (mac === null) {
    for (const form of forms) {
      if (await opens(container, form)) return form;
    }
    throw wrongPassword();
  }
  const digest = resolveDigestAlgorithm(mac.digestAlgorithm);
  if (digest === null) throw new Asn1Error(`integrity by ${mac.digestAlgorithm.oid} is not supported`);
  const { salt, rounds } = mac;
  const found = forms.find(({ bmp }) => isAuthentic(authenticatedSafe, mac.value, bmp, { digest, salt, rounds }));
  if (found === undefined) throw wrongPassword();
  return found;
}

/** Whether everything decrypts to what it should be; what is malformed in itself stays an Asn1Error. */
async function opens({ authenticatedSafe }: Container, form: PasswordForm): Promise<boolean> {
  for (const safe of parseAuthenticatedSafe(authenticatedSafe)) {
    const bags = safe.kind === "clear" ? parseSafeContents(safe.contents) : await tryDecrypt(safe.contents, form);
    if (bags === null) return false;
    for (const bag of bags) {
      if (bag.kind === "encrypted-key" && (await tryDecryptKey(bag.key, form)) === null) return false;
    }
  }
  return true;
}

async function tryDecrypt(contents: Parameters<typeof decrypt>[0], form: PasswordForm): Promise<Bag[] | null> {
  const clear = await tryDecryptKey(contents, form);
  if (clear === null) return null;
  try {
    return parseSafeContents(clear);
  } catch (error) {
    // A wrong key passes the padding once in 256 times, and then gives nonsense.
    if (error instanceof Asn1Error) return null;
    throw error;
  }
}

async function tryDecryptKey(key: Parameters<typeof decrypt>[0], form: PasswordForm): Promise<Uint8Array | null> {
  try {
    return await decrypt(key, form);
  } catch (error) {
    if (error instanceof WrongKeyError) return null;
    throw error;
  }
}

function wrongPassword(cause?: unknown): PadesError {
  return new PadesError("ERR_PKCS12_PASSWORD", "wrong password, or the file was altered", { cause });
}
