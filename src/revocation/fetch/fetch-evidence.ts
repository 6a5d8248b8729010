import { Asn1Error } from "../../asn1/asn1-error.ts";
import { equalBytes } from "../../bytes/equal.ts";
import { parseSignedData } from "../../cms/parse-signed-data.ts";
import { MAX_SMALL_ANSWER_BYTES } from "../../limits.ts";
import { FetchError, type Fetcher, type FetchRequest } from "../../net/fetcher.ts";
import { sniffDer } from "../../net/sniff.ts";
import type { Certificate } from "../../x509/certificate.ts";
import type { PathLink } from "../../x509/path-validation.ts";
import { readCertificate, readCertificates } from "../../x509/read-certificates.ts";
import { parseOcspResponse } from "../ocsp-response.ts";
import { crlLocations, issuerLocations, ocspLocations } from "./locations.ts";
import { buildOcspRequest, encodeNonce } from "./ocsp-request.ts";

/** An address that gave nothing, and why in a few words. */
export interface FetchTrouble {
  readonly url: string;
  readonly reason: string;
}

export interface Fetched<T> {
  readonly found: readonly T[];
  readonly troubles: readonly FetchTrouble[];
}

/**
 * Asks the OCSP responders that a certificate names (RFC 6960, appendix A.1), one after another, until one answers with
 * a status. What the answer is worth is not judged here.
 *
 * @param nonce octets that the answer must repeat (RFC 9654): one without them is no answer. Null: none is sent.
 * @returns DER of the OCSPResponse
 */
export async function fetchOcspResponse(
  link: PathLink,
  fetcher: Fetcher,
  nonce: Uint8Array | null = null,
): Promise<Fetched<Uint8Array>> {
  const troubles: FetchTrouble[] = [];
  const asked = nonce === null ? null : encodeNonce(nonce);
  for (const url of ocspLocations(link.certificate)) {
    const answer = await ask(fetcher, {
      url,
      method: "POST",
      body: buildOcspRequest(link, asked),
      contentType: "application/ocsp-request",
      accept: "application/ocsp-response",
      maxBytes: MAX_SMALL_ANSWER_BYTES,
    });
    const [response] = "reason" in answer ? [] : (sniffDer(answer.body, ["OCSP RESPONSE"]) ?? []);
    const trouble = "reason" in answer ? answer.reason : responseTrouble(response, asked);
    if (response !== undefined && trouble === null) return { found: [response], troubles };
    troubles.push({ url, reason: trouble ?? "no OCSP response" });
  }
  return { found: [], troubles };
}

/** @param asked the value of the nonce extension that was sent */
function responseTrouble(response: Uint8Array | undefined, asked: Uint8Array | null): string | null {
  if (response === undefined) return "no OCSP response";
  return orMalformed(() => {
    const reading = parseOcspResponse(response);
    if (reading.status !== "successful") return reading.status;
    const { nonce } = reading.response;
    return asked === null || (nonce !== null && equalBytes(nonce, asked)) ? null : "nonce not repeated";
  });
}

/** Gets every CRL that a certificate names (RFC 5280, 4.2.1.13; RFC 2585), in DER or PEM. @returns DER of each */
export async function fetchCrls(certificate: Certificate, fetcher: Fetcher): Promise<Fetched<Uint8Array>> {
  const found: Uint8Array[] = [];
  const troubles: FetchTrouble[] = [];
  for (const url of crlLocations(certificate)) {
    const answer = await ask(fetcher, { url, accept: "application/pkix-crl" });
    const crls = "reason" in answer ? null : sniffDer(answer.body, ["X509 CRL", "CRL"]);
    if (crls !== null) found.push(...crls);
    else troubles.push({ url, reason: "reason" in answer ? answer.reason : "no CRL" });
  }
  return { found, troubles };
}

/**
 * Gets the certificates of a certificate's issuer from where it names them (RFC 5280, 4.2.2.1): one certificate, or a
 * CMS of several. None of them is trusted.
 */
export async function fetchIssuers(certificate: Certificate, fetcher: Fetcher): Promise<Fetched<Certificate>> {
  const troubles: FetchTrouble[] = [];
  for (const url of issuerLocations(certificate)) {
    const answer = await ask(fetcher, {
      url,
      accept: "application/pkix-cert, application/pkcs7-mime",
      maxBytes: MAX_SMALL_ANSWER_BYTES,
    });
    const pieces = "reason" in answer ? null : sniffDer(answer.body, ["CERTIFICATE", "PKCS7", "CMS"]);
    const found = (pieces ?? []).flatMap(certificatesIn);
    if (found.length > 0) return { found, troubles };
    troubles.push({ url, reason: "reason" in answer ? answer.reason : "no certificate" });
  }
  return { found: [], troubles };
}

function certificatesIn(der: Uint8Array): readonly Certificate[] {
  const certificate = readCertificate(der);
  if (certificate !== null) return [certificate];
  return readCertificates(orNull(() => parseSignedData(der).certificates) ?? []).certificates;
}

/** A service that is out of reach is one of the ways in which evidence is missing; being told to stop is not. */
async function ask(
  fetcher: Fetcher,
  request: FetchRequest,
): Promise<{ readonly body: Uint8Array } | { readonly reason: string }> {
  try {
    const { status, body } = await fetcher(request);
    return status === 200 ? { body } : { reason: `status ${status}` };
  } catch (error) {
    if (!(error instanceof FetchError)) throw error;
    return { reason: error.reason };
  }
}

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Asn1Error) return null;
    throw error;
  }
}

function orMalformed(read: () => string | null): string | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Asn1Error) return "malformed";
    throw error;
  }
}
