import { encodeLatin1 } from "../../../src/bytes/text.ts";

/** How a hand-made file lays out its cross-references (ISO 32000-2, 7.5.4 and 7.5.8). */
export type XrefLayout = "table" | "stream" | "hybrid";

export interface HandMadePdf {
  readonly layout: XrefLayout;
  /** Source of each indirect object by number; streams with their own /Length. */
  readonly objects: ReadonlyMap<number, string>;
  /** Numbers that go into an object stream (layouts stream and hybrid). */
  readonly compressed?: readonly number[];
  /** Further trailer entries. */
  readonly trailer?: string;
  readonly version?: string;
  readonly finalEol?: boolean;
}

/** One empty page. */
export const ONE_PAGE: ReadonlyMap<number, string> = new Map([
  [1, "<< /Type /Catalog /Pages 2 0 R >>"],
  [2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"],
  [3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Resources << >> /Contents 4 0 R >>"],
  [4, "<< /Length 26 >>\nstream\n0 0 1 rg 10 10 50 50 re f \nendstream"],
]);

export const FILE_ID = "/ID [<00112233445566778899AABBCCDDEEFF> <00112233445566778899AABBCCDDEEFF>]";

type Row =
  | { readonly kind: 0 }
  | { readonly kind: 1; readonly offset: number }
  | { readonly kind: 2; readonly stream: number; readonly index: number };

/** Writes the objects out, byte by byte as said, with catalog 1 as the root. */
export function handMadePdf(file: HandMadePdf): {
  readonly bytes: Uint8Array;
  readonly startXref: number;
  readonly size: number;
} {
  const compressed = file.compressed ?? [];
  const trailer = `/Root 1 0 R ${file.trailer ?? FILE_ID}`;
  let body = `%PDF-${file.version ?? "1.7"}\n%\u00e2\u00e3\u00cf\u00d3\n`;
  let size = Math.max(...file.objects.keys()) + 1;
  const rows = new Map<number, Row>();
  const add = (num: number, source: string) => {
    rows.set(num, { kind: 1, offset: body.length });
    body += `${num} 0 obj\n${source}\nendobj\n`;
  };

  for (const [num, source] of file.objects) if (!compressed.includes(num)) add(num, source);
  if (compressed.length > 0) {
    const sources = compressed.map((num) => file.objects.get(num) ?? "null");
    let at = 0;
    const pairs = sources.map((source, index) => {
      const pair = `${compressed[index]} ${at}`;
      at += source.length + 1;
      return pair;
    });
    const header = `${pairs.join(" ")} `;
    const data = header + sources.join(" ");
    const stream = size++;
    for (const [index, num] of compressed.entries()) rows.set(num, { kind: 2, stream, index });
    add(
      stream,
      `<< /Type /ObjStm /N ${compressed.length} /First ${header.length} /Length ${data.length} >>\nstream\n${data}\nendstream`,
    );
  }

  let xrefStm = "";
  if (file.layout !== "table") {
    const num = size++;
    const offset = body.length;
    rows.set(num, { kind: 1, offset });
    // In a hybrid file the stream holds only what the table hides.
    const shown =
      file.layout === "hybrid" ? compressed.toSorted((a, b) => a - b) : Array.from({ length: size }, (_, i) => i);
    const index = shown.flatMap((n) => [n, 1]).join(" ");
    const data = shown.map((n) => streamRow(rows.get(n) ?? { kind: 0 })).join("");
    const entries = `/Type /XRef /Size ${size} /W [1 4 2] /Index [${index}] /Length ${data.length} ${trailer}`;
    body += `${num} 0 obj\n<< ${entries} >>\nstream\n${data}\nendstream\nendobj\n`;
    if (file.layout === "stream") return finish(body, offset, size, file.finalEol);
    xrefStm = ` /XRefStm ${offset}`;
  }

  const startXref = body.length;
  body += `xref\n0 ${size}\n`;
  for (let num = 0; num < size; num++) {
    const row = rows.get(num);
    body += row?.kind === 1 ? `${String(row.offset).padStart(10, "0")} 00000 n \n` : `0000000000 65535 f \n`;
  }
  body += `trailer\n<< /Size ${size} ${trailer}${xrefStm} >>\n`;
  return finish(body, startXref, size, file.finalEol);
}

function streamRow(row: Row): string {
  const fields = row.kind === 0 ? [0, 0, 65535] : row.kind === 1 ? [1, row.offset, 0] : [2, row.stream, row.index];
  const [kind = 0, second = 0, third = 0] = fields;
  return String.fromCharCode(
    kind,
    second >>> 24,
    (second >>> 16) & 255,
    (second >>> 8) & 255,
    second & 255,
    third >> 8,
    third & 255,
  );
}

function finish(body: string, startXref: number, size: number, finalEol = true) {
  return { bytes: encodeLatin1(`${body}startxref\n${startXref}\n%%EOF${finalEol ? "\n" : ""}`), startXref, size };
}
