import { Asn1Error } from "../asn1/asn1-error.ts";
import { SEQUENCE } from "../asn1/tags.ts";
import { encodeHex } from "../bytes/hex.ts";
import { type PemBlock, parsePem } from "../bytes/pem.ts";
import { decodeLatin1 } from "../bytes/text.ts";
import { digestOf } from "../crypto/digest.ts";
import { PadesError } from "../errors.ts";
import { parseCertificate } from "../x509/certificate.ts";
import { parseSignedData } from "./parse-signed-data.ts";

/**
 * The certificates that a file holds: one in DER, a PKCS#7 bundle (.p7b, .p7c: a CMS SignedData without signers, RFC 5652,
 * section 5), or PEM with any number of either. PEM blocks of other kinds, private keys above all, are passed over.
 * Nothing is said of whether to trust them.
 *
 * @param bytes the whole file
 * @returns each certificate once, DER, in the order of the file; none where a PEM file holds other blocks only
 * @throws PadesError ERR_CERTIFICATE where the bytes are none of these, or any block or certificate is malformed
 */
export function parseCertificates(bytes: Uint8Array): Uint8Array[] {
  const found = bytes[0] === SEQUENCE ? (readDer(bytes) ?? readPem(bytes)) : readPem(bytes);
  if (found === null) refuse("X.509 certificates in PEM or DER, or a PKCS#7 bundle");
  const byDigest = new Map(found.map((der) => [encodeHex(digestOf("SHA-256", der)), der]));
  return [...byDigest.values()];
}

/** Null where it is neither a certificate nor a bundle. */
function readDer(der: Uint8Array): Uint8Array[] | null {
  return readOne(der) ?? readBundle(der);
}

function readOne(der: Uint8Array): Uint8Array[] | null {
  return isOrNull(() => {
    parseCertificate(der);
    return [der];
  });
}

function readBundle(der: Uint8Array): Uint8Array[] | null {
  const bundle = isOrNull(() => parseSignedData(der));
  if (bundle === null) return null;
  const { certificates } = bundle;
  if (certificates.length === 0) refuse("a PKCS#7 bundle with certificates");
  return certificates.map((each) => {
    checked(each);
    return each;
  });
}

const BUNDLE_LABELS: ReadonlySet<string> = new Set(["PKCS7", "PKCS #7 SIGNED DATA", "CMS"]);

/** Null where there is no PEM in it. */
function readPem(bytes: Uint8Array): Uint8Array[] | null {
  const text = decodeLatin1(bytes);
  const begun = text.split("-----BEGIN").length - 1;
  if (begun === 0) return null;
  const blocks = parsePem(text);
  // A block that is cut off or garbled is no block: it must not go unnoticed.
  if (blocks.length !== begun) refuse("PEM blocks in base64, found one that is malformed");
  return blocks.flatMap(readBlock);
}

function readBlock({ label, bytes }: PemBlock): Uint8Array[] {
  if (label === "CERTIFICATE") {
    checked(bytes);
    return [bytes];
  }
  if (!BUNDLE_LABELS.has(label)) return [];
  return readBundle(bytes) ?? refuse(`a PKCS#7 bundle in the block ${label}`);
}

function checked(der: Uint8Array): void {
  try {
    parseCertificate(der);
  } catch (cause) {
    if (!(cause instanceof Asn1Error)) throw cause;
    refuse(`X.509 certificates (${cause.message})`, cause);
  }
}

function isOrNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof Asn1Error) return null;
    throw thrown;
  }
}

function refuse(expected: string, cause?: Asn1Error): never {
  throw new PadesError("ERR_CERTIFICATE", `expected ${expected}`, { cause });
}
