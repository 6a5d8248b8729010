import { type PdfDict, PdfName } from "../pdf/objects.ts";
import type { Resolver } from "../pdf/read/filters.ts";
import type { SignatureReference } from "../pdf/read/signature-dictionary.ts";
import type { DocMdpPermission } from "./permissions.ts";

/** What was asked for and is not there, or is there and cannot be read. */
export type Reading<T> = { readonly value: T | null; readonly malformed: boolean };

/**
 * The permission that a signature's DocMDP transform grants (ISO 32000-2, 12.8.2.2 and table 257); of several the
 * strictest counts. /P defaults to 2.
 */
export function readDocMdp(resolver: Resolver, references: readonly SignatureReference[]): Reading<DocMdpPermission> {
  let value: DocMdpPermission | null = null;
  let malformed = false;
  for (const { transformMethod, transformParams } of references) {
    if (transformMethod !== "DocMDP") continue;
    const found = readPermission(resolver, transformParams, 2);
    malformed ||= found.malformed;
    if (found.value !== null && (value === null || found.value < value)) value = found.value;
  }
  return { value, malformed };
}

/** The entry /P of transform parameters or of a field's /Lock. */
export function readPermission(
  resolver: Resolver,
  dict: PdfDict | null,
  otherwise: DocMdpPermission | null,
): Reading<DocMdpPermission> {
  if (dict === null) return { value: otherwise, malformed: false };
  if (dict.duplicateKeys.includes("P")) return { value: 1, malformed: true };
  const value = resolver.resolve(dict.get("P"));
  if (value === null) return { value: otherwise, malformed: false };
  if (value === 1 || value === 2 || value === 3) return { value, malformed: false };
  return { value: 1, malformed: true };
}

export function nameOf(resolver: Resolver, dict: PdfDict, key: string): string | null {
  const value = resolver.resolve(dict.get(key));
  return value instanceof PdfName ? value.value : null;
}
