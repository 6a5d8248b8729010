import { encodeBase64 } from "../bytes/base64.ts";
import { encodeUtf8 } from "../bytes/text.ts";
import { digestOf } from "../crypto/digest.ts";
import { STYLE } from "./html-style.ts";
import { Markup, markup } from "./markup.ts";

/** What stands in a page, around which there is always the same. */
export interface PageContent {
  /** BCP 47. */
  readonly language: string;
  readonly title: string;
  readonly kicker: string;
  readonly body: readonly (Markup | null)[];
  /** Rules of this kind of page alone; none by default. */
  readonly style?: string;
}

/** One page that needs nothing else: no script, no request, its style allowed by its hash. */
export function htmlPage({ language, title, kicker, body, style: own = "" }: PageContent): string {
  const style = STYLE + own;
  const page = markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<main>
<p class="kicker">${kicker}</p>
${body.filter((part) => part !== null)}
</main>
</body>
</html>
`;
  return page.html;
}

function contentSecurityPolicy(style: string): string {
  const hash = encodeBase64(digestOf("SHA-256", encodeUtf8(style)));
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
}
