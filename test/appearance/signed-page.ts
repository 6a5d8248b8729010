import { degrees, PDFDocument } from "pdf-lib";
import type { AppearanceOptions } from "../../src/appearance/template.ts";
import { webCryptoSigner } from "../../src/keys/web-crypto-signer.ts";
import type { BaselineBOptions } from "../../src/pades/sign/options.ts";
import { signPdf } from "../../src/pades/sign/sign-pdf.ts";
import { DEMO_NOW, demoSigner } from "../support/demo-certs.ts";

export interface PageShape {
  readonly size?: readonly [number, number];
  readonly rotation?: 0 | 90 | 180 | 270;
  readonly crop?: readonly [x: number, y: number, width: number, height: number];
}

/** An empty page, upright A4 by default. */
export async function emptyPage({ size = [595, 842], rotation = 0, crop }: PageShape = {}): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const page = document.addPage([...size]);
  page.setRotation(degrees(rotation));
  if (crop !== undefined) page.setCropBox(...crop);
  return document.save({ useObjectStreams: false });
}

/** Signs as a demo identity, visibly. */
export async function signShown(
  pdf: Uint8Array,
  appearance: AppearanceOptions,
  { identity = "cong-vu/person", ...options }: Partial<BaselineBOptions> & { readonly identity?: string } = {},
): Promise<Uint8Array> {
  const { key, chain } = await demoSigner(identity);
  return signPdf(pdf, { level: "B-B", signer: webCryptoSigner(key, chain), now: DEMO_NOW, ...options, appearance });
}
