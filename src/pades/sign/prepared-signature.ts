import { SET } from "../../asn1/tags.ts";
import { decodeBase64, encodeBase64 } from "../../bytes/base64.ts";
import { decodeHex } from "../../bytes/hex.ts";
import { DIGESTS, type DigestName } from "../../crypto/algorithms.ts";
import { PadesError } from "../../errors.ts";
import { MAX_CERTIFICATES, MAX_CMS_BYTES } from "../../limits.ts";
import type { Extent } from "../../pdf/objects.ts";
import type { PrepareOptions } from "./options.ts";

const SCHEMA = "pades-dossier/prepared-signature@1";

/**
 * A signature that lacks only its value. Plain data that survives JSON, so that it can wait in a database or travel
 * to another machine; it holds what will be appended to the document, not the document.
 */
export interface PreparedSignature {
  readonly schema: typeof SCHEMA;
  /** From B-T on `completeSignature` needs a timestamp authority, from B-LT on whom to trust too. */
  readonly level: PrepareOptions["level"];
  /** Fully qualified name of the signature field. */
  readonly field: string;
  /** The document: its length in bytes and its SHA-256 as lower-case hex. */
  readonly source: { readonly size: number; readonly sha256: string };
  /** What is appended to the document, in base64, with zeros where the signature will stand. */
  readonly tail: string;
  /** Bytes [start, end) of the signed file that hold /Contents, delimiters included. */
  readonly contents: { readonly start: number; readonly end: number };
  readonly digestAlgorithm: DigestName;
  /** DER of the AlgorithmIdentifier of the signature, in base64. */
  readonly signatureAlgorithm: string;
  /** What must be signed: DER of the signed attributes, in base64. Not hashed: the algorithm does that itself. */
  readonly toBeSigned: string;
  /** DER in base64: the signer's certificate and its chain. */
  readonly certificates: readonly string[];
}

/** The same with its bytes decoded. */
export interface PreparedBytes {
  readonly level: PrepareOptions["level"];
  readonly field: string;
  readonly source: { readonly size: number; readonly sha256: string };
  readonly tail: Uint8Array<ArrayBuffer>;
  readonly contents: Extent;
  readonly digestAlgorithm: DigestName;
  readonly signatureAlgorithm: Uint8Array;
  readonly toBeSigned: Uint8Array;
  readonly certificates: readonly Uint8Array[];
}

export function encodePreparedSignature(prepared: PreparedBytes): PreparedSignature {
  return {
    schema: SCHEMA,
    level: prepared.level,
    field: prepared.field,
    source: { size: prepared.source.size, sha256: prepared.source.sha256 },
    tail: encodeBase64(prepared.tail),
    contents: { start: prepared.contents.start, end: prepared.contents.end },
    digestAlgorithm: prepared.digestAlgorithm,
    signatureAlgorithm: encodeBase64(prepared.signatureAlgorithm),
    toBeSigned: encodeBase64(prepared.toBeSigned),
    certificates: prepared.certificates.map(encodeBase64),
  };
}

/**
 * Reads a prepared signature that may have been anywhere in the meantime: its form is checked here, that its parts
 * belong together is for `completeSignature` to find out.
 *
 * @throws PadesError ERR_INVALID_ARGUMENT, naming the member
 */
export function parsePreparedSignature(value: unknown): PreparedBytes {
  const prepared = members(value, "prepared");
  if (prepared["schema"] !== SCHEMA) throw invalid("schema", `expected "${SCHEMA}"`);
  const level = (["B-B", "B-T", "B-LT", "B-LTA"] as const).find((one) => one === prepared["level"]);
  if (level === undefined) throw invalid("level", 'expected "B-B", "B-T", "B-LT" or "B-LTA"');
  const field = text(prepared["field"], "field");
  const source = members(prepared["source"], "source");
  const size = count(source["size"], "source.size");
  const sha256 = text(source["sha256"], "source.sha256");
  if (decodeHex(sha256)?.length !== 32) throw invalid("source.sha256", "expected 64 hexadecimal digits");
  const tail = bytes(prepared["tail"], "tail");
  const extent = members(prepared["contents"], "contents");
  const contents = { start: count(extent["start"], "contents.start"), end: count(extent["end"], "contents.end") };
  checkContents(tail, contents, size);
  const digestAlgorithm = Object.values(DIGESTS).find(({ name }) => name === prepared["digestAlgorithm"])?.name;
  if (digestAlgorithm === undefined) throw invalid("digestAlgorithm", "expected the name of a digest algorithm");
  const toBeSigned = bytes(prepared["toBeSigned"], "toBeSigned");
  if (toBeSigned[0] !== SET) throw invalid("toBeSigned", "expected signed attributes, a SET OF in DER");
  const certificates: unknown = prepared["certificates"];
  if (!Array.isArray(certificates) || certificates.length === 0 || certificates.length > MAX_CERTIFICATES) {
    throw invalid("certificates", "expected a list of certificates");
  }
  return {
    level,
    field,
    source: { size, sha256: sha256.toLowerCase() },
    tail,
    contents,
    digestAlgorithm,
    signatureAlgorithm: bytes(prepared["signatureAlgorithm"], "signatureAlgorithm"),
    toBeSigned,
    certificates: certificates.map((item: unknown, index) => bytes(item, `certificates[${index}]`)),
  };
}

/** /Contents must be a hexadecimal string of zeros inside the tail. */
function checkContents(tail: Uint8Array, { start, end }: Extent, sourceSize: number): void {
  const token = tail.subarray(Math.max(0, start - sourceSize), Math.max(0, end - sourceSize));
  const inTail = start >= sourceSize && end <= sourceSize + tail.length && end - start > 2 && (end - start) % 2 === 0;
  const isEmpty =
    token[0] === LESS_THAN &&
    token[token.length - 1] === GREATER_THAN &&
    token.subarray(1, -1).every((byte) => byte === ZERO);
  if (!inTail || !isEmpty) throw invalid("contents", "expected the place of an empty hexadecimal string in the tail");
  if ((end - start - 2) / 2 > MAX_CMS_BYTES)
    throw invalid("contents", `expected room for at most ${MAX_CMS_BYTES} bytes`);
}

const LESS_THAN = 0x3c;
const GREATER_THAN = 0x3e;
const ZERO = 0x30;

function members(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw invalid(path, "expected an object");
  return { ...value };
}

function text(value: unknown, path: string): string {
  if (typeof value !== "string") throw invalid(path, "expected a string");
  return value;
}

function count(value: unknown, path: string): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0)
    throw invalid(path, "expected a whole number");
  return value;
}

function bytes(value: unknown, path: string): Uint8Array<ArrayBuffer> {
  const decoded = decodeBase64(text(value, path));
  if (decoded === null) throw invalid(path, "expected base64");
  return decoded;
}

function invalid(path: string, expectation: string): PadesError {
  return new PadesError("ERR_INVALID_ARGUMENT", `prepared signature: ${path}: ${expectation}`);
}
