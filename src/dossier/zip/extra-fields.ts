import { equalBytes } from "../../bytes/equal.ts";
import { ByteFields } from "./byte-fields.ts";

/** One record of an extra field (APPNOTE.TXT 4.5.1). */
interface ExtraField {
  readonly id: number;
  /** Up to the end of what there is, where its length says more. */
  readonly data: Uint8Array;
}

const HEADER_BYTES = 4;
const WIDE_NUMBERS = 0x0001;
const UNICODE_PATH = 0x7075;
/** Version and checksum of the name in the header, before the name (APPNOTE.TXT 4.6.9). */
const UNICODE_PATH_HEAD_BYTES = 5;

function extraFields(extra: Uint8Array): ExtraField[] {
  const fields = new ByteFields(extra);
  const found: ExtraField[] = [];
  for (let at = 0; at + HEADER_BYTES <= extra.length; ) {
    const end = at + HEADER_BYTES + fields.u16(at + 2);
    found.push({ id: fields.u16(at), data: extra.subarray(at + HEADER_BYTES, end) });
    at = end;
  }
  return found;
}

/** The 64-bit numbers that stand for saturated ones (APPNOTE.TXT 4.5.3), in their order. */
export function wideNumbers(extra: Uint8Array): number[] {
  const found = extraFields(extra).find(({ id }) => id === WIDE_NUMBERS);
  if (found === undefined) return [];
  const fields = new ByteFields(found.data);
  return Array.from({ length: Math.floor(found.data.length / 8) }, (_, index) => fields.u64(index * 8));
}

/**
 * Whether an Info-ZIP Unicode Path, if there is one, has another name than the header. Some programs unpack under it,
 * some only where its version and checksum are right, others never: a name that differs is a second dossier.
 *
 * @param name that of the header, in UTF-8
 */
export function namesAnother(extra: Uint8Array, name: Uint8Array): boolean {
  return extraFields(extra).some(
    ({ id, data }) => id === UNICODE_PATH && !equalBytes(data.subarray(UNICODE_PATH_HEAD_BYTES), name),
  );
}
