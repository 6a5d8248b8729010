/** The certificate extensions of RFC 5280, 4.2, and their relatives, each as a whole encoded Extension. */
import { encodeUtf8 } from "../bytes/text.ts";
import {
  boolean,
  context,
  contextPrimitive,
  type Der,
  integer,
  namedBits,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
} from "./der.ts";

/** Extension ::= SEQUENCE { extnID, critical DEFAULT FALSE, extnValue }. */
export function extension(oid: string, critical: boolean, value: Uint8Array): Der {
  return sequence(objectIdentifier(oid), ...(critical ? [boolean(true)] : []), octetString(value));
}

/** Critical, as RFC 5280, 4.2.1.9, demands of certification authorities. */
export function basicConstraints(ca: boolean, pathLength: number | null = null): Der {
  const parts = ca ? [boolean(true), ...(pathLength === null ? [] : [integer(pathLength)])] : [];
  return extension("2.5.29.19", true, sequence(...parts));
}

/** In the order of their bits (RFC 5280, 4.2.1.3). */
const KEY_USAGES = [
  "digitalSignature",
  "nonRepudiation",
  "keyEncipherment",
  "dataEncipherment",
  "keyAgreement",
  "keyCertSign",
  "cRLSign",
  "encipherOnly",
  "decipherOnly",
] as const;
export type KeyUsage = (typeof KEY_USAGES)[number];

export function keyUsage(...usages: readonly KeyUsage[]): Der {
  return extension("2.5.29.15", true, namedBits(usages.map((usage) => KEY_USAGES.indexOf(usage))));
}

const PURPOSES = {
  serverAuth: "1.3.6.1.5.5.7.3.1",
  clientAuth: "1.3.6.1.5.5.7.3.2",
  codeSigning: "1.3.6.1.5.5.7.3.3",
  emailProtection: "1.3.6.1.5.5.7.3.4",
  timeStamping: "1.3.6.1.5.5.7.3.8",
  ocspSigning: "1.3.6.1.5.5.7.3.9",
  documentSigning: "1.3.6.1.5.5.7.3.36",
} as const;
export type ExtendedKeyUsage = keyof typeof PURPOSES;

export function extendedKeyUsage(purposes: readonly ExtendedKeyUsage[], { critical = false } = {}): Der {
  return extension("2.5.29.37", critical, sequence(...purposes.map((purpose) => objectIdentifier(PURPOSES[purpose]))));
}

export function subjectKeyIdentifier(identifier: Uint8Array): Der {
  return extension("2.5.29.14", false, octetString(identifier));
}

/** With name and serial number of the issuer's certificate where given, as older authorities do. */
export function authorityKeyIdentifier(
  identifier: Uint8Array,
  certificate?: { readonly issuer: Uint8Array; readonly serialNumber: Uint8Array },
): Der {
  const byName =
    certificate === undefined
      ? []
      : [
          context(1, directoryName(certificate.issuer)),
          contextPrimitive(2, integer(certificate.serialNumber).subarray(2)),
        ];
  return extension("2.5.29.35", false, sequence(contextPrimitive(0, identifier), ...byName));
}

/** RFC 5280, 4.2.2.1. */
export function authorityInfoAccess(urls: { readonly caIssuers?: string; readonly ocsp?: string }): Der {
  const descriptions = [
    ...(urls.ocsp === undefined ? [] : [sequence(objectIdentifier("1.3.6.1.5.5.7.48.1"), uri(urls.ocsp))]),
    ...(urls.caIssuers === undefined ? [] : [sequence(objectIdentifier("1.3.6.1.5.5.7.48.2"), uri(urls.caIssuers))]),
  ];
  return extension("1.3.6.1.5.5.7.1.1", false, sequence(...descriptions));
}

export function crlDistributionPoints(...urls: readonly string[]): Der {
  return extension("2.5.29.31", false, sequence(...urls.map((url) => sequence(context(0, context(0, uri(url)))))));
}

export function certificatePolicies(...oids: readonly string[]): Der {
  return extension("2.5.29.32", false, sequence(...oids.map((oid) => sequence(objectIdentifier(oid)))));
}

/** id-pkix-ocsp-nocheck (RFC 6960, 4.2.2.2.1): the responder's own certificate is not to be checked for revocation. */
export function ocspNoCheck(): Der {
  return extension("1.3.6.1.5.5.7.48.1.5", false, nullValue());
}

function uri(url: string): Der {
  return contextPrimitive(6, encodeUtf8(url));
}

/** GeneralName: directoryName is EXPLICIT, because Name is a CHOICE. */
function directoryName(name: Uint8Array): Der {
  return context(4, name);
}
