import { lookup as systemLookup } from "node:dns/promises";
import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { LookupFunction } from "node:net";
import { FetchError, type Fetcher } from "../net/fetcher.ts";
import { createFetcher, type Hop, type HopAnswer, type HttpFetcherOptions } from "../net/follow.ts";
import { tracedFetcher } from "./traced-fetcher.ts";

export interface GuardedFetcherOptions extends HttpFetcherOptions {
  /** In place of the system's resolver: every IP address of a host name. */
  readonly resolve?: (host: string) => Promise<readonly string[]>;
}

/**
 * A fetcher for servers. A host name is resolved once for each connection, every address that it stands for is judged,
 * and the connection goes to one of these: a name cannot be pointed elsewhere in between. Nothing private, loopback or
 * link-local is reached unless `allowPrivate` says so.
 */
export function guardedFetcher(options: GuardedFetcherOptions = {}): Fetcher {
  const resolve = options.resolve ?? resolveBySystem;
  // Connections are not kept: an idle one would outlive the decision that allowed it.
  const agents = { http: new HttpAgent({ keepAlive: false }), https: new HttpsAgent({ keepAlive: false }) };
  return tracedFetcher(createFetcher((hop) => exchange(hop, resolve, agents), options));
}

async function resolveBySystem(host: string): Promise<readonly string[]> {
  return (await systemLookup(host, { all: true })).map(({ address }) => address);
}

interface Agents {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}

function exchange(hop: Hop, resolve: (host: string) => Promise<readonly string[]>, agents: Agents): Promise<HopAnswer> {
  const { url, method, headers, body, signal } = hop;
  return new Promise((fulfil, reject) => {
    const options = {
      method,
      headers: {
        ...headers,
        "accept-encoding": "identity",
        ...(body === null ? {} : { "content-length": body.length }),
      },
      lookup: guardedLookup(hop, resolve),
      signal,
    };
    const request =
      url.protocol === "https:"
        ? httpsRequest(url, { ...options, agent: agents.https })
        : httpRequest(url, { ...options, agent: agents.http });
    request.on("error", reject);
    request.on("response", (response) => {
      try {
        fulfil(readAnswer(hop, request, response));
      } catch (error) {
        request.destroy();
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
    if (body !== null) request.write(body);
    request.end();
  });
}

/** Called by node:net only for names; an address written as such was judged with the URL. */
function guardedLookup({ url, guard }: Hop, resolve: (host: string) => Promise<readonly string[]>): LookupFunction {
  return (host, options, callback) => {
    void resolve(host).then(
      (addresses) => {
        const refused = addresses.find((address) => !guard.allowsAddress(address, url));
        if (refused !== undefined) {
          // One private address among several is refused too: which of them is taken is not ours to say.
          const message = `${host} resolves to ${refused}, which is not an address of the public internet`;
          callback(new FetchError("address", url.href, message), "", 0);
          return;
        }
        const found = addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
        const [first] = found;
        if (first === undefined) callback(new FetchError("network", url.href, `${host} has no address`), "", 0);
        else if (options.all === true) callback(null, found);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), "", 0),
    );
  };
}

function readAnswer({ url, guard }: Hop, request: ClientRequest, response: IncomingMessage): HopAnswer {
  // The last word is the socket's: whatever happened to the name, this is whom we talk to.
  const { remoteAddress } = response.socket;
  if (remoteAddress !== undefined && !guard.allowsAddress(remoteAddress, url)) {
    throw new FetchError("address", url.href, `connected to ${remoteAddress}, not an address of the public internet`);
  }
  const encoding = response.headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity") {
    throw new FetchError("encoding", url.href, `the answer is encoded as ${encoding}`);
  }
  return {
    status: response.statusCode ?? 0,
    header: (name) => {
      const value = response.headers[name];
      return Array.isArray(value) ? (value[0] ?? null) : (value ?? null);
    },
    body: readBody(request, response),
  };
}

async function* readBody(request: ClientRequest, response: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of response) yield piece;
  } finally {
    request.destroy();
  }
}
