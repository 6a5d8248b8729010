import { decodeLatin1, encodeLatin1 } from "../../src/bytes/text.ts";
import { append } from "./pdf-surgery.ts";

/** One object as an update writes it. */
export interface RawObject {
  readonly num: number;
  readonly source: string;
  /** Whether the cross-reference section points to it; by default it does. */
  readonly listed?: boolean;
}

export interface RawUpdate {
  /** In the order in which they are written. */
  readonly objects?: readonly RawObject[];
  readonly freed?: readonly number[];
  /** In the place of the catalog that the file has: `9 0 R`. */
  readonly root?: string;
  /** Further entries of the trailer. */
  readonly trailer?: string;
  /** In the place of the offset of the newest section; null for none. */
  readonly prev?: number | null;
  /** Text between the objects and the cross-reference section. */
  readonly junk?: string;
  /** In the place of the end: startxref, offset, %%EOF. */
  readonly end?: (xref: number) => string;
}

/** What an update must know of the file it is appended to. */
export interface FileTail {
  readonly startXref: number;
  readonly size: number;
  readonly root: string;
  /** As written; empty where there is none. */
  readonly id: string;
  readonly kind: "table" | "stream";
}

export function readFileTail(bytes: Uint8Array): FileTail {
  const text = decodeLatin1(bytes);
  const last = (pattern: RegExp) => [...text.matchAll(pattern)].at(-1)?.[1] ?? "";
  const startXref = Number(last(/startxref\s+(\d+)/g));
  return {
    startXref,
    size: Number(last(/\/Size (\d+)/g)),
    root: last(/\/Root (\d+ \d+ R)/g),
    id: last(/\/ID (\[<[0-9A-Fa-f]+> ?<[0-9A-Fa-f]+>\])/g),
    kind: text.startsWith("xref", startXref) ? "table" : "stream",
  };
}

/** An incremental update, written by hand in the file's own kind of cross-references; nothing in it needs to be right. */
export function appendUpdate(bytes: Uint8Array, update: RawUpdate): Uint8Array {
  const { startXref, size, root, id, kind } = readFileTail(bytes);
  const { objects = [], freed = [], root: newRoot = root, trailer = "", prev = startXref, junk = "" } = update;
  const entries = [`/Root ${newRoot}`, ...(id === "" ? [] : [`/ID ${id}`]), trailer].join(" ");
  const rows = new Map<number, Row>(freed.map((num) => [num, { inUse: false, offset: 0 }]));
  let tail = "";
  for (const { num, source, listed = true } of objects) {
    if (listed) rows.set(num, { inUse: true, offset: bytes.length + tail.length });
    tail += `${num} 0 obj\n${source}\nendobj\n`;
  }
  tail += junk;
  const xref = bytes.length + tail.length;
  const newSize = Math.max(size, ...[...rows.keys()].map((num) => num + 1));
  const chain = prev === null ? "" : ` /Prev ${prev}`;
  tail +=
    kind === "table"
      ? table(rows, `/Size ${newSize} ${entries}${chain}`)
      : stream(rows.set(newSize, { inUse: true, offset: xref }), newSize, `/Size ${newSize + 1} ${entries}${chain}`);
  return append(bytes, encodeLatin1(tail + (update.end ?? endOfFile)(xref)));
}

export function endOfFile(xref: number): string {
  return `startxref\n${xref}\n%%EOF\n`;
}

interface Row {
  readonly inUse: boolean;
  readonly offset: number;
}

function table(rows: ReadonlyMap<number, Row>, trailer: string): string {
  const lines = [...rows].map(([num, { inUse, offset }]) => {
    const digits = String(offset).padStart(10, "0");
    return `${num} 1\n${digits} ${inUse ? "00000 n" : "00001 f"} \n`;
  });
  return `xref\n${lines.length === 0 ? "0 0\n" : lines.join("")}trailer\n<< ${trailer} >>\n`;
}

function stream(rows: ReadonlyMap<number, Row>, num: number, trailer: string): string {
  const data = [...rows.values()].map(({ inUse, offset }) =>
    String.fromCharCode(inUse ? 1 : 0, offset >>> 24, (offset >>> 16) & 255, (offset >>> 8) & 255, offset & 255, 0, 0),
  );
  const index = [...rows.keys()].flatMap((one) => [one, 1]).join(" ");
  const entries = `/Type /XRef /W [1 4 2] /Index [${index}] /Length ${7 * data.length} ${trailer}`;
  return `${num} 0 obj\n<< ${entries} >>\nstream\n${data.join("")}\nendstream\nendobj\n`;
}
