import { Asn1Error } from "../../asn1/asn1-error.ts";
import { MAX_DELEGATES } from "../../limits.ts";
import type { Fetcher } from "../../net/fetcher.ts";
import type { Certificate } from "../../x509/certificate.ts";
import { KEY_PURPOSE } from "../../x509/oids.ts";
import type { PathSignatures } from "../../x509/path-signatures.ts";
import type { PathLink } from "../../x509/path-validation.ts";
import { readCertificates } from "../../x509/read-certificates.ts";
import { parseOcspResponse } from "../ocsp-response.ts";
import { type FetchTrouble, fetchCrls, fetchOcspResponse } from "./fetch-evidence.ts";

/** DER of what was brought about the status of one certificate; nothing of it is judged. */
export interface FetchedStatus {
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
  readonly troubles: readonly FetchTrouble[];
}

/** Asks the CRL points that the certificate of a link names. */
export async function fetchStatusByCrl({ certificate }: Pick<PathLink, "certificate">, fetcher: Fetcher) {
  const { found, troubles } = await fetchCrls(certificate, fetcher);
  return { crls: found, ocspResponses: [], troubles } satisfies FetchedStatus;
}

/**
 * Asks its OCSP responders, and for the CRL about a responder that must have a status itself. Whoever answers may put any
 * certificates into an answer: only what those name is asked that the issuer of the link has certified.
 */
export async function fetchStatusByOcsp(
  link: PathLink,
  fetcher: Fetcher,
  { signatures, nonce = null }: { readonly signatures: PathSignatures; readonly nonce?: Uint8Array | null },
): Promise<FetchedStatus> {
  const { found, troubles } = await fetchOcspResponse(link, fetcher, nonce);
  const crls: Uint8Array[] = [];
  const allTroubles = [...troubles];
  for (const delegate of found.flatMap(certificatesIn).filter(isAskedAbout)) {
    if (!delegate.issuer.equals(link.issuer.subject)) continue;
    if ((await signatures.check(delegate, link.issuerKey)).verdict !== "valid") continue;
    const listed = await fetchCrls(delegate, fetcher);
    crls.push(...listed.found);
    allTroubles.push(...listed.troubles);
  }
  return { crls, ocspResponses: found, troubles: allTroubles };
}

/** A responder of which nobody says that it needs no status (RFC 6960, 4.2.2.2.1). */
function isAskedAbout({ standardExtensions: { extendedKeyUsage, ocspNoCheck } }: Certificate): boolean {
  return !ocspNoCheck && extendedKeyUsage?.includes(KEY_PURPOSE.ocspSigning) === true;
}

function certificatesIn(response: Uint8Array): readonly Certificate[] {
  try {
    const reading = parseOcspResponse(response);
    if (reading.status !== "successful") return [];
    return readCertificates(reading.response.certificates, MAX_DELEGATES).certificates;
  } catch (thrown) {
    if (thrown instanceof Asn1Error) return [];
    throw thrown;
  }
}
