import { isIpAddress, isLocalName, isPublicAddress } from "./address-rules.ts";
import { FetchError } from "./fetcher.ts";

/**
 * Which addresses that are not public may be reached all the same: all, or those listed, each a host name, an IP
 * address, or either with a port ("tsa.internal:3161", "127.0.0.1").
 */
export type AllowedPrivate = boolean | readonly string[];

/** Decides whether a fetcher may talk to a host, by its name and then by each address that the name stands for. */
export class AddressGuard {
  readonly #all: boolean;
  readonly #allowed: ReadonlySet<string>;

  constructor(allowPrivate: AllowedPrivate = false) {
    this.#all = allowPrivate === true;
    this.#allowed = new Set(typeof allowPrivate === "boolean" ? [] : allowPrivate.map(normaliseHost));
  }

  /**
   * The address to fetch, if its form and its host's name allow it.
   * @throws FetchError "url", "address"
   */
  checkUrl(text: string): URL {
    const url = URL.canParse(text) ? new URL(text) : null;
    if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) {
      throw new FetchError("url", text, "expected an http or https address");
    }
    if (url.username !== "" || url.password !== "") {
      throw new FetchError("url", withoutCredentials(url), "expected an address without user name and password");
    }
    const host = normaliseHost(url.hostname);
    const isPrivate = isIpAddress(host) ? !isPublicAddress(host) : isLocalName(host);
    if (isPrivate && !this.#permits(host, url)) {
      throw new FetchError("address", url.href, `${host} is not an address of the public internet`);
    }
    return url;
  }

  /** Whether the host of `url` may be reached at an address that its name was resolved to. */
  allowsAddress(address: string, url: URL): boolean {
    return isPublicAddress(address) || this.#permits(address, url) || this.#permits(normaliseHost(url.hostname), url);
  }

  #permits(host: string, { port, protocol }: URL): boolean {
    const number = port === "" ? (protocol === "https:" ? "443" : "80") : port;
    return this.#all || this.#allowed.has(host) || this.#allowed.has(`${host}:${number}`);
  }
}

/** Lower case, without the final dot and without the brackets of IPv6. */
function normaliseHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/\.$/, "")
    .replace(/^\[([^\]]*)\]/, "$1");
}

function withoutCredentials(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`;
}
