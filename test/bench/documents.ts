import { PDFDocument, PDFName, StandardFonts } from "pdf-lib";

/** A one-page PDF of about `size` bytes: what is beyond the page is an attached stream of noise, as a scan would be. */
export async function documentOfSize(size: number): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const page = document.addPage();
  page.drawText("DEMO", { x: 72, y: 720, font: await document.embedFont(StandardFonts.TimesRoman) });
  const empty = (await document.save()).length;
  const noise = noiseOf(Math.max(0, size - empty - 200));
  const reference = document.context.register(document.context.stream(noise));
  page.node.set(PDFName.of("DemoScan"), reference);
  return document.save({ useObjectStreams: false });
}

/** Bytes that look random and are the same in every run. */
function noiseOf(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = 0x2545f491;
  for (let i = 0; i < length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[i] = state & 0xff;
  }
  return bytes;
}
