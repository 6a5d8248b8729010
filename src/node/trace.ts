import { type Channel, channel } from "node:diagnostics_channel";
import type { BatchResult } from "./batch/batch-result.ts";

/**
 * What happens, for others' tracing: subscribe to these channels of `node:diagnostics_channel`. Nobody listening, they cost
 * next to nothing. A subscriber is handed names of files and addresses, and never a document, a password or a key.
 */
export interface TraceMessages {
  /** A file of a batch is about to be verified. */
  readonly "pades-dossier:file:start": { readonly path: string };
  /** It was verified; `isKnown`: its result was in the journal. Times are milliseconds from the start. */
  readonly "pades-dossier:file:end": {
    readonly path: string;
    readonly verdict: string;
    readonly reasons: readonly string[];
    readonly isKnown: boolean;
    readonly ms: number;
  };
  /** One signature or document timestamp of it, between the two. */
  readonly "pades-dossier:signature": {
    readonly path: string;
    readonly field: string;
    readonly kind: "signature" | "document-timestamp";
    readonly indication: string;
    readonly subIndication: string | null;
  };
  /** A guarded fetcher asks for something. In a batch of several threads these are published in theirs. */
  readonly "pades-dossier:fetch:start": { readonly url: string; readonly method: string };
  /** It has an answer, with its status, or none, with the reason. */
  readonly "pades-dossier:fetch:end": {
    readonly url: string;
    readonly status: number | null;
    readonly bytes: number | null;
    readonly error: string | null;
    readonly ms: number;
  };
}

const channels = new Map<string, Channel>();

export function publish<Name extends keyof TraceMessages>(name: Name, message: TraceMessages[Name]): void {
  const known = channels.get(name) ?? channel(name);
  channels.set(name, known);
  if (known.hasSubscribers) known.publish(message);
}

/** Publishes what became of a file. */
export function publishFile({ path, verdict, reasons, signatures }: BatchResult, isKnown: boolean, ms: number): void {
  for (const signature of signatures) publish("pades-dossier:signature", { path, ...signature });
  publish("pades-dossier:file:end", { path, verdict, reasons, isKnown, ms });
}
