import type { FindingSentences } from "../locale.ts";
import * as action from "./actions.ts";
import { count, plural } from "./numbers.ts";
import { structureAmbiguity, structureIrregularity } from "./reasons.ts";

const more = (others: number) => (others > 1 ? ` and ${plural(others - 1, "more", "more")}` : "");

/** About how the file is put together, and what does not add up after the signed part. */
export const structure = {
  "bytes-before-header": ({ bytes }) => ({
    title: "data before the start of the PDF",
    sentence: `${plural(bytes, "byte")} stand before the PDF begins; PDF programs pass over them.`,
    action: action.nothing,
  }),
  "structure-irregular": ({ irregularity, offset }) => ({
    title: "file put together unusually",
    sentence: `${structureIrregularity[irregularity]} (at byte ${count(offset)}); PDF programs agree on what that means.`,
    action: action.nothing,
  }),
  "structure-ambiguous": ({ ambiguity, offset }) => ({
    title: "the file can be read in two ways",
    sentence: `${structureAmbiguity[ambiguity]} (at byte ${count(offset)}), so that another program may show another document.`,
    action: action.sendAgain,
    missing: "a file that every program reads in the same way",
  }),

  "unaccounted-bytes": ({ offset, bytes }) => ({
    title: "foreign data after the signed part",
    sentence: `${plural(bytes, "byte")} after the signed part (from byte ${count(offset)}) belong to nothing in the file.`,
    action: action.compareAdditions,
    missing: "grounds to call the data after the signed part harmless",
  }),
  "unnamed-object": ({ object, offset, count: found }) => ({
    title: "a hidden object was added after signing",
    sentence: `Object ${object}${more(found)} (at byte ${count(offset)}) was added after signing but is listed nowhere in the file; some programs would show it.`,
    action: action.sendAgain,
  }),
  "section-outside-chain": ({ offset }) => ({
    title: "a hidden revision was added after signing",
    sentence: `A list of objects (at byte ${count(offset)}) was added after signing and left out of the file's history; some programs would follow it.`,
    action: action.sendAgain,
  }),
  "objects-overlap": ({ object, offset }) => ({
    title: "an object hidden inside another",
    sentence: `${object === null ? "A part of the file" : `Object ${object}`} (at byte ${count(offset)}) was added after signing inside another object, so that it is there for some programs only.`,
    action: action.sendAgain,
  }),
  "xref-entry-mismatch": ({ object, offset, count: found }) => ({
    title: "an added object is not where it should be",
    sentence: `Object ${object}${more(found)} of a later revision is not at the place given for it (byte ${count(offset)}), so that programs may show different things.`,
    action: action.sendAgain,
    missing: "a file whose objects are where it says",
  }),
  "xref-entry-repointed": ({ object, offset, count: found }) => ({
    title: "hidden content was brought to light after signing",
    sentence: `A later revision replaces object ${object}${more(found)} by one that lay hidden in the signed part (at byte ${count(offset)}).`,
    action: action.sendAgain,
  }),
  "xref-entry-beyond-revision": ({ object, offset, count: found }) => ({
    title: "the signed part points at data added after signing",
    sentence: `Object ${object}${more(found)} of the signed part stands behind it (at byte ${count(offset)}), where it could be added after signing.`,
    action: action.sendAgain,
  }),
  "xref-section-repointed": ({ offset }) => ({
    title: "the signed part is read anew after signing",
    sentence: `A later revision uses a list of objects that lay hidden in the signed part (at byte ${count(offset)}).`,
    action: action.sendAgain,
  }),
} satisfies Partial<FindingSentences>;
