import { PadesError } from "../../errors.ts";
import { isPdfArray, PdfDict, type PdfObject, PdfRef } from "../../pdf/objects.ts";

type Resolve = (value: PdfObject | undefined) => PdfObject;

/**
 * The page at `index`, counted from 0 in the order of the page tree (ISO 32000-2, 7.7.3). /Count is not trusted.
 *
 * @throws PadesError ERR_INVALID_ARGUMENT where there are not that many pages, ERR_PDF_UNREADABLE where the tree loops
 */
export function findPage(catalog: PdfObject, index: number, resolve: Resolve): PdfRef {
  const root = catalog instanceof PdfDict ? catalog.get("Pages") : undefined;
  const waiting: PdfObject[] = root === undefined ? [] : [root];
  const visited = new Set<number>();
  let pages = 0;
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const dict = resolve(node);
    // Direct children are not allowed, and nothing could be added to one without changing the tree.
    if (!(node instanceof PdfRef) || !(dict instanceof PdfDict)) continue;
    if (visited.has(node.num)) throw new PadesError("ERR_PDF_UNREADABLE", `page tree: object ${node.num} occurs twice`);
    visited.add(node.num);
    const kids = resolve(dict.get("Kids"));
    if (isPdfArray(kids)) for (const kid of kids.toReversed()) waiting.push(kid);
    else if (pages++ === index) return node;
  }
  throw new PadesError(
    "ERR_INVALID_ARGUMENT",
    `page: ${index} asked for, counted from 0, but there are ${pages} pages`,
  );
}
