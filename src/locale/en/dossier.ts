import type { SignerAspect } from "../../findings.ts";
import type { FindingSentences } from "../locale.ts";
import * as action from "./actions.ts";

/** By what a signer is known to have a role, or not. */
const aspects: { readonly [Aspect in SignerAspect]: string } = {
  tag: "the PKI",
  certificate: "the certificate",
  organization: "the organisation",
  "organizational-unit": "the organisational unit",
  title: "the office held",
  "common-name": "the name",
  identifier: "the identity number",
};

const requires = (expected: string) => (expected === "" ? "" : `; the manifest asks for: ${expected}`);
const foundIs = (found: string) => (found === "" ? "" : `; the certificate says: ${found}`);

/** About the dossier as a whole: its manifest, its components, and who must sign. */
export const dossier = {
  "manifest-missing": () => ({
    title: "there is no manifest",
    sentence:
      "There is no manifest, so it cannot be told whether the dossier is complete, nor who must have signed its components.",
    action: action.checkWithManifest,
    missing: "the manifest of the dossier",
  }),
  "manifest-malformed": ({ path, expected, found }) => ({
    title: "the manifest cannot be read",
    sentence: `The manifest is wrong at “${path === "" ? "the whole file" : path}”: expected ${expected}, found ${found}. The dossier was checked as if it had none.`,
    action: action.checkWithManifest,
    missing: "a manifest that can be read",
  }),
  "manifest-not-sealed": () => ({
    title: "the manifest came with the dossier, and nobody vouches for it",
    sentence:
      "The manifest lies in the dossier itself and is not signed: anybody can have written or changed it, so it does not prove that the dossier is complete, nor that the right people signed.",
    action: action.checkWithManifest,
    missing: "a manifest from the place that takes the dossier in, or a signed one",
  }),
  "manifest-seal-invalid": () => ({
    title: "the seal of the manifest is broken",
    sentence:
      "The seal (hoso.json.p7s) does not hold: it is not over this manifest, or is itself not valid. The manifest proves nothing, neither that the dossier is complete nor who must sign.",
    action: action.checkWithManifest,
  }),
  "manifest-seal-undecided": ({ signer }) => ({
    title: "the seal of the manifest could not be decided",
    sentence: `The manifest is sealed${signer === "" ? "" : `, naming ${signer}`}, but whether that seal is valid, or may be theirs, could not be established. So it is open whether the dossier is complete and rightly signed.`,
    action: action.checkWithManifest,
    missing: "proof that the seal of the manifest is valid",
  }),
  "manifest-sealer-not-named": ({ signer, organization, tag }) => ({
    title: "nobody said who may seal the manifest",
    sentence: `The seal of the manifest is valid, by ${signer}${organization === "" || organization === signer ? "" : `, ${organization}`}${tag === "" ? "" : ` (${tag})`}. Whether they may say what this dossier must hold was not stated for this check, and anybody can seal what they wrote.`,
    action: action.nameSealer,
    missing: "who may seal the manifest",
  }),
  "manifest-sealer-not-authorised": ({ signer, aspect, expected, found }) => ({
    title: "the manifest was sealed by somebody who may not",
    sentence: `The manifest was sealed by ${signer}, who may not: ${aspects[aspect]} does not fit${expected === "" ? "" : `; asked for: ${expected}`}${foundIs(found)}.`,
    action: action.checkWithManifest,
  }),
  "component-missing": ({ component, file }) => ({
    title: "a component is missing",
    sentence: `The component “${component}” (file ${file}) is missing.`,
    action: action.supplement,
  }),
  "file-extra": ({ file }) => ({
    title: "a file is not in the manifest",
    sentence: `The file “${file}” is not in the manifest.`,
    action: action.removeExtra,
  }),
  "component-altered": ({ component, file }) => ({
    title: "a component is not the one that the manifest names",
    sentence: `The component “${component}” (file ${file}) differs from what the manifest names.`,
    action: action.sendComponentAgain,
  }),
  "components-swapped": ({ component, other }) => ({
    title: "components are swapped",
    sentence: `The file in the place of “${component}” is that of “${other}”.`,
    action: action.sendComponentAgain,
  }),
  "component-duplicated": ({ component, other }) => ({
    title: "one file fills two components",
    sentence: `The component “${component}” is the same file as “${other}”.`,
    action: action.sendComponentAgain,
  }),
  "component-of-other-dossier": ({ component, reason }) => ({
    title: "a component belongs to another dossier",
    sentence:
      reason === null
        ? `The signature on “${component}” does not name this dossier.`
        : `The signature on “${component}” gives the reason “${reason}”, which is not the number of this dossier.`,
    action: action.sendComponentAgain,
  }),
  "component-unbound": ({ component }) => ({
    title: "nothing ties a component to this dossier",
    sentence: `The manifest has no hash of “${component}”, and nothing else ties it to this dossier, so it cannot be told whether it belongs to another one, or is an earlier state of itself.`,
    action: action.compareByHand,
    missing: `a hash of “${component}” in the manifest`,
  }),
  "component-renamed": ({ component, expected, found }) => ({
    title: "a file has another name",
    sentence: `The component “${component}” is named ${found} instead of ${expected}; its content is what the manifest names.`,
    action: action.nothing,
  }),
  "component-not-pdf": ({ component, file }) => ({
    title: "a component that must be signed is no PDF",
    sentence: `The component “${component}” (file ${file}) must be signed and is no PDF; this tool checks signatures in PDF files only.`,
    action: action.otherTool,
    missing: `a signed PDF of “${component}”`,
  }),
  "required-signature-missing": ({ component, role }) => ({
    title: "a required signature is missing",
    sentence: `The component “${component}” lacks the signature of ${role}.`,
    action: action.askForRequiredSignature,
  }),
  "signer-not-authorised": ({ component, role, signer, aspect, expected, found }) => ({
    title: "signed by somebody else than who must sign",
    sentence: `The component “${component}” must be signed by ${role}; the signature naming ${signer === "" ? "(unknown)" : signer} differs in ${aspects[aspect]}${requires(expected)}${foundIs(found)}.`,
    action: action.askForRequiredSignature,
  }),
  "signer-authority-unproven": ({ component, role, signer, organization }) => ({
    title: "not proven that the organisation bore this name at signing",
    sentence: `The signature naming ${signer} on “${component}” stands for ${role}; the name “${organization}” was right for some time only, and no timestamp proves that it was signed in that time.`,
    action: action.signAgainWithTimestamp,
    missing: "a timestamp from when the organisation bore this name",
  }),
  "signatures-out-of-order": ({ component, first, second }) => ({
    title: "signed in the wrong order",
    sentence: `On “${component}”, ${second} signed before ${first}; the manifest asks for the reverse.`,
    action: action.askForRequiredSignature,
  }),
  "signature-late": ({ component, role, deadline, time: signedAt }, { time }) => ({
    title: "signed too late",
    sentence: `The signature of ${role} on “${component}” was due before ${time(deadline)}; its earliest timestamp is of ${time(signedAt)}.`,
    action: action.decideOnDeadline,
  }),
  "signature-time-unproven": ({ component, role, deadline }, { time }) => ({
    title: "not proven to be in time",
    sentence: `The signature of ${role} on “${component}” was due before ${time(deadline)}; it has no valid timestamp, so its time is only claimed.`,
    action: action.signAgainWithTimestamp,
    missing: `a valid timestamp before ${time(deadline)}`,
  }),
  "signature-below-level": ({ component, role, required, found }) => ({
    title: "the level of a signature is too low",
    sentence: `The signature of ${role} on “${component}” must be at level ${required}; it is at ${found}.`,
    action: action.askForRequiredSignature,
  }),
  "signature-reused": ({ component, role, other }) => ({
    title: "one signature is used twice",
    sentence: `The signature of ${role} on “${component}” is the very one on “${other}”.`,
    action: action.sendComponentAgain,
  }),
  "file-executable": ({ file }) => ({
    title: "the dossier holds a program",
    sentence: `The file “${file}” is a program, or a computer would run it as one.`,
    action: action.doNotOpen,
  }),
  "desktop-leftover": ({ file }) => ({
    title: "a file that the computer made is no part of the dossier",
    sentence: `The operating system made the file “${file}” to show the folder; it holds no document and was passed over.`,
    action: action.nothing,
  }),
} satisfies Partial<FindingSentences>;
