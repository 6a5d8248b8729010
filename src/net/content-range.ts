/** Which bytes of a file an answer holds. */
export interface ContentRange {
  readonly start: number;
  /** Behind the last. */
  readonly end: number;
  /** Bytes of the whole file. */
  readonly size: number;
}

/**
 * The field Content-Range of a partial answer (RFC 9110, 14.4), such as "bytes 0-99/1234".
 *
 * @returns null where the length is not said, the numbers contradict each other, or it is anything else
 */
export function parseContentRange(field: string): ContentRange | null {
  const match = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/i.exec(field.trim());
  if (match === null) return null;
  const [start = 0, last = 0, size = 0] = match.slice(1).map(Number);
  return start <= last && last < size ? { start, end: last + 1, size } : null;
}
