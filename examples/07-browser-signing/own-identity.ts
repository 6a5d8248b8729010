import { fromBase64 } from "./base64.ts";

/** A key that never leaves this browser, not even to its own scripts, with its certificate chain. */
export interface OwnIdentity {
  /** Not extractable: it signs, and cannot be read. */
  readonly key: CryptoKey;
  /** DER: the certificate of `key`, then those above it. */
  readonly chain: readonly Uint8Array[];
}

const STORE = "identity";

/**
 * The identity that this browser keeps in IndexedDB. The first time a key pair is made and its public half sent to
 * `enrolUrl`, which answers with a certificate chain as a list of base64. A real authority would first make sure who asks.
 */
export async function ownIdentity(enrolUrl: string): Promise<OwnIdentity> {
  const database = await open();
  try {
    const kept = await get(database);
    if (kept !== null) return kept;
    const { privateKey, publicKey } = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, [
      "sign",
      "verify",
    ]);
    const answer = await fetch(enrolUrl, { method: "POST", body: await crypto.subtle.exportKey("spki", publicKey) });
    if (!answer.ok) throw new Error(`the certificate was refused with status ${answer.status}`);
    const certificates: readonly string[] = await answer.json();
    const identity = { key: privateKey, chain: certificates.map(fromBase64) };
    await put(database, identity);
    return identity;
  } finally {
    database.close();
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open("browser-signing", 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return settled(request);
}

async function get(database: IDBDatabase): Promise<OwnIdentity | null> {
  const found: OwnIdentity | undefined = await settled(database.transaction(STORE).objectStore(STORE).get("own"));
  return found ?? null;
}

/** A CryptoKey is stored as the key that it is: what cannot be exported here cannot be exported from there. */
async function put(database: IDBDatabase, identity: OwnIdentity): Promise<void> {
  await settled(database.transaction(STORE, "readwrite").objectStore(STORE).put(identity, "own"));
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB failed"));
  });
}
