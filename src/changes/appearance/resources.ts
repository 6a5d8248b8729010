import { PdfDict, type PdfObject } from "../../pdf/objects.ts";
import type { Resolver } from "../../pdf/read/filters.ts";

/**
 * A named resource as it stands, a reference unresolved (ISO 32000-2, 7.8.3); undefined where there is none.
 * @param resources resolved
 */
export function namedResource(
  resolver: Resolver,
  resources: PdfObject,
  kind: "Font" | "XObject" | "ExtGState",
  name: string,
): PdfObject | undefined {
  const named = resources instanceof PdfDict ? resolver.resolve(resources.get(kind)) : null;
  return named instanceof PdfDict ? named.get(name) : undefined;
}
