import { isPdfArray, PdfDict, type PdfObject, PdfStream } from "../../pdf/objects.ts";
import type { PdfDocument } from "../../pdf/read/document.ts";
import type { ContentBudget } from "../content-budget.ts";
import { canonicalText } from "../equal-values.ts";
import type { Rectangle } from "../geometry.ts";
import { ReadMemory } from "../read-memory.ts";
import { SpotReader } from "./spot-reader.ts";

/** Streams that one page's content is cut into; some writers begin a new one for every few operators. */
const MAX_PARTS = 10_000;

/** Where a page shows text. */
export interface PageText {
  /** A box for each string, in default user space. */
  readonly spots: readonly Rectangle[];
  /** Whether its content could be read to the end: else there may be text anywhere. */
  readonly isComplete: boolean;
}

/** Where a page shows text, as high as its small letters are and as far as its fonts say. */
export function readPageText(document: PdfDocument, page: PdfDict, content: ContentBudget): PageText {
  const contents = document.resolve(page.get("Contents"));
  if (isPdfArray(contents) && contents.length > MAX_PARTS) return { spots: [], isComplete: false };
  const streams = isPdfArray(contents) ? contents.map((item) => document.resolve(item)) : [contents];
  const parts = streams.flatMap((stream) => (stream instanceof PdfStream ? [stream] : []));
  if (parts.length === 0) return { spots: [], isComplete: true };
  const resources = document.resolve(inherited(document, page, "Resources"));
  const chain = parts.reduce((node, part) => node.next(part), wholeContents);
  return pageTexts.recall(chain, textOf(resources), document, (resolver) => {
    const reader = new SpotReader(resolver, content);
    reader.readAll(parts, resources);
    return { spots: reader.spots, isComplete: reader.isComplete };
  });
}

/** Stands for streams one after another: a page is the same in most of its revisions, and many pages begin with the same. */
class ContentChain {
  readonly #next = new WeakMap<PdfStream, ContentChain>();

  next(part: PdfStream): ContentChain {
    const next = this.#next.get(part) ?? new ContentChain();
    this.#next.set(part, next);
    return next;
  }
}

const wholeContents = new ContentChain();
const pageTexts = new ReadMemory<PageText>();
const resourceTexts = new WeakMap<PdfDict, string>();

/** Resources as they stand, which are no object of their own where they are written into the page. */
function textOf(resources: PdfObject): string {
  if (!(resources instanceof PdfDict)) return "";
  const text = resourceTexts.get(resources) ?? canonicalText(resources);
  resourceTexts.set(resources, text);
  return text;
}

/** An entry of a page or of a node above it (ISO 32000-2, table 31). */
function inherited(document: PdfDocument, page: PdfDict, key: string): PdfObject | undefined {
  let node: PdfObject = page;
  for (let depth = 0; node instanceof PdfDict && depth < 64; depth++) {
    const value = node.get(key);
    if (value !== undefined) return value;
    node = document.resolve(node.get("Parent"));
  }
  return undefined;
}
