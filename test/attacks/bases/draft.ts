import { form, stream, textAppearance, xmp } from "../../changes/base.ts";
import { handMadePdf, type XrefLayout } from "../../pdf/write/hand-made-pdf.ts";

/** The page that most attacks are made on: the second, so that a report which names page 1 for want of better is found out. */
const PAGE =
  "/Type /Page /Parent 21 0 R /MediaBox [0 0 300 300] /Resources << /Font << /Helv 12 0 R >> /XObject << /Im 19 0 R >> >>";
/** Of that page; its length is an object of its own. */
const CONTENT = "/P << /MCID 0 >> BDC BT /Helv 12 Tf 20 250 Td (Pay 100 dong) Tj ET EMC q 9 0 0 9 20 200 cm /Im Do Q";
const WIDGET = "/Type /Annot /Subtype /Widget /F 4 /P 4 0 R";

/**
 * A decision before anybody signs it: two pages under a node of their own, text, a picture, a note, metadata, a logical
 * structure, and a form with a text field, another in a group, a check box, an empty signature field and one for the
 * leader.
 */
const OBJECTS: ReadonlyMap<number, string> = new Map([
  [
    1,
    "<< /Type /Catalog /Pages 2 0 R /AcroForm 5 0 R /Metadata 11 0 R /StructTreeRoot 22 0 R /Lang (vi) /Version /1.7 >>",
  ],
  [2, "<< /Type /Pages /Kids [21 0 R] /Count 2 >>"],
  [3, `<< ${PAGE} /Contents 24 0 R >>`],
  [4, `<< ${PAGE} /Contents 25 0 R /Annots [6 0 R 7 0 R 8 0 R 9 0 R 27 0 R 28 0 R] /StructParents 0 >>`],
  [5, "<< /Fields [6 0 R 7 0 R 8 0 R 9 0 R 26 0 R] /DA (/Helv 12 Tf 0 g) /DR << /Font << /Helv 12 0 R >> >> >>"],
  [6, `<< ${WIDGET} /FT /Tx /T (So) /Rect [20 100 120 120] /V (11/QD) /AP << /N 13 0 R >> >>`],
  [7, `<< ${WIDGET} /FT /Sig /T (Seal) /Rect [150 20 250 60] >>`],
  [8, `<< ${WIDGET} /FT /Sig /T (Leader) /Rect [20 20 120 60] /AP << /N 15 0 R >> >>`],
  [
    9,
    `<< ${WIDGET} /FT /Btn /T (Agree) /Rect [20 140 30 150] /V /Off /AS /Off /AP << /N << /Yes 16 0 R /Off 17 0 R >> >> >>`,
  ],
  [10, "<< /Title (Decision) /ModDate (D:20260101000000Z) /Producer (A) >>"],
  [11, xmp("<xmp:ModifyDate>2026-01-01</xmp:ModifyDate><dc:identifier>one</dc:identifier>")],
  [12, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"],
  [13, textAppearance("11/QD")],
  [14, textAppearance("02/01")],
  [15, form(100, 40, "BT /Helv 12 Tf 5 5 Td (Leader) Tj ET")],
  [16, form(10, 10, "0 0 10 10 re f", "")],
  [17, form(10, 10, "", "")],
  [19, stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray", "A")],
  [21, "<< /Type /Pages /Parent 2 0 R /Kids [3 0 R 4 0 R] /Count 2 >>"],
  [22, "<< /Type /StructTreeRoot /K [23 0 R] /ParentTree << /Nums [0 [23 0 R]] >> >>"],
  [23, "<< /Type /StructElem /S /P /P 22 0 R /Pg 4 0 R /K 0 >>"],
  [24, stream("", "BT /Helv 12 Tf 20 250 Td (Statement of reasons) Tj ET q 9 0 0 9 20 200 cm /Im Do Q")],
  [25, stream("", CONTENT).replace(/\/Length \d+/, "/Length 29 0 R")],
  [26, "<< /FT /Tx /T (Date) /Kids [27 0 R] >>"],
  [27, `<< ${WIDGET} /Parent 26 0 R /T (Day) /Rect [150 100 250 120] /V (02/01) /AP << /N 14 0 R >> >>`],
  [28, "<< /Type /Annot /Subtype /Text /Rect [270 270 290 290] /Contents (Read) /F 28 /P 4 0 R >>"],
  [29, String(CONTENT.length)],
]);

/** In streams the catalog, the page tree, the pages and the form stand in an object stream. */
export function draft(layout: XrefLayout): Uint8Array {
  const compressed = layout === "stream" ? { compressed: [1, 2, 3, 4, 5, 21, 26] } : {};
  const id = "/ID [<00112233445566778899AABBCCDDEEFF> <00112233445566778899AABBCCDDEEFF>]";
  return handMadePdf({ layout, objects: OBJECTS, trailer: `/Info 10 0 R ${id}`, ...compressed }).bytes;
}
