import { PDFDocument, rgb, StandardFonts } from "pdf-lib";

/** One page of a made-up application, as another program would make it. */
export async function samplePdf(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.setTitle("DEMO: application for a copy of a birth certificate");
  const page = document.addPage([595.28, 841.89]);
  const serif = await document.embedFont(StandardFonts.TimesRoman);
  const bold = await document.embedFont(StandardFonts.TimesRomanBold);
  page.drawText("APPLICATION", { x: 72, y: 760, size: 20, font: bold });
  page.drawText("for a copy of a birth certificate (DEMO, not a real document)", {
    x: 72,
    y: 738,
    size: 12,
    font: serif,
  });
  page.drawLine({ start: { x: 72, y: 726 }, end: { x: 523, y: 726 }, thickness: 0.5, color: rgb(0.5, 0.5, 0.5) });
  const lines = [
    "To: People's Committee of DEMO Commune",
    "I request one certified copy for the enrolment of my child at DEMO Primary School.",
    "Attached: copy of the household register (1 page).",
  ];
  for (const [index, line] of lines.entries()) {
    page.drawText(line, { x: 72, y: 696 - index * 22, size: 12, font: serif });
  }
  return document.save();
}
