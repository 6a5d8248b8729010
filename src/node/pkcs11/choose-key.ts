import { equalBytes } from "../../bytes/equal.ts";
import { decodeHex, encodeHex } from "../../bytes/hex.ts";
import { PadesError } from "../../errors.ts";
import { shortName } from "../../pades/verify/short-name.ts";
import type { TokenCertificate, TokenKey } from "./objects.ts";

/** Which of several keys is meant; all that is said must fit its certificate, or the key itself. */
export interface KeyChoice {
  /** CKA_LABEL. */
  readonly label?: string;
  /** CKA_ID; text is hexadecimal. */
  readonly id?: Uint8Array | string;
}

/** @throws PadesError ERR_INVALID_ARGUMENT where the id is no hexadecimal text */
export function readKeyChoice({ label, id }: KeyChoice = {}): { readonly label?: string; readonly id?: Uint8Array } {
  const octets = typeof id === "string" ? decodeHex(id) : id;
  if (octets === null) throw new PadesError("ERR_INVALID_ARGUMENT", "key.id: expected bytes, or hexadecimal text");
  return { ...(label === undefined ? {} : { label }), ...(octets === undefined ? {} : { id: octets }) };
}

/** The certificates among which the signer's is: those that are as asked for, of authorities none. */
export function candidates(certificates: readonly TokenCertificate[], choice: KeyChoice): TokenCertificate[] {
  const { label, id } = readKeyChoice(choice);
  return certificates.filter(
    (one) =>
      one.certificate.standardExtensions.basicConstraints?.ca !== true &&
      (label === undefined || one.label === label) &&
      (id === undefined || equalBytes(one.id, id)),
  );
}

/** Those whose key is there, and is as asked for or has a certificate that is. */
export function withKeys(
  certificates: readonly TokenCertificate[],
  keys: readonly TokenKey[],
  choice: KeyChoice,
): TokenCertificate[] {
  const { label, id } = readKeyChoice(choice);
  return candidates(certificates, {}).filter((one) => {
    const key = keyOf(one, keys);
    if (key === null) return false;
    return (
      (label === undefined || one.label === label || key.label === label) &&
      (id === undefined || equalBytes(key.id, id) || equalBytes(one.id, id))
    );
  });
}

/** The key that a token relates to a certificate (CKA_ID; where that is missing, CKA_LABEL); null where there is none. */
export function keyOf(
  { id, label }: Pick<TokenCertificate, "id" | "label">,
  keys: readonly TokenKey[],
): TokenKey | null {
  const byId = id.length === 0 ? undefined : keys.find((key) => equalBytes(key.id, id));
  const byLabel = id.length > 0 || label === "" ? undefined : keys.find((key) => key.label === label);
  return byId ?? byLabel ?? null;
}

export function keyNotFound(found: readonly TokenCertificate[], all: readonly TokenCertificate[]): PadesError {
  const list = (found.length === 0 ? candidates(all, {}) : found).map(describe).join("; ");
  const what =
    found.length === 0 ? "no key with its certificate fits" : `${found.length} keys fit: choose one by label or id`;
  return new PadesError("ERR_KEY_NOT_FOUND", `PKCS#11: ${what}; there: ${list === "" ? "none" : list}`);
}

function describe({ label, id, certificate }: TokenCertificate): string {
  return `${JSON.stringify(label)}, id ${encodeHex(id)}, of ${shortName(certificate.subject)}, until ${certificate.notAfter.toISOString().slice(0, 10)}`;
}
