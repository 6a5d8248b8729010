import type { ArchiveAmbiguity, ArchiveDamage, ArchiveEntryFault } from "../../findings.ts";
import type { FindingSentences } from "../locale.ts";
import * as action from "./actions.ts";

const damages: { readonly [Damage in ArchiveDamage]: string } = {
  "no-end-record": "it is no ZIP file, or its end is missing",
  "several-disks": "the ZIP file is split into parts",
  "directory-outside": "the directory of the ZIP file points outside of it",
  "directory-malformed": "the directory of the ZIP file is damaged",
  "too-many-entries": "the ZIP file holds too many files",
  "no-entries": "the ZIP file is empty",
};

const faults: { readonly [Fault in ArchiveEntryFault]: string } = {
  absolute: "its name is an absolute path",
  "leaves-folder": "its name leads out of the folder of the dossier",
  "empty-part": "its name has an empty part",
  backslash: "its name holds a backslash",
  "control-character": "its name holds an invisible control character",
  "too-long": "its name is too long",
  "symbolic-link": "it is a link to another file",
  "special-file": "it is no ordinary file",
  encrypted: "it has a password",
  "method-unsupported": "it is compressed in a way that is not supported",
  "local-header-missing": "its data is not where it should be",
  "data-damaged": "its compressed data is damaged",
  "checksum-mismatch": "its content does not match its checksum",
  "size-mismatch": "its content is not as long as stated",
  "too-large": "it is too large",
  ratio: "it unpacks to far more than its size",
};

const ambiguities: { readonly [Ambiguity in ArchiveAmbiguity]: string } = {
  "data-before": "there is data before the first file",
  "data-after": "there is data after the end",
  "data-between": "there is data between the files that the directory does not name",
  "entries-overlap": "two files share one stretch of data",
  "headers-disagree": "the directory and the file's own header differ",
  "name-twice": "two files have one name",
  "names-disagree": "an extra field has another name for a file",
  "directory-with-data": "a folder has content",
  "end-records-disagree": "there are two directories",
};

/** About the ZIP file of a dossier. */
export const archive = {
  "file-archive": ({ file }) => ({
    title: "the dossier holds an archive",
    sentence: `The file “${file}” is an archive; what is inside was not checked.`,
    action: action.unpackArchive,
    missing: `the files inside “${file}”`,
  }),
  "archive-unreadable": ({ damage }) => ({
    title: "the ZIP file cannot be opened",
    sentence: `The dossier cannot be opened: ${damages[damage]}.`,
    action: action.sendArchiveAgain,
  }),
  "archive-entry-refused": ({ file, fault }) => ({
    title: "a file in the ZIP was not opened",
    sentence: `The file “${file}” in the ZIP was not opened: ${faults[fault]}.`,
    action: action.sendArchiveAgain,
  }),
  "archive-ambiguous": ({ file, ambiguity }) => ({
    title: "the ZIP file can be read in two ways",
    sentence: `Two programs could unpack two dossiers from this ZIP file: ${ambiguities[ambiguity]}${file === null ? "" : ` (“${file}”)`}.`,
    action: action.sendArchiveAgain,
  }),
  "archive-name-guessed": ({ file }) => ({
    title: "a name in the ZIP does not say its encoding",
    sentence: `The name “${file}” in the ZIP does not say how it is encoded, so its accents may be shown wrongly.`,
    action: action.nothing,
  }),
} satisfies Partial<FindingSentences>;
