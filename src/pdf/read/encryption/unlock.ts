import { legacyKey } from "./legacy-key.ts";
import { modernKey } from "./modern-key.ts";
import { legacyPasswordBytes, modernPasswordBytes } from "./password-bytes.ts";
import type { StandardParameters } from "./standard-parameters.ts";

export interface UnlockedKey {
  readonly key: Uint8Array;
  /** As whom the password opens the file. */
  readonly role: "user" | "owner";
}

/**
 * The file's key by the password given, or else by the empty user password, which every reader tries (ISO 32000-2,
 * 7.6.4.1); null where neither opens it.
 * @throws PdfEncryptionError malformed
 */
export function unlock(parameters: StandardParameters, password: string | null): UnlockedKey | null {
  const [bytesOf, keyFor] =
    parameters.revision >= 5 ? [modernPasswordBytes, modernKey] : [legacyPasswordBytes, legacyKey];
  for (const candidate of password === null || password === "" ? [""] : [password, ""]) {
    for (const bytes of bytesOf(candidate)) {
      const unlocked = keyFor(parameters, bytes);
      if (unlocked !== null) return unlocked;
    }
  }
  return null;
}
