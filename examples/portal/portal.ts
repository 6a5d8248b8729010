/**
 * A portal that takes signed dossiers: the page checks them on the citizen's device with `<pades-verify>`, and the server
 * again with the same package. Only the server's verdict counts.
 */
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { createTrustStore, type Fetcher, type TrustProfile } from "pades-dossier";
import { answerPage, escapeHtml } from "./answer-page.ts";
import { type Answer, judgeUpload } from "./judge-upload.ts";
import { MAX_UPLOADS_AT_ONCE } from "./limits.ts";
import { readUpload } from "./read-upload.ts";
import { Refusal } from "./refusal.ts";
import { collectEvidence, listedFetcher } from "./revocation.ts";

export interface PortalOptions {
  readonly trustProfile: TrustProfile;
  /** Reaches the authorities: guardedFetcher(), or a stand-in. */
  readonly fetcher: Fetcher;
  /** The CRLs that the page is given; with `ocspUrls` the only addresses that are ever asked. */
  readonly crlUrls: readonly string[];
  readonly ocspUrls?: readonly string[];
  /** pades-dossier/pades-verify.js and pades-verify-worker.js. */
  readonly scripts: { readonly element: string; readonly worker: string };
  readonly port?: number;
  /** Told of each upload that was judged. */
  readonly onAnswer?: (answer: Answer) => void;
}

export interface Portal {
  readonly origin: string;
  close(): Promise<void>;
}

/** Nothing from elsewhere, no evaluated or inline script or style, no framing, forms to this site alone. */
const HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; " +
    "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types pades-dossier",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

const DECISION_STATUS: { readonly [Decision in Answer["decision"]]: number } = {
  accepted: 201,
  review: 202,
  rejected: 422,
};

export async function openPortal(options: PortalOptions): Promise<Portal> {
  const { trustProfile, crlUrls, ocspUrls = [], scripts } = options;
  const trust = createTrustStore(trustProfile);
  const fetcher = listedFetcher(options.fetcher, new Set([...crlUrls, ...ocspUrls]));
  const own = (name: string) => readFile(join(import.meta.dirname, name));
  const pages = new Map<string, readonly [type: string, body: string | Uint8Array]>([
    ["/", ["text/html; charset=utf-8", await own("page.html")]],
    ["/portal.css", ["text/css", await own("portal.css")]],
    ["/pades-verify.js", ["text/javascript; charset=utf-8", scripts.element]],
    ["/pades-verify-worker.js", ["text/javascript; charset=utf-8", scripts.worker]],
    ["/trust.json", ["application/json", JSON.stringify(trustProfile)]],
  ]);
  let underWay = 0;

  const submit = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // Another site's page may not send what its visitor did not choose; programs without that header are judged as any.
    const site = request.headers["sec-fetch-site"] ?? "none";
    if (site === "cross-site" || site === "same-site") throw new Refusal(403, "sent by another site");
    if (underWay >= MAX_UPLOADS_AT_ONCE) throw new Refusal(503, "busy, please try again in a minute");
    underWay++;
    try {
      const answer = await judgeUpload(await readUpload(request), { trust, fetcher });
      options.onAnswer?.(answer);
      const status = DECISION_STATUS[answer.decision];
      const wantsJson = request.headers.accept?.includes("application/json") === true;
      if (wantsJson) send(response, status, "application/json", JSON.stringify(answer));
      else send(response, status, "text/html; charset=utf-8", answerPage(answer));
    } finally {
      underWay--;
    }
  };

  const server = createServer((request, response) => {
    // Only the path: neither the host nor anything else of the address means anything here.
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    const handle = async (): Promise<void> => {
      if (request.method === "POST" && path === "/submit") return submit(request, response);
      if (request.method !== "GET") throw new Refusal(405, "there is nothing to send here");
      if (path === "/evidence.json") {
        return send(response, 200, "application/json", await collectEvidence(fetcher, crlUrls));
      }
      const page = pages.get(path);
      if (page === undefined) throw new Refusal(404, "there is nothing here");
      send(response, 200, ...page);
    };
    handle().catch((error: unknown) => {
      const refusal = error instanceof Refusal ? error : new Refusal(500, "something went wrong");
      if (refusal !== error) console.error(error);
      // What is still on its way is not read.
      response.setHeader("connection", "close");
      send(
        response,
        refusal.status,
        "text/html; charset=utf-8",
        `<!doctype html><p>${escapeHtml(refusal.message)}</p>`,
      );
    });
  });
  server.requestTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function send(response: ServerResponse, status: number, type: string, body: string | Uint8Array): void {
  response.writeHead(status, { ...HEADERS, "content-type": type }).end(body);
}
