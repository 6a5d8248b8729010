import { PdfRef } from "../pdf/objects.ts";

/** An object number and its generation as one number, so that both decide in maps: a reference means both. */
export type ObjectKey = number;

/** Stands for the trailer, which is no object. */
export const TRAILER_KEY: ObjectKey = -2;
/** No object has it: a reference whose number or generation no cross-reference can hold leads to nothing. */
const NO_OBJECT: ObjectKey = -1;

const GENERATIONS = 0x10000;
const MAX_NUMBER = 2 ** 36;

export function keyOf(num: number, gen: number): ObjectKey {
  return gen >= 0 && gen < GENERATIONS && num >= 0 && num < MAX_NUMBER ? num * GENERATIONS + gen : NO_OBJECT;
}

export function refKey(ref: PdfRef): ObjectKey {
  return keyOf(ref.num, ref.gen);
}

export function keyRef(key: ObjectKey): PdfRef {
  return new PdfRef(Math.floor(key / GENERATIONS), key % GENERATIONS);
}

/** As PDF writes a reference, without the R. */
export function keyText(key: ObjectKey): string {
  if (key === TRAILER_KEY) return "trailer";
  const { num, gen } = keyRef(key);
  return `${num} ${gen}`;
}
