import type { UncheckedMatter } from "../locale/page-words.ts";
import type { DossierTree } from "./dossier-tree.ts";
import type { ReportTree } from "./report-tree.ts";

/** What a report on files must own up to not having checked. */
export function uncheckedInFiles(tree: ReportTree): UncheckedMatter[] {
  const isSigned = tree.files.some(({ signatures }) => signatures.length > 0);
  const matters: (UncheckedMatter | false)[] = [
    tree.counts.unreadable > 0 && "unreadable-files",
    tree.counts.unsigned > 0 && "signatures",
    ...(isSigned ? uncheckedStatus(tree) : []),
    "authority",
    isSigned && "earlier-state",
    "truth",
  ];
  return matters.filter((matter) => matter !== false);
}

/** The same of a dossier: its manifest says who must sign, and where it names bytes, which file it is. */
export function uncheckedInDossier({ report, verification }: DossierTree): UncheckedMatter[] {
  const components = verification.manifest?.manifest.components ?? [];
  const namesAllBytes = components.every(({ sha256 }) => sha256 !== undefined);
  const matters: (UncheckedMatter | false)[] = [
    report.counts.unreadable > 0 && "unreadable-files",
    ...uncheckedStatus(report),
    verification.manifest === null && "authority",
    (verification.manifest === null || !namesAllBytes) && "earlier-state",
    verification.files.some(({ pdf }) => pdf === null) && "other-files",
    "truth",
  ];
  return matters.filter((matter) => matter !== false);
}

function uncheckedStatus({ waived, inputs }: ReportTree): UncheckedMatter[] {
  if (waived.includes("revocation")) return ["revocation"];
  return inputs.mode === "online" ? [] : ["newer-status"];
}
