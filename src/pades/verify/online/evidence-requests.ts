import {
  MAX_FETCH_TIME_MS,
  MAX_FETCHED_BYTES_PER_FILE,
  MAX_FETCHES,
  MAX_FETCHES_AT_ONCE,
  MAX_FETCHES_PER_HOST,
  MAX_ISSUER_FETCHES,
  MAX_ISSUER_FETCHES_PER_HOST,
} from "../../../limits.ts";
import { type BoundedFetcher, boundedFetcher, countedFetcher } from "../../../net/bounded-fetcher.ts";
import type { Fetcher } from "../../../net/fetcher.ts";
import { type FetchTrouble, fetchIssuers } from "../../../revocation/fetch/fetch-evidence.ts";
import { fetchStatusByCrl, fetchStatusByOcsp } from "../../../revocation/fetch/fetch-status.ts";
import { crlLocations, issuerLocations, ocspLocations } from "../../../revocation/fetch/locations.ts";
import type { PathSignatures } from "../../../x509/path-signatures.ts";
import type { GivenEvidence } from "../evidence/evidence.ts";
import { nameOfPiece } from "../evidence/piece-name.ts";
import {
  type IssuerQuestion,
  type OpenQuestion,
  questionKey,
  type StatusQuestion,
  type Tried,
} from "./open-questions.ts";

export interface EvidenceRequestOptions {
  readonly fetcher: Fetcher;
  readonly signal: AbortSignal | null;
  /** Whether OCSP answers must repeat a nonce. */
  readonly nonce: boolean;
  readonly signatures: PathSignatures;
}

/** One way of answering a question. */
type Attempt = () => Promise<Partial<GivenEvidence["pieces"]> & { readonly troubles: readonly FetchTrouble[] }>;

/** Octets of a nonce (RFC 9654, section 2.1). */
const NONCE_OCTETS = 32;

/**
 * What is asked of the network for one file: each question once, first by OCSP and then by CRL, within the caps of
 * limits.ts. Addresses of issuers' certificates stand in certificates that nobody vouches for, and have caps of their own.
 */
export class EvidenceRequests {
  readonly #options: EvidenceRequestOptions;
  readonly #bounded: BoundedFetcher;
  readonly #fetcher: Fetcher;
  readonly #issuerFetcher: Fetcher;
  /** The attempts that are left, by the key of the question. */
  readonly #left = new Map<string, Attempt[]>();
  readonly #tried = new Map<string, readonly FetchTrouble[]>();
  readonly #names = new Set<string>();
  readonly fetched = {
    certificates: [] as Uint8Array[],
    crls: [] as Uint8Array[],
    ocspResponses: [] as Uint8Array[],
  };

  constructor(options: EvidenceRequestOptions) {
    this.#options = options;
    this.#bounded = boundedFetcher(options.fetcher, {
      maxBytes: MAX_FETCHED_BYTES_PER_FILE,
      maxTimeMs: MAX_FETCH_TIME_MS,
      signal: options.signal,
    });
    const { fetcher } = this.#bounded;
    this.#fetcher = countedFetcher(fetcher, { maxRequests: MAX_FETCHES, maxPerHost: MAX_FETCHES_PER_HOST });
    const issuerCaps = { maxRequests: MAX_ISSUER_FETCHES, maxPerHost: MAX_ISSUER_FETCHES_PER_HOST };
    this.#issuerFetcher = countedFetcher(this.#fetcher, issuerCaps);
  }

  get tried(): Tried {
    return this.#tried;
  }

  close(): void {
    this.#bounded.close();
  }

  /** Makes the next attempt for each question that has one left. */
  async ask(questions: readonly OpenQuestion[]): Promise<"nothing-to-ask" | "nothing-found" | "found"> {
    const byKey = new Map(questions.map((question) => [questionKey(question), question]));
    const attempts = [...byKey].flatMap(([key, question]) => {
      const attempt = this.#attemptsFor(key, question).shift();
      return attempt === undefined ? [] : [{ key, attempt }];
    });
    if (attempts.length === 0) return "nothing-to-ask";
    const answers = await fewAtOnce(attempts, async ({ key, attempt }) => ({ key, ...(await attempt()) }));
    // In the order of the questions, whichever was answered first: the verdict must not depend on that.
    const news = answers.map((answer) => {
      this.#tried.set(answer.key, [...(this.#tried.get(answer.key) ?? []), ...answer.troubles]);
      return this.#keep(answer);
    });
    return news.includes(true) ? "found" : "nothing-found";
  }

  #attemptsFor(key: string, question: OpenQuestion): Attempt[] {
    let attempts = this.#left.get(key);
    if (attempts === undefined) {
      attempts = question.kind === "issuer" ? this.#issuerAttempts(question) : this.#statusAttempts(question);
      this.#left.set(key, attempts);
    }
    return attempts;
  }

  #issuerAttempts({ certificate }: IssuerQuestion): Attempt[] {
    if (issuerLocations(certificate).length === 0) return [];
    return [
      async () => {
        const { found, troubles } = await fetchIssuers(certificate, this.#issuerFetcher);
        return { certificates: found.map(({ raw }) => raw), troubles };
      },
    ];
  }

  #statusAttempts({ link }: StatusQuestion): Attempt[] {
    const { signatures } = this.#options;
    const nonce = () => (this.#options.nonce ? crypto.getRandomValues(new Uint8Array(NONCE_OCTETS)) : null);
    return [
      ...(ocspLocations(link.certificate).length === 0
        ? []
        : [() => fetchStatusByOcsp(link, this.#fetcher, { signatures, nonce: nonce() })]),
      ...(crlLocations(link.certificate).length === 0 ? [] : [() => fetchStatusByCrl(link, this.#fetcher)]),
    ];
  }

  /** Whether any of it is new. */
  #keep(answer: Partial<GivenEvidence["pieces"]>): boolean {
    const before = this.#names.size;
    for (const kind of KINDS) {
      const pieces = (answer[kind] ?? []).filter((piece) => !this.#names.has(nameOfPiece(piece)));
      this.fetched[kind].push(...pieces);
      for (const piece of pieces) this.#names.add(nameOfPiece(piece));
    }
    return this.#names.size > before;
  }
}

/** What `ask` resolves with for each item, in their order; only so many are asked for at once. */
async function fewAtOnce<Item, Answer>(
  items: readonly Item[],
  ask: (item: Item) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers = new Map<number, Answer>();
  const entries = items.entries();
  const work = async (): Promise<void> => {
    // The workers share one iterator: each takes the next item.
    for (const [index, item] of entries) answers.set(index, await ask(item));
  };
  await Promise.all(Array.from({ length: MAX_FETCHES_AT_ONCE }, work));
  return [...answers].sort(([a], [b]) => a - b).map(([, answer]) => answer);
}

const KINDS: readonly (keyof GivenEvidence["pieces"])[] = ["certificates", "crls", "ocspResponses"];
