import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";
import { PDFDocument, PDFName } from "pdf-lib";
import { buildStandalone } from "../../../.config/build-standalone.ts";
import { concatBytes } from "../../../src/bytes/concat.ts";
import { encodeUtf8 } from "../../../src/bytes/text.ts";
import { encodeEvidenceBundle } from "../../../src/pades/evidence/encode-evidence-bundle.ts";
import { repaint } from "../../dossier/changes-of-content.ts";
import {
  bytesAt,
  hoursBefore,
  PATHS,
  page,
  type SampleDossier,
  sampleDossier,
  sign,
  VERIFIED_AT,
} from "../../dossier/sample-dossier.ts";
import { encryptedSample } from "../../support/encrypted-sample.ts";
import { type StaticServer, serveFiles } from "../../support/static-server.ts";

/** The strictest policy that the element is made for: no evaluated string, no inline style, Trusted Types required. */
const STRICT_POLICY =
  "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; " +
  "require-trusted-types-for 'script'; trusted-types pades-dossier";

export const FILES = {
  good: "don.pdf",
  changed: "da-sua.pdf",
  unsigned: "chua-ky.pdf",
  notPdf: "anh.pdf",
  encrypted: "co-mat-khau.pdf",
  dossier: "ho-so.zip",
  megabyte: "mot-megabyte.pdf",
} as const;

export interface WidgetSite extends StaticServer {
  /** Where a file lies on the disk, for an input to take. */
  readonly path: (name: keyof typeof FILES) => string;
  readonly folder: string;
}

/** A page's body for one element; its script sets the time at which everything is judged. */
function pageWith(body: string, attributes = 'lang="vi"'): string {
  return `<!doctype html><html ${attributes}><head><meta charset="utf-8"><title>Nộp hồ sơ</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/page.css">
<script src="/pades-verify.js"></script></head>
<body><main><h1>Nộp hồ sơ</h1>${body}</main><script src="/page.js"></script></body></html>`;
}

const ELEMENT = 'trust="/trust.json" evidence="/evidence.json"';

const PAGES = {
  "/index.html": pageWith(`<pades-verify ${ELEMENT}></pades-verify>`),
  "/en.html": pageWith(`<pades-verify ${ELEMENT} context="registry"></pades-verify>`, 'lang="en"'),
  "/dossier.html": pageWith(`<pades-verify ${ELEMENT} manifest="/hoso.json" context="registry"></pades-verify>`),
  "/undecided.html": pageWith('<pades-verify trust="/trust.json"></pades-verify>'),
  "/untrusted.html": pageWith('<pades-verify trust="#nobody"></pades-verify>').replace(
    "<h1>",
    '<script type="application/json" id="nobody">{"schema":"pades-dossier/trust@1","id":"nobody","anchors":[]}</script><h1>',
  ),
  "/form.html": pageWith(
    `<form action="/done.html"><pades-verify ${ELEMENT} name="check" files-name="papers" required></pades-verify><button id="send">Nộp</button></form>`,
  ),
  "/without-trust.html": pageWith("<pades-verify></pades-verify>"),
  "/no-worker.html": pageWith(`<pades-verify ${ELEMENT} worker-url="/absent.js"></pades-verify>`),
};

/** What a page does beside the element: sets the clock, and keeps what events told. */
const PAGE_SCRIPT = `"use strict";
const element = document.querySelector("pades-verify");
element.now = new Date(${VERIFIED_AT.getTime()});
window.told = [];
for (const type of ["verified", "progress", "error", "cancelled"]) {
  element.addEventListener(type, ({ detail }) => window.told.push({
    type,
    verdict: detail?.verdict ?? null,
    code: detail?.error?.code ?? null,
    bytesRead: detail?.bytesRead ?? null,
  }));
}
`;

const PAGE_STYLE = `body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; background: Canvas; color: CanvasText; color-scheme: light dark; }
main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem; } h1 { font-size: 1.5rem; margin: 0 0 1rem; }`;

const MEGABYTE = 1024 * 1024;

/** Bytes of nothing in the large file. */
export const LARGE_ZEROS = 200 * 1024 * 1024;

/** A file signed by the citizen, most of which is a stream of zeros; what stands before and behind them. */
async function signedAroundZeros(
  sample: SampleDossier,
  zeros: number,
): Promise<{ readonly head: Uint8Array; readonly tail: Uint8Array }> {
  const document = await PDFDocument.create();
  document.addPage([300, 300]);
  const filler = document.context.stream(new Uint8Array(zeros));
  document.catalog.set(PDFName.of("PieceInfo"), document.context.register(filler));
  const signed = await sign(sample, await document.save({ useObjectStreams: false }), ["citizen"]);
  const start = Buffer.from(signed.buffer, signed.byteOffset, signed.length).indexOf("stream\n\0") + "stream\n".length;
  return { head: signed.slice(0, start), tail: signed.slice(start + zeros) };
}

/**
 * The element as pages without npm use it, under a strict policy, and files to drop on it.
 * @param withLargeFile for `verifyLarge` of widget-page.ts; it takes a while to be signed
 */
export async function openWidgetSite({ withLargeFile = false } = {}): Promise<WidgetSite> {
  const folder = mkdtempSync(join(tmpdir(), "pades-widget-"));
  await buildStandalone(folder);
  const sample = await sampleDossier();
  const { pki, manifest } = sample;
  const { crls = [] } = await pki.evidence({ people: hoursBefore(1), tsa: hoursBefore(1) });
  const bundle = encodeEvidenceBundle(
    crls.map((der) => ({ kind: "crl", der, source: null })),
    hoursBefore(1),
  );
  const megabyte = await signedAroundZeros(sample, MEGABYTE);
  const contents: { readonly [Name in keyof typeof FILES]: Uint8Array } = {
    good: bytesAt(sample, PATHS.application),
    changed: repaint(bytesAt(sample, PATHS.result)),
    unsigned: await page("Phụ lục"),
    notPdf: encodeUtf8("not a PDF"),
    encrypted: await encryptedSample({ user: "mật khẩu" }),
    megabyte: concatBytes(megabyte.head, new Uint8Array(MEGABYTE), megabyte.tail),
    dossier: zipSync({
      ...Object.fromEntries(sample.files),
      "hoso.json": encodeUtf8(JSON.stringify(manifest)),
    }),
  };
  const large = withLargeFile ? await signedAroundZeros(sample, LARGE_ZEROS) : null;
  const path: WidgetSite["path"] = (name) => join(folder, FILES[name]);
  for (const name of Object.keys(FILES) as (keyof typeof FILES)[]) writeFileSync(path(name), contents[name]);
  const built = (name: string): string => readFileSync(join(folder, name), "utf8");
  const server = await serveFiles(
    new Map<string, string | Uint8Array>([
      ...Object.entries(PAGES),
      ["/page.js", PAGE_SCRIPT],
      ["/page.css", PAGE_STYLE],
      ["/trust.json", JSON.stringify(pki.profile)],
      ["/evidence.json", bundle],
      ["/hoso.json", JSON.stringify(manifest)],
      ["/pades-verify.js", built("pades-verify.js")],
      ["/pades-verify-worker.js", built("pades-verify-worker.js")],
      ["/done.html", "<!doctype html><title>done</title>"],
      ["/favicon.ico", ""],
      ["/large-head.bin", large?.head ?? ""],
      ["/large-tail.bin", large?.tail ?? ""],
    ]),
    { "content-security-policy": STRICT_POLICY },
  );
  const close = async (): Promise<void> => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { origin: server.origin, folder, path, close };
}
