import { isPdfArray, PdfDict, PdfName, type PdfObject } from "../../objects.ts";
import type { Resolver } from "../filters.ts";
import { PdfReadError } from "../read-error.ts";

/**
 * The crypt filter that a stream names itself (ISO 32000-2, 7.4.10); null where it has none.
 * @throws PdfReadError filter-unsupported where /Crypt is not its first filter, as 7.6.6 demands
 */
export function cryptFilterName(dict: PdfDict, resolver: Resolver): string | null {
  const filters = listOf(dict.get("Filter"), resolver);
  const position = filters.findIndex((filter) => isCrypt(resolver.resolve(filter)));
  if (position < 0) return null;
  if (position > 0) throw new PdfReadError("filter-unsupported", "a /Crypt filter behind another one");
  const parameters = resolver.resolve(listOf(dict.get("DecodeParms"), resolver)[0]);
  const name = parameters instanceof PdfDict ? resolver.resolve(parameters.get("Name")) : null;
  if (name === null) return "Identity";
  if (name instanceof PdfName) return name.value;
  throw new PdfReadError("filter-unsupported", "a /Crypt filter whose /Name is no name");
}

function listOf(value: PdfObject | undefined, resolver: Resolver): readonly PdfObject[] {
  const resolved = resolver.resolve(value);
  return isPdfArray(resolved) ? resolved : [resolved];
}

function isCrypt(filter: PdfObject): boolean {
  return filter instanceof PdfName && filter.value === "Crypt";
}
