import { parseAlgorithmIdentifier } from "../../asn1/algorithm-identifier.ts";
import { Asn1Error } from "../../asn1/asn1-error.ts";
import { readAsn1 } from "../../asn1/cursor.ts";
import { resolveSignatureAlgorithm } from "../../asn1/signature-algorithm.ts";
import { encodeHex } from "../../bytes/hex.ts";
import { type SourceInput, toByteSource } from "../../bytes/source.ts";
import { openView } from "../../bytes/view.ts";
import { createDigest } from "../../crypto/digest.ts";
import type { SignatureAlgorithm } from "../../crypto/signature-algorithms.ts";
import { PadesError } from "../../errors.ts";
import { fillContents } from "../../pdf/write/signature-placeholder.ts";
import type { TimestampAuthority } from "../../tsp/timestamp-authority.ts";
import type { EvidenceOptions } from "../ltv/evidence-options.ts";
import { checkEvidenceOptions, type ExtendOptions, extendPdf } from "./extend.ts";
import { finishSignature } from "./finish-signature.ts";
import { appendTail } from "./open-document.ts";
import {
  checkTimestampAuthority,
  checkTimestampOptions,
  type DocumentAccess,
  type SignatureTimestampOptions,
} from "./options.ts";
import { type PreparedBytes, type PreparedSignature, parsePreparedSignature } from "./prepared-signature.ts";

interface CompleteCall extends DocumentAccess {
  readonly signal?: AbortSignal;
}

/**
 * What `completeSignature` takes, by the level that was prepared. The level is said again where more than a signature
 * value is to be added, since what was prepared may have been in other hands: one that was lowered there is found out.
 */
export type CompleteOptions =
  | (CompleteCall & { readonly level?: "B-B"; readonly timestampAuthority?: undefined })
  | (CompleteCall & { readonly level?: "B-T"; readonly timestampAuthority: TimestampAuthority })
  | (CompleteCall &
      SignatureTimestampOptions &
      EvidenceOptions & {
        readonly level: "B-LT" | "B-LTA";
        /** The time at which evidence must be current; by default that of the clock, each time it is needed. */
        readonly now?: Date;
      });

/**
 * Second half of signing: puts the signature value, and all that makes it a PAdES signature, into the document, and at
 * B-LT and B-LTA the evidence and the timestamp over it.
 * Nothing is trusted: the document is held against what was prepared, the value against the certificate.
 *
 * @param signatureValue over `prepared.toBeSigned`, as a CMS holds it: ECDSA as Ecdsa-Sig-Value in DER, RSA as long as
 * the modulus
 * @param source the document that was prepared
 * @returns the signed document; its first bytes are those of `source`
 * @throws PadesError ERR_SOURCE_MISMATCH where `source` is another document; ERR_SIGNATURE_VALUE where the value is
 * not the signer's; ERR_CONTENTS_TOO_SMALL; ERR_UNSUPPORTED_ALGORITHM where this runtime cannot check the value;
 * ERR_INVALID_ARGUMENT where `prepared` was altered, is for another level, or what the level needs is missing; ERR_TIMESTAMP, ERR_FETCH;
 * at B-LT and B-LTA as extendPdf does, with `password` where the document is encrypted
 */
export async function completeSignature(
  prepared: PreparedSignature,
  signatureValue: Uint8Array,
  source: SourceInput,
  options: CompleteOptions = {},
): Promise<Uint8Array> {
  const parts = parsePreparedSignature(prepared);
  const longTerm = checkCompletion(parts, options);
  const { timestampAuthority, signal } = options;
  const signatureAlgorithm = readAlgorithm(parts);
  const input = toByteSource(source);
  if (input.size !== parts.source.size) {
    throw new PadesError("ERR_SOURCE_MISMATCH", `source: expected ${parts.source.size} bytes, found ${input.size}`);
  }
  const file = await appendTail(input, openView(input), parts.tail);
  const cms = await finishSignature({
    signedAttributes: parts.toBeSigned,
    signatureValue,
    signatureAlgorithm,
    certificates: parts.certificates,
    contentDigest: digestFile(file, parts),
    ...(timestampAuthority === undefined ? {} : { timestampAuthority }),
    ...(signal === undefined ? {} : { signal }),
  });
  fillContents(file, parts.contents, cms);
  return longTerm === null ? file : extendPdf(file, longTerm);
}

/**
 * Before anything is asked of anybody: whether the options are for the level that was prepared.
 * @returns how the signed file goes on; null where it is done
 */
function checkCompletion({ level }: PreparedBytes, options: CompleteOptions): ExtendOptions | null {
  const wanted = options.level ?? level;
  if (wanted !== level) {
    throw new PadesError(
      "ERR_INVALID_ARGUMENT",
      `level: ${wanted} asked for, but the signature was prepared for ${level}`,
    );
  }
  if (level === "B-B") {
    if (options.timestampAuthority === undefined) return null;
    const message = "timestampAuthority: the signature was prepared for level B-B, without room for a timestamp";
    throw new PadesError("ERR_INVALID_ARGUMENT", message);
  }
  checkTimestampAuthority(options.timestampAuthority);
  if (level === "B-T") return null;
  if (options.level !== "B-LT" && options.level !== "B-LTA") {
    const message = `level: the signature was prepared for ${level}: say so, with trust and timestampAuthority`;
    throw new PadesError("ERR_INVALID_ARGUMENT", message);
  }
  checkTimestampOptions(options);
  checkEvidenceOptions(options);
  return { ...options, to: options.level };
}

/** Digest of what the signature covers, from a file whose beginning is found to be the source. */
function digestFile(file: Uint8Array, { source, contents, digestAlgorithm }: PreparedBytes): Uint8Array {
  const beginning = file.subarray(0, source.size);
  const whole = createDigest("SHA-256").update(beginning);
  const own = digestAlgorithm === "SHA-256" ? whole.copy() : createDigest(digestAlgorithm).update(beginning);
  const sha256 = encodeHex(whole.digest());
  if (sha256 !== source.sha256) {
    throw new PadesError("ERR_SOURCE_MISMATCH", `source: expected the SHA-256 ${source.sha256}, found ${sha256}`);
  }
  return own.update(file.subarray(source.size, contents.start)).update(file.subarray(contents.end)).digest();
}

function readAlgorithm({ signatureAlgorithm, digestAlgorithm }: PreparedBytes): SignatureAlgorithm {
  try {
    const resolved = resolveSignatureAlgorithm(parseAlgorithmIdentifier(readAsn1(signatureAlgorithm)));
    if (resolved.ok && resolved.algorithm.digest === digestAlgorithm) return resolved.algorithm;
  } catch (error) {
    if (!(error instanceof Asn1Error)) throw error;
  }
  throw new PadesError(
    "ERR_INVALID_ARGUMENT",
    "prepared signature: signatureAlgorithm: does not go with digestAlgorithm",
  );
}
