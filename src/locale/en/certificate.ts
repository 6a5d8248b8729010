import type { FindingSentences } from "../locale.ts";
import * as action from "./actions.ts";
import { pathStop } from "./reasons.ts";

/** About the certificate and its path of trust. */
export const certificate = {
  "no-trust-anchors": () => ({
    title: "no trusted root is configured",
    sentence: "No root certificate is configured, so the signer is not established.",
    action: action.askTechnicians,
    missing: "a list of trusted root certificates",
  }),
  "certificate-malformed": ({ detail }) => ({
    title: "the certificate is malformed",
    sentence: `The signer's certificate does not follow its standard: ${detail}.`,
    action: action.signAgainWithOtherCertificate,
    missing: "a well-formed certificate",
  }),
  "certificate-irregular": ({ certificate: subject, problems }) => ({
    title: "irregularities in a certificate",
    sentence: `The certificate of “${subject}” breaks rules of its standard (${problems}). Where that makes it unfit for use, the path of trust stops at it.`,
    action: action.nothing,
  }),
  "no-path-to-anchor": ({ stop, certificate: subject }) => ({
    title: "issuer not trusted",
    sentence: `The certificate leads to no configured root, so the signer is not established. The nearest path stopped at “${subject}”: ${pathStop[stop]}.`,
    action: action.askTechnicians,
    missing: "a path of trust to a configured root certificate",
  }),
  "certificate-expired": ({ certificate: subject, notAfter }, { time }) => ({
    title: "certificate expired, signing time not proven",
    sentence: `The certificate of “${subject}” expired on ${time(notAfter)}, and no valid timestamp is earlier.`,
    action: action.signAgainWithTimestamp,
    missing: `a valid timestamp before ${time(notAfter)}`,
  }),
  "certificate-not-yet-valid": ({ certificate: subject, notBefore }, { time }) => ({
    title: "certificate not yet valid",
    sentence: `The certificate of “${subject}” is in force only from ${time(notBefore)}, after the time of checking.`,
    action: action.signAgain,
    missing: "a signature made while the certificate is in force",
  }),
  "key-usage-not-signing": () => ({
    title: "the certificate is not meant for signing",
    sentence: "The signer's certificate was not issued for signing documents (keyUsage).",
    action: action.signAgainWithOtherCertificate,
    missing: "a certificate meant for signing",
  }),
  "extended-key-usage-not-signing": ({ usages }) => ({
    title: "the certificate is meant for something else",
    sentence: `The signer's certificate was issued only for: ${usages}; not for signing documents.`,
    action: action.signAgainWithOtherCertificate,
    missing: "a certificate meant for signing",
  }),
  "signer-is-ca": () => ({
    title: "signed with a CA certificate",
    sentence: "The certificate used for signing is that of an issuer (CA), not that of a signer.",
    action: action.signAgainWithOtherCertificate,
    missing: "a signature with a signer's certificate",
  }),
  "path-constraints-violated": ({ stop, certificate: subject }) => ({
    title: "the path of trust breaks its conditions",
    sentence: `The path to the root breaks the conditions of issue at “${subject}”: ${pathStop[stop]}.`,
    action: action.askTechnicians,
    missing: "a path of trust that keeps the conditions of issue",
  }),
  "revocation-not-checked": ({ certificate: subject }) => ({
    title: "revocation status not checked",
    sentence: `Recent revocation data for the certificate of “${subject}” is missing, so whether it was revoked is not known.`,
    action: action.checkAgainWithStatus,
    missing: `revocation data (CRL or OCSP) for “${subject}”`,
  }),
  "level-too-low": ({ required, found }) => ({
    title: "signature level too low",
    sentence: `The trust profile requires level ${required}; this signature was validated at level ${found}.`,
    action: action.signAgain,
    missing: `a signature of level ${required}`,
  }),
} satisfies Partial<FindingSentences>;
