import { PDFDocument } from "pdf-lib";
import { concatBytes } from "../../src/bytes/concat.ts";
import { encodeLatin1 } from "../../src/bytes/text.ts";
import { FILE_ID, handMadePdf, ONE_PAGE } from "../pdf/write/hand-made-pdf.ts";

/** Documents to be signed, each laid out in its own way. */
export interface InputCase {
  readonly title: string;
  readonly make: () => Promise<Uint8Array>;
  /** An unsigned field that is there to be signed. */
  readonly field?: string;
}

/** Offsets in what follows count from the header, as in a file that a mail program has put a line before. */
const JUNK = encodeLatin1("X-Mailer: some\r\n\r\n");

const page = (annots: string) =>
  `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Resources << >> /Contents 4 0 R /Annots ${annots} >>`;
const catalog = (form: string) => `<< /Type /Catalog /Pages 2 0 R /AcroForm ${form} >>`;
const withObjects = (...objects: [number, string][]) => new Map([...ONE_PAGE, ...objects]);

const TEXT_FIELD = "<< /Type /Annot /Subtype /Widget /FT /Tx /T (Number) /Rect [10 200 90 220] /F 4 /P 3 0 R >>";

const unsignedField = (rect: string) =>
  withObjects(
    [1, catalog("<< /Fields [5 0 R] /SigFlags 1 >>")],
    [3, page("[5 0 R]")],
    [5, `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Leader) /Rect ${rect} /F 4 /P 3 0 R >>`],
  );

const handMade = (file: Parameters<typeof handMadePdf>[0]) => async () => handMadePdf(file).bytes;

export const INPUTS: readonly InputCase[] = [
  { title: "an xref table", make: handMade({ layout: "table", objects: ONE_PAGE }) },
  { title: "no end-of-line after %%EOF", make: handMade({ layout: "table", objects: ONE_PAGE, finalEol: false }) },
  { title: "no /ID", make: handMade({ layout: "table", objects: ONE_PAGE, trailer: "" }) },
  { title: "PDF 2.0", make: handMade({ layout: "table", objects: ONE_PAGE, version: "2.0" }) },
  { title: "an xref stream", make: handMade({ layout: "stream", objects: ONE_PAGE }) },
  {
    title: "object streams",
    make: handMade({ layout: "stream", objects: ONE_PAGE, compressed: [1, 2, 3], finalEol: false }),
  },
  {
    title: "a hybrid layout that hides the form in an object stream",
    make: handMade({
      layout: "hybrid",
      objects: withObjects([1, catalog("5 0 R")], [3, page("[6 0 R]")], [5, "<< /Fields [6 0 R] >>"], [6, TEXT_FIELD]),
      compressed: [5],
    }),
  },
  {
    title: "an AcroForm and /Fields of their own",
    make: handMade({
      layout: "table",
      objects: withObjects(
        [1, catalog("5 0 R")],
        [3, page("[6 0 R]")],
        [5, "<< /Fields 7 0 R >>"],
        [6, TEXT_FIELD],
        [7, "[6 0 R]"],
      ),
    }),
  },
  {
    title: "/Annots that is an object of its own",
    make: handMade({
      layout: "table",
      objects: withObjects(
        [3, page("5 0 R")],
        [5, "[6 0 R]"],
        [6, "<< /Type /Annot /Subtype /Square /Rect [5 5 9 9] /F 4 >>"],
      ),
    }),
  },
  {
    title: "an unsigned field without an area",
    make: handMade({ layout: "table", objects: unsignedField("[0 0 0 0]") }),
    field: "Leader",
  },
  {
    title: "an unsigned field with an area",
    make: handMade({ layout: "stream", objects: unsignedField("[20 20 120 70]") }),
    field: "Leader",
  },
  { title: "pages and a form made by pdf-lib", make: () => madeByPdfLib(true) },
  { title: "a form made by pdf-lib without object streams", make: () => madeByPdfLib(false) },
  {
    title: "bytes before its header",
    make: async () => concatBytes(JUNK, handMadePdf({ layout: "table", objects: ONE_PAGE }).bytes),
  },
  {
    title: "bytes before its header and an xref stream",
    make: async () => concatBytes(JUNK, handMadePdf({ layout: "stream", objects: ONE_PAGE }).bytes),
  },
  {
    title: "an update before ours",
    make: async () => concatBytes(handMadePdf({ layout: "table", objects: ONE_PAGE }).bytes, updatedPage()),
  },
];

async function madeByPdfLib(useObjectStreams: boolean): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  for (let i = 0; i < 3; i++) document.addPage([300, 300]).drawText(`Page ${i + 1}`, { x: 30, y: 250, size: 18 });
  const field = document.getForm().createTextField("applicant.name");
  field.setText("Nguyen Van An");
  field.addToPage(document.getPage(0), { x: 30, y: 100, width: 150, height: 24 });
  return document.save({ useObjectStreams });
}

/** A second revision that rotates the page. */
function updatedPage(): Uint8Array {
  const { bytes, startXref } = handMadePdf({ layout: "table", objects: ONE_PAGE });
  const object = `3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Rotate 90 /Contents 4 0 R >>\nendobj\n`;
  const xref = `xref\n3 1\n${String(bytes.length).padStart(10, "0")} 00000 n \n`;
  const trailer = `trailer\n<< /Size 5 /Root 1 0 R ${FILE_ID} /Prev ${startXref} >>\n`;
  return encodeLatin1(`${object}${xref}${trailer}startxref\n${bytes.length + object.length}\n%%EOF\n`);
}
