import { PdfDict } from "../../pdf/objects.ts";
import type { SignatureDictionary } from "../../pdf/read/signature-dictionary.ts";
import type { Certificate } from "../../x509/certificate.ts";
import { personOf } from "../../x509/person.ts";
import type { SignerIdentity } from "./verification.ts";

/** Whom the certificate names, personal numbers masked. */
export function describeSigner(certificate: Certificate): SignerIdentity {
  const { commonName, organization, title, identifiers } = personOf(certificate.subject);
  return {
    commonName,
    organization,
    title,
    serialNumber: certificate.serialHex,
    sha256: certificate.sha256,
    masked: Object.fromEntries(identifiers.map(({ kind, masked }) => [kind, masked])),
  };
}

/** The permission that a certification signature grants to later changes (ISO 32000-2, table 257; 2 by default). */
export function docMdpPermission({ reference }: SignatureDictionary): 1 | 2 | 3 | null {
  const docMdp = reference.find(({ transformMethod }) => transformMethod === "DocMDP");
  if (docMdp === undefined) return null;
  const permission = docMdp.transformParams instanceof PdfDict ? docMdp.transformParams.get("P") : undefined;
  return permission === 1 || permission === 3 ? permission : 2;
}
