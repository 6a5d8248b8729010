import type { WidgetTexts } from "../widget-texts.ts";

export const en: WidgetTexts = {
  label: "Check digital signatures",
  drop: "Drop PDF files, a ZIP file or a dossier folder here",
  chooseFiles: "Choose files",
  chooseFolder: "Choose a folder",
  staysHere: "Files are checked on this device and are not sent anywhere.",
  starting: "Getting ready…",
  checking: ({ path, done, files }) =>
    files > 1 ? `Checking file ${done + 1} of ${files}: ${path}` : `Checking: ${path}`,
  cancel: "Stop",
  cancelled: "Stopped. There is no result.",
  done: (answer) => `Checked. ${answer}`,
  another: "Check other files",
  resultLabel: "Result of the signature check",
  password: {
    label: "Password of the file",
    hint: "It is used on this device to open the file, and neither stored nor sent.",
    submit: "Open and check again",
  },
  warning: "You can still submit it, but this result is not enough to rely on; the receiving office will check again.",
  form: {
    blocked: (answer) => `This cannot be submitted. ${answer}`,
    stillChecking: "Signatures are still being checked; please wait.",
    required: "Please choose the files to check.",
  },
  problem: {
    "insecure-context": {
      title: "This page cannot check signatures yet",
      remedy: "It was opened over plain http, where browsers withhold cryptography. Open it by its https address.",
    },
    "unsupported-browser": {
      title: "This browser is too old to check signatures",
      remedy: "Update it, or use Chrome or Edge from version 111, Firefox from 115, or Safari from 16.4.",
    },
    configuration: {
      title: "The signature check is not set up correctly",
      remedy: "The fault lies with how this page is set up, not with your file. Please tell those who run it.",
    },
    worker: {
      title: "The signature check did not start, or stopped",
      remedy: "Your file is not to blame. Reload the page and try again; if that fails, tell those who run it.",
    },
    "file-unreadable": {
      title: "The chosen file can no longer be read",
      remedy: "It was moved, deleted or is being edited. Choose it again.",
    },
    "nothing-chosen": {
      title: "There is nothing to check",
      remedy: "The folder is empty, or what was dropped is no file. Choose PDF or ZIP files.",
    },
    "too-many-files": {
      title: "Too many files at once",
      remedy: "Check them in parts, one dossier at a time.",
    },
  },
  technical: "Technical details:",
};
