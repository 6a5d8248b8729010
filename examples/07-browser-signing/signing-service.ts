import { fromBase64, toBase64 } from "./base64.ts";

/**
 * A program that holds the key (a token's driver, a SIM, a remote HSM) and is asked to sign a digest. Write an adapter of
 * this shape for the one that your users have; everything else stays.
 */
export interface SigningService {
  /** DER: the signer's certificate, then those above it. */
  certificates(): Promise<readonly Uint8Array[]>;
  /** Resolves with the signature value; rejects where the person or the program refuses. */
  signHash(request: HashToSign): Promise<Uint8Array>;
  close(): void;
}

export interface HashToSign {
  readonly hash: Uint8Array;
  readonly digestAlgorithm: "SHA-256";
  /** DER: the certificate whose key is to sign. */
  readonly certificate: Uint8Array;
}

/** How long a person may take to find a token and type its PIN. */
const ANSWER_TIMEOUT_MS = 120_000;

/**
 * The adapter for a service that speaks JSON over a WebSocket: {id, method, ...} answered by {id, result} or {id, error}.
 *
 * @param url ws://127.0.0.1:… ; browsers let an https page connect to that, too
 */
export async function webSocketSigningService(url: string): Promise<SigningService> {
  const socket = new WebSocket(url);
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve();
    socket.onerror = () => reject(new Error(`no signing service answers at ${url}: is it running?`));
  });
  const waiting = new Map<number, (answer: Answer) => void>();
  socket.onmessage = ({ data }) => {
    const answer = parseAnswer(data);
    if (answer !== null) waiting.get(answer.id)?.(answer);
  };
  socket.onclose = () => {
    for (const [id, settle] of waiting) settle({ id, error: "the signing service closed the connection" });
  };
  let lastId = 0;
  const call = async (method: string, parameters: Readonly<Record<string, unknown>> = {}): Promise<unknown> => {
    const id = ++lastId;
    const answered = new Promise<Answer>((resolve) => {
      const timer = setTimeout(() => resolve({ id, error: "the signing service does not answer" }), ANSWER_TIMEOUT_MS);
      waiting.set(id, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
    });
    socket.send(JSON.stringify({ id, method, ...parameters }));
    const answer = await answered;
    waiting.delete(id);
    if ("error" in answer) throw new Error(answer.error);
    return answer.result;
  };
  return {
    certificates: async () => strings(await call("certificates")).map(fromBase64),
    signHash: async ({ hash, digestAlgorithm, certificate }) => {
      const parameters = { hash: toBase64(hash), digestAlgorithm, certificate: toBase64(certificate) };
      const [value] = strings([await call("signHash", parameters)]);
      return fromBase64(value ?? "");
    },
    close: () => socket.close(),
  };
}

type Answer = { readonly id: number } & ({ readonly result: unknown } | { readonly error: string });

/** What a local program sends is not to be relied on either; what makes no sense is not an answer. */
function parseAnswer(data: unknown): Answer | null {
  if (typeof data !== "string") return null;
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null || !("id" in value) || typeof value.id !== "number") return null;
  if ("error" in value) return { id: value.id, error: String(value.error) };
  return "result" in value ? { id: value.id, result: value.result } : null;
}

function strings(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  const texts = list.filter((item) => typeof item === "string");
  if (texts.length === 0) throw new Error("the signing service gave an answer that is none");
  return texts;
}
