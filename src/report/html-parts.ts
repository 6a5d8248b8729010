import type { ReaderContext } from "../locale/next-action.ts";
import type { Verdict } from "../pades/verify/verification.ts";
import type { Speech, SpokenHeadline } from "./headline.ts";
import { type Markup, markup } from "./markup.ts";
import type { Row } from "./rows.ts";

export interface HtmlOptions extends Speech {
  readonly context: ReaderContext;
}

/** The answer to "may I rely on this?", what qualifies it, what else must be known at once (`facts`), and what to do. */
export function answerCard(
  { verdict, word, tail, sentence, action }: SpokenHeadline,
  qualifiers: readonly string[],
  facts: Markup | null,
  { locale, context }: HtmlOptions,
): Markup {
  return markup`<section class="card answer ${verdict}">
<h1>${sign(verdict)}<span>${word}${tail}.</span></h1>
${qualifiers.map((qualifier) => markup`<p class="qualifier">${qualifier}</p>`)}
<p class="sentence">${sentence}</p>
${facts}
<p class="next"><b>${locale.words.label.nextAction}</b>${action[context]}</p>
</section>`;
}

export function definitions(rows: readonly Row[], { locale }: HtmlOptions): Markup {
  const filled = rows.filter(({ lines }) => lines.length > 0);
  if (filled.length === 0) return markup``;
  const items = filled.map(({ label, lines }) => {
    const values = lines.map((line) => markup`<p>${line}</p>`);
    return label === locale.words.label.changes
      ? markup`<dt>${label}</dt><dd class="changes">${values}</dd>`
      : markup`<dt>${label}</dt><dd>${values}</dd>`;
  });
  return markup`<dl>${items}</dl>`;
}

/** One drawing a verdict, so that a print without colour tells them apart too. */
const DRAWINGS: { readonly [V in Verdict]: Markup } = {
  valid: markup`<path d="M7 12.5l3.2 3.2L17 9"/>`,
  invalid: markup`<path d="M8 8l8 8M16 8l-8 8"/>`,
  indeterminate: markup`<path d="M9.2 9.4a2.9 2.9 0 1 1 4.3 2.5c-1 .6-1.5 1.1-1.5 2.1M12 17v.2"/>`,
  unsigned: markup`<path d="M7.5 12h9"/>`,
  unreadable: markup`<path d="M12 7v6M12 16.6v.2"/>`,
};

export function sign(verdict: Verdict): Markup {
  return markup`<svg class="sign" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><circle cx="12" cy="12" r="10"/>${DRAWINGS[verdict]}</svg>`;
}
