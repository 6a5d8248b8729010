import encodeQR from "qr";
import { PadesError } from "../errors.ts";

/** A module of a QR code row that is dark, and how many in a row are. */
export interface DarkRun {
  readonly x: number;
  /** From the top. */
  readonly y: number;
  readonly length: number;
}

export interface QrCode {
  /** Modules on each side, the quiet zone included. */
  readonly size: number;
  readonly runs: readonly DarkRun[];
}

/** ISO/IEC 18004, 9.1: at least four modules. */
const QUIET_ZONE = 4;

/**
 * The QR code of a text in UTF-8.
 * @throws PadesError ERR_INVALID_ARGUMENT where it is too long for one
 */
export function buildQrCode(text: string): QrCode {
  const rows = encode(text);
  const runs: DarkRun[] = [];
  for (const [y, row] of rows.entries()) {
    let start = -1;
    for (let x = 0; x <= row.length; x++) {
      const isDark = row[x] === true;
      if (isDark && start < 0) start = x;
      if (isDark || start < 0) continue;
      runs.push({ x: start, y, length: x - start });
      start = -1;
    }
  }
  return { size: rows.length, runs };
}

function encode(text: string): boolean[][] {
  try {
    return encodeQR(text, "raw", { ecc: "medium", encoding: "byte", border: QUIET_ZONE });
  } catch (error) {
    throw new PadesError("ERR_INVALID_ARGUMENT", "appearance: the text is too long for a QR code", { cause: error });
  }
}
