import { decodeBase64, encodeBase64 } from "./base64.ts";

/** One block of a PEM file (RFC 7468). */
export interface PemBlock {
  readonly label: string;
  readonly bytes: Uint8Array;
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]*)-----END \1-----/g;

/** Every well-formed block of `text`, in order; text between blocks is ignored, as RFC 7468 allows. */
export function parsePem(text: string): PemBlock[] {
  const blocks: PemBlock[] = [];
  for (const [, label, body] of text.matchAll(BLOCK)) {
    const bytes = decodeBase64(body ?? "");
    if (label !== undefined && bytes !== null) blocks.push({ label, bytes });
  }
  return blocks;
}

/** One PEM block, 64 characters a line, with a final line feed. */
export function encodePem(label: string, bytes: Uint8Array): string {
  const lines = encodeBase64(bytes).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}
