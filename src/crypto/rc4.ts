/** RC4, which old PDFs are encrypted with: broken as a cipher, and used for those alone. `key`: 1 to 256 bytes. */
export function rc4(key: Uint8Array, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const state = Uint8Array.from({ length: 256 }, (_, i) => i);
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + at(state, i) + at(key, i % key.length)) & 0xff;
    swap(state, i, j);
  }
  const result = new Uint8Array(data.length);
  for (let n = 0, i = 0, j = 0; n < data.length; n++) {
    i = (i + 1) & 0xff;
    j = (j + at(state, i)) & 0xff;
    swap(state, i, j);
    result[n] = at(data, n) ^ at(state, (at(state, i) + at(state, j)) & 0xff);
  }
  return result;
}

function swap(bytes: Uint8Array, i: number, j: number): void {
  const value = at(bytes, i);
  bytes[i] = at(bytes, j);
  bytes[j] = value;
}

function at(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}
