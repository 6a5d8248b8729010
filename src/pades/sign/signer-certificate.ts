import { Asn1Error } from "../../asn1/asn1-error.ts";
import { PadesError } from "../../errors.ts";
import { type Certificate, parseCertificate } from "../../x509/certificate.ts";
import { contentFault, validityFault } from "../../x509/certificate-rules.ts";
import { checkEndEntity, type EndEntityFault } from "../../x509/end-entity.ts";
import type { CollectedEvidence } from "../ltv/collect-evidence.ts";
import type { EvidenceOptions } from "../ltv/evidence-options.ts";
import { shortName } from "../verify/short-name.ts";
import type { PrepareOptions } from "./options.ts";
import { collectSignerStatus } from "./signer-status.ts";

/**
 * What may be said against a signer's certificate and yet be overruled: it is not meant for signing documents, it holds
 * what cannot be understood, or its status is not known. That it is out of its period, or revoked, cannot: nobody could
 * ever rely on such a signature.
 */
export type CertificateObjection = "usage" | "content" | "status";

interface CheckInput extends Pick<PrepareOptions, "signer" | "signDespite"> {
  readonly now: Date;
  /** Where the status comes from; null where it is not to be looked at. */
  readonly status: EvidenceOptions | null;
  readonly signal?: AbortSignal;
}

/**
 * Holds the signer's certificate against what a verifier will ask of it, before its key is used: the period at the time of
 * signing, what it may be used for (RFC 5280, 4.2.1.3 and 4.2.1.12), and, where it is said how, its path and status.
 *
 * @returns the status information that settled its chain; null where none was looked at, or needed
 * @throws PadesError ERR_CERTIFICATE_EXPIRED, ERR_CERTIFICATE_USAGE, ERR_CERTIFICATE; ERR_EVIDENCE_MISSING,
 * ERR_CERTIFICATE_REVOKED, ERR_FETCH, ERR_INVALID_ARGUMENT as extendPdf does
 */
export async function checkSignerCertificate(input: CheckInput): Promise<CollectedEvidence | null> {
  const { signer, now, status, signDespite = [] } = input;
  const certificate = readCertificate(signer.certificate);
  // What cannot be read is refused, with its place, where the signer is described.
  if (certificate === null) return null;
  const fault = validityFault(certificate, now);
  if (fault !== null) throw periodError(certificate, fault, now);
  if (!signDespite.includes("usage")) {
    const [usage] = checkEndEntity(certificate, "signer");
    if (usage !== undefined) throw refusal("ERR_CERTIFICATE_USAGE", certificate, describeUsage(usage));
  }
  if (!signDespite.includes("content")) {
    const content = contentFault(certificate);
    if (content !== null) {
      const what = content === "malformed" ? "is malformed inside" : "has a critical extension that is not understood";
      throw refusal("ERR_CERTIFICATE", certificate, what);
    }
  }
  if (status === null) return null;
  try {
    return await collectSignerStatus(input, status);
  } catch (error) {
    const isUnknown = error instanceof PadesError && error.code === "ERR_EVIDENCE_MISSING";
    if (isUnknown && signDespite.includes("status")) return null;
    throw error;
  }
}

function readCertificate(der: Uint8Array): Certificate | null {
  try {
    return parseCertificate(der);
  } catch (error) {
    if (error instanceof Asn1Error) return null;
    throw error;
  }
}

function periodError(certificate: Certificate, fault: "not-yet-valid" | "expired", now: Date): PadesError {
  const { notBefore, notAfter } = certificate;
  const what =
    fault === "expired" ? `expired at ${notAfter.toISOString()}` : `is valid from ${notBefore.toISOString()} only`;
  return refusal("ERR_CERTIFICATE_EXPIRED", certificate, `${what}; signing at ${now.toISOString()}`);
}

function describeUsage(fault: EndEntityFault): string {
  switch (fault.kind) {
    case "is-ca":
      return "is a certification authority's, which signs no documents";
    case "key-usage":
      return "does not allow its key to sign (keyUsage without digitalSignature and nonRepudiation)";
    case "extended-key-usage":
      return `is for other purposes than signing documents (extendedKeyUsage ${fault.usages.join(", ")})`;
  }
}

function refusal(
  code: "ERR_CERTIFICATE" | "ERR_CERTIFICATE_EXPIRED" | "ERR_CERTIFICATE_USAGE",
  { subject }: Certificate,
  reason: string,
): PadesError {
  return new PadesError(code, `signer: the certificate of ${shortName(subject)} ${reason}`);
}
