import { type AppearancePresetName, appearancePresets } from "../appearance/presets.ts";
import { type SourceInput, toByteSource } from "../bytes/source.ts";
import { PadesError } from "../errors.ts";
import type { SignOptions } from "../pades/sign/options.ts";
import { signPdf } from "../pades/sign/sign-pdf.ts";
import { findingsOf } from "../pades/verify/findings-of.ts";
import { verifyPdf } from "../pades/verify/verify-pdf.ts";
import { parseCertificate } from "../x509/certificate.ts";
import { personOf } from "../x509/person.ts";
import { createTrustStore } from "../x509/trust-store.ts";

/** What kind of copy it is: of the whole (sao y), of a copy (sao lục), of a part (trích sao). */
export type CopyForm = "sao-y" | "sao-luc" | "trich-sao";

/** What `signPdf` takes, and the form of the copy, which says what stands on its first page. */
export type CopyOptions = SignOptions & { readonly form: CopyForm };

const FORMS: { readonly [Form in CopyForm]: { readonly preset: AppearancePresetName; readonly title: string } } = {
  "sao-y": { preset: "vn-sao-y", title: "SAO Y" },
  "sao-luc": { preset: "vn-sao-luc", title: "SAO LỤC" },
  "trich-sao": { preset: "vn-trich-sao", title: "TRÍCH SAO" },
};

/**
 * Makes an electronic copy: signs a scan, or a document that others have signed, as the organisation that certifies it,
 * with the form of the copy, the organisation and the time in the upper right corner of the first page (the presets
 * `vn-sao-y`, `vn-sao-luc` and `vn-trich-sao`). That the copy is true to its original is for who signs to see.
 *
 * @param pdf never changed; what it is stays the beginning of the copy
 * @returns the copy. /Reason is the form of the copy where neither it nor a commitment type is given.
 * @throws PadesError ERR_INVALID_ARGUMENT where the certificate names no organisation, which the text needs, or a page or
 *   an appearance is given; ERR_SIGNING_NOT_PERMITTED where a signature of the document is broken or the document was
 *   changed after it, so that nobody certifies that; and as signPdf does
 */
export async function certifyCopy(pdf: SourceInput, options: CopyOptions): Promise<Uint8Array> {
  const { form, ...others } = options;
  if (!Object.hasOwn(FORMS, form)) throw invalid(`form: expected ${Object.keys(FORMS).join(", ")}`);
  if (others.appearance !== undefined || others.page !== undefined) {
    throw invalid("appearance, page: expected none; the form of the copy says what stands where");
  }
  if (personOf(parseCertificate(others.signer.certificate).subject).organization === null) {
    throw invalid("signer: expected a certificate that names an organisation");
  }
  const source = toByteSource(pdf);
  // Read once: what is judged is what is signed.
  const bytes = await source.read(0, source.size);
  await requireIntact(bytes, others);
  const { preset, title } = FORMS[form];
  const appearance = { template: appearancePresets[preset] };
  const hasReason = others.reason !== undefined || others.commitmentType !== undefined;
  return signPdf(bytes, { ...others, appearance, page: 0, ...(hasReason ? {} : { reason: title }) });
}

/** Whom to trust is not asked: only what is wrong whoever signed keeps a copy from being certified. */
async function requireIntact(bytes: Uint8Array, { password, signal }: SignOptions): Promise<void> {
  const verification = await verifyPdf(bytes, {
    trust: createTrustStore({ schema: "pades-dossier/trust@1", id: "none", anchors: [] }),
    ...(password === undefined ? {} : { password }),
    ...(signal === undefined ? {} : { signal }),
  });
  if (verification.verdict !== "invalid" && verification.verdict !== "unreadable") return;
  const faults = findingsOf(verification).filter(({ severity }) => severity === "fail");
  throw new PadesError(
    "ERR_SIGNING_NOT_PERMITTED",
    `document: expected intact signatures or none, found ${[...new Set(faults.map(({ code }) => code))].join(", ")}`,
  );
}

function invalid(message: string): PadesError {
  return new PadesError("ERR_INVALID_ARGUMENT", message);
}
