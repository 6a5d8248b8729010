import type { SourceInput } from "../../src/bytes/source.ts";
import { webCryptoSigner } from "../../src/keys/web-crypto-signer.ts";
import { signPdf } from "../../src/pades/sign/sign-pdf.ts";
import type { VerifyOptions } from "../../src/pades/verify/request.ts";
import type { PdfVerification } from "../../src/pades/verify/verification.ts";
import { verifyPdf } from "../../src/pades/verify/verify-pdf.ts";
import type { TestScheme } from "../../src/testing/test-signature.ts";
import { parseCertificate } from "../../src/x509/certificate.ts";
import { createTrustStore } from "../../src/x509/trust-store.ts";
import { handMadePdf } from "../pdf/write/hand-made-pdf.ts";
import { DEMO_NOW, demoSigner, demoTrustProfile } from "./demo-certs.ts";

/**
 * The document that samples sign: one page with a line of text. Object 4 is its content, whose length is object 6;
 * object 5 its font.
 */
export const SAMPLE_OBJECTS: ReadonlyMap<number, string> = new Map([
  [1, "<< /Type /Catalog /Pages 2 0 R >>"],
  [2, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"],
  [3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>"],
  [4, "<< /Length 6 0 R >>\nstream\nBT /F1 12 Tf 30 250 Td (Pay 100 dong) Tj ET\nendstream"],
  [5, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"],
  [6, "43"],
]);

export type SampleLayout = "table" | "stream";

export interface SampleOptions {
  /** Of the cross-references; with streams, catalog and page tree stand in an object stream. */
  readonly layout?: SampleLayout;
  /** A demo identity that can sign. */
  readonly identity?: string;
  readonly scheme?: TestScheme;
  /** How many times it is signed. */
  readonly signatures?: number;
}

const made = new Map<string, Promise<Uint8Array>>();

/** An unsigned document of about 1 KB. */
export function unsignedSample(layout: SampleLayout = "table"): Uint8Array {
  const compressed = layout === "stream" ? { compressed: [1, 2, 3] } : {};
  return handMadePdf({ layout, objects: SAMPLE_OBJECTS, ...compressed }).bytes;
}

/** A signed PDF of about 7 KB by a demo identity, made once for each set of options. Not to be written to. */
export function signedSample(options: SampleOptions = {}): Promise<Uint8Array> {
  const key = JSON.stringify(options);
  const known = made.get(key);
  if (known !== undefined) return known;
  const making = makeSample(options);
  made.set(key, making);
  return making;
}

async function makeSample(options: SampleOptions): Promise<Uint8Array> {
  const { layout = "table", identity = "cong-vu/person", scheme, signatures = 1 } = options;
  const { key, chain } = await demoSigner(identity, scheme);
  let bytes = unsignedSample(layout);
  for (let i = 0; i < signatures; i++) {
    const now = whileInForce(chain[0]);
    bytes = await signPdf(bytes, { signer: webCryptoSigner(key, chain), level: "B-B", now });
  }
  return bytes;
}

/** The time of the samples, or a day before the certificate ran out: nobody can sign with it later. */
function whileInForce(certificate: Uint8Array | undefined): Date {
  if (certificate === undefined) return DEMO_NOW;
  const { notAfter } = parseCertificate(certificate);
  return notAfter < DEMO_NOW ? new Date(notAfter.getTime() - 86_400_000) : DEMO_NOW;
}

/** The trust store of certs/, shared so that its caches are warm. */
export const DEMO_TRUST = createTrustStore(demoTrustProfile());

/** Everything checked but revocation, which is waived: what makes a clean B-B sample valid. */
export const DEMO_OPTIONS: VerifyOptions = {
  trust: DEMO_TRUST,
  now: DEMO_NOW,
  policy: { waive: ["revocation"] },
};

export function verifyDemo(source: SourceInput, changes: Partial<VerifyOptions> = {}): Promise<PdfVerification> {
  return verifyPdf(source, { ...DEMO_OPTIONS, ...changes });
}

/** Every code found, of the file and of its signatures. */
export function codesOf({ findings, signatures }: PdfVerification): string[] {
  return [...findings, ...signatures.flatMap((signature) => signature.findings)].map(({ code }) => code);
}
