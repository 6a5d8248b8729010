import { differing } from "../differing.ts";
import type { EvidenceCommandWords } from "../evidence-commands.ts";
import { count, plural } from "./numbers.ts";

export const evidenceCommands: EvidenceCommandWords = {
  evidence: {
    summary: "fetch evidence for work without a network, or delete stored evidence",
    description:
      "Fetches revocation data into one file (an evidence bundle), or deletes what verify --save-evidence stored.",
    examples: [["pades evidence fetch --trust office.trust.json -o office.evidence.json", "fetch a bundle"]],
    fetch: {
      summary: "fetch current revocation lists into one file",
      description:
        "Fetches the revocation lists (CRLs) of all authorities of a trust profile, checks their signatures and dates, and writes what is good into one file for verify --evidence. A profile seldom says where an authority publishes the list of those that it certified itself: name a signed file with --for, or the address with --crl. For the chains of such a file it also fetches issuers' certificates that are missing, and asks OCSP responders.",
      trust: "trust profile: a JSON file, or a folder of certificates",
      out: "the evidence bundle to write; an older bundle is replaced",
      for: "also for the chains in this signed PDF file; may be given several times",
      crl: "also the CRL at this address; may be given several times",
      allowPrivate: "let this private address be asked: a host, or host:port; none is otherwise",
      force: "replace the output file whatever it is",
      examples: [
        [
          "pades evidence fetch --trust office.trust.json -o office.evidence.json",
          "fetch what the profile's certificates name",
        ],
        [
          "pades evidence fetch --trust roots/ --for letter.pdf -o letter.evidence.json",
          "also for the chains of one file",
        ],
        [
          "pades evidence fetch --trust roots/ --crl http://ca.example/sub.crl -o office.evidence.json",
          "also from an address",
        ],
      ],
      exitCodeList: [
        ["0", "every authority has a current list"],
        ["1", "nothing usable came; no file was written"],
        ["2", "something is missing; what came was written"],
      ],
      authority: (name) => `Authority “${name}”`,
      otherAddresses: "Other addresses",
      verified: (url, thisUpdate, nextUpdate) =>
        `signature and dates are good: of ${thisUpdate}${nextUpdate === null ? "" : `, next on ${nextUpdate}`} (${url})`,
      stale: (url, nextUpdate) => `signature is good, but out of date: a newer one was due on ${nextUpdate} (${url})`,
      failed: (url, reason) => `nothing came: ${reason} (${url})`,
      refused: (url, reason) =>
        `not taken: ${
          {
            signature: "its signature is not that of the issuer that it names",
            "unknown-issuer": "its issuer is not known from the profile or the files",
            "not-allowed": "whoever signed it may not, or used a weak algorithm",
            "from-the-future": "its date has not come yet",
          }[reason]
        } (${url})`,
      noAddress: "no address of its list is known: name a signed file with --for, or the address with --crl",
      answeredOnly: "it publishes no list that anybody names; its responder has answered, see below",
      certificate: (name) => `OCSP about the certificate of “${name}”`,
      written: (path, { crl, ocsp, certificate }) => {
        const more = [
          ...(ocsp === 0 ? [] : [plural(ocsp, "OCSP response")]),
          ...(certificate === 0 ? [] : [plural(certificate, "certificate")]),
        ];
        return `Written: ${path} (${[plural(crl, "CRL"), ...more].join(", ")})`;
      },
      incomplete: "Something is missing: see above. A verdict that needs it stays undecided.",
      nothing: "nothing usable came, so no file was written.",
      notABundle: (path) => `${path} exists and is no evidence bundle; choose another name, or add --force.`,
    },
    delete: {
      summary: "delete stored evidence",
      description:
        "Deletes from a folder what verify --save-evidence stored there: only files whose content fits their name. Without --yes it only says what would be deleted.",
      folder: "the folder",
      report: "only what this JSON report names",
      yes: "delete",
      examples: [
        ["pades evidence delete evidence/", "say what would be deleted"],
        ["pades evidence delete evidence/ --report letter.json --yes", "delete what belongs to one report"],
      ],
      found: (files, folder) => `${plural(files, "file")} of stored evidence in ${folder}`,
      none: (folder) => `No stored evidence in ${folder}`,
      deleted: (files, folder) => `Deleted: ${plural(files, "file")} of stored evidence in ${folder}`,
      leftChanged: (files) =>
        `Left: ${plural(files, "file")} named like evidence that ${files === 1 ? "holds" : "hold"} something else`,
      leftOthers: (files) => `Left: ${plural(files, "other file")}`,
      addYes: "Nothing was deleted. To delete: add --yes",
      shared: "Other reports may need the same files to be replayed.",
    },
  },
  replay: {
    summary: "reach the verdicts of a report again from stored evidence",
    description:
      "Judges files again as a JSON report says: at its time, by its trust profile and rules, with the evidence that verify --save-evidence stored, without a network. Says whether every verdict of the report is the same, or what differs.",
    report: "the JSON report",
    files: "the PDF files, recognised by their content; of a report on a dossier its folder, its ZIP file or its files",
    evidence: "the folder with the stored evidence",
    trust: "the trust profile, where it is not in that folder",
    examples: [
      [
        "pades verify letter.pdf --trust roots/ --report letter.json --save-evidence evidence/",
        "first: store with the report",
      ],
      ["pades replay letter.json letter.pdf --evidence evidence/", "years later: the same?"],
    ],
    exitCodeList: [
      ["0", "the same"],
      ["1", "something differs, or not all files of the report were replayed"],
    ],
    same: (files) =>
      `The same: the verdict came out as recorded, and of ${plural(files, "file")} verdict, indications, codes and signers.`,
    differs: "Not the same as recorded:",
    incomplete: "Not all files of the report were replayed:",
    wholeDiffers: "Of all together:",
    fileSame: (path) => `${path}: the same`,
    fileDiffers: (path) => `${path}:`,
    notInReport: (path) => `${path}: the report is about no file with this content`,
    absent: (path) => `Not replayed, since it was not given: ${path}`,
    version: (recorded, now) => `The report was made by version ${recorded}, this is ${now}.`,
    trustProfile: (recorded, now) => `another trust profile: ${recorded} then, ${now} now`,
    policy: (recorded, now) => `other rules (policy): ${recorded} then, ${now} now`,
    missing: (file) => `evidence is missing: ${file}`,
    changed: (file) => `evidence was changed: ${file}`,
    verdictWords: {
      valid: "valid",
      invalid: "invalid",
      indeterminate: "undecided",
      unsigned: "not signed",
      unreadable: "unreadable",
    },
    verdict: (recorded, now) => `verdict: ${recorded} then, ${now} now`,
    signatureCount: (recorded, now) => `signatures: ${count(recorded)} then, ${count(now)} now`,
    facts: (field, keys) =>
      `${field === null ? "the dossier" : `signature “${field}”`}: the report says otherwise in ${keys}`,
    answer: (question, recorded, now) => `question “${question}”: ${recorded} then, ${now} now`,
    reasons: (question, gone, added) =>
      `reasons of the question “${question}”: ${differing([
        ["no longer", gone],
        ["now also", added],
      ])}`,
    dossierFiles: (gone, added, changed) =>
      `files: ${differing([
        ["no longer", gone],
        ["now also", added],
        ["other content", changed],
      ])}`,
    field: (recorded, now) => `signature field: “${recorded}” then, “${now}” now`,
    indication: (field, recorded, now) => `signature “${field}”: ${recorded} then, ${now} now`,
    codes: (field, gone, added) =>
      `${field === null ? "the file" : `signature “${field}”`}: ${differing([
        ["no longer", gone],
        ["now also", added],
      ])}`,
  },
  saveEvidence:
    "store the evidence and the trust profile in this folder, for pades replay; to be kept like the file itself",
  evidenceSaved: (folder, written, known) =>
    `Evidence stored: ${folder} (${plural(written, "new file")}, ${count(known)} already there)`,
};
