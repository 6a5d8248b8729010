import { PdfDict } from "../../pdf/objects.ts";
import type { SignatureDictionary } from "../../pdf/read/signature-dictionary.ts";
import type { Certificate } from "../../x509/certificate.ts";
import { type PersonIdentifier, personOf } from "../../x509/person.ts";
import type { SignerIdentity } from "./verification.ts";

/** Whom the certificate names, personal numbers masked. */
export function describeSigner(certificate: Certificate): SignerIdentity {
  const { commonName, organization, organizationalUnits, title, email, identifiers } = personOf(certificate.subject);
  return {
    commonName,
    organization,
    title,
    serialNumber: certificate.serialHex,
    sha256: certificate.sha256,
    masked: maskedNumbers(identifiers),
    // The certificate is shared by all files that it stands in (x509/read-certificates.ts), and results may be changed.
    organizationalUnits: [...organizationalUnits],
    email,
  };
}

/** By kind; several of one kind stand behind each other, so that none hides another. */
function maskedNumbers(identifiers: readonly PersonIdentifier[]): Record<string, string> {
  const byKind = new Map<PersonIdentifier["kind"], string>();
  for (const { kind, masked } of identifiers) {
    const before = byKind.get(kind);
    byKind.set(kind, before === undefined ? masked : `${before}, ${masked}`);
  }
  return Object.fromEntries(byKind);
}

/** The permission that a certification signature grants to later changes (ISO 32000-2, table 257; 2 by default). */
export function docMdpPermission({ reference }: SignatureDictionary): 1 | 2 | 3 | null {
  const docMdp = reference.find(({ transformMethod }) => transformMethod === "DocMDP");
  if (docMdp === undefined) return null;
  const permission = docMdp.transformParams instanceof PdfDict ? docMdp.transformParams.get("P") : undefined;
  return permission === 1 || permission === 3 ? permission : 2;
}
