import type { SigningProblem } from "../../dossier/plan-signing.ts";
import type { DossierCommandWords } from "../dossier-commands.ts";

export const dossierCommands: DossierCommandWords = {
  summary: "write the manifest of a dossier, sign electronic copies",
  description:
    "A dossier is a folder of files with a manifest, hoso.json: what must be there, and who must have signed it.",
  examples: [["pades dossier init dossier/ --id 26-0007", "write the manifest of a folder, to be completed by hand"]],
  manifest: "judge the files as one dossier by this manifest; one inside the folder counts only with its seal",
  sealerTag: "who may seal a manifest inside: trust anchors with this tag; may be repeated",
  sealerOrganization: "and only this organisation, by its name in the certificate; may be repeated",
  archiveAlone: (path) => `${path} is an archive: check it by itself.`,
  manifestInside: (path) =>
    `${path} lies in the dossier, where anybody can have put it; give one from elsewhere, or name it hoso.json.`,
  sealerNeedsDossier: "--sealer-tag is for dossiers: name a folder with hoso.json, a ZIP, or a --manifest.",
  notForDossiers: (option) => `${option} cannot be used with a dossier.`,
  init: {
    summary: "write hoso.json for a folder",
    description:
      "Writes a manifest for the files of a folder: each with its hash, and for signatures that are there already a proposal of who must sign. Complete it by hand; nothing in it was decided for you.",
    folder: "the folder with the files of the dossier",
    id: "the number of the dossier",
    trust: "trust profile: proposes the tags of those who signed",
    force: "replace a hoso.json that is there",
    examples: [
      ["pades dossier init dossier/ --id 26-0007", "write dossier/hoso.json"],
      [
        "pades dossier init dossier/ --trust office.trust.json --force",
        "propose tags too, replace the one that is there",
      ],
    ],
    written: (path, components) => `Written: ${path} (${components} ${components === 1 ? "component" : "components"})`,
    proposal: (role, name, components) => `Role ${role}: ${name}, from the signature on ${components}`,
    fillIn: "To be completed by hand before it is used:",
    todo: {
      id: "id: the number of the dossier; the name of the folder stands there now",
      names: "name: what each component is called",
      roles:
        "roles and signatures: who must sign what, in which order, at which level, until when. A role with a certificate fits that certificate alone; a role with a tag and an organisation fits whoever holds the office.",
      bound: 'binding: "reason" where a component is to be known by the number of the dossier in its signatures',
      seal: "then sign (pades sign FOLDER --role ROLE) and seal (--seal); before that the manifest counts only where it is handed in",
    },
    noFiles: (folder) => `the folder ${folder} holds no files.`,
  },
  copy: {
    summary: "sign an electronic copy (sao y, sao lục, trích sao)",
    description:
      "Signs a scan, or a document that others have signed, as the organisation that certifies the copy: the form of the copy, the organisation and the time stand in the upper right corner of the first page. A document whose signatures are broken, or that was changed after them, is refused. That the copy is true is for who signs to see.",
    path: "a PDF scanned from paper, or a signed document",
    form: "the form of the copy; sao-y by default",
    examples: [
      ["pades dossier copy scan.pdf --p12 office.p12", "signs it into scan.sao-y.pdf"],
      [
        "pades dossier copy scan.pdf --form trich-sao --p12 office.p12 --level B-T --tsa http://tsa.example/",
        "with a timestamp",
      ],
    ],
  },
  sign: {
    manifest: "for a folder: its manifest (default: hoso.json inside)",
    role: "for a folder: sign every component that asks for this role and lacks its signature",
    seal: "for a folder: put the final hashes into hoso.json and seal it, once all have signed",
    roleOrSeal: "a folder is signed with --role, or sealed with --seal.",
    onlyForFolders: (option) => `${option} is for folders.`,
    notForFolders: (option) => `${option} cannot be used with a folder.`,
    noManifest: (folder) => `${folder} has no hoso.json; write one with: pades dossier init ${folder}`,
    noRole: (role, known) => `the manifest has no role ${role}; it has: ${known}.`,
    notOfRole: (signer, role) => `the certificate of ${signer} does not fit the role ${role}.`,
    levelTooLow: (component, level) => `${component} asks for level ${level}: add --level ${level} --tsa URL.`,
    nothing: (role) => `No component asks for a signature of ${role}.`,
    signed: (component, file) => `Signed: ${component} (${file})`,
    done: (component) => `Was signed already: ${component}`,
    problem: (component, problem) => `${component}: ${problemText(problem)}`,
    notStarted: "nothing was signed:",
    changed: (component, file) =>
      `${component} (${file}) changed while the dossier was being signed, so it was not signed; check it and run this again.`,
    sealed: (manifest, seal) => `Sealed: ${manifest}, ${seal}`,
    notSealed: "not sealed, because the dossier is not as the manifest asks:",
  },
};

function problemText(problem: SigningProblem): string {
  switch (problem.reason) {
    case "missing":
      return "the file is missing";
    case "other-file":
      return "the file is not the one that the manifest names";
    case "not-pdf":
      return "the file is no PDF";
    case "hash-final":
      return "the manifest fixes the whole file (sha256), and a signature would change it; use original instead";
    case "waits-for":
      return `${problem.role} must sign first`;
    case "signed-later":
      return `${problem.role}, who signs later, has signed already`;
  }
}
