import type { FindingSentences } from "../locale.ts";
import * as action from "./actions.ts";
import { revocationReason } from "./reasons.ts";

/** About whether certificates were revoked. */
export const revocation = {
  "certificate-expired-not-revoked": ({ certificate: subject, notAfter }, { time }) => ({
    title: "certificate expired, signing time not proven",
    sentence: `The certificate of “${subject}” expired on ${time(notAfter)} without having been revoked, and no valid timestamp is earlier.`,
    action: action.signAgainWithTimestamp,
    missing: `a valid timestamp before ${time(notAfter)}`,
  }),
  "certificate-revoked": ({ certificate: subject, revokedAt, reason }, { time }) => ({
    title: "certificate revoked",
    sentence: `The certificate of “${subject}” was revoked on ${time(revokedAt)}${because(reason)}; nothing proves that the signature is older.`,
    action: action.signAgainWithValidCertificate,
    missing: `a valid timestamp before ${time(revokedAt)}`,
  }),
  "signed-after-revocation": ({ certificate: subject, revokedAt, timestamp }, { time }) => ({
    title: "revoked before signing",
    sentence: `The certificate of “${subject}” was revoked on ${time(revokedAt)}; a timestamp of ${time(timestamp)} inside the signature shows that it was made later.`,
    action: action.tellSuperiorAndSender,
  }),
  "signed-after-expiry": ({ certificate: subject, notAfter, timestamp }, { time }) => ({
    title: "certificate expired before signing",
    sentence: `The certificate of “${subject}” expired on ${time(notAfter)}; a timestamp of ${time(timestamp)} inside the signature shows that it was made later.`,
    action: action.tellSuperiorAndSender,
  }),
  "ca-certificate-revoked": ({ certificate: subject, revokedAt, reason }, { time }) => ({
    title: "certificate of an issuer revoked",
    sentence: `The certificate of the issuer “${subject}” was revoked on ${time(revokedAt)}${because(reason)}; nothing proves that the signature is older.`,
    action: action.signAgainWithValidCertificate,
    missing: `a valid timestamp before ${time(revokedAt)}`,
  }),
  "certificate-on-hold": ({ certificate: subject, since }, { time }) => ({
    title: "certificate suspended",
    sentence: `The certificate of “${subject}” has been suspended since ${time(since)}; it may be released or revoked.`,
    action: action.checkAgainAfterSuspension,
    missing: `the end of the suspension of “${subject}”`,
  }),
  "revocation-not-fresh": ({ certificate: subject, thisUpdate }, { time }) => ({
    title: "revocation data out of date",
    sentence: `The revocation data at hand for the certificate of “${subject}” is of ${time(thisUpdate)}: too old to tell whether it has been revoked since.`,
    action: action.checkAgainWithStatus,
    missing: `revocation data (CRL or OCSP) for “${subject}” newer than ${time(thisUpdate)}`,
  }),
  "revocation-unknown": ({ certificate: subject, thisUpdate }, { time }) => ({
    title: "certificate unknown to its status service",
    sentence: `The status service of its issuer answered on ${time(thisUpdate)} that it does not know the certificate of “${subject}”.`,
    action: action.askTechnicians,
    missing: `a status of “${subject}” from its issuer`,
  }),
} satisfies Partial<FindingSentences>;

function because(reason: keyof typeof revocationReason | null): string {
  return reason === null || reason === "unspecified" ? "" : ` (${revocationReason[reason]})`;
}
