import { REPORT_STYLE } from "../../report/html-style.ts";

/** Colours of light and dark; each can be set from outside (docs/widget.md). */
const COLOURS = {
  light: `--ink: var(--pades-ink, #1c2430); --soft: var(--pades-soft, #4f5b6c); --line: var(--pades-line, #d5dae2);
  --paper: var(--pades-paper, #fff); --ground: var(--pades-ground, #f6f8fb); --accent: var(--pades-accent, #0b4f9e);
  --on-accent: var(--pades-on-accent, #fff);`,
  dark: `--ink: var(--pades-ink, #e7ebf1); --soft: var(--pades-soft, #aab5c4); --line: var(--pades-line, #3a4453);
  --paper: var(--pades-paper, #1a212b); --ground: var(--pades-ground, #141a22); --accent: var(--pades-accent, #8ab6f2);
  --on-accent: var(--pades-on-accent, #0d1a2b);`,
} as const;

/** The tones of verdicts, which a report has for light paper. */
const DARK_TONES = `@media screen and (prefers-color-scheme: dark) { ${(
  [
    ["valid", "#74cf9c", "#15281f"],
    ["invalid", "#ff9f98", "#331b1d"],
    ["indeterminate", "#efc16a", "#2e2512"],
    ["unsigned", "#b6c2d5", "#212936"],
    ["unreadable", "#f0a1c3", "#301b27"],
  ] as const
)
  .map(([name, tone, wash]) => `:host(:not([theme="light"])) .${name} { --tone: ${tone}; --wash: ${wash}; }`)
  .join("\n")} }`;

const STYLE = `
:host { display: block; color-scheme: light dark; ${COLOURS.light} }
:host([theme="light"]) { color-scheme: light; }
:host([hidden]) { display: none; }
@media screen and (prefers-color-scheme: dark) { :host(:not([theme="light"])) { ${COLOURS.dark} } }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.hidden { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.base { container-type: inline-size; color: var(--ink); text-align: start; overflow-wrap: anywhere;
  font: 1rem/1.55 var(--pades-font-family, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, system-ui, sans-serif); }
.icon { flex: none; width: 1.25em; height: 1.25em; }
.zone { display: grid; justify-items: center; gap: .75rem; padding: 2rem 1.25rem 1.5rem; text-align: center; background: var(--ground);
  border: 2px dashed var(--line); border-radius: var(--pades-radius, .625rem); transition: border-color .15s, background-color .15s; }
@media (prefers-reduced-motion: reduce) { .zone { transition: none; } }
.zone > .icon { width: 2.25rem; height: 2.25rem; color: var(--accent); }
.zone.over { border-color: var(--accent); border-style: solid; background: var(--paper); }
.drop-text { font-size: 1.125rem; font-weight: 600; line-height: 1.4; }
.buttons { display: flex; flex-wrap: wrap; gap: .625rem; justify-content: center; }
.stays { display: flex; gap: .375rem; align-items: center; color: var(--soft); font-size: .9375rem; }
.button { font: inherit; font-weight: 600; line-height: 1.3; min-height: 2.75rem; padding: .5rem 1.25rem; cursor: pointer;
  color: var(--on-accent); background: var(--accent); border: 1px solid var(--accent); border-radius: var(--pades-radius-small, .375rem); }
.button.plain { color: var(--accent); background: transparent; }
.button:hover { filter: brightness(1.08); }
.button:disabled { cursor: not-allowed; opacity: .55; }
.button:focus-visible, input:focus-visible, summary:focus-visible, a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.report:focus-visible, [tabindex="-1"]:focus { outline: none; }
.checking { display: grid; gap: .75rem; justify-items: start; padding: 1.25rem; background: var(--paper); border: 1px solid var(--line); border-radius: var(--pades-radius, .625rem); }
.progress-text { font-weight: 600; }
.bar { width: 100%; height: .625rem; accent-color: var(--accent); }
.problem, .note, .password { margin: 0 0 1rem; padding: 1rem 1.25rem; border: 1px solid var(--line); border-radius: var(--pades-radius, .625rem); background: var(--paper); }
.problem { display: grid; gap: .375rem; border-inline-start: .5rem solid var(--soft); }
.problem-title { display: flex; gap: .5rem; align-items: center; font-size: 1.125rem; }
.problem .technical { font-size: .875rem; color: var(--soft); }
.note { font-weight: 600; }
.password { display: grid; gap: .5rem; }
.password label { font-weight: 600; }
.password .row { display: flex; flex-wrap: wrap; gap: .625rem; }
.password input { font: inherit; flex: 1 1 12rem; min-height: 2.75rem; padding: .5rem .75rem; color: var(--ink); background: var(--ground); border: 1px solid var(--soft); border-radius: var(--pades-radius-small, .375rem); }
.password .hint { color: var(--soft); font-size: .875rem; }
.slip { display: none; }
@media print {
  .base { font-size: 10.5pt; }
  .zone, .checking, .after, .password { display: none; }
  .slip { display: block; }
}
`;

/** The report is one heading lower here than on a page of its own, and narrow where its column is, whatever the screen. */
const REPORT = lowerHeadings(REPORT_STYLE).replaceAll("@media (max-width: 34rem)", "@container (max-width: 34rem)");

/** In the selectors alone: `h1` to `h4` stand nowhere else. */
function lowerHeadings(style: string): string {
  return style.replace(/\bh([1-4])\b/g, (_, level: string) => `h${Number(level) + 1}`);
}

let sheet: CSSStyleSheet | null = null;

/** Without a style element or attribute, which strict policies forbid; one sheet for all elements of a page. */
export function adoptWidgetStyle(root: ShadowRoot): void {
  if (!("adoptedStyleSheets" in root)) return;
  if (sheet === null) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(`${REPORT}${STYLE}${DARK_TONES}`);
  }
  root.adoptedStyleSheets = [sheet];
}
