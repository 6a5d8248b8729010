import { cachingFetcher, encodeEvidenceBundle, FetchError, type Fetcher, memoryCache } from "pades-dossier";
import { EVIDENCE_MAX_AGE_MS } from "./limits.ts";

/**
 * A fetcher for a server that verifies what strangers send: it asks these addresses and no others, whatever a certificate
 * names, and keeps CRLs for a while. `fetcher` must guard against private addresses by itself (guardedFetcher), since a
 * listed name may come to mean another machine.
 */
export function listedFetcher(fetcher: Fetcher, allowed: ReadonlySet<string>): Fetcher {
  const cached = cachingFetcher(fetcher, {
    cache: memoryCache(),
    maxAgeMs: EVIDENCE_MAX_AGE_MS,
    now: () => new Date(),
  });
  return async (request) => {
    if (!allowed.has(request.url)) throw new FetchError("address", request.url, "not an address that this portal asks");
    return cached(request);
  };
}

/**
 * What a page of this site needs to know of revocation, as one evidence bundle: the https page itself could not ask an
 * authority over plain http. It takes no address from anybody, so that there is none to abuse.
 */
export async function collectEvidence(fetcher: Fetcher, crlUrls: readonly string[]): Promise<Uint8Array> {
  const fetched = await Promise.all(crlUrls.map((url) => fetchCrl(fetcher, url)));
  return encodeEvidenceBundle(
    fetched.filter((piece) => piece !== null),
    new Date(),
  );
}

/** Null where the address does not answer, or not with a CRL: its absence leaves a verdict undecided, and nothing worse. */
async function fetchCrl(fetcher: Fetcher, url: string) {
  try {
    const { status, body } = await fetcher({ url });
    if (status !== 200) return null;
    const piece = { kind: "crl", der: body, source: url } as const;
    encodeEvidenceBundle([piece], new Date());
    return piece;
  } catch (error) {
    console.error(`${url}: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}
