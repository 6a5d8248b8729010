import { claimed } from "../claimed.ts";
import type { FindingSentences } from "../locale.ts";
import * as action from "./actions.ts";
import { count, plural } from "./numbers.ts";
import { fieldIrregularity, shownClaim } from "./reasons.ts";
import { words } from "./words.ts";

/** About the signature field, the signed range and the revisions that follow. */
export const signatureField = {
  "signature-dictionary-ambiguous": ({ key }) => ({
    title: "the signature's data can be read in several ways",
    sentence: `The signature's entry ${key} is given more than once, so each program may read another.`,
    action: action.sendAgain,
  }),
  "signature-dictionary-indirect": ({ key }) => ({
    title: "the signature's data is in the wrong place",
    sentence: `The entry ${key} must stand in the signature itself, but points elsewhere, where it could be replaced after signing.`,
    action: action.sendAgain,
  }),
  "signature-dictionary-malformed": ({ key }) => ({
    title: "the signature's data is malformed",
    sentence: `The signature's entry ${key} is missing or malformed.`,
    action: action.sendAgain,
  }),
  "signature-shared-by-fields": ({ fields }) => ({
    title: "one signature under several fields",
    sentence: `The fields ${fields} share one signature; a signature may belong to one field only.`,
    action: action.sendAgain,
  }),
  "signature-value-inherited": ({ field }) => ({
    title: "the signature belongs to another field",
    sentence: `The field “${field}” has no signature of its own but inherits that of its parent.`,
    action: action.sendAgain,
  }),
  "signature-several-widgets": ({ field }) => ({
    title: "one signature shown in several places",
    sentence: `The field “${field}” is shown more than once; a signature may be shown in one place only.`,
    action: action.sendAgain,
  }),
  "field-name-duplicate": ({ field }) => ({
    title: "two fields have the same name",
    sentence: `More than one field is named “${field}”, so it is not certain which one was signed.`,
    action: action.sendAgain,
  }),
  "field-irregular": ({ field, irregularity }) => ({
    title: "signature field laid out unusually",
    sentence: `The signature field “${field}” deviates from the usual layout: ${fieldIrregularity[irregularity]}.`,
    action: action.nothing,
  }),
  "subfilter-unsupported": ({ subFilter }) => ({
    title: "kind of signature not supported",
    sentence: `The signature is of the kind ${subFilter}, which this tool cannot check yet.`,
    action: action.otherTool,
    missing: `a check of ${subFilter} signatures`,
  }),
  "seed-value-not-met": ({ field, key }) => ({
    title: "not the signature that the form requires",
    sentence: `The field “${field}” says what must sign there and how; the signature does not meet this, or does not show that it does: ${key}.`,
    action: action.signAgain,
    missing: `a signature that meets what the field “${field}” requires (${key})`,
  }),
  "seed-value-not-followed": ({ field, key }) => ({
    title: "signed otherwise than the form suggests",
    sentence: `The form suggests something for the field “${field}”, without requiring it, that the signature does not have: ${key}.`,
    action: action.nothing,
  }),
  "appearance-text-differs": ({ field, claim, shown, actual }, telling) => ({
    title: "the page says otherwise of the signature than its certificate",
    sentence: `Where the signature “${field}” is shown on the page, ${shownClaim[claim]} reads “${claimed(claim, shown, telling)}”; by the signature itself it is ${actual === "" ? "not named" : `“${claimed(claim, actual, telling)}”`}.`,
    action: action.signAgain,
    missing: `a signature that shows what it is (field “${field}”)`,
  }),

  "byte-range-malformed": ({ byteRange }) => ({
    title: "the signed range is malformed",
    sentence: `The signed range (ByteRange) reads “${byteRange}”, so it is not certain what was signed.`,
    action: action.sendAgain,
  }),
  "byte-range-starts-late": ({ start }) => ({
    title: "the start of the file is not signed",
    sentence: `The signed range begins at byte ${count(start)}, not at the start; what precedes it could be replaced unnoticed.`,
    action: action.sendAgain,
  }),
  "byte-range-out-of-file": ({ end, size }) => ({
    title: "the signed range reaches beyond the file",
    sentence: `The signed range ends at byte ${count(end)}, but the file has only ${plural(size, "byte")}; it may have been cut short.`,
    action: action.sendAgain,
  }),
  "byte-range-gap-mismatch": ({ gapStart, gapEnd, contentsStart, contentsEnd }) => ({
    title: "the signed range leaves out the wrong part",
    sentence: `The part left unsigned (bytes ${count(gapStart)} to ${count(gapEnd)}) is not the place of the signature (bytes ${count(contentsStart)} to ${count(contentsEnd)}); content could be hidden in the difference.`,
    action: action.sendAgain,
  }),
  "byte-range-ends-mid-revision": ({ end }) => ({
    title: "does not cover the whole document",
    sentence: `The signed range stops at byte ${count(end)}, in the middle of a revision; what follows is not protected by the signature.`,
    action: action.sendAgain,
  }),
  "contents-not-hex": ({ offset }) => ({
    title: "foreign data in the place of the signature",
    sentence: `The place of the signature holds something other than hexadecimal digits (at byte ${count(offset)}).`,
    action: action.sendAgain,
  }),
  "contents-trailing-bytes": ({ bytes }) => ({
    title: "foreign data behind the signature",
    sentence: `${plural(bytes, "byte")} other than 0 follow the signature in its place; they are not protected by the signature.`,
    action: action.sendAgain,
  }),

  "changed-after-signing": ({ change, forbiddenBy, ...where }) => ({
    title: "changed after signing",
    sentence: `${words.changeItem({ code: change, ...where })}.${forbiddenBy === null ? "" : ` ${words.forbidden[forbiddenBy]}`}`,
    action: action.sendAgain,
  }),
  "changes-beyond-policy": ({ change, ...where }) => ({
    title: "changed after signing, which nothing in the document permits or forbids",
    sentence: `${words.changeItem({ code: change, ...where })}.`,
    action: action.compareAdditions,
    missing: "a permission for this kind of change, in the document or in the policy",
  }),
  "bytes-after-revision": ({ bytes }) => ({
    title: "foreign data behind the signed part",
    sentence: `${plural(bytes, "byte")} that belong to no revision follow the signed part of the file.`,
    action: action.compareAdditions,
    missing: "grounds to call the data behind the signed part harmless",
  }),
} satisfies Partial<FindingSentences>;
