/**
 * AES (FIPS 197) in CBC mode (NIST SP 800-38A, 6.2), synchronous and without the platform's help: Web Crypto has it
 * only behind a promise and with padding. Not constant-time: it decrypts documents with passwords that their readers
 * were given, and keeps no long-term key.
 */

/** What encrypting or decrypting with one key takes, of which the two differ in nothing else. */
interface BlockCipher {
  /** Substitution and mixing of one byte of a column; for the others of the column it is rotated. */
  readonly mixed: Uint32Array;
  /** Substitution alone, for the last round. */
  readonly box: Uint8Array;
  /** Round keys in the order in which they are applied. */
  readonly schedule: Uint32Array;
  /** From which column the next row takes its byte: 1 to the right, 3 (that is, one to the left). */
  readonly shift: 1 | 3;
}

interface Tables {
  readonly box: Uint8Array;
  readonly inverseBox: Uint8Array;
  readonly mixed: Uint32Array;
  readonly inverseMixed: Uint32Array;
}

let tables: Tables | undefined;

/** @param data whole blocks; `key` 16, 24 or 32 bytes, `iv` 16 */
export function aesCbc(
  operation: "encrypt" | "decrypt",
  key: Uint8Array,
  iv: Uint8Array,
  data: Uint8Array,
): Uint8Array<ArrayBuffer> {
  return operation === "encrypt" ? encrypt(encryptor(key), iv, data) : decrypt(decryptor(key), iv, data);
}

function encrypt(cipher: BlockCipher, iv: Uint8Array, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const input = wordsOf(data);
  const output = new Uint8Array(data.length);
  const out = new DataView(output.buffer);
  const state = Uint32Array.from(wordsOf(iv));
  for (let at = 0; at < input.length; at += 4) {
    for (let i = 0; i < 4; i++) state[i] = word(state, i) ^ word(input, at + i);
    transform(cipher, state);
    for (let i = 0; i < 4; i++) out.setUint32(4 * (at + i), word(state, i));
  }
  return output;
}

function decrypt(cipher: BlockCipher, iv: Uint8Array, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const input = wordsOf(data);
  const output = new Uint8Array(data.length);
  const out = new DataView(output.buffer);
  const before = wordsOf(iv);
  const state = new Uint32Array(4);
  for (let at = 0; at < input.length; at += 4) {
    for (let i = 0; i < 4; i++) state[i] = word(input, at + i);
    transform(cipher, state);
    for (let i = 0; i < 4; i++) {
      out.setUint32(4 * (at + i), word(state, i) ^ word(before, i));
      before[i] = word(input, at + i);
    }
  }
  return output;
}

/** One block in place (FIPS 197, 5.1, and 5.3.5 for the inverse). */
function transform({ mixed, box, schedule, shift }: BlockCipher, state: Uint32Array): void {
  const last = schedule.length - 4;
  let [a, b, c, d] = [word(state, 0), word(state, 1), word(state, 2), word(state, 3)];
  a ^= word(schedule, 0);
  b ^= word(schedule, 1);
  c ^= word(schedule, 2);
  d ^= word(schedule, 3);
  for (let at = 4; at < last; at += 4) {
    const [w, x, y, z] = [a, b, c, d];
    // Columns one to the right and one to the left of each.
    const [ra, rb, rc, rd] = shift === 1 ? [x, y, z, w] : [z, w, x, y];
    const [la, lb, lc, ld] = shift === 1 ? [z, w, x, y] : [x, y, z, w];
    a = mixedColumn(mixed, w, ra, y, la) ^ word(schedule, at);
    b = mixedColumn(mixed, x, rb, z, lb) ^ word(schedule, at + 1);
    c = mixedColumn(mixed, y, rc, w, lc) ^ word(schedule, at + 2);
    d = mixedColumn(mixed, z, rd, x, ld) ^ word(schedule, at + 3);
  }
  const [ra, rb, rc, rd] = shift === 1 ? [b, c, d, a] : [d, a, b, c];
  const [la, lb, lc, ld] = shift === 1 ? [d, a, b, c] : [b, c, d, a];
  state[0] = lastColumn(box, a, ra, c, la) ^ word(schedule, last);
  state[1] = lastColumn(box, b, rb, d, lb) ^ word(schedule, last + 1);
  state[2] = lastColumn(box, c, rc, a, lc) ^ word(schedule, last + 2);
  state[3] = lastColumn(box, d, rd, b, ld) ^ word(schedule, last + 3);
}

function mixedColumn(mixed: Uint32Array, first: number, second: number, third: number, fourth: number): number {
  return (
    word(mixed, first >>> 24) ^
    rotateRight(word(mixed, (second >>> 16) & 0xff), 8) ^
    rotateRight(word(mixed, (third >>> 8) & 0xff), 16) ^
    rotateRight(word(mixed, fourth & 0xff), 24)
  );
}

function lastColumn(box: Uint8Array, first: number, second: number, third: number, fourth: number): number {
  const [b0, b1] = [box[first >>> 24] ?? 0, box[(second >>> 16) & 0xff] ?? 0];
  const [b2, b3] = [box[(third >>> 8) & 0xff] ?? 0, box[fourth & 0xff] ?? 0];
  return (b0 << 24) | (b1 << 16) | (b2 << 8) | b3;
}

function encryptor(key: Uint8Array): BlockCipher {
  const { box, mixed } = getTables();
  return { mixed, box, schedule: expandKey(key, box), shift: 1 };
}

/** The equivalent inverse cipher (FIPS 197, 5.3.5): round keys in reverse order, all but the outer ones unmixed. */
function decryptor(key: Uint8Array): BlockCipher {
  const { box, inverseBox, inverseMixed } = getTables();
  const forward = expandKey(key, box);
  const schedule = new Uint32Array(forward.length);
  for (let at = 0; at < forward.length; at += 4) {
    for (let i = 0; i < 4; i++) {
      const value = word(forward, forward.length - 4 - at + i);
      const isOuter = at === 0 || at === forward.length - 4;
      schedule[at + i] = isOuter ? value : unmixed(inverseMixed, box, value);
    }
  }
  return { mixed: inverseMixed, box: inverseBox, schedule, shift: 3 };
}

function unmixed(inverseMixed: Uint32Array, box: Uint8Array, value: number): number {
  const substituted = substitute(box, value);
  return mixedColumn(inverseMixed, substituted, substituted, substituted, substituted);
}

/** FIPS 197, 5.2. */
function expandKey(key: Uint8Array, box: Uint8Array): Uint32Array {
  const keyWords = wordsOf(key);
  const size = keyWords.length;
  const schedule = new Uint32Array(4 * (size + 7));
  schedule.set(keyWords);
  let constant = 1;
  for (let i = size; i < schedule.length; i++) {
    let value = word(schedule, i - 1);
    if (i % size === 0) {
      value = substitute(box, rotateRight(value, 24)) ^ (constant << 24);
      constant = double(constant);
    } else if (size > 6 && i % size === 4) {
      value = substitute(box, value);
    }
    schedule[i] = word(schedule, i - size) ^ value;
  }
  return schedule;
}

function substitute(box: Uint8Array, value: number): number {
  return lastColumn(box, value, value, value, value);
}

function getTables(): Tables {
  tables ??= buildTables();
  return tables;
}

/** FIPS 197, 5.1.1 and 5.1.3: inverses in GF(2^8) by logarithms to the base 3. */
function buildTables(): Tables {
  const powers = new Uint8Array(256);
  const logarithms = new Uint8Array(256);
  for (let i = 0, power = 1; i < 255; i++) {
    powers[i] = power;
    logarithms[power] = i;
    power ^= double(power);
  }
  const times = (a: number, b: number) =>
    a === 0 || b === 0 ? 0 : (powers[((logarithms[a] ?? 0) + (logarithms[b] ?? 0)) % 255] ?? 0);
  const column = (value: number, a: number, b: number, c: number, d: number) =>
    (times(value, a) << 24) | (times(value, b) << 16) | (times(value, c) << 8) | times(value, d);
  const box = new Uint8Array(256);
  const inverseBox = new Uint8Array(256);
  const mixed = new Uint32Array(256);
  const inverseMixed = new Uint32Array(256);
  for (let i = 0; i < 256; i++) {
    const inverse = i === 0 ? 0 : (powers[(255 - (logarithms[i] ?? 0)) % 255] ?? 0);
    box[i] = affine(inverse);
  }
  for (let i = 0; i < 256; i++) {
    const substituted = box[i] ?? 0;
    inverseBox[substituted] = i;
    mixed[i] = column(substituted, 2, 1, 1, 3);
  }
  for (let i = 0; i < 256; i++) inverseMixed[i] = column(inverseBox[i] ?? 0, 14, 9, 13, 11);
  return { box, inverseBox, mixed, inverseMixed };
}

function affine(value: number): number {
  let result = 0x63 ^ value;
  for (let turns = 1; turns <= 4; turns++) result ^= ((value << turns) | (value >>> (8 - turns))) & 0xff;
  return result;
}

/** A polynomial over GF(2) times x, modulo that of AES. */
function double(value: number): number {
  return value < 0x80 ? value << 1 : ((value << 1) ^ 0x11b) & 0xff;
}

function rotateRight(value: number, bits: number): number {
  return (value >>> bits) | (value << (32 - bits));
}

/** Big-endian. */
function wordsOf(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Uint32Array.from({ length: Math.floor(bytes.length / 4) }, (_, i) => view.getUint32(4 * i));
}

function word(words: Uint32Array, index: number): number {
  return words[index] ?? 0;
}
