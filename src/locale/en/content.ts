import type { FindingSentences } from "../locale.ts";
import * as action from "./actions.ts";
import { plural } from "./numbers.ts";
import { damage } from "./reasons.ts";

interface Place {
  readonly page: number | null;
  readonly object: number | null;
}

const where = ({ page, object }: Place) => {
  const parts = [...(page === null ? [] : [`page ${page}`]), ...(object === null ? [] : [`object ${object}`])];
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
};

const first = (place: Place, count: number) => `${count > 1 ? `, in ${plural(count, "place")}` : ""}${where(place)}`;

/** What the document holds that acts, comes from elsewhere or is not shown. */
export const content = {
  "external-stream": (place) => ({
    title: "content in another file",
    sentence: `Part of what the document shows${where(place)} is kept in another file, which nobody signed and which may be replaced.`,
    action: action.signAgain,
    missing: "a document that holds all that it shows",
  }),
  "reference-xobject": (place) => ({
    title: "content in another file",
    sentence: `The document shows a page of another file${where(place)}, which nobody signed and which may be replaced.`,
    action: action.signAgain,
    missing: "a document that holds all that it shows",
  }),
  "xfa-form": () => ({
    title: "an XFA form",
    sentence: "The file holds an XFA form, which some programs show instead of the pages that others show.",
    action: action.signAgain,
    missing: "a document that every program shows alike",
  }),
  "object-unreadable": ({ reason, ...place }) => ({
    title: "a part of the document cannot be read",
    sentence: `${damage[reason]}${where(place)}; programs may repair this in different ways and show different things.`,
    action: action.sendAgain,
    missing: "a file in which every part can be read",
  }),
  javascript: ({ count, ...place }) => ({
    title: "scripts in the document",
    sentence: `The document holds ${plural(count, "script")}${where(place)}; what a script shows is not what was signed.`,
    action: action.lookForActive,
  }),
  "calculated-fields": () => ({
    title: "fields that calculate themselves",
    sentence: "Some form fields are calculated from others by scripts.",
    action: action.lookForActive,
  }),
  "launch-action": ({ count, ...place }) => ({
    title: "the document starts programs",
    sentence: `The document can open a file or start a program on the reader's computer${first(place, count)}.`,
    action: action.lookForActive,
  }),
  "uri-to-file": ({ count, ...place }) => ({
    title: "a link to a file of the computer",
    sentence: `The document has a link that opens a file on the reader's computer${first(place, count)}.`,
    action: action.lookForActive,
  }),
  "embedded-executable": ({ name }) => ({
    title: "an attached program",
    sentence: `A program is attached to the document: “${name}”.`,
    action: action.lookForActive,
  }),
  "fonts-not-embedded": ({ fonts, page }) => ({
    title: "fonts are not in the file",
    sentence: `The file lacks fonts that its pages use${page === null ? "" : ` (page ${page} first)`}: ${fonts}; the text may look different on another computer.`,
    action: action.nothing,
  }),
  "layers-print-or-view": () => ({
    title: "layers that differ on screen and on paper",
    sentence: "The document has layers that are shown only on screen or only when printed.",
    action: action.lookAtLayers,
  }),
  "layers-hidden": () => ({
    title: "hidden layers",
    sentence: "The document has layers that are not shown until somebody switches them on.",
    action: action.lookAtLayers,
  }),
  "text-covered": ({ page, by, count }) => ({
    title: "text that something covers",
    sentence: `On page ${page} an annotation (${by}) stands on text and may hide it${count > 1 ? `; ${count} in all` : ""}. What is below it is signed all the same.`,
    action: action.lookBelow,
  }),
  "need-appearances": () => ({
    title: "form fields are drawn anew",
    sentence: "The file asks each program to draw its form fields itself, so that they may look different.",
    action: action.nothing,
  }),
  "signature-widget-hidden": ({ field }) => ({
    title: "a signature is hidden on its page",
    sentence: `The picture of the signature “${field}” has its place on the page but is set not to be shown.`,
    action: action.nothing,
  }),
  "signature-widget-off-page": ({ field }) => ({
    title: "a signature lies off the page",
    sentence: `The picture of the signature “${field}” lies outside the visible page or on no page.`,
    action: action.nothing,
  }),
} satisfies Partial<FindingSentences>;
