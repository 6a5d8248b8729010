import { PdfReadError } from "../read-error.ts";

/** Of FlateDecode (ISO 32000-2, table 8). */
export interface PredictorParameters {
  readonly predictor: number;
  readonly colors: number;
  readonly bitsPerComponent: number;
  readonly columns: number;
}

const MAX_COLORS = 32;

/**
 * Undoes the prediction of FlateDecode and LZWDecode (ISO 32000-2, 7.4.4.4).
 * @throws PdfReadError filter-data for impossible parameters or an unknown row filter
 */
export function undoPredictor(data: Uint8Array, parameters: PredictorParameters, offset: number | null): Uint8Array {
  const { predictor, colors, bitsPerComponent, columns } = parameters;
  if (predictor === 1) return data;
  const plausible =
    (predictor === 2 || (predictor >= 10 && predictor <= 15)) &&
    [1, 2, 4, 8, 16].includes(bitsPerComponent) &&
    isCount(colors, MAX_COLORS) &&
    isCount(columns, 0x7fff_ffff);
  if (!plausible) throw new PdfReadError("filter-data", "impossible predictor parameters", offset);
  const rowBytes = Math.ceil((colors * bitsPerComponent * columns) / 8);
  if (predictor === 2) return undoTiff(data, rowBytes, colors, bitsPerComponent);
  return undoPng(data, rowBytes, Math.max(1, (colors * bitsPerComponent) >> 3), offset);
}

function isCount(value: number, maximum: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= maximum;
}

/** PNG (ISO/IEC 15948), clause 9: each row names its own filter, whatever /Predictor says. */
function undoPng(data: Uint8Array, rowBytes: number, pixelBytes: number, offset: number | null): Uint8Array {
  const rows = Math.ceil(data.length / (rowBytes + 1));
  const output = new Uint8Array(Math.max(0, data.length - rows));
  for (let row = 0; row < rows; row++) {
    undoPngRow(data, row * (rowBytes + 1), output, row * rowBytes, rowBytes, pixelBytes, offset);
  }
  return output;
}

function undoPngRow(
  data: Uint8Array,
  from: number,
  output: Uint8Array,
  to: number,
  rowBytes: number,
  pixelBytes: number,
  offset: number | null,
): void {
  const filter = data[from] ?? 0;
  if (filter > 4) throw new PdfReadError("filter-data", `unknown PNG row filter ${filter}`, offset);
  const end = Math.min(rowBytes, output.length - to);
  for (let i = 0; i < end; i++) {
    const at = to + i;
    // To the left of the first pixel and above the first row everything is 0.
    const left = i >= pixelBytes ? (output[at - pixelBytes] ?? 0) : 0;
    const up = output[at - rowBytes] ?? 0;
    let predicted = 0;
    if (filter === 1) predicted = left;
    else if (filter === 2) predicted = up;
    else if (filter === 3) predicted = (left + up) >> 1;
    else if (filter === 4) predicted = paeth(left, up, i >= pixelBytes ? (output[at - rowBytes - pixelBytes] ?? 0) : 0);
    output[at] = (data[from + 1 + i] ?? 0) + predicted;
  }
}

function paeth(left: number, up: number, upLeft: number): number {
  const estimate = left + up - upLeft;
  const toLeft = Math.abs(estimate - left);
  const toUp = Math.abs(estimate - up);
  const toUpLeft = Math.abs(estimate - upLeft);
  if (toLeft <= toUp && toLeft <= toUpLeft) return left;
  return toUp <= toUpLeft ? up : upLeft;
}

/** TIFF 6.0, section 14: each component is the difference from the same component of the pixel before. */
function undoTiff(data: Uint8Array, rowBytes: number, colors: number, bits: number): Uint8Array {
  const output = data.slice();
  for (let start = 0; start < output.length; start += rowBytes) {
    const row = output.subarray(start, start + rowBytes);
    if (bits === 8) {
      for (let i = colors; i < row.length; i++) row[i] = (row[i] ?? 0) + (row[i - colors] ?? 0);
    } else if (bits === 16) {
      for (let i = 2 * colors; i + 1 < row.length; i += 2) {
        const sum = readWord(row, i) + readWord(row, i - 2 * colors);
        row[i] = sum >> 8;
        row[i + 1] = sum;
      }
    } else {
      undoTiffBits(row, colors, bits);
    }
  }
  return output;
}

function readWord(row: Uint8Array, at: number): number {
  return ((row[at] ?? 0) << 8) | (row[at + 1] ?? 0);
}

function undoTiffBits(row: Uint8Array, colors: number, bits: number): void {
  const mask = (1 << bits) - 1;
  const previous = new Uint8Array(colors);
  const components = Math.floor((row.length * 8) / bits);
  for (let i = 0; i < components; i++) {
    const at = (i * bits) >> 3;
    const shift = 8 - bits - ((i * bits) & 7);
    const byte = row[at] ?? 0;
    const value = (((byte >> shift) & mask) + (previous[i % colors] ?? 0)) & mask;
    previous[i % colors] = value;
    row[at] = (byte & ~(mask << shift)) | (value << shift);
  }
}
