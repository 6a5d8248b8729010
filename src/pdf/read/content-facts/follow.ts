import { type PdfObject, PdfRef } from "../../objects.ts";
import type { Resolver } from "../filters.ts";
import { PdfReadError } from "../read-error.ts";

/** Follows references; null where what they lead to cannot be read, which the walk tells (content-walk.ts). */
export type Follow = (value: PdfObject | undefined) => PdfObject;

export function followIn(resolver: Resolver): Follow {
  return (value) => {
    if (!(value instanceof PdfRef)) return value ?? null;
    try {
      return resolver.resolve(value);
    } catch (thrown) {
      if (thrown instanceof PdfReadError) return null;
      throw thrown;
    }
  };
}
