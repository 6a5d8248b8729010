import type { DossierWords } from "../dossier-words.ts";
import * as action from "./actions.ts";
import { count } from "./numbers.ts";

const quoted = (slogans: readonly string[]): string => slogans.map((slogan) => `“${slogan.toLowerCase()}”`).join(", ");

export const dossierWords: DossierWords = {
  reportTitle: "Dossier check",
  question: {
    correct: {
      slogan: "Correct",
      asks: "Is every required signature valid, by the right person, in order and in time?",
    },
    complete: { slogan: "Complete", asks: "Is nothing missing, extra, swapped or doubled?" },
    clean: { slogan: "Clean", asks: "Was nothing changed after signing, and does nothing act by itself?" },
    live: { slogan: "Live", asks: "Is the evidence fresh, and are the algorithms safe?" },
  },
  correctWithoutManifest:
    "Is every signature in the files valid? (Without a manifest nobody knows who must sign, in which order and by when.)",
  answer: { yes: "Yes", no: "No", unknown: "Not known" },

  valid: ({ signers, until }) => ({
    tail: ": the dossier is correct, complete, clean and live",
    sentence: `Every component of the manifest is there and intact${signers === null ? "" : `; signed by ${signers}`}.${until === null ? "" : ` This stays provable until ${until}.`}`,
    action: action.acceptDossier,
  }),
  validFiles: ({ denied, open }) => ({
    tail: [
      ": the signatures in the files",
      denied.length === 0 ? "" : `; but the dossier is not ${quoted(denied)}`,
      open.length === 0 ? "" : `; not known whether it is ${quoted(open)}`,
    ].join(""),
    sentence: "Each signed file is valid; the dossier as a whole was not held against a manifest.",
    action: action.checkWithManifest,
  }),
  withoutReason: {
    tail: "",
    sentence: "The result gives no reason; treat the dossier as not checked.",
    action: action.reportFault,
  },

  about: (component, file, field) =>
    `${component === null ? `File ${file}` : `“${component}” (file ${file})`}${field === null ? "" : `, signature “${field}”`}: `,
  moreReasons: (hidden) =>
    `and ${count(hidden)} more ${hidden === 1 ? "reason" : "reasons"}: the JSON report lists all`,

  label: {
    dossier: "Dossier",
    procedure: "Procedure",
    receiver: "Received by",
    decider: "Decided by",
    deadline: "Sign before",
    manifest: "Manifest",
    provableUntil: "Provable",
    signers: "Signers",
    questions: "Four questions",
    components: "Components",
    component: "Component",
    file: "File",
    signatures: "Required signatures",
    files: "Files",
  },
  manifestOrigin: {
    given: "given by whoever checked",
    dossier: "lay in the dossier itself",
  },
  sealedBy: (who) => `sealed by ${who}`,
  noManifest: "none",
  absentFile: "no file",
  absentSignature: "not there",
  noSignatureAsked: "none asked for",
  component: {
    valid: "As asked",
    invalid: "Not as asked",
    indeterminate: "Not known",
    unsigned: "Absent, and optional",
  },
  notPdf: "not a PDF; signatures and content not looked at",
  until: (time) => `until ${time}`,
};
