import type { Words } from "../words.ts";
import * as action from "./actions.ts";
import { nameOfChange } from "./changes.ts";
import { count, plural } from "./numbers.ts";

const since = (signers: string | null): string =>
  signers === null ? "since it was timestamped" : `since ${signers} signed`;

const provable = (until: string | null): string => (until === null ? "" : `; this stays provable until ${until}`);

export const words: Words = {
  reportTitle: "Signature check",
  verdict: {
    valid: "Valid",
    invalid: "Invalid",
    indeterminate: "Undecided",
    unsigned: "Not signed",
    unreadable: "File could not be read",
  },
  severity: { fail: "fault", warn: "open", info: "note" },

  judgedAsOf: (time) => `judged as of ${time}`,
  waived: { revocation: "revocation waived" },
  unusualOption: { acceptWithoutSignedAttributes: "signed attributes not required" },
  judgedAsOfSentence: (time) => `Judged as of ${time}, a time given by whoever checked.`,
  waivedSentence: { revocation: "At the request of whoever checked, revocation was left out of account." },
  unusualOptionSentence: {
    acceptWithoutSignedAttributes:
      "At the request of whoever checked, signatures without signed attributes are accepted.",
  },

  outcome: {
    validProven: ({ signers, time, until }) => ({
      tail: " at the time of signing",
      sentence: `Unchanged ${since(signers)}; a timestamp proves the signature existed at ${time}, while the certificate was in force${provable(until)}.`,
      action: action.accept,
    }),
    validRevokedLater: ({ signers, time, until, revokedAt }) => ({
      tail: " at signing; certificate revoked later",
      sentence: `Unchanged ${since(signers)}; a timestamp proves the signature existed at ${time}, before the certificate was revoked (${revokedAt})${provable(until)}.`,
      action: action.acceptAndKeep,
    }),
    validChecked: ({ signers, time }) => ({
      tail: " at the time of checking",
      sentence: `Unchanged ${since(signers)}; the certificate was in force at ${time}.${signers === null ? "" : " No timestamp proves when it was signed."}`,
      action: action.accept,
    }),
    validWithAdditions: ({ signers, items }) => ({
      tail: ", with permitted additions",
      sentence: `${signers === null ? "After the timestamp" : `After ${signers} signed`}, these were added: ${items}; all are permitted.`,
      action: action.lookThenAccept,
    }),
    withoutReason: {
      tail: "",
      sentence: "The result gives no reason; treat the file as not checked.",
      action: action.reportFault,
    },
    severalFiles: (counts, verdict) => {
      const { valid, invalid, indeterminate, unsigned, unreadable } = counts;
      const total = valid + invalid + indeterminate + unsigned + unreadable;
      const parts = [
        [invalid, "invalid"],
        [unreadable, "could not be read"],
        [indeterminate, "undecided"],
        [unsigned, "not signed"],
        [valid, "valid"],
      ] as const;
      const said = parts.filter(([number]) => number > 0).map(([number, what]) => `${count(number)} ${what}`);
      return {
        tail:
          counts[verdict] === total
            ? `: all ${plural(total, "file")}`
            : `: ${count(counts[verdict])} of ${plural(total, "file")}`,
        sentence: `${plural(total, "file")} checked: ${said.join(", ")}.`,
        action: valid === total ? action.accept : openEach,
      };
    },
  },

  decidedBy: (field) => `Signature “${field}”: `,

  label: {
    file: "File",
    files: "Files",
    signature: "Signature",
    documentTimestamp: "Document timestamp",
    changes: "Changes",
    signer: "Signer",
    organization: "Organisation",
    unit: "Unit",
    email: "E-mail",
    title: "Position",
    personalNumbers: "Identity no.",
    time: "Signing time",
    reason: "Reason",
    location: "Place",
    issuer: "Issuer",
    validity: "In force",
    integrity: "Integrity",
    coverage: "Signed range",
    permission: "Permission",
    level: "Level",
    algorithms: "Algorithms",
    revocation: "Revocation",
    askedInVain: "Asked in vain",
    timestamps: "Timestamps",
    provableUntil: "Provable until",
    established: "Established",
    missing: "Missing",
    nextAction: "Next step",
    findings: "Findings",
    technical: "Technical details",
    technicalOfFile: "Technical details of the file",
    chain: "Path",
    standardVerdict: "EN 319 102-1",
    checkedAt: "Checked at",
    mode: "Mode",
    policy: "Policy",
    trust: "Trust profile",
    evidence: "Evidence",
    engine: "Tool",
    certificateHash: "Certificate",
    code: "Code",
    weight: "Weight",
    meaning: "Meaning",
  },

  namedSigner: (name) => `${name} (named, not established)`,
  noName: "no name",
  unnamedFile: "unnamed file",
  claimedTime: (time) => `${time} (claimed by the signer)`,
  provenTime: (time) => `not later than ${time} (proven by a timestamp)`,
  noTime: "not stated",
  validityPeriod: (from, to) => `from ${from} to ${to}`,
  signatureHeading: (index, total, field) => `Signature ${index} of ${total}, field “${field}”`,
  revisionOf: (revision, revisions) => `revision ${revision} of ${revisions}`,
  levelFound: (found, level) =>
    level === null ? `structure of ${found}, not validated` : `${level} (structure of ${found})`,
  fileSize: (bytes) => `${bytes} bytes`,
  digest: { ok: "hash matches", failed: "hash does not match", unknown: "hash not computed" },
  signatureValue: {
    signature: { ok: "signature matches", failed: "signature does not match", unknown: "signature not checked" },
    "document-timestamp": {
      ok: "the timestamp's own signature matches",
      failed: "the timestamp's own signature does not match",
      unknown: "the timestamp's own signature not checked",
    },
  },
  coverage: {
    "whole-file": "covers the whole file",
    "whole-revision": "covers the whole signed revision",
    partial: "does not cover the whole document",
    anomalous: "anomalous signed range",
  },
  established: {
    signature: {
      "content-intact": "The signed content is intact, and the signature matches the enclosed certificate",
      "covers-file": "the signature covers the whole file",
      "covers-revision": "the signature covers the whole signed revision",
      "path-trusted": "the certificate leads to a configured root",
    },
    "document-timestamp": {
      "content-intact": "The timestamped content is intact, and the timestamp matches the enclosed certificate",
      "covers-file": "the timestamp covers the whole file",
      "covers-revision": "the timestamp covers the whole timestamped revision",
      "path-trusted": "the timestamp authority's certificate leads to a configured root",
    },
  },
  nothingChanged: {
    signature: "nothing changed after signing",
    "document-timestamp": "nothing changed after the timestamp",
  },
  changeLevel: {
    none: "nothing changed after signing",
    "lta-updates": "long-term validation data added",
    "form-filling": "form filled in or signed again",
    annotations: "annotations added",
    other: "other changes",
  },
  changesUnknown: "added to after signing; not judged",
  changesPermitted: "permitted",
  changesNotPermitted: "not permitted",
  changeItem: ({ code, page, field, before, after, revision, object }) => {
    const where = [
      page === null ? null : `page ${page}`,
      field === null ? null : `field ${field}`,
      page === null && field === null ? (object === "trailer" ? "the document" : `object ${object}`) : null,
    ].filter((part) => part !== null);
    const values =
      before !== null && after !== null && code === "appearance-mismatch"
        ? `“${after}” instead of “${before}”`
        : before !== null && after !== null
          ? `“${before}” became “${after}”`
          : after !== null
            ? `“${after}” added`
            : before !== null
              ? `“${before}” removed`
              : null;
    const name = nameOfChange(code);
    const what = values === null ? name : code === "field-filled" ? values : `${name}, ${values}`;
    const place = where.join(", ");
    return `${place.charAt(0).toUpperCase()}${place.slice(1)}: ${what} (revision ${revision})`;
  },
  forbidden: {
    docmdp: "The certification of the document forbids it.",
    fieldmdp: "The signature locked this field.",
    lock: "The signer's field locked this.",
  },
  docMdp: {
    1: "the signer permits no changes",
    2: "the signer permits form filling and signing only",
    3: "the signer permits form filling, signing and annotations",
  },
  revocationStatus: { good: "not revoked", revoked: "revoked", "on-hold": "suspended", unknown: "not known" },
  revokedAt: (time) => `revoked at ${time}`,
  dataOf: (time) => `data of ${time}`,
  timestampKind: {
    "signature-timestamp": "signature timestamp",
    "content-timestamp": "content timestamp",
    "document-timestamp": "document timestamp",
  },
  timestampValid: "valid",
  timestampNotValid: "not valid",
  anchor: "trusted root",
  mode: { offline: "offline", online: "online", "evidence-only": "offline, by the evidence handed in alone" },
  missingStatus: (certificate, time, from) =>
    `the status of the certificate of “${certificate}” for ${time}, ${from === null ? "from its issuer: it names no address" : `from ${from}`}`,
  missingIssuer: (certificate, from) =>
    `the certificate of whoever issued that of “${certificate}”, ${from === null ? "which names no address" : `from ${from}`}`,
  noEvidence: "none",
  evidenceAge: ({ pieces, counted, oldest, newest, days }) => {
    const issued = oldest === newest ? `of ${oldest}` : `from ${oldest} to ${newest}`;
    const age = days === 0 ? "less than a day old" : `${plural(days, "day")} old`;
    const what = plural(pieces, "CRL or OCSP response", "CRLs and OCSP responses");
    return counted === 0
      ? `${what}, none of which counted for this verdict; by their own dates ${issued} (the oldest ${age})`
      : `${what}, of which ${count(counted)} counted: issued ${issued} (the oldest ${age})`;
  },
  evidenceOverdue: (time) => `Past its date: newer data was due from ${time} on. Load a newer evidence bundle.`,
  evidenceWithoutDates: "no CRL and no OCSP response",
  moreHashes: (hidden) => `and ${count(hidden)} more: the JSON report lists all`,
};

const openEach = {
  registry: "Look at each file below that is not valid and take its next step.",
  citizen: "Look at each file below that is not valid and take its next step.",
  archive: "Look at each file below that is not valid and take its next step.",
};
