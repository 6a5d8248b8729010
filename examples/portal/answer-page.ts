import type { Answer } from "./judge-upload.ts";

const DECIDED: { readonly [Decision in Answer["decision"]]: string } = {
  accepted: "Đã tiếp nhận hồ sơ",
  review: "Đã nhận hồ sơ, cán bộ sẽ kiểm tra thêm",
  rejected: "Hồ sơ không được tiếp nhận",
};

/** The server's answer as a page. */
export function answerPage({ decision, verdict, text, client }: Answer): string {
  const differs = client === "different" ? "<p>Kết quả trên máy của bạn khác với kết quả này.</p>" : "";
  return `<!doctype html>
<html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${DECIDED[decision]}</title><link rel="stylesheet" href="/portal.css">
<main><h1 id="decision" data-decision="${decision}" data-verdict="${verdict}" data-client="${client}">${DECIDED[decision]}</h1>${differs}
<pre>${escapeHtml(text)}</pre><p><a href="/">Nộp hồ sơ khác</a></p></main></html>
`;
}

/** Names in certificates and documents are strangers' words. */
export function escapeHtml(text: string): string {
  const escapes: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);
}
