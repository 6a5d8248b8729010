import type { ArchiveCommandWords } from "../archive-commands.ts";
import { count, plural } from "./numbers.ts";

/** When a whole archive is kept provable. */
export const archiveCommands: ArchiveCommandWords = {
  due: {
    summary: "list which files will soon be provable no longer",
    description:
      "Lists PDF files by the date until which their signatures stay provable. Files that are due soon are renewed by pades extend; those whose date has passed are lost, and no timestamp brings them back. Nothing is asked over the network without --online.",
    paths: "PDF files or folders; of a folder every .pdf file below it",
    trust: "trust profile: a JSON file, or a folder of certificates",
    within: "what counts as due soon: 90d, 6w, 12m or 2y from now (default: 12m)",
    at: "judge at this time instead of now",
    json: "print JSON instead of text",
    csv: "print a CSV table (UTF-8 with a byte order mark) instead of text",
    examples: [
      ["pades due archive/ --trust office.trust.json --online", "what must be renewed within twelve months"],
      [
        "pades due archive/ --trust office.trust.json --evidence office.evidence.json --within 2y --csv > due.csv",
        "a table for the next two years, with a bundle of revocation data (pades evidence fetch)",
      ],
    ],
    exitCodeList: [
      ["0", "every file stays provable for longer than that"],
      ["1", "a file is lost, not valid or unreadable"],
      ["2", "a file is due, or its date is not known"],
    ],
    heading: (files, until) => `${plural(files, "file")}, as far as ${until}`,
    states: {
      lost: "Lost: not provable any more, and not to be renewed",
      due: "Due",
      "not-valid": "Not valid, or undecided: not renewed",
      open: "Valid, with no known end",
      later: "Provable for longer",
    },
    none: "No file is due.",
    noDate: "no known date",
    next: "Renew them before these dates: pades extend FOLDER --due-within 12m -o OUT",
    lostNext: "Of those that are lost, look for a renewed copy elsewhere, or for the issuer's record copy.",
    statusNeeded:
      "Some files need current revocation data about a timestamp authority: use --online, or --evidence with a bundle of pades evidence fetch.",
    notRead: "file could not be opened",
  },
  extend: {
    dueWithin: "of a folder, only files that stay provable no longer than this, as 12m",
    jobs: "of a folder: how many files at once (default: 2, at most 16)",
    journal: "of a folder: the journal by which to go on after a stop (default: OUT/pades-extend.jsonl)",
    resume: "of a folder: go on with the journal; what was renewed is not renewed again",
    onlyForFolders: (option) => `${option} is for a folder only.`,
    notForFolders: (option) => `${option} cannot be used for a folder.`,
    outNeeded: "to renew a folder, name one for the new files: -o OUT.",
    outInside: (folder) => `${folder} is the folder of the files itself, or inside it; choose another.`,
    badJobs: "--jobs expects a number from 1 to 16.",
    heading: (files) => `${plural(files, "file")} looked at`,
    outcomes: {
      renewed: "renewed",
      "not-due": "not due, left as they are",
      refused: "not valid, and so not renewed",
      failed: "could not be renewed",
    },
    known: (files) => `${count(files)} of them renewed by an earlier run`,
    earliest: (time) => `What was renewed stays provable until ${time} at least.`,
    errors: {
      exists: "another file has that name in the output folder",
      changed: "the file changed meanwhile",
      "no-gain": "a new timestamp would prove it no longer",
      "not-valid-after": "not valid with the new timestamp",
      service: "a service did not answer, or data are missing",
      file: "the file could not be read or written",
    },
    journalAt: (path) => `File by file: ${path}`,
  },
  badPeriod: (option, text) => `${option}: “${text}” is no length of time; write 90d, 6w, 12m or 2y.`,
  more: (rest) => `and ${count(rest)} more`,
};
