/** Content types (RFC 5652, RFC 3161). */
export const DATA = "1.2.840.113549.1.7.1";
export const SIGNED_DATA = "1.2.840.113549.1.7.2";
export const TST_INFO = "1.2.840.113549.1.9.16.1.4";

/** Attributes (RFC 5652, section 11; RFC 5035; RFC 6211; RFC 3161, annex A; ETSI EN 319 122-1, clause 5). */
export const CONTENT_TYPE = "1.2.840.113549.1.9.3";
export const MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
export const SIGNING_TIME = "1.2.840.113549.1.9.5";
export const SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12";
export const SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47";
export const ALGORITHM_PROTECTION = "1.2.840.113549.1.9.52";
export const SIGNATURE_POLICY_IDENTIFIER = "1.2.840.113549.1.9.16.2.15";
export const COMMITMENT_TYPE_INDICATION = "1.2.840.113549.1.9.16.2.16";
export const SIGNATURE_TIMESTAMP = "1.2.840.113549.1.9.16.2.14";
export const CONTENT_TIMESTAMP = "1.2.840.113549.1.9.16.2.20";
/** Adobe's adbe-revocationInfoArchival (ISO 32000-1, 12.8.3.3.2). */
export const REVOCATION_INFO_ARCHIVAL = "1.2.840.113583.1.1.8";

/** OtherRevocationInfoFormat that holds an OCSPResponse (RFC 5940, section 2.1). */
export const OCSP_RESPONSE_FORMAT = "1.3.6.1.5.5.7.16.2";

/** Qualifier of a signature policy that says where to read it (ETSI EN 319 122-1, clause 5.2.9). */
export const SP_URI = "1.2.840.113549.1.9.16.5.1";
/** ETSI EN 319 122-1, clause 5.2.6.1. */
export const SIGNER_ATTRIBUTES_V2 = "0.4.0.19122.1.1";
/** X.520, 6.4.3. */
export const TITLE = "2.5.4.12";
