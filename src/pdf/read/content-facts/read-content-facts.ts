import { PdfDict } from "../../objects.ts";
import type { PdfDocument } from "../document.ts";
import type { SignatureField } from "../form.ts";
import { type ContentFact, FactList } from "./content-fact.ts";
import { ContentWalk } from "./content-walk.ts";
import { followIn } from "./follow.ts";
import { addFormFacts, addLayerFacts } from "./form-facts.ts";
import { addSignatureWidgetFacts } from "./signature-widget-facts.ts";

/**
 * What a document holds that acts, comes from elsewhere or is not shown. No judgment, and no content stream is read.
 *
 * The answer is a function to be run until it returns, since it goes on where it was interrupted. It costs about what
 * reading every object that the pages lead to costs, without the data of streams.
 * @returns a function that throws Suspension where bytes have to be fetched first, and PdfLimitError
 */
export function contentFacts(document: PdfDocument, fields: readonly SignatureField[]): () => readonly ContentFact[] {
  const walked = new FactList();
  const walk = new ContentWalk(document, walked);
  const follow = followIn(document);
  return () => {
    walk.run();
    const others = new FactList();
    const catalog = follow(document.rootTrailer.get("Root"));
    if (catalog instanceof PdfDict) {
      addFormFacts(others, catalog, follow);
      addLayerFacts(others, catalog, follow);
    }
    addSignatureWidgetFacts(others, document, fields, follow);
    return [...walked.list, ...others.list];
  };
}
