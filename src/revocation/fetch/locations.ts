import type { Certificate } from "../../x509/certificate.ts";

const OCSP = "1.3.6.1.5.5.7.48.1";
const CA_ISSUERS = "1.3.6.1.5.5.7.48.2";

/** Addresses of one kind that are asked for one certificate; whoever issued it may name any number. */
const MAX_LOCATIONS = 4;

/** Where a certificate says that its status can be asked for (RFC 5280, 4.2.2.1). */
export function ocspLocations(certificate: Certificate): readonly string[] {
  return accessLocations(certificate, OCSP);
}

/** Where it says that its issuer's certificate is found (RFC 5280, 4.2.2.1). */
export function issuerLocations(certificate: Certificate): readonly string[] {
  return accessLocations(certificate, CA_ISSUERS);
}

/** Where it says that CRLs about it are found (RFC 5280, 4.2.1.13), delta CRLs included (4.2.1.15). */
export function crlLocations({ standardExtensions }: Certificate): readonly string[] {
  const { crlDistributionPoints, freshestCrl } = standardExtensions;
  // The addresses of one point are copies of one CRL; several points are several CRLs.
  return [...(crlDistributionPoints ?? []), ...(freshestCrl ?? [])]
    .flatMap(({ name }) => (name?.kind === "full" ? name.names : []))
    .flatMap((name) => (name.form === "uri" && isHttp(name.text) ? [name.text] : []))
    .slice(0, MAX_LOCATIONS);
}

function accessLocations({ standardExtensions }: Certificate, wanted: string): readonly string[] {
  return (standardExtensions.authorityInfoAccess ?? [])
    .flatMap(({ method, location }) => (method === wanted && location.form === "uri" ? [location.text] : []))
    .filter(isHttp)
    .slice(0, MAX_LOCATIONS);
}

/** Other schemes, such as ldap, no fetcher knows. */
function isHttp(url: string): boolean {
  return /^https?:\/\//i.test(url);
}
