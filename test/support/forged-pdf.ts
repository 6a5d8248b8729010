import { encodeHex } from "../../src/bytes/hex.ts";
import { handMadePdf, type XrefLayout } from "../pdf/write/hand-made-pdf.ts";
import { demoIdentity } from "./demo-certs.ts";
import { type CmsSpec, forgeCms } from "./forged-cms.ts";
import { coveredBytes, findText, overwrite } from "./pdf-surgery.ts";
import { SAMPLE_OBJECTS } from "./signed-samples.ts";

/*
 * A PDF with one signature, in one revision, laid out by whoever owns a key: the signature dictionary, the form and
 * the CMS can each be made wrong while all the rest is right.
 */

/** Number of the signature dictionary, its field and the one page of a forged file. */
const SIGNATURE = 7;
export const FIELD = 8;
const PAGE = 3;

export interface ForgedPdf {
  /** Objects in the place of the honest ones, or beside them: from 10 on. */
  readonly objects?: readonly (readonly [num: number, source: string])[];
  /** Source of the signature dictionary, from honest /ByteRange and /Contents tokens that are filled in later. */
  readonly dictionary?: (byteRange: string, contents: string) => string;
  /** What follows "/ByteRange" instead of the honest array. */
  readonly byteRange?: (honest: readonly number[], bytes: Uint8Array) => string;
  /** What the signer signs, where that is not what an honest /ByteRange covers. */
  readonly covered?: (bytes: Uint8Array, honest: readonly number[]) => Uint8Array;
  /** Bytes of /Contents. */
  readonly room?: number;
  readonly cms?: Partial<CmsSpec>;
  /** The CMS, instead of what `cms` makes. */
  readonly makeCms?: (covered: Uint8Array) => Uint8Array | Promise<Uint8Array>;
  /** What stands inside the < and > of /Contents: hexadecimal digits of the CMS, and zeros. */
  readonly contents?: (cms: string, room: number) => string;
  readonly layout?: XrefLayout;
  readonly compressed?: readonly number[];
  readonly trailer?: string;
}

const PLACEHOLDER = "[0 0000000000 0000000000 0000000000                              ]";
const ROOM = 6_000;

/** The file; where nothing is said it is a clean B-B signature by the demo signer cong-vu/person. */
export async function forgePdf(spec: ForgedPdf = {}): Promise<Uint8Array> {
  const { room = ROOM, layout = "table", dictionary = signatureDictionary } = spec;
  const empty = `<${"0".repeat(2 * room)}>`;
  const objects = new Map([
    ...SAMPLE_OBJECTS,
    [1, catalog("<< /Fields [8 0 R] /SigFlags 3 >>")],
    [PAGE, page("[8 0 R]")],
    [SIGNATURE, dictionary(PLACEHOLDER, empty)],
    [FIELD, field()],
    ...(spec.objects ?? []),
  ]);
  const { compressed, trailer } = spec;
  const frame = handMadePdf({
    layout,
    objects,
    ...(compressed === undefined ? {} : { compressed }),
    ...(trailer === undefined ? {} : { trailer }),
  }).bytes;

  const contents = findText(frame, empty);
  const honest = [0, contents.start, contents.end, frame.length - contents.end];
  const wanted = spec.byteRange?.(honest, frame) ?? `[${honest.join(" ")}]`;
  const framed = withPlaceholder(frame, wanted);
  const covered = spec.covered?.(framed, honest) ?? coveredBytes(framed, honest);
  const cms = await (spec.makeCms?.(covered) ??
    forgeCms(covered, { identity: await demoIdentity("cong-vu/person"), ...spec.cms }));
  const digits = encodeHex(cms);
  const inside = spec.contents?.(digits, room) ?? digits.padEnd(2 * room, "0");
  if (inside.length !== 2 * room) throw new Error(`/Contents: expected ${2 * room} characters, found ${inside.length}`);
  return overwrite(framed, contents.start + 1, inside);
}

/** Every placeholder of /ByteRange filled with the same text; there may be none, or two. */
function withPlaceholder(bytes: Uint8Array, text: string): Uint8Array {
  if (text.length > PLACEHOLDER.length) throw new Error(`no room for ${text}`);
  let filled = bytes;
  for (;;) {
    let place: number;
    try {
      place = findText(filled, PLACEHOLDER).start;
    } catch {
      return filled;
    }
    filled = overwrite(filled, place, text.padEnd(PLACEHOLDER.length, " "));
  }
}

export function signatureDictionary(byteRange: string, contents: string): string {
  return signatureEntries(`/ByteRange ${byteRange}`, `/Contents ${contents}`);
}

/** The entries of an honest signature dictionary, with these for its range and its value. */
export function signatureEntries(byteRange: string, contents: string): string {
  const entries = "/Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (D:20260115030000Z)";
  return `<< ${entries} ${byteRange} ${contents} >>`;
}

export function catalog(form: string): string {
  return `<< /Type /Catalog /Pages 2 0 R /AcroForm ${form} >>`;
}

export function page(annots: string): string {
  const resources = "<< /Font << /F1 5 0 R >> >>";
  return `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Resources ${resources} /Contents 4 0 R /Annots ${annots} >>`;
}

export function field(entries = "/FT /Sig /T (Signature1) /V 7 0 R"): string {
  return `<< /Type /Annot /Subtype /Widget ${entries} /Rect [0 0 0 0] /F 132 /P 3 0 R >>`;
}
