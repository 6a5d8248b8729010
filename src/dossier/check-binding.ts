import { type Finding, finding } from "../findings.ts";
import type { SignatureVerification } from "../pades/verify/verification.ts";
import type { DossierComponent, DossierManifest } from "./manifest.ts";

/**
 * Whether what a component's signers stated as their reason, which they signed, names this dossier: what tells a file
 * of another dossier where no hash could be known in advance. Without a signature there is nothing to tell it by.
 */
export function checkBinding(
  { name, binding }: DossierComponent,
  signatures: ReadonlySet<SignatureVerification>,
  { id }: DossierManifest,
): { readonly finding: Finding; readonly field: string | null }[] {
  if (binding === undefined) return [];
  if (signatures.size === 0) return [{ finding: finding("component-unbound", { component: name }), field: null }];
  return [...signatures].flatMap(({ reason, field }) =>
    reason !== null && namesDossier(reason, id)
      ? []
      : [{ finding: finding("component-of-other-dossier", { component: name, reason }), field }],
  );
}

/** Whether `text` holds `id` as a whole: the number of one dossier can be the beginning of another's. */
export function namesDossier(text: string, id: string): boolean {
  const within = text.normalize("NFC");
  const sought = id.normalize("NFC");
  for (let at = within.indexOf(sought); at >= 0; at = within.indexOf(sought, at + 1)) {
    const before = within.slice(0, at);
    const after = within.slice(at + sought.length);
    if (!/[\p{L}\p{N}._-]$/u.test(before) && !/^[\p{L}\p{N}_-]|^\.[\p{L}\p{N}]/u.test(after)) return true;
  }
  return false;
}
