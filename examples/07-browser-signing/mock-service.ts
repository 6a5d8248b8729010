/**
 * Stands for the program that a token comes with: it listens on this machine, knows which sites may ask, asks the person,
 * and signs a digest with a key that nobody else gets.
 */
import { constants, createPrivateKey, privateEncrypt, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { type RawData, type WebSocket, WebSocketServer } from "ws";

export interface MockServiceOptions {
  /** The origins of the sites that may ask. Any page in the world can reach a socket on this machine. */
  readonly allowedOrigins: ReadonlySet<string>;
  /** What the person says when asked whether to sign; a real service shows who asks, and wants a PIN. */
  readonly confirm: (hash: Uint8Array, origin: string) => Promise<boolean>;
}

export interface MockService {
  /** ws://127.0.0.1:… */
  readonly url: string;
  close(): Promise<void>;
}

/** DigestInfo of a SHA-256 digest up to the digest itself (RFC 8017, section 9.2, note 1). */
const SHA256_DIGEST_INFO = Buffer.from("3031300d060960864801650304020105000420", "hex");

/** Longest message that is read: a digest and a certificate. */
const MAX_MESSAGE_BYTES = 64 * 1024;

export async function startMockService({ allowedOrigins, confirm }: MockServiceOptions): Promise<MockService> {
  const key = createPrivateKey(await readFile("certs/public-ca/citizen.key.pem"));
  const chain = await Promise.all(
    ["citizen", "issuing-ca", "root"].map(async (name) =>
      new X509Certificate(await readFile(`certs/public-ca/${name}.pem`)).raw.toString("base64"),
    ),
  );
  const answer = async (request: Request, origin: string): Promise<unknown> => {
    if (request.method === "certificates") return chain;
    if (request.method !== "signHash") throw new Error("there is no such method");
    const hash = Buffer.from(String(request.hash), "base64");
    if (request.digestAlgorithm !== "SHA-256" || hash.length !== 32) throw new Error("expected a SHA-256 digest");
    if (request.certificate !== chain[0]) throw new Error("no key belongs to that certificate");
    if (!(await confirm(hash, origin))) throw new Error("the signer refused");
    const digestInfo = Buffer.concat([SHA256_DIGEST_INFO, hash]);
    return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, digestInfo).toString("base64");
  };

  const server = new WebSocketServer({
    host: "127.0.0.1",
    port: 0,
    maxPayload: MAX_MESSAGE_BYTES,
    verifyClient: ({ origin }: { readonly origin: string }) => allowedOrigins.has(origin),
  });
  server.on("connection", (socket, { headers }) => {
    socket.on(
      "message",
      (data) => void reply(socket, textOf(data), (request) => answer(request, headers.origin ?? "")),
    );
  });
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the service has no port");
  return {
    url: `ws://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        for (const client of server.clients) client.terminate();
        server.close(() => resolve());
      }),
  };
}

/** ws gives one Buffer, unless it is told otherwise. */
function textOf(data: RawData): string {
  return Buffer.isBuffer(data) ? data.toString("utf8") : "";
}

type Request = Readonly<Partial<Record<"id" | "method" | "hash" | "digestAlgorithm" | "certificate", unknown>>>;

async function reply(
  socket: WebSocket,
  message: string,
  answer: (request: Request) => Promise<unknown>,
): Promise<void> {
  let id: unknown = null;
  try {
    const request: unknown = JSON.parse(message);
    if (typeof request !== "object" || request === null) throw new Error("expected an object");
    if ("id" in request) id = request.id;
    socket.send(JSON.stringify({ id, result: await answer(request) }));
  } catch (error) {
    socket.send(JSON.stringify({ id, error: error instanceof Error ? error.message : "failed" }));
  }
}
