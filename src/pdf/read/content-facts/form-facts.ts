import { isPdfArray, PdfDict, PdfName, type PdfObject, PdfRef } from "../../objects.ts";
import type { FactList, Place } from "./content-fact.ts";
import type { Follow } from "./follow.ts";

/** Layers looked at; drawings have some hundreds. */
const MAX_LAYERS = 10_000;

/** What the interactive form says of itself (ISO 32000-2, table 224). */
export function addFormFacts(facts: FactList, catalog: PdfDict, follow: Follow): void {
  const form = follow(catalog.get("AcroForm"));
  if (!(form instanceof PdfDict)) return;
  const place = placeOf(catalog.get("AcroForm"));
  if (follow(form.get("XFA")) !== null) facts.add("xfa-form", place);
  if (follow(form.get("NeedAppearances")) === true) facts.add("need-appearances", place);
  const order = follow(form.get("CO"));
  if (isPdfArray(order) && order.length > 0) facts.add("calculated-fields", place);
}

/** Layers and what decides whether they are shown (ISO 32000-2, 8.11.4). */
export function addLayerFacts(facts: FactList, catalog: PdfDict, follow: Follow): void {
  const properties = follow(catalog.get("OCProperties"));
  if (!(properties instanceof PdfDict)) return;
  const place = placeOf(catalog.get("OCProperties"));
  const groups = follow(properties.get("OCGs"));
  const listed = isPdfArray(groups) ? groups.slice(0, MAX_LAYERS) : [];
  const isUsageBound = listed.some((group) => {
    const dict = follow(group);
    const usage = dict instanceof PdfDict ? follow(dict.get("Usage")) : null;
    return usage instanceof PdfDict && ["Print", "View"].some((key) => follow(usage.get(key)) instanceof PdfDict);
  });
  if (isUsageBound) facts.add("layer-print-or-view", place);
  const configuration = follow(properties.get("D"));
  if (!(configuration instanceof PdfDict)) return;
  const hidden = follow(configuration.get("OFF"));
  const base = follow(configuration.get("BaseState"));
  if ((isPdfArray(hidden) && hidden.length > 0) || (base instanceof PdfName && base.value === "OFF")) {
    facts.add("layer-hidden", place);
  }
}

function placeOf(value: PdfObject | undefined): Place {
  return { page: null, object: value instanceof PdfRef ? value.num : null };
}
