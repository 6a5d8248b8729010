import type { BatchWords } from "../batch-words.ts";
import { count } from "./numbers.ts";

/** When many files are checked at once. */
export const batch: BatchWords = {
  jobs: "check several files at a time: a number of threads, or auto for every core",
  jsonl: "print one line of JSON for each file, as soon as it is checked",
  shard: "only part i of n, to share the files out among machines (as 2/5)",
  journal: "write each result to this file, to be able to go on after a stop",
  resume: "go on with --journal: files that have not changed are not checked again",
  summary: "write counts to a .csv, .html (with charts) or .txt file; may be given several times",
  metrics: "write measures for Prometheus to this file",
  progress: (done, files, perSecond, left) =>
    `${count(done)}/${count(files)} files, ${perSecond} a second${left === null ? "" : `, about ${duration(left)} left`}`,
  heading: (files) => `${count(files)} files checked`,
  known: (files) => `${count(files)} of them unchanged, with the results that were written down`,
  verdicts: {
    valid: "valid",
    invalid: "invalid",
    indeterminate: "undecided",
    unsigned: "not signed",
    unreadable: "unreadable",
  },
  reasons: "Most frequent reasons (pades explain CODE says what they mean)",
  organizations: "Organisations that signed",
  authorities: "Certification authorities",
  procedures: "Procedures",
  notRead: "file could not be opened",
  more: (rest) => `and ${count(rest)} more: --summary lists them all`,
  took: (seconds, perSecond) => `It took ${seconds} seconds, ${perSecond} files a second.`,
  stopped: (done, files, journal) =>
    `Stopped after ${count(done)} of ${count(files)} files.${
      journal === null ? "" : ` Run it again with --journal ${journal} --resume to go on.`
    }`,
  journalExists: (path) => `${path} exists; add --resume to go on with it, or choose another name.`,
  noJournal: (path) =>
    `${path} is not a journal of this command; nothing was written to it. Choose another name for --journal.`,
  journalFolder: (path) => `${path} cannot be made: the folder for it does not exist.`,
  badJobs: "--jobs expects a number from 1 to 256, or auto.",
  badShard: "--shard expects i/n, as 2/5.",
  emptyShard: "no file falls into this part; others have some.",
  resumeWithoutJournal: "--resume needs --journal FILE.",
  badSummary: "--summary expects a .csv, .html or .txt file.",
  page: {
    title: "Summary of signature checks",
    time: "Checked at",
    trust: "Trust profile",
    waivedRevocation: "Revocation was waived: “valid” in these tables takes no account of revoked certificates.",
    verdicts: "By verdict",
    verdict: "Verdict",
    files: "Files",
    share: "Share",
    reasons: "By reason",
    reason: "Reason",
    name: "Name",
    notValid: "Not valid",
    chart: "Chart",
    note: "A file may have several reasons and signatures, so that rows may add up to more than the files. The names of signatures that did not pass are only those that the file bears. Names of procedures are from manifests, and nobody has checked them.",
    rest: (names) => `and ${count(names)} more; the .csv table lists them all`,
  },
  notInBatch: (option) => `${option} cannot be used when many files are checked at once.`,
};

function duration(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
