/** Bytes that are not the ASN.1 that was expected. Parsers throw it; a verifier turns it into a finding. */
export class Asn1Error extends Error {
  override readonly name = "Asn1Error";
}
