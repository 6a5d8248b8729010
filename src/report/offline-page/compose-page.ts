import { deflateSync } from "fflate";
import { encodeBase64 } from "../../bytes/base64.ts";
import { encodeUtf8 } from "../../bytes/text.ts";
import { digestOf } from "../../crypto/digest.ts";
import type { LocaleTag } from "../../locale/locale.ts";
import { Markup, markup } from "../markup.ts";
import { PAGE_STYLE } from "./page-style.ts";
import { PAGE_TEXTS } from "./page-texts.ts";

/** Ids of the data blocks of a page, which its program reads (src/widget/page/baked-data.ts). */
export type BakedBlock = "trust" | "evidence" | "manifest";

/** The three scripts of the page, each a classic one (.config/build-standalone.ts). */
export interface PageScripts {
  readonly boot: string;
  readonly app: string;
  readonly worker: string;
}

export interface PageContent {
  readonly scripts: PageScripts;
  /** What is baked in, as JSON values. */
  readonly data: { readonly trust: object } & { readonly [Block in Exclude<BakedBlock, "trust">]?: object };
  /** The language that the page begins in. */
  readonly language: LocaleTag;
}

/**
 * The offline page as one file that needs nothing else and asks for nothing. The same content gives the same bytes, on
 * every machine: there is no time in it, and the packing is that of a library with a fixed version.
 */
export function composePage({ scripts, data, language }: PageContent): string {
  const { boot, app, worker } = scripts;
  const blocks = (["trust", "evidence", "manifest"] as const).map((id) => {
    const value = data[id];
    return value === undefined ? null : dataBlock(id, "application/json", jsonText(value));
  });
  const policy = [
    "default-src 'none'",
    `script-src ${hashSource(boot)} ${hashSource(app)}`,
    `style-src ${hashSource(PAGE_STYLE)}`,
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types pades-page pades-dossier",
  ].join("; ");
  return markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${PAGE_TEXTS[language].title}</title>
<style>${new Markup(PAGE_STYLE)}</style>
</head>
<body>
<main><p class="fallback">${FALLBACK.vi}</p><p class="fallback" lang="en">${FALLBACK.en}</p></main>
${blocks.filter((block) => block !== null)}
${dataBlock("app", "text/plain", pack(app))}
${dataBlock("worker", "text/plain", pack(worker))}
<script>${scriptText(boot)}</script>
</body>
</html>
`.html;
}

/** Stands in the page until its program runs; where that cannot, it says why. */
const FALLBACK: { readonly [Tag in LocaleTag]: string } = {
  vi: "Đang mở… Nếu dòng này không mất đi, trình duyệt quá cũ hoặc đã tắt JavaScript: hãy dùng Chrome hoặc Edge từ bản 111, Firefox từ bản 115, Safari từ bản 16.4. Không phải lỗi của tệp cần kiểm tra.",
  en: "Opening… If this line stays, the browser is too old or has JavaScript switched off: use Chrome or Edge 111, Firefox 115, Safari 16.4, or a newer version. It is no fault of any file.",
};

/** A block that no browser runs. `text` must hold no "<", with which alone it could end before its end. */
function dataBlock(id: string, type: string, text: string): Markup {
  return markup`<script type="${type}" id="${id}">${scriptText(text)}</script>\n`;
}

/** JSON in which no "<" is left: a name in a profile may well hold `</script>` or `<!--`. */
function jsonText(value: object): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}

/** @throws RangeError where the text could leave the element that it is put into */
function scriptText(text: string): Markup {
  if (/<\/script|<!--|<script/i.test(text)) throw new RangeError("a script would end the element that it stands in");
  return new Markup(text);
}

function pack(script: string): string {
  return encodeBase64(deflateSync(encodeUtf8(script), { level: 9, mem: 12 }));
}

function hashSource(text: string): string {
  return `'sha256-${encodeBase64(digestOf("SHA-256", encodeUtf8(text)))}'`;
}
