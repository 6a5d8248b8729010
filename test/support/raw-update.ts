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
  /** In the place of the trailer's /Info and /ID. */
  readonly kept?: string;
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
  /** Entries that an update takes over, as written: /Info and /ID, where they are there. */
  readonly kept: string;
  readonly kind: "table" | "stream";
}

/** Its strings may be random bytes, brackets and escaped parentheses among them. */
const FILE_ID = /(\/ID\s*\[(?:\s|<[^>]*>|\((?:\\.|[^\\()])*\))*\])/s;

export function readFileTail(bytes: Uint8Array): FileTail {
  const text = decodeLatin1(bytes);
  const startXref = Number([...text.matchAll(/startxref\s+(\d+)/g)].at(-1)?.[1] ?? "");
  const kind = text.startsWith("xref", startXref) ? "table" : "stream";
  const from = kind === "table" ? text.indexOf("trailer", startXref) : startXref;
  // Of a cross-reference stream only the dictionary; of files that are damaged on purpose, whatever is there.
  const end = text.indexOf(kind === "table" ? "startxref" : "stream", from);
  const trailer = text.slice(Math.max(from, 0), end < 0 ? undefined : end);
  const entry = (pattern: RegExp) => pattern.exec(trailer)?.[1] ?? "";
  const kept = [/(\/Info\s*\d+ \d+ R)/, FILE_ID].map(entry).filter((one) => one !== "");
  return {
    startXref,
    size: Number(entry(/\/Size\s*(\d+)/)),
    root: entry(/\/Root\s*(\d+ \d+ R)/),
    kept: kept.join(" "),
    kind,
  };
}

/** An incremental update, written by hand in the file's own kind of cross-references; nothing in it needs to be right. */
export function appendUpdate(bytes: Uint8Array, update: RawUpdate): Uint8Array {
  const { startXref, size, root, kept, kind } = readFileTail(bytes);
  const { objects = [], freed = [], root: newRoot = root, trailer = "", prev = startXref, junk = "" } = update;
  const entries = [`/Root ${newRoot}`, update.kept ?? kept, trailer].join(" ");
  const rows = new Map<number, Row>(freed.map((num) => [num, { inUse: false, offset: 0 }]));
  let tail = lineEnd(bytes);
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

/** What must follow a file whose last line, that of %%EOF, has no end. */
function lineEnd(bytes: Uint8Array): string {
  return /[\r\n]$/.test(decodeLatin1(bytes.subarray(-1))) ? "" : "\n";
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
