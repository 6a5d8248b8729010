/** Serves the page and runs the mock of a signing service beside it. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type LocalRequest, type LocalResponse, serveLocally } from "pades-dossier/node";
import { type BundleOptions, bundleForBrowser } from "../bundle-for-browser.ts";
import { issueDemoCertificate } from "./demo-registration.ts";
import { type MockServiceOptions, startMockService } from "./mock-service.ts";

export interface SigningDemo {
  /** Where the page is. */
  readonly origin: string;
  /** Where the signing service listens. */
  readonly serviceUrl: string;
  close(): Promise<void>;
}

export interface SigningDemoOptions {
  /** What the person at the signing service says. */
  readonly confirm: MockServiceOptions["confirm"];
  readonly bundle?: BundleOptions;
}

export async function serveSigningDemo({ confirm, bundle }: SigningDemoOptions): Promise<SigningDemo> {
  const file = (name: string) => readFile(join(import.meta.dirname, name));
  const script = await bundleForBrowser(join(import.meta.dirname, "page.ts"), bundle);
  const allowedOrigins = new Set<string>();
  const service = await startMockService({ allowedOrigins, confirm });
  const pages = new Map<string, { readonly contentType: string; readonly body: Uint8Array }>([
    ["/", { contentType: "text/html; charset=utf-8", body: await file("index.html") }],
    ["/page.css", { contentType: "text/css", body: await file("page.css") }],
    ["/page.js", { contentType: "text/javascript", body: encode(script) }],
    ["/service.json", { contentType: "application/json", body: encode(JSON.stringify({ url: service.url })) }],
  ]);
  const server = await serveLocally(async ({ method, url, body }: LocalRequest): Promise<LocalResponse> => {
    const path = new URL(url).pathname;
    if (method === "POST" && path === "/enrol") {
      const chain = await issueDemoCertificate(body);
      return { status: 200, contentType: "application/json", body: encode(JSON.stringify(chain)) };
    }
    const page = method === "GET" ? pages.get(path) : undefined;
    return page === undefined
      ? { status: 404, contentType: "text/plain", body: new Uint8Array(0) }
      : { status: 200, ...page };
  });
  allowedOrigins.add(server.origin);
  return {
    origin: server.origin,
    serviceUrl: service.url,
    close: async () => {
      await server.close();
      await service.close();
    },
  };
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
