import type { TestIdentity } from "./test-identity.ts";

/** What a client asks one of the authority's services; `body` is empty for GET. */
export interface TestRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly body: Uint8Array;
}

export interface TestResponse {
  readonly status: number;
  readonly contentType: string;
  readonly body: Uint8Array;
}

/** A service as a plain function: call it in place of the network, or put a server in front of it. */
export type TestHandler = (request: TestRequest) => Promise<TestResponse>;

/** What one authority publishes under its addresses. */
export interface Publication {
  readonly authority: TestIdentity;
  /** Its current CRL, DER (crl.ts); or what makes one each time it is asked for, by a clock say. */
  readonly crl?: Uint8Array | (() => Promise<Uint8Array>);
}

/**
 * Serves each authority's certificate and CRL at the addresses that its certificates name (RFC 5280, 4.2.2.1 and
 * 4.2.1.13; media types of RFC 2585). 404 for any other address, 405 for anything but GET.
 */
export function servePublications(publications: readonly Publication[]): TestHandler {
  const files = new Map<string, () => Promise<TestResponse>>();
  for (const { authority, crl } of publications) {
    const { caIssuers, crl: crlUrl } = authority.publication;
    if (caIssuers !== undefined) files.set(caIssuers, async () => ok("application/pkix-cert", authority.certificate));
    if (crlUrl === undefined || crl === undefined) continue;
    files.set(crlUrl, async () => ok("application/pkix-crl", crl instanceof Uint8Array ? crl : await crl()));
  }
  return async ({ method, url }) => {
    if (method !== "GET") return refusal(405);
    const file = files.get(url);
    return file === undefined ? refusal(404) : file();
  };
}

/** Passes each request to the first handler whose prefix its address begins with; 404 for any other. */
export function routeHandlers(routes: Readonly<Record<string, TestHandler>>): TestHandler {
  return async (request) => {
    const handler = findRoute(routes, request.url);
    return handler === undefined ? refusal(404) : handler(request);
  };
}

export function findRoute(routes: Readonly<Record<string, TestHandler>>, url: string): TestHandler | undefined {
  return Object.entries(routes).find(([prefix]) => url.startsWith(prefix))?.[1];
}

function ok(contentType: string, body: Uint8Array): TestResponse {
  return { status: 200, contentType, body };
}

function refusal(status: number): TestResponse {
  return { status, contentType: "text/plain", body: new Uint8Array(0) };
}
