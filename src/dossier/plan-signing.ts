import type { PdfVerification, SignatureVerification } from "../pades/verify/verification.ts";
import { type Certificate, parseCertificate } from "../x509/certificate.ts";
import { namesDossier } from "./check-binding.ts";
import { comparablePath } from "./dossier-path.ts";
import { type Authority, identifySigner } from "./identify-signer.ts";
import type { DossierComponent, DossierManifest, RequiredSignature } from "./manifest.ts";
import { type FileFacts, isBytesOf } from "./match-components.ts";
import { assignSigners, roleName, roleOf } from "./required-signatures.ts";

/** A file of the dossier as it is before signing; `pdf` is null where it is no PDF. */
export interface UnsignedFile extends FileFacts {
  readonly pdf: PdfVerification | null;
}

/** What is to be done with one component for the signatures of a role. */
export type SigningStep =
  | {
      readonly kind: "sign";
      readonly component: DossierComponent;
      readonly file: string;
      /** Of the file that was judged, lower-case hex: nothing else may be signed in its place. */
      readonly sha256: string;
      readonly requirement: RequiredSignature;
    }
  | { readonly kind: "done"; readonly component: DossierComponent; readonly file: string }
  | { readonly kind: "problem"; readonly component: DossierComponent; readonly problem: SigningProblem };

/**
 * Why a component cannot be signed: it is not there; it is not the file that the manifest names, or no PDF; its hash in
 * the manifest is final, which a signature would break; somebody who signs earlier has not signed; somebody who signs
 * later has.
 */
export type SigningProblem =
  | { readonly reason: "missing" | "other-file" | "not-pdf" | "hash-final" }
  | { readonly reason: "waits-for" | "signed-later"; readonly role: string };

export interface SigningQuery {
  /** A key of the manifest's roles. */
  readonly role: string;
  /** The certificate that would sign, DER. */
  readonly certificate: Uint8Array;
  readonly now: Date;
}

/**
 * What is left to be signed in a role, in the manifest's order, told from the files alone: so a run that was interrupted
 * is gone on with by starting it again. A signature counts where its digest and value are good and its certificate fits
 * the role; whether anybody may be relied on is for verifyDossier to say.
 */
export function planSigning(
  manifest: DossierManifest,
  files: readonly UnsignedFile[],
  query: SigningQuery,
): readonly SigningStep[] {
  const byPath = new Map(files.map((file) => [comparablePath(file.path), file]));
  return manifest.components
    .filter(({ signatures = [] }) => signatures.some(({ role }) => role === query.role))
    .flatMap((component): SigningStep[] => {
      const file = byPath.get(comparablePath(component.file));
      if (file !== undefined) return [stepOf(component, file, manifest, query)];
      const isRequired = component.required ?? true;
      return isRequired ? [{ kind: "problem", component, problem: { reason: "missing" } }] : [];
    });
}

function stepOf(
  component: DossierComponent,
  file: UnsignedFile,
  manifest: DossierManifest,
  { role, certificate, now }: SigningQuery,
): SigningStep {
  const problem = (found: SigningProblem): SigningStep => ({ kind: "problem", component, problem: found });
  const { pdf } = file;
  if (pdf === null) return problem({ reason: "not-pdf" });
  const required = component.signatures ?? [];
  const sound = pdf.signatures.filter(isSound);
  const assigned = assignSigners(component, sound, manifest, now);
  const { sha256 } = parseCertificate(certificate);
  const hasSigned = assigned.some(
    (signature, at) => required[at]?.role === role && signature?.signer?.sha256 === sha256,
  );
  const open = required.findIndex((each, at) => each.role === role && assigned[at] === null);
  const requirement = required[open];
  if (hasSigned || requirement === undefined) return { kind: "done", component, file: file.path };
  if (file.sha256 === null || !isBytesOf(component, file)) return problem({ reason: "other-file" });
  if (component.sha256 !== undefined) return problem({ reason: "hash-final" });
  if (component.order !== "any") {
    const earlier = required.findIndex((_, at) => at < open && assigned[at] === null);
    if (earlier >= 0)
      return problem({ reason: "waits-for", role: roleName(required[earlier]?.role ?? "", { manifest }) });
    const later = required.findIndex((_, at) => at > open && assigned[at] !== null);
    if (later >= 0)
      return problem({ reason: "signed-later", role: roleName(required[later]?.role ?? "", { manifest }) });
  }
  return { kind: "sign", component, file: file.path, sha256: file.sha256, requirement };
}

function isSound({ kind, integrity, indication }: SignatureVerification): boolean {
  return (
    kind === "signature" && integrity.digest === "ok" && integrity.signature === "ok" && indication !== "TOTAL-FAILED"
  );
}

/** Whether this certificate fits a role by what it says, before anything was signed with it. */
export function maySign(certificate: Certificate, key: string, manifest: DossierManifest, now: Date): Authority | null {
  const role = roleOf(key, manifest);
  if (role === null) return null;
  return identifySigner({ signature: { chain: [], provenTime: now }, certificate }, role, manifest, now);
}

/** The /Reason of a signature on a component that is bound by it: it names the dossier. */
export function boundReason(reason: string | undefined, { id }: DossierManifest): string {
  if (reason === undefined) return `Hồ sơ ${id}`;
  return namesDossier(reason, id) ? reason : `${reason} (hồ sơ ${id})`;
}
