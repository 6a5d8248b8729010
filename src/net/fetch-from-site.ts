import { MAX_FETCHED_BYTES } from "../limits.ts";
import { FetchError } from "./fetcher.ts";

/**
 * What lies at an address of the page's own site, of whose files the page is one: none of the guards of httpFetcher are
 * needed for it, and a page loads none of them. Redirects are refused, for they could lead away.
 *
 * @throws FetchError "network", also where the answer is not 200; "too-large"; the signal's reason where it was aborted
 */
export async function fetchFromSite(url: URL, signal: AbortSignal): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await fetch(url, { signal, credentials: "same-origin", redirect: "error" });
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    throw new FetchError("network", url.href, "could not be fetched", { cause });
  }
  if (response.status !== 200) throw new FetchError("network", url.href, `answered with status ${response.status}`);
  const content = await response.blob();
  if (content.size > MAX_FETCHED_BYTES) throw new FetchError("too-large", url.href, `has ${content.size} bytes`);
  return new Uint8Array(await content.arrayBuffer());
}
