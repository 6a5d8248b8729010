import type { PageCommandWords } from "../page-command.ts";
import { plural } from "./numbers.ts";

export const pageCommand: PageCommandWords = {
  summary: "make a page that verifies without a network",
  description:
    "Makes a single HTML file: opened in a browser it verifies dossiers, without a network and without an installation. The trust profile and the revocation data are in the file; its SHA-256 is printed, for those who get it to compare before they use it.",
  examples: [
    ["pades page --trust office.trust.json -o verify.html", "a page with the trust profile of an office"],
    ["pades page --trust office.trust.json --evidence office.evidence.json -o verify.html", "with revocation data"],
  ],
  trust: "trust profile: a JSON file, or a folder of certificates",
  out: "the HTML file to write",
  evidence: "an evidence bundle to put into the page",
  manifest: "the manifest of a dossier: all files are verified against it",
  force: "replace the output file if it exists",
  exitCodeList: [["0", "the page was written"]],
  written: (path, kilobytes) => `Wrote ${path} (${kilobytes} kB).`,
  hash: (sha256) => `SHA-256 of the page: ${sha256}`,
  trusted: (profile, anchors, sha256) =>
    `Trust profile: ${profile}, ${plural(anchors, "trusted root")}, SHA-256 ${sha256}`,
  evidenceFrom: (oldest) => `Revocation data: the oldest piece was issued ${oldest}`,
  noEvidence: "No revocation data: the page uses what lies in each file alone.",
};
