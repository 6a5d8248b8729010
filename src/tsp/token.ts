import { Asn1Error } from "../asn1/asn1-error.ts";
import { resolveDigestAlgorithm } from "../asn1/digest-algorithm.ts";
import { perObject } from "../bytes/per-object.ts";
import { TST_INFO } from "../cms/oids.ts";
import { parseSignedData } from "../cms/parse-signed-data.ts";
import type { SignedData, SignerInfo } from "../cms/signed-data.ts";
import type { DigestName } from "../crypto/algorithms.ts";
import type { Certificate } from "../x509/certificate.ts";
import { readCertificates } from "../x509/read-certificates.ts";
import { parseTstInfo, type TstInfo } from "./tst-info.ts";

/** A timestamp token (RFC 3161, section 2.4.2), read but not judged. */
export interface TimestampToken {
  /** The exact octets of its ContentInfo. */
  readonly raw: Uint8Array;
  readonly signedData: SignedData;
  /** The only one. */
  readonly signerInfo: SignerInfo;
  /** DER of the TSTInfo, as it was signed. */
  readonly content: Uint8Array;
  readonly tstInfo: TstInfo;
  /** What the octets that are stamped must be hashed with; null where it is unknown. */
  readonly imprintAlgorithm: DigestName | null;
  /** Those in the token that can be read. */
  readonly certificates: readonly Certificate[];
}

/**
 * Reads a token that fills `bytes` exactly. Its framing may be BER, the TSTInfo must be DER.
 *
 * @throws Asn1Error where it is anything but a SignedData of one signer over a TSTInfo
 */
export function parseTimestampToken(bytes: Uint8Array): TimestampToken {
  return tokenOf(parseSignedData(bytes));
}

/** The same of octets that must not change; null where they are no token. Each is read once. */
export const readTimestampToken = perObject((bytes: Uint8Array) => orNull(() => parseTimestampToken(bytes)));

/** The token that a CMS is which has been read already; null where it is none. */
export const readTokenOf = perObject((signedData: SignedData) => orNull(() => tokenOf(signedData)));

function orNull(read: () => TimestampToken): TimestampToken | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof Asn1Error) return null;
    throw error;
  }
}

function tokenOf(signedData: SignedData): TimestampToken {
  const { contentType, content, signerInfos } = signedData;
  if (contentType !== TST_INFO) throw new Asn1Error(`timestamp token holds content type ${contentType}`);
  if (content === null) throw new Asn1Error("timestamp token without a TSTInfo");
  const [signerInfo, ...others] = signerInfos;
  // RFC 3161, section 2.4.2: no signature but that of the authority.
  if (signerInfo === undefined || others.length > 0) {
    throw new Asn1Error(`timestamp token with ${signerInfos.length} signers, expected 1`);
  }
  const tstInfo = parseTstInfo(content);
  return {
    raw: signedData.raw,
    signedData,
    signerInfo,
    content,
    tstInfo,
    imprintAlgorithm: resolveDigestAlgorithm(tstInfo.messageImprint.algorithm),
    certificates: readCertificates(signedData.certificates).certificates,
  };
}
