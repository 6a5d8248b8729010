import { PadesError } from "../../errors.ts";
import type { BakedBlock } from "../../report/offline-page/compose-page.ts";

/** The text of a block, or null where the page was built without it. */
export function bakedText(id: BakedBlock): string | null {
  return document.getElementById(id)?.textContent ?? null;
}

/** @throws PadesError ERR_INVALID_ARGUMENT where the page lacks what it cannot be without */
export function requiredText(id: BakedBlock): string {
  const text = bakedText(id);
  if (text === null) throw new PadesError("ERR_INVALID_ARGUMENT", `this page was built without ${id}`);
  return text;
}
