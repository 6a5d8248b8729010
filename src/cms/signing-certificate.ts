import { parseAlgorithmIdentifier } from "../asn1/algorithm-identifier.ts";
import { Asn1Error } from "../asn1/asn1-error.ts";
import { type Asn1Cursor, type Asn1Element, contentsOf } from "../asn1/cursor.ts";
import * as tag from "../asn1/tags.ts";
import { decodeOctetString } from "../asn1/values.ts";

/** One certificate that the signer named inside what was signed (RFC 5035, sections 4 and 5). */
export interface EssCertificateId {
  /** OID of the digest. */
  readonly digestOid: string;
  readonly hash: Uint8Array;
  readonly issuerSerial: EssIssuerSerial | null;
}

export interface EssIssuerSerial {
  /** The Name as it stands; null where the GeneralNames are not one directoryName, which then matches nothing. */
  readonly issuer: Uint8Array | null;
  /** Contents octets of the INTEGER. */
  readonly serialNumber: Uint8Array;
}

const SHA1 = "1.3.14.3.2.26";
const SHA256 = "2.16.840.1.101.3.4.2.1";

/**
 * signing-certificate-v2 (RFC 5035, section 3): the first is the signer's own.
 *
 * @throws Asn1Error
 */
export function parseSigningCertificateV2(value: Asn1Element): readonly EssCertificateId[] {
  return readSigningCertificate(value, (cursor) => {
    // hashAlgorithm DEFAULT sha256: a SEQUENCE, where certHash is an OCTET STRING.
    return cursor.nextTag === tag.SEQUENCE ? parseAlgorithmIdentifier(cursor.take()).oid : SHA256;
  });
}

/**
 * signing-certificate, the older form with SHA-1 (RFC 2634, section 5.4): the first is the signer's own.
 *
 * @throws Asn1Error
 */
export function parseSigningCertificate(value: Asn1Element): readonly EssCertificateId[] {
  return readSigningCertificate(value, () => SHA1);
}

function readSigningCertificate(value: Asn1Element, readDigestOid: (cursor: Asn1Cursor) => string): EssCertificateId[] {
  if (value.tag !== tag.SEQUENCE) throw new Asn1Error("signing certificate attribute is not a SEQUENCE");
  const cursor = contentsOf(value);
  const certificates = cursor.enter(tag.SEQUENCE);
  cursor.optional(tag.SEQUENCE);
  cursor.end();
  const ids: EssCertificateId[] = [];
  while (certificates.more) {
    const id = certificates.enter(tag.SEQUENCE);
    const digestOid = readDigestOid(id);
    const hash = decodeOctetString(id.take(tag.OCTET_STRING));
    const issuerSerial = id.more ? readIssuerSerial(id.enter(tag.SEQUENCE)) : null;
    id.end();
    ids.push({ digestOid, hash, issuerSerial });
  }
  if (ids.length === 0) throw new Asn1Error("signing certificate attribute names no certificate");
  return ids;
}

/** RFC 5035, section 5: the issuer is the certificate's, as the only directoryName. */
function readIssuerSerial(cursor: Asn1Cursor): EssIssuerSerial {
  const names = cursor.enter(tag.SEQUENCE).rest();
  const serialNumber = cursor.take(tag.INTEGER).content;
  cursor.end();
  const [only, ...others] = names;
  if (only === undefined || others.length > 0 || only.tag !== tag.contextConstructed(4)) {
    return { issuer: null, serialNumber };
  }
  const directoryName = contentsOf(only);
  const issuer = directoryName.take(tag.SEQUENCE).raw;
  directoryName.end();
  return { issuer, serialNumber };
}
