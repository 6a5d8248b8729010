import { PDFDocument, type PDFFont, type PDFPage, StandardFonts } from "pdf-lib";

/** A made-up decision with room for signature and seal, as another program would make it. */
export async function decision(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.setTitle("DEMO: decision");
  const page = document.addPage([595.28, 841.89]);
  const regular = await document.embedFont(StandardFonts.TimesRoman);
  const bold = await document.embedFont(StandardFonts.TimesRomanBold);
  center(page, "PEOPLE'S COMMITTEE OF DEMO COMMUNE", 170, 760, 10, bold);
  center(page, "DEMO: NOT A REAL DOCUMENT", 430, 760, 10, bold);
  center(page, "DECISION", 297, 670, 16, bold);
  center(page, "on a certified copy of a birth certificate", 297, 650, 12, regular);
  page.drawText("Article 1. The copy is issued as the citizen requests.", { x: 85, y: 600, size: 12, font: regular });
  page.drawText("Article 2. The office of civil status carries this out.", { x: 85, y: 578, size: 12, font: regular });
  center(page, "CHAIRWOMAN", 420, 298, 12, bold);
  center(page, "Tran Thi Bich (DEMO)", 420, 144, 12, bold);
  return document.save();
}

function center(page: PDFPage, text: string, x: number, y: number, size: number, font: PDFFont): void {
  page.drawText(text, { x: x - font.widthOfTextAtSize(text, size) / 2, y, size, font });
}
