import { createServer, type IncomingMessage } from "node:http";

/** A request as the handlers of `pades-dossier/testing` take it. */
export interface LocalRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly body: Uint8Array;
}

export interface LocalResponse {
  readonly status: number;
  readonly contentType: string;
  readonly body: Uint8Array;
}

export interface LocalServer {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  close(): Promise<void>;
}

/** Longest request that is taken: timestamp and OCSP requests have a few hundred bytes. */
const MAX_REQUEST_BYTES = 1024 * 1024;

/**
 * Serves a handler over http on this machine only (127.0.0.1): for tests, examples and demonstrations that must not
 * need a network.
 *
 * @param handler is given the whole address that was asked for
 * @param options.port a free one by default
 * @param options.urlOf what to call the address for the handler; by default what the client sees
 */
export async function serveLocally(
  handler: (request: LocalRequest) => Promise<LocalResponse>,
  options: { readonly port?: number; readonly urlOf?: (path: string) => string } = {},
): Promise<LocalServer> {
  let origin = "";
  const urlOf = options.urlOf ?? ((path: string) => `${origin}${path}`);
  const server = createServer((request, response) => {
    const answer = async () => {
      const { method } = request;
      if (method !== "GET" && method !== "POST") return refusal(405);
      const body = await readRequest(request);
      return body === null ? refusal(413) : handler({ method, url: urlOf(request.url ?? "/"), body });
    };
    answer()
      .catch(() => refusal(500))
      .then(({ status, contentType, body }) => {
        response.writeHead(status, { "content-type": contentType, "content-length": body.length }).end(body);
      })
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  origin = `http://127.0.0.1:${address.port}`;
  return {
    origin,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

async function readRequest(request: IncomingMessage): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of request) {
    const bytes = piece as Uint8Array;
    size += bytes.length;
    if (size > MAX_REQUEST_BYTES) return null;
    pieces.push(bytes);
  }
  return new Uint8Array(Buffer.concat(pieces));
}

function refusal(status: number): LocalResponse {
  return { status, contentType: "text/plain", body: new Uint8Array(0) };
}
