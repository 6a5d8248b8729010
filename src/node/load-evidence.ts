import { readdir, readFile, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import { Asn1Error } from "../asn1/asn1-error.ts";
import { parsePem } from "../bytes/pem.ts";
import { decodeLatin1 } from "../bytes/text.ts";
import { PadesError } from "../errors.ts";
import { parseEvidenceBundle } from "../pades/evidence/parse-evidence-bundle.ts";
import type { EvidenceInput } from "../pades/verify/evidence/evidence.ts";
import { parseCrl } from "../revocation/crl.ts";
import { parseOcspResponse } from "../revocation/ocsp-response.ts";
import { parseCertificate } from "../x509/certificate.ts";

type Kind = keyof EvidenceInput;
type Piece = readonly [Kind, Uint8Array];

/**
 * Evidence from a file, or from every .crl, .pem, .der, .crt, .cer, .ors, .ocsp and .evidence.json file in a folder:
 * evidence bundles, and CRLs, OCSP responses and certificates, each in DER or PEM. Other blocks of PEM files, private
 * keys above all, are passed over.
 *
 * @returns what verifyPdf takes as `evidence`
 * @throws PadesError ERR_INVALID_ARGUMENT, naming the file, where one is none of these; ERR_EVIDENCE_BUNDLE where a
 *   bundle is malformed; the error of node:fs where it cannot be read
 */
export async function loadEvidence(path: string): Promise<EvidenceInput> {
  const isFolder = (await stat(path)).isDirectory();
  const names = isFolder ? (await readdir(path)).filter(isEvidenceName).sort() : [];
  const files = isFolder ? names.map((name) => join(path, name)) : [path];
  const pieces: Piece[] = [];
  for (const file of files) pieces.push(...piecesOf(file, new Uint8Array(await readFile(file))));
  const of = (kind: Kind) => pieces.filter(([each]) => each === kind).map(([, der]) => der);
  return { crls: of("crls"), ocspResponses: of("ocspResponses"), certificates: of("certificates") };
}

const EXTENSIONS: ReadonlySet<string> = new Set([".crl", ".pem", ".der", ".crt", ".cer", ".ors", ".ocsp"]);

function isEvidenceName(name: string): boolean {
  return EXTENSIONS.has(extname(name).toLowerCase()) || name.toLowerCase().endsWith(".evidence.json");
}

const LABELS: ReadonlyMap<string, Kind> = new Map([
  ["X509 CRL", "crls"],
  ["OCSP RESPONSE", "ocspResponses"],
  ["CERTIFICATE", "certificates"],
]);

const PARSERS: { readonly [K in Kind]-?: (der: Uint8Array) => unknown } = {
  crls: parseCrl,
  ocspResponses: parseOcspResponse,
  certificates: parseCertificate,
};

const EXPECTED = "an evidence bundle, or a CRL, an OCSP response or a certificate in DER or PEM";

function piecesOf(file: string, bytes: Uint8Array): Piece[] {
  if (bytes[0] === 0x30) {
    const kind = (["crls", "ocspResponses", "certificates"] as const).find((each) => isOf(each, bytes));
    return [[kind ?? refuse(file, EXPECTED), bytes]];
  }
  if (isJsonObject(bytes)) return piecesOfBundle(file, bytes);
  const text = decodeLatin1(bytes);
  const blocks = parsePem(text);
  // A block that is cut off or garbled is no block: it must not go unnoticed.
  if (blocks.length === 0 || blocks.length !== text.split("-----BEGIN").length - 1) {
    refuse(file, EXPECTED);
  }
  return blocks.flatMap((block) => {
    const kind = LABELS.get(block.label);
    if (kind === undefined) return [];
    if (!isOf(kind, block.bytes)) refuse(file, `a well-formed ${block.label}`);
    return [[kind, block.bytes] as const];
  });
}

/** No PEM file begins like that, and no DER. */
function isJsonObject(bytes: Uint8Array): boolean {
  return /^(\u00ef\u00bb\u00bf)?[\t\n\r ]*\{/.test(decodeLatin1(bytes.subarray(0, 64)));
}

function piecesOfBundle(file: string, bytes: Uint8Array): Piece[] {
  try {
    const { crls, ocspResponses, certificates } = parseEvidenceBundle(bytes);
    return [
      ...crls.map((der) => ["crls", der] as const),
      ...ocspResponses.map((der) => ["ocspResponses", der] as const),
      ...certificates.map((der) => ["certificates", der] as const),
    ];
  } catch (thrown) {
    if (!(thrown instanceof PadesError)) throw thrown;
    throw new PadesError(thrown.code, `${file}: ${thrown.message}`, { cause: thrown });
  }
}

function isOf(kind: Kind, der: Uint8Array): boolean {
  try {
    PARSERS[kind](der);
    return true;
  } catch (thrown) {
    if (thrown instanceof Asn1Error) return false;
    throw thrown;
  }
}

function refuse(file: string, expected: string): never {
  throw new PadesError("ERR_INVALID_ARGUMENT", `${file}: expected ${expected}`);
}
