import { PdfDict, PdfName, type PdfObject, PdfStream } from "../../pdf/objects.ts";
import type { PdfDocument } from "../../pdf/read/document.ts";
import { PdfLimitError, PdfReadError } from "../../pdf/read/read-error.ts";
import { ContentBudget } from "../content-budget.ts";
import { areaOf, readRectangle } from "../geometry.ts";
import { fontText, isStandardFont } from "./font-text.ts";
import { readShownText } from "./shown-text.ts";

/** The text of a signature's picture is short. */
const MAX_APPEARANCE_BYTES = 256 * 1024;

/**
 * Reads the text that signatures' widgets show, pictures beside it passed over; null where one shows none that can be read.
 * What a picture shows, or a form within the form, is not read. All widgets of a document share what reading may cost.
 * @returns a function that throws Suspension where bytes have to be fetched first
 */
export function createSignatureTextReader(document: PdfDocument): (widget: PdfDict) => string | null {
  const content = new ContentBudget(document.view.size);
  return (widget) => {
    try {
      return readText(document, content, widget);
    } catch (thrown) {
      if (thrown instanceof PdfReadError || thrown instanceof PdfLimitError) return null;
      throw thrown;
    }
  };
}

function readText(document: PdfDocument, content: ContentBudget, widget: PdfDict): string | null {
  const appearance = document.resolve(widget.get("AP"));
  const form = appearance instanceof PdfDict ? document.resolve(appearance.get("N")) : null;
  if (!(form instanceof PdfStream)) return null;
  const box = readRectangle(document, form.dict.get("BBox"));
  if (box === null || areaOf(box) === 0) return null;
  const resources = document.resolve(form.dict.get("Resources"));
  const named = (kind: string, name: string): PdfObject => {
    const all = resources instanceof PdfDict ? document.resolve(resources.get(kind)) : null;
    return all instanceof PdfDict ? document.resolve(all.get(name)) : null;
  };
  const shown = readShownText(
    content.decode(document, form, { maxBytes: MAX_APPEARANCE_BYTES }),
    box,
    1,
    (name) => {
      const font = named("Font", name);
      return font instanceof PdfDict ? fontText(document, content, font, isStandardFont(document, font)) : null;
    },
    (name) => {
      const object = named("XObject", name);
      const subtype = object instanceof PdfStream ? document.resolve(object.dict.get("Subtype")) : null;
      return subtype instanceof PdfName && subtype.value === "Image";
    },
  );
  return "text" in shown && shown.text.trim() !== "" ? shown.text : null;
}
