import { Asn1Error } from "../../asn1/asn1-error.ts";
import { MAX_TOKEN_OBJECTS } from "../../limits.ts";
import { type Certificate, parseCertificate } from "../../x509/certificate.ts";
import { type Attribute, CKA, CKC_X_509, CKO, CKR, type Cryptoki, type Handle, returnValueOf } from "./cryptoki.ts";

/** A certificate on a token. */
export interface TokenCertificate {
  readonly certificate: Certificate;
  /** CKA_LABEL and CKA_ID, by which tokens relate it to its key. */
  readonly label: string;
  readonly id: Uint8Array;
}

/** A private key on a token: a handle, never the key. */
export interface TokenKey {
  readonly handle: Handle;
  readonly label: string;
  readonly id: Uint8Array;
  /** Whether each signature needs the PIN again (CKA_ALWAYS_AUTHENTICATE). */
  readonly asksEachTime: boolean;
}

/** The certificates that can be seen; before the login often all of them. What is none is passed over. */
export function readTokenCertificates(cryptoki: Cryptoki, session: Handle): TokenCertificate[] {
  const handles = findObjects(cryptoki, session, [
    { type: CKA.class, value: CKO.certificate },
    { type: CKA.certificateType, value: CKC_X_509 },
  ]);
  const found = new Map<string, TokenCertificate>();
  for (const handle of handles) {
    const [value, label, id] = cryptoki.C_GetAttributeValue(session, handle, [
      { type: CKA.value },
      { type: CKA.label },
      { type: CKA.id },
    ]);
    const certificate = parseOrNull(bytesOf(value));
    // Some tokens hold the same certificate twice, for two programs.
    if (certificate !== null) found.set(certificate.sha256, { certificate, label: textOf(label), id: bytesOf(id) });
  }
  return [...found.values()];
}

/** The private keys that can be seen, for which most tokens want a login. */
export function readTokenKeys(cryptoki: Cryptoki, session: Handle): TokenKey[] {
  return findObjects(cryptoki, session, [{ type: CKA.class, value: CKO.privateKey }]).map((handle) => {
    const [label, id] = cryptoki.C_GetAttributeValue(session, handle, [{ type: CKA.label }, { type: CKA.id }]);
    return {
      handle,
      label: textOf(label),
      id: bytesOf(id),
      asksEachTime: bytesOf(optionalAttribute(cryptoki, session, handle, CKA.alwaysAuthenticate))[0] === 1,
    };
  });
}

function findObjects(cryptoki: Cryptoki, session: Handle, template: readonly Attribute[]): Handle[] {
  cryptoki.C_FindObjectsInit(session, template);
  try {
    return cryptoki.C_FindObjects(session, MAX_TOKEN_OBJECTS);
  } finally {
    cryptoki.C_FindObjectsFinal(session);
  }
}

/** Of an attribute that older tokens do not know. */
function optionalAttribute(cryptoki: Cryptoki, session: Handle, object: Handle, type: number): Attribute | undefined {
  try {
    return cryptoki.C_GetAttributeValue(session, object, [{ type }])[0];
  } catch (error) {
    if (returnValueOf(error) === CKR.attributeTypeInvalid) return undefined;
    throw error;
  }
}

function parseOrNull(der: Uint8Array): Certificate | null {
  try {
    return parseCertificate(der);
  } catch (error) {
    if (error instanceof Asn1Error) return null;
    throw error;
  }
}

function bytesOf(attribute: Attribute | undefined): Uint8Array {
  const value = attribute?.value;
  return value instanceof Uint8Array ? new Uint8Array(value) : new Uint8Array(0);
}

function textOf(attribute: Attribute | undefined): string {
  return new TextDecoder().decode(bytesOf(attribute));
}
