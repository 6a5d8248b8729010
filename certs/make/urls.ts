import type { PublicationUrls } from "../../src/testing/test-identity.ts";

/**
 * Where an authority's certificate, status service and CRL would be. Hosts under .invalid (RFC 6761, 6.4) never
 * resolve: nothing that reads these certificates reaches anyone.
 */
export function urls(tree: string, name: string): Required<PublicationUrls> {
  return {
    caIssuers: `http://ca.${tree}.demo.invalid/${name}.cer`,
    ocsp: `http://ocsp.${tree}.demo.invalid/${name}`,
    crl: `http://crl.${tree}.demo.invalid/${name}.crl`,
  };
}
