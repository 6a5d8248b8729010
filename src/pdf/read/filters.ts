import { MAX_FILTER_CHAIN, MAX_INFLATE_RATIO } from "../../limits.ts";
import { isPdfArray, PdfDict, PdfName, type PdfObject, type PdfStream } from "../objects.ts";
import { decodeAscii85, decodeAsciiHex } from "./filters/ascii.ts";
import { inflateZlib } from "./filters/flate.ts";
import { decodeLzw } from "./filters/lzw.ts";
import { type PredictorParameters, undoPredictor } from "./filters/predictor.ts";
import { decodeRunLength } from "./filters/run-length.ts";
import { PdfLimitError, PdfReadError } from "./read-error.ts";

/** Follows references; a PdfDocument does. */
export interface Resolver {
  resolve(value: PdfObject | undefined): PdfObject;
}

/** Below this a ratio says nothing: a page of zeros compresses a thousandfold. */
const RATIO_FLOOR_BYTES = 1024 * 1024;

/**
 * The decoded data of a stream (ISO 32000-2, 7.4), which must not exceed `maxBytes`, nor may any step towards it.
 * Filters for images are not decoded: they hold no structure.
 * @throws PdfReadError filter-unsupported, filter-data, external-stream
 * @throws PdfLimitError maxBytes, MAX_FILTER_CHAIN or MAX_INFLATE_RATIO
 */
export function decodeStream(
  resolver: Resolver,
  stream: PdfStream,
  { maxBytes }: { readonly maxBytes: number },
): Uint8Array {
  const offset = stream.extent?.start ?? null;
  if (resolver.resolve(stream.dict.get("F")) !== null) {
    throw new PdfReadError("external-stream", "a stream whose data is in another file", offset);
  }
  const filters = listOf(resolver, stream.dict.get("Filter"));
  const parameters = listOf(resolver, stream.dict.get("DecodeParms"));
  if (filters.length > MAX_FILTER_CHAIN) throw new PdfLimitError("MAX_FILTER_CHAIN", MAX_FILTER_CHAIN);
  const encoded = stream.data();
  let data = encoded;
  filters.forEach((filter, i) => {
    if (!(filter instanceof PdfName)) throw new PdfReadError("filter-unsupported", "a filter that is no name", offset);
    const dict = parameters[i];
    data = applyFilter(
      filter.value,
      data,
      readParameters(resolver, dict instanceof PdfDict ? dict : null),
      maxBytes,
      offset,
    );
  });
  if (data.length > maxBytes) throw new PdfLimitError("maxBytes", maxBytes);
  if (data.length > RATIO_FLOOR_BYTES && data.length > encoded.length * MAX_INFLATE_RATIO) {
    throw new PdfLimitError("MAX_INFLATE_RATIO", MAX_INFLATE_RATIO);
  }
  return data;
}

/** Of FlateDecode and LZWDecode (tables 8 and 9). */
interface FilterParameters extends PredictorParameters {
  readonly earlyChange: number;
}

function applyFilter(
  name: string,
  data: Uint8Array,
  parameters: FilterParameters,
  maxBytes: number,
  offset: number | null,
): Uint8Array {
  switch (name) {
    case "FlateDecode":
    case "Fl":
      return undoPredictor(inflateZlib(data, maxBytes, offset), parameters, offset);
    case "LZWDecode":
    case "LZW":
      return undoPredictor(decodeLzw(data, parameters.earlyChange, maxBytes, offset), parameters, offset);
    case "ASCIIHexDecode":
    case "AHx":
      return decodeAsciiHex(data, offset);
    case "ASCII85Decode":
    case "A85":
      return decodeAscii85(data, maxBytes, offset);
    case "RunLengthDecode":
    case "RL":
      return decodeRunLength(data, maxBytes, offset);
    case "Crypt":
      // Decryption has been done where the data came from (encryption.ts).
      return data;
    default:
      throw new PdfReadError("filter-unsupported", `no decoder for the filter ${name.slice(0, 32)}`, offset);
  }
}

function readParameters(resolver: Resolver, dict: PdfDict | null): FilterParameters {
  const number = (key: string, otherwise: number) => {
    const value = dict === null ? null : resolver.resolve(dict.get(key));
    return typeof value === "number" ? value : otherwise;
  };
  return {
    predictor: number("Predictor", 1),
    colors: number("Colors", 1),
    bitsPerComponent: number("BitsPerComponent", 8),
    columns: number("Columns", 1),
    earlyChange: number("EarlyChange", 1),
  };
}

/** One value or an array of them, absent or null meaning none. */
function listOf(resolver: Resolver, value: PdfObject | undefined): PdfObject[] {
  const resolved = resolver.resolve(value);
  if (resolved === null) return [];
  if (!isPdfArray(resolved)) return [resolved];
  if (resolved.length > MAX_FILTER_CHAIN) throw new PdfLimitError("MAX_FILTER_CHAIN", MAX_FILTER_CHAIN);
  return resolved.map((item) => resolver.resolve(item));
}
