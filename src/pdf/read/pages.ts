import { MAX_PDF_OBJECTS } from "../../limits.ts";
import { isPdfArray, PdfDict, type PdfObject, PdfRef } from "../objects.ts";
import type { Resolver } from "./filters.ts";
import { PdfLimitError, PdfReadError } from "./read-error.ts";

/** A leaf of the page tree. */
export interface PdfPage {
  /** From 0, in reading order. */
  readonly index: number;
  /** Null where the page is written into its parent's /Kids. */
  readonly ref: PdfRef | null;
  readonly dict: PdfDict;
  /** The nodes above it, root first, for what a page inherits (ISO 32000-2, table 31). */
  readonly ancestors: readonly PdfDict[];
}

/** Levels of the page tree; balanced trees of ten thousand pages need four. */
const MAX_PAGE_TREE_DEPTH = 64;

interface Step {
  readonly kids: readonly PdfObject[];
  readonly ancestors: readonly PdfDict[];
  next: number;
}

/**
 * The pages of a document in order (ISO 32000-2, 7.7.3). A node is a page unless it has /Kids: /Type is not always
 * there, and not always true.
 * @throws PdfReadError page-tree-malformed where a node is missing, or reached twice
 */
export function readPages(resolver: Resolver, catalog: PdfDict): PdfPage[] {
  const pages: PdfPage[] = [];
  // Each dictionary is one object however often it is resolved, also one that is written into a shared array.
  const visited = new Set<PdfDict>();
  const stack: Step[] = [{ kids: [catalog.get("Pages") ?? null], ancestors: [], next: 0 }];
  for (let step = stack.at(-1); step !== undefined; step = stack.at(-1)) {
    const kid = step.kids[step.next++];
    if (kid === undefined) {
      stack.pop();
      continue;
    }
    const ref = kid instanceof PdfRef ? kid : null;
    const dict = resolver.resolve(kid);
    if (!(dict instanceof PdfDict))
      throw new PdfReadError("page-tree-malformed", "a node of the page tree is no dictionary");
    if (visited.has(dict)) throw new PdfReadError("page-tree-malformed", "a node stands in the page tree twice");
    visited.add(dict);
    const kids = resolver.resolve(dict.get("Kids"));
    if (isPdfArray(kids)) {
      if (stack.length >= MAX_PAGE_TREE_DEPTH) throw new PdfLimitError("MAX_PAGE_TREE_DEPTH", MAX_PAGE_TREE_DEPTH);
      stack.push({ kids, ancestors: [...step.ancestors, dict], next: 0 });
    } else {
      pages.push({ index: pages.length, ref, dict, ancestors: step.ancestors });
      if (pages.length > MAX_PDF_OBJECTS) throw new PdfLimitError("MAX_PDF_OBJECTS", MAX_PDF_OBJECTS);
    }
  }
  return pages;
}
