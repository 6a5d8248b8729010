import { Asn1Error } from "../../asn1/asn1-error.ts";
import { onlyValue } from "../../cms/attributes.ts";
import { buildSignedData } from "../../cms/build-signed-data.ts";
import { findByEssId } from "../../cms/find-signer.ts";
import { SIGNING_CERTIFICATE_V2 } from "../../cms/oids.ts";
import { parseSignedData } from "../../cms/parse-signed-data.ts";
import type { SignerInfo } from "../../cms/signed-data.ts";
import { parseSigningCertificateV2 } from "../../cms/signing-certificate.ts";
import { verifySignerInfo } from "../../cms/verify-signer-info.ts";
import type { SignatureAlgorithm } from "../../crypto/signature-algorithms.ts";
import { PadesError } from "../../errors.ts";
import type { TimestampAuthority } from "../../tsp/timestamp-authority.ts";
import { type Certificate, parseCertificate } from "../../x509/certificate.ts";
import { timestampSignature } from "./signature-timestamp.ts";

export interface FinishInput {
  /** DER, as `buildSignedAttributes` makes them. */
  readonly signedAttributes: Uint8Array;
  readonly signatureValue: Uint8Array;
  readonly signatureAlgorithm: SignatureAlgorithm;
  /** DER, the signer's first. */
  readonly certificates: readonly Uint8Array[];
  /** Digest of what the signature covers, computed from the bytes that will be returned. */
  readonly contentDigest: Uint8Array;
  /** Stamps the signature value, once it is known to be good. */
  readonly timestampAuthority?: TimestampAuthority;
  readonly signal?: AbortSignal;
}

/**
 * The CMS of a signature, read back and verified as any verifier would before it goes anywhere.
 *
 * @throws PadesError ERR_SIGNATURE_VALUE where the value is not the certificate's key's over the attributes;
 * ERR_UNSUPPORTED_ALGORITHM where this runtime cannot tell; ERR_INVALID_ARGUMENT where attributes, certificate and
 * content do not belong together; ERR_TIMESTAMP, ERR_FETCH
 */
export async function finishSignature(input: FinishInput): Promise<Uint8Array> {
  try {
    const { cms, certificate } = await buildAndCheck(input);
    if (input.timestampAuthority === undefined) return cms;
    const { signal } = input;
    const call = { signerKey: certificate.spki, ...(signal === undefined ? {} : { signal }) };
    const timestamp = await timestampSignature(input.timestampAuthority, input.signatureValue, call);
    return buildSignedData({ ...input, unsignedAttributes: [timestamp] });
  } catch (error) {
    if (!(error instanceof Asn1Error)) throw error;
    throw mismatch(`malformed: ${error.message}`, error);
  }
}

async function buildAndCheck(input: FinishInput): Promise<{ cms: Uint8Array; certificate: Certificate }> {
  const cms = buildSignedData(input);
  const signedData = parseSignedData(cms);
  const [signerInfo] = signedData.signerInfos;
  const [signer] = input.certificates;
  if (signerInfo === undefined || signer === undefined) throw mismatch("there is no signer");
  const certificate = parseCertificate(signer);
  const facts = await verifySignerInfo(signerInfo, { contentDigest: input.contentDigest, certificate, signedData });
  if (facts.signature === "unsupported") {
    throw new PadesError(
      "ERR_UNSUPPORTED_ALGORITHM",
      `this runtime cannot check a signature of ${facts.signatureName}`,
    );
  }
  if (facts.signature === "failed") {
    throw new PadesError(
      "ERR_SIGNATURE_VALUE",
      `the signature value does not verify with the signer's certificate${formHint(input)}`,
    );
  }
  const [inconsistency] = facts.inconsistencies;
  if (inconsistency !== undefined) throw mismatch(inconsistency);
  if (facts.digest !== "ok") throw mismatch("the message digest is not that of the document");
  if (signerInfo.signedAttributes?.isDer !== true) throw mismatch("the signed attributes are not DER");
  if (!namesCertificate(signerInfo, certificate)) throw mismatch("the signed attributes name another certificate");
  return { cms, certificate };
}

/** Tokens and many services give r and s one after another, where a CMS has them in DER. */
function formHint({ signatureAlgorithm, signatureValue }: FinishInput): string {
  const isDer = signatureAlgorithm.scheme !== "ECDSA" || signatureValue[0] === 0x30;
  return isDer ? "" : "; expected an Ecdsa-Sig-Value in DER, not r and s one after another";
}

function namesCertificate({ signedAttributes }: SignerInfo, certificate: Certificate): boolean {
  const value = onlyValue(signedAttributes?.attributes ?? [], SIGNING_CERTIFICATE_V2);
  const [first] = value === null ? [] : parseSigningCertificateV2(value);
  return first !== undefined && (findByEssId([certificate], first) ?? []).length === 1;
}

function mismatch(reason: string, cause?: Error): PadesError {
  return new PadesError("ERR_INVALID_ARGUMENT", `the parts of the signature do not belong together: ${reason}`, {
    cause,
  });
}
