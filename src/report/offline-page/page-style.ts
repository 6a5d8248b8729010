/** The page around the element; the element brings its own style. Nothing is loaded from anywhere. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1c2430; --soft: #4f5b6c; --line: #d5dae2; --paper: #fff; --ground: #f4f5f7; --accent: #0b4f9e; --warn: #8a5300; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #e7ebf1; --soft: #aab5c4; --line: #3a4453; --paper: #1a212b; --ground: #11161d; --accent: #8ab6f2; --warn: #efc16a; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.55 "Segoe UI", Roboto, "Noto Sans",
  "Helvetica Neue", Arial, system-ui, sans-serif; overflow-wrap: anywhere; }
main { max-width: 47rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
header { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline; justify-content: space-between; }
h1 { margin: 0; font-size: 1.5rem; line-height: 1.3; }
h2 { margin: 0; font-size: 1.0625rem; }
h3 { margin: 1rem 0 .25rem; font-size: .9375rem; }
p { margin: 0 0 .5rem; }
.lead { margin: .5rem 0 1.25rem; color: var(--soft); }
button { font: inherit; font-weight: 600; min-height: 2.75rem; padding: .5rem 1.25rem; color: var(--accent); background: transparent;
  border: 1px solid var(--accent); border-radius: .375rem; cursor: pointer; }
button.language { min-height: 0; padding: .25rem 0; border-color: transparent; font-weight: 500; text-decoration: underline; }
button:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
[hidden] { display: none !important; }
.print { margin: 0 0 1rem; }
.basis { margin-top: 1.5rem; padding: 1rem 1.25rem; background: var(--paper); border: 1px solid var(--line); border-radius: .625rem; }
.basis summary { cursor: pointer; margin-bottom: .5rem; }
.basis summary h2 { display: inline; }
.basis ul { margin: 0; padding-inline-start: 1.125rem; }
.basis li { margin-bottom: .5rem; }
.hint, footer, .fallback { color: var(--soft); font-size: .9375rem; }
.overdue, .said { font-weight: 600; color: var(--warn); }
code { display: block; font: .8125rem/1.5 ui-monospace, "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace; color: var(--soft); }
.load { margin-top: 1rem; }
.load .hint { margin: .5rem 0 0; }
footer { margin-top: 1.25rem; }
@page { size: A4; margin: 16mm 14mm; }
@media print {
  body { background: none; }
  main { max-width: none; padding: 0; }
  header, .lead, .print, .basis, footer { display: none; }
  .slip-only pades-verify::part(card) { display: none; }
  .slip-only pades-verify::part(slip) { display: block; break-before: avoid; }
}
`;
