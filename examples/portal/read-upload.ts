import type { IncomingMessage } from "node:http";
import { MAX_CLIENT_REPORT_BYTES, MAX_UPLOAD_BYTES, MAX_UPLOAD_FILES } from "./limits.ts";
import { Refusal } from "./refusal.ts";

export interface Upload {
  /** The files' bytes. What the browser calls them is left behind: no name of a client's ever is a path here. */
  readonly files: readonly Uint8Array[];
  /** The report that the page made, as text; null where none came. */
  readonly clientReport: string | null;
}

/** Reads a form as the upload page sends it. @throws Refusal where it is too large or is none */
export async function readUpload(request: IncomingMessage): Promise<Upload> {
  const contentType = request.headers["content-type"] ?? "";
  if (!/^multipart\/form-data\s*;/i.test(contentType)) throw new Refusal(415, "expected a form with files");
  const body = await readBody(request);
  const form = await new Response(body, { headers: { "content-type": contentType } }).formData().catch(() => {
    throw new Refusal(400, "the form cannot be read");
  });
  const files = form.getAll("files").filter((value) => value instanceof File);
  if (files.length === 0) throw new Refusal(400, "no file came with the form");
  if (files.length > MAX_UPLOAD_FILES) throw new Refusal(413, `more than ${MAX_UPLOAD_FILES} files`);
  const report = form.get("report");
  const isReport = typeof report === "string" && report.length <= MAX_CLIENT_REPORT_BYTES;
  return {
    files: await Promise.all(files.map(async (file) => new Uint8Array(await file.arrayBuffer()))),
    clientReport: isReport ? report : null,
  };
}

/** What a client announces is believed only where it is too much. */
async function readBody(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = new Refusal(413, `more than ${MAX_UPLOAD_BYTES} bytes`);
  if (Number(request.headers["content-length"] ?? 0) > MAX_UPLOAD_BYTES) throw tooLarge;
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of request as AsyncIterable<Uint8Array>) {
    size += piece.length;
    if (size > MAX_UPLOAD_BYTES) throw tooLarge;
    pieces.push(piece);
  }
  return new Uint8Array(Buffer.concat(pieces));
}
