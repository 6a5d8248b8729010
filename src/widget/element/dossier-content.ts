import type { DossierVerification } from "../../dossier/dossier-verification.ts";
import { buildDossierTree } from "../../report/dossier-tree.ts";
import { dossierContent } from "../../report/html-dossier.ts";
import type { PageContent } from "../../report/html-page.ts";
import type { HtmlOptions } from "../../report/html-parts.ts";

/** On demand: a page that checks single files does not load it. */
export function dossierContentOf(verification: DossierVerification, options: HtmlOptions): PageContent {
  return dossierContent(buildDossierTree(verification), options);
}
