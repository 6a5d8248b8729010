import type { Fetcher } from "../net/fetcher.ts";
import { publish } from "./trace.ts";

/** A fetcher whose exchanges are told on the channels of trace.ts. */
export function tracedFetcher(fetcher: Fetcher): Fetcher {
  return async (request) => {
    const url = withoutQuery(request.url);
    const started = performance.now();
    const end = (status: number | null, bytes: number | null, error: string | null) =>
      publish("pades-dossier:fetch:end", { url, status, bytes, error, ms: performance.now() - started });
    publish("pades-dossier:fetch:start", { url, method: request.method ?? "GET" });
    try {
      const response = await fetcher(request);
      end(response.status, response.body.length, null);
      return response;
    } catch (error) {
      end(null, null, error instanceof Error ? error.name : "Error");
      throw error;
    }
  };
}

/** A query may hold a secret. */
function withoutQuery(url: string): string {
  try {
    const { protocol, host, pathname } = new URL(url);
    return `${protocol}//${host}${pathname}`;
  } catch {
    return "";
  }
}
