import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

export interface HostileServer {
  readonly origin: string;
  readonly port: number;
  /** Paths asked for, in order. */
  readonly asked: string[];
  /** Requests being answered at once, at most so far. */
  readonly mostAtOnce: () => number;
  close(): Promise<void>;
}

export type Route = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

/** A server on every local address that does by path what a bad server does. */
export async function startHostileServer(routes: Readonly<Record<string, Route>>): Promise<HostileServer> {
  const asked: string[] = [];
  let running = 0;
  let most = 0;
  const server = createServer((request, response) => {
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    asked.push(`${request.method} ${request.url}`);
    running++;
    most = Math.max(most, running);
    response.on("close", () => running--);
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const route = routes[path];
      if (route === undefined) response.writeHead(404).end("nothing here");
      else route(request, response, Buffer.concat(pieces));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    port: address.port,
    asked,
    mostAtOnce: () => most,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}
