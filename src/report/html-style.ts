/** What a report's parts look like wherever they stand. Colours repeat what words and signs say. */
export const REPORT_STYLE = `
.valid { --tone: #17663a; --wash: #eef7f1; }
.invalid { --tone: #a11d1d; --wash: #fdf1f0; }
.indeterminate { --tone: #8a5300; --wash: #fdf6e7; }
.unsigned { --tone: #47536a; --wash: #f1f3f7; }
.unreadable { --tone: #7a2048; --wash: #fbf0f5; }
h1, h2, h3, p, dl, dd, ol, ul { margin: 0; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: .625rem; padding: 1.25rem; margin-bottom: 1rem; }
.answer { background: var(--wash); border-color: var(--tone); border-left-width: .5rem; }
.answer h1 { display: flex; gap: .75rem; align-items: flex-start; color: var(--tone); font-size: 1.5rem; line-height: 1.3; font-weight: 650; }
.sign { flex: none; width: 1.3em; height: 1.3em; color: var(--tone); }
.qualifier { margin-top: .625rem; padding: .375rem .75rem; border: 1px dashed var(--tone); border-radius: .375rem; font-weight: 600; color: var(--tone); }
.answer .sentence { margin-top: .75rem; font-size: 1.0625rem; }
.next { margin-top: .875rem; padding-top: .75rem; border-top: 1px solid var(--tone); }
.next b { display: block; font-size: .875rem; color: var(--tone); }
.file h2 { font-size: 1.1875rem; line-height: 1.35; }
.size { color: var(--soft); font-size: .875rem; }
.signature { border-top: 1px solid var(--line); margin-top: 1rem; padding-top: 1rem; }
.signature h3, .result { display: flex; gap: .5rem; align-items: flex-start; font-size: 1rem; }
.result { color: var(--tone); font-weight: 600; margin-top: .25rem; }
.signature > .sentence, .file > .sentence { margin-top: .25rem; }
dl { display: grid; grid-template-columns: minmax(7.5rem, max-content) 1fr; gap: .4375rem 1.25rem; margin-top: .875rem; }
dt { color: var(--soft); }
dd p + p { margin-top: .25rem; }
dd.changes { font-weight: 600; color: var(--tone); }
h2 { font-size: 1.1875rem; line-height: 1.35; }
.undecided h3, .path h3 { font-size: 1rem; }
.altered { margin-top: .875rem; padding: .625rem .875rem; border: 2px solid var(--tone); border-radius: .375rem; background: var(--paper); }
.altered b { color: var(--tone); }
.altered ul, .unchecked ul, .undecided ul { padding-left: 1.25rem; }
.people { list-style: none; padding: 0; margin-top: .875rem; display: grid; gap: .625rem; }
.people li { display: flex; gap: .625rem; align-items: flex-start; --tone: var(--ink); }
.people li .sign { margin-top: .1em; }
.answer dl { margin-top: .875rem; }
.answer dt { color: var(--ink); opacity: 1; }
.undecided, .path { margin-top: 1rem; border-top: 1px solid var(--line); padding-top: .875rem; }
.undecided > p { margin-top: .5rem; }
.undecided li { margin-top: .375rem; }
.path ol { list-style: none; padding: 0; margin-top: .625rem; }
.path li { position: relative; display: flex; gap: .625rem; align-items: flex-start; border: 1px solid var(--line); border-left: .25rem solid var(--tone); border-radius: .375rem; padding: .5rem .75rem; }
.path li + li { margin-top: 1.25rem; }
.path li + li::before { content: ""; position: absolute; left: 1.3rem; top: -1.25rem; height: 1.25rem; border-left: 2px solid var(--soft); }
.path li.broken { border-style: dashed; }
.path li.broken + li::before { border-left-style: dashed; }
.path b { display: block; font-weight: 600; }
.path small { display: block; font-size: .875rem; color: var(--soft); }
.questions .list div p + p { margin-top: .25rem; color: var(--soft); }
.questions .verdict { font-weight: 600; }
table { border-collapse: collapse; width: 100%; margin-top: .75rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .625rem .5rem 0; border-top: 1px solid var(--line); }
thead th { font-size: .875rem; font-weight: 600; color: var(--soft); border-top: 0; }
tbody th { font-weight: 600; width: 25%; }
td:nth-child(2) { width: 25%; }
td p + p { margin-top: .375rem; }
.state { display: flex; gap: .375rem; align-items: center; font-weight: 600; font-size: .875rem; color: var(--tone); margin-top: .25rem; }
td a { color: inherit; }
.unchecked ul { margin-top: .5rem; }
.slip dl { grid-template-columns: max-content 1fr; }
.slip dd { font-size: .875rem; }
.slip .lines { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem; margin-top: 1.25rem; }
.slip .lines p { border-bottom: 1px solid var(--ink); padding-bottom: 3.5rem; font-size: .875rem; }
.slip .caution { margin-top: 1rem; font-weight: 600; }
.list { list-style: none; padding: 0; }
.list li { display: flex; gap: .625rem; align-items: flex-start; padding: .5rem 0; border-top: 1px solid var(--line); }
.list li:first-child { border-top: 0; }
.list .sign { margin-top: .1em; }
.list a { color: inherit; }
.list .verdict { color: var(--tone); }
details { margin-top: 1rem; border-top: 1px solid var(--line); padding-top: .75rem; font-size: .9375rem; }
summary { cursor: pointer; color: var(--soft); }
.findings { padding: 0; margin-top: .75rem; list-style: none; }
.findings li { padding: .5rem 0; border-top: 1px solid var(--line); }
.weight { font-size: .8125rem; font-weight: 600; border: 1px solid currentColor; border-radius: .25rem; padding: 0 .375rem; margin-right: .375rem; color: var(--tone); }
code { display: block; font: .8125rem/1.5 ui-monospace, "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace; color: var(--soft); }
footer { color: var(--soft); font-size: .875rem; margin-bottom: 1.25rem; }
footer dl { gap: .25rem 1.25rem; }
@media (max-width: 34rem) {
  .card { padding: 1rem; }
  .answer h1 { font-size: 1.25rem; }
  dl, .slip dl { grid-template-columns: 1fr; gap: 0; }
  dt { font-size: .875rem; margin-top: .625rem; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody, tr, td, td:nth-child(2), tbody th { display: block; width: auto; }
  tr { border-top: 1px solid var(--line); padding: .5rem 0; }
  td, tbody th { border: 0; padding: .125rem 0; }
  td::before { content: attr(data-label); display: block; font-size: .875rem; color: var(--soft); }
}
@media print {
  .card { border-radius: 0; padding: 5mm; }
  .answer, .list li, .findings li, .path li, tr, dt, dd { break-inside: avoid; }
  h2, h3, summary { break-after: avoid; }
  .slip { break-before: page; break-inside: avoid; }
  .answer, .qualifier { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
`;

/** The page around them: its whole style, nothing is loaded from anywhere. */
export const STYLE = `
:root { color-scheme: light; --ink: #1c2430; --soft: #566172; --line: #dde1e7; --paper: #fff; --ground: #f4f5f7; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.55 "Segoe UI", Roboto, "Noto Sans",
  "Helvetica Neue", Arial, system-ui, sans-serif; overflow-wrap: anywhere; }
main { max-width: 47rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
.kicker { color: var(--soft); font-size: .875rem; letter-spacing: .01em; margin-bottom: .75rem; }
@media (max-width: 34rem) {
  main { padding-top: 1rem; }
}
@page { size: A4; margin: 16mm 14mm; }
@media print {
  html { font-size: 10.5pt; }
  body { background: none; }
  main { max-width: none; padding: 0 1px; }
}${REPORT_STYLE}`;
