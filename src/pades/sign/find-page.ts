import { PadesError } from "../../errors.ts";
import { isPdfArray, PdfDict, type PdfObject, PdfRef } from "../../pdf/objects.ts";

type Resolve = (value: PdfObject | undefined) => PdfObject;

/**
 * The page at `index`, counted from 0 in the order of the page tree (ISO 32000-2, 7.7.3). Reads no more of the tree
 * than leads to it, since signing a thousand-page scan should not; /Count is not trusted.
 *
 * @throws PadesError ERR_INVALID_ARGUMENT where there are not that many pages; ERR_PDF_UNREADABLE where the tree is
 * damaged, or the page is written into its parent and cannot be changed by itself
 */
export function findPage(catalog: PdfObject, index: number, resolve: Resolve): PdfRef {
  const root = catalog instanceof PdfDict ? catalog.get("Pages") : undefined;
  const waiting: PdfObject[] = [root ?? null];
  const visited = new Set<number>();
  let pages = 0;
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const dict = resolve(node);
    if (!(dict instanceof PdfDict)) throw damaged("a node is not a dictionary");
    if (node instanceof PdfRef) {
      if (visited.has(node.num)) throw damaged(`object ${node.num} occurs twice`);
      visited.add(node.num);
    }
    const kids = resolve(dict.get("Kids"));
    if (isPdfArray(kids)) {
      for (const kid of kids.toReversed()) waiting.push(kid);
    } else if (pages++ === index) {
      if (node instanceof PdfRef) return node;
      throw damaged(`page ${index} is not an object of its own`);
    }
  }
  throw new PadesError(
    "ERR_INVALID_ARGUMENT",
    `page: ${index} asked for, counted from 0, but there are ${pages} pages`,
  );
}

function damaged(reason: string): PadesError {
  return new PadesError("ERR_PDF_UNREADABLE", `page tree: ${reason}`);
}
