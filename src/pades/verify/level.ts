import { SIGNATURE_TIMESTAMP } from "../../cms/oids.ts";
import { type Finding, finding } from "../../findings.ts";
import type { SignatureSubject } from "../checks/subject.ts";
import type { SignatureLevel } from "./verification.ts";

/** The level whose structure is there (EN 319 142-1, clause 6), whether or not it is valid. */
export function levelFound({ format, cms, signerInfo }: SignatureSubject): SignatureLevel {
  if (format.kind === "document-timestamp" || cms === null || signerInfo === null) return "none";
  const hasTimestamp = signerInfo.unsignedAttributes.some(({ oid }) => oid === SIGNATURE_TIMESTAMP);
  if (format.isEtsi) return hasTimestamp ? "B-T" : "B-B";
  return hasTimestamp ? "PKCS7-T" : "PKCS7-B";
}

/** The level of a signature that passed: timestamps are not validated yet, so that none is higher than basic. */
export function levelReached({ format }: SignatureSubject): SignatureLevel {
  if (format.kind === "document-timestamp" || format.content === "rsa-value") return "none";
  return format.isEtsi ? "B-B" : "PKCS7-B";
}

/** Does the signature reach the level that the trust profile requires? Levels are those of PAdES: no PKCS #7 has one. */
export function checkLevel(subject: SignatureSubject, required: string | null): Finding[] {
  const found = levelReached(subject);
  const isTimestamp = subject.format.kind === "document-timestamp";
  return required === null || required === found || (required === "B-B" && isTimestamp)
    ? []
    : [finding("level-too-low", { required, found })];
}
