import { parseCrl } from "../../revocation/crl.ts";
import { parseOcspResponse } from "../../revocation/ocsp-response.ts";
import { earliestOf } from "../../revocation/timing.ts";
import { parseCertificate } from "../../x509/certificate.ts";
import type { EvidenceKind } from "./evidence-kind.ts";

/** When a piece of evidence was issued and when a newer one is due, as it says itself. */
export interface EvidenceDates {
  /** Null for a certificate, which has a validity period and no issue of its own, and for a refusal of a responder. */
  readonly thisUpdate: Date | null;
  readonly nextUpdate: Date | null;
}

/**
 * The dates of a piece of evidence; of several answers in one OCSP response the earliest.
 * @throws Asn1Error where the bytes are not exactly one such piece in DER
 */
export function evidenceDates(kind: EvidenceKind, der: Uint8Array): EvidenceDates {
  switch (kind) {
    case "crl": {
      const { thisUpdate, nextUpdate } = parseCrl(der);
      return { thisUpdate, nextUpdate };
    }
    case "ocsp": {
      const reading = parseOcspResponse(der);
      const answers = reading.status === "successful" ? reading.response.answers : [];
      return {
        thisUpdate: earliestOf(answers.map(({ thisUpdate }) => thisUpdate)),
        nextUpdate: earliestOf(answers.map(({ nextUpdate }) => nextUpdate)),
      };
    }
    case "certificate":
      parseCertificate(der);
      return { thisUpdate: null, nextUpdate: null };
  }
}
