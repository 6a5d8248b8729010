import { concatBytes } from "../bytes/concat.ts";
import { encodeHex } from "../bytes/hex.ts";
import { perObject } from "../bytes/per-object.ts";
import { digestOf } from "../crypto/digest.ts";
import { MAX_CACHED_SIGNATURES } from "../limits.ts";

/** What a signature was made over, by which algorithm, what it is, and the key that is said to have made it. */
export interface SignedFact {
  readonly data: Uint8Array;
  /** The AlgorithmIdentifier as it stands. */
  readonly algorithm: Uint8Array;
  readonly signature: Uint8Array;
  /** The issuer's SubjectPublicKeyInfo, with parameters where they are inherited. */
  readonly issuerKey: Uint8Array;
}

/**
 * Remembers that signatures verify or not: arithmetic, which no clock, policy or revocation changes. Whether the
 * issuer may sign is decided anew each time. Share one between verifications: most files of a batch have the same
 * CA certificates.
 */
export interface VerifiedSignatureCache {
  /** Whether this signature verifies, if it was asked for before; undefined if not. */
  get(fact: SignedFact): boolean | undefined;
  set(fact: SignedFact, verifies: boolean): void;
  readonly size: number;
}

export function createVerifiedSignatureCache({ maxEntries = MAX_CACHED_SIGNATURES } = {}): VerifiedSignatureCache {
  // In order of last use: a Map hands out its keys as they were put in.
  const entries = new Map<string, boolean>();
  return {
    get(fact) {
      const key = keyOf(fact);
      const verifies = entries.get(key);
      if (verifies === undefined) return undefined;
      entries.delete(key);
      entries.set(key, verifies);
      return verifies;
    },
    set(fact, verifies) {
      entries.set(keyOf(fact), verifies);
      for (const oldest of entries.keys()) {
        if (entries.size <= maxEntries) break;
        entries.delete(oldest);
      }
    },
    get size() {
      return entries.size;
    },
  };
}

/**
 * Keys of facts about objects that live on: certificates do (read-certificates.ts), and a path is looked for again and
 * again. A key is only taken over for the very same octets, all four of them.
 */
const keysOf = perObject((_data: Uint8Array) => new WeakMap<Uint8Array, KnownKey>());

interface KnownKey extends Pick<SignedFact, "algorithm" | "signature"> {
  readonly key: string;
}

function keyOf(fact: SignedFact): string {
  const { data, algorithm, signature, issuerKey } = fact;
  const keys = keysOf(data);
  const known = keys.get(issuerKey);
  if (known !== undefined && known.algorithm === algorithm && known.signature === signature) return known.key;
  const key = digestOfFact(fact);
  keys.set(issuerKey, { algorithm, signature, key });
  return key;
}

/** One digest over all four, each preceded by its length so that none can pass for part of another. */
function digestOfFact({ data, algorithm, signature, issuerKey }: SignedFact): string {
  const lengths = Uint32Array.of(data.length, algorithm.length, signature.length, issuerKey.length);
  return encodeHex(
    digestOf("SHA-256", concatBytes(new Uint8Array(lengths.buffer), data, algorithm, signature, issuerKey)),
  );
}
