import type { TrustCommandWords } from "../trust-command.ts";

const plural = (count: number, one: string, several: string): string => `${count} ${count === 1 ? one : several}`;
const anchorsAndOthers = (anchors: number, intermediates: number): string =>
  `${plural(anchors, "anchor", "anchors")}, ${plural(intermediates, "intermediate", "intermediates")}`;

export const trustCommand: TrustCommandWords = {
  summary: "keep the list of CA certificates that you trust",
  description:
    "Keeps a trust profile: a JSON file with the root certificates (anchors) that you trust, for what, and until when. Names prove nothing: certificates go by their SHA-256 fingerprint.",
  examples: [
    ["pades trust add root.crt --trust office.trust.json", "trust a root, after its fingerprint is confirmed"],
    ["pades trust list --trust office.trust.json", "show whom the profile trusts"],
  ],
  trust: "the trust profile",
  add: {
    summary: "add certificates to a trust profile",
    description:
      "Shows each certificate and adds it once you confirm that its fingerprint is the one that its issuer publishes. Roots become anchors, other CA certificates intermediates, which help to find paths and are trusted for nothing. Makes the profile where there is none.",
    examples: [
      ["pades trust add root.crt --trust office.trust.json --tag public-ca", "a root, with the PKI it is of"],
      ["pades trust add tsa-root.pem --trust office.trust.json --role tsa", "a root for timestamps alone"],
      ["pades trust add intermediates.p7b --trust office.trust.json", "what helps to find paths"],
      ["pades trust add root.crt --trust office.trust.json --fingerprint 3F9A…", "in a script, with all 64 digits"],
    ],
    files: "certificates: PEM, DER, or PKCS#7 bundles (.p7b, .p7c)",
    role: "what an anchor is trusted for, by default all; may be repeated",
    tag: "which PKI it is of, such as public-ca or cong-vu",
    from: "trust it for what is proven from this time on",
    until: "trust it for what is proven up to this time",
    as: "what to add the certificates as, in place of what they are",
    allowLeaf: "with --as anchor: also certificates that are no CA's, which then stand for themselves alone",
    fingerprint: "SHA-256 of an anchor, as its issuer publishes it, to confirm it without being asked; may be repeated",
    asAnchor: "New anchor",
    asIntermediate: "New intermediate, trusted for nothing by itself",
    question: "Is this the fingerprint that the issuer publishes? Type yes to trust it: ",
    yes: ["yes", "y"],
    expired: (time) => `Warning: it expired on ${time}; only what is proven to be older can be valid by it.`,
    notYetValid: (time) => `Warning: it is in force only from ${time}.`,
    sameName: "Warning: the profile has this name with another key. Make sure that both are the issuer's.",
    added: (anchors, intermediates, path) => `Added to ${path}: ${anchorsAndOthers(anchors, intermediates)}`,
    next: (path) => `pades trust check --trust ${path}`,
  },
  list: {
    summary: "show whom a trust profile trusts",
    description: "Shows the anchors of a profile, what each is trusted for, and its intermediates.",
    examples: [["pades trust list --trust office.trust.json", "show them all"]],
    heading: (id, anchors, intermediates) => `Trust profile ${id}: ${anchorsAndOthers(anchors, intermediates)}`,
    policy: (id) => `Policy: ${id}`,
    next: (path) =>
      `compare each fingerprint with the one that its issuer publishes; look for problems: pades trust check --trust ${path}`,
    noAnchors: (path) => `no signature can be valid without an anchor; add one: pades trust add FILE --trust ${path}`,
  },
  remove: {
    summary: "remove certificates from a trust profile",
    description: "Removes certificates by their SHA-256 fingerprint; its first 16 digits or more are enough.",
    examples: [
      ["pades trust remove 3F9A41C07D22E8B1 --trust office.trust.json", "trust it no longer"],
      ['pades trust remove "3F9A 41C0 7D22 E8B1" --trust office.trust.json', "the same, as `list` shows it"],
    ],
    fingerprints: "SHA-256 fingerprints, as `pades trust list` shows them",
    removed: (subject, path) => `Removed from ${path}: ${subject}`,
    noneLeft: "The profile has no anchor left: no signature can be valid by it.",
  },
  check: {
    summary: "look for problems in a trust profile",
    description:
      "Looks for certificates that have expired or soon will, weak keys, duplicates, names with several keys, and intermediates that lead to no anchor. With --certificate, says whether that certificate leads to an anchor.",
    examples: [
      ["pades trust check --trust office.trust.json", "look for problems"],
      ["pades trust check --trust office.trust.json --certificate signer.pem", "try the path of a certificate"],
    ],
    certificate: "try to find a path from this certificate to an anchor",
    role: "what the path is for (default: signer)",
    at: "check as of this time instead of now",
    good: (anchors, intermediates, time) => `No problems as of ${time}: ${anchorsAndOthers(anchors, intermediates)}`,
    found: (problems, notices, time) =>
      `As of ${time}: ${plural(problems, "problem", "problems")}, ${plural(notices, "note", "notes")}`,
    problem: {
      expired: (time) =>
        `It expired on ${time}; only what is proven to be older can be valid by it. Ask the issuer for the new one.`,
      "expires-soon": (time) => `It expires on ${time}. Ask the issuer for the new one in good time.`,
      "not-yet-valid": (time) => `It is in force only from ${time}.`,
      "trust-ended": (time) =>
        `The profile trusts it until ${time}, which is past: new signatures are not valid by it.`,
      weak: (key) => `The key (${key}) is not safe enough; nothing signed with it counts. Remove it.`,
      "not-ca": "It is no CA's certificate: it can vouch for itself alone.",
      duplicate: "It is there twice. Remove one.",
      "same-name": "Another certificate has the same name and another key. Make sure that both are the issuer's.",
      "no-path": (certificate, reason) =>
        `It leads to no anchor (nearest path stopped at “${certificate}”: ${reason}). Add its root, or remove it.`,
      "no-signer-anchor": (tags) =>
        tags === null
          ? "No anchor is trusted for signers: no signature can be valid."
          : `No anchor for signers has a tag that the policy asks for (${tags}): no signature can be valid.`,
      "no-tsa-anchor": "No anchor is trusted for timestamps: no timestamp counts, and nothing proves a time.",
    },
    pathFound: "The certificate leads to an anchor.",
    pathNotFound: (certificate, reason) =>
      `The certificate leads to no anchor: nearest path stopped at “${certificate}”: ${reason}.`,
    pathNext: "nothing; whether it was revoked is checked with each signature",
    noPathNext: "ask the issuer for its CA certificates, and add them once their fingerprints are confirmed",
  },
  label: {
    anchors: "Anchors",
    intermediates: "Intermediates",
    roles: "Trusted for",
    tag: "Tag",
    trusted: "Trusted",
    issuer: "Issued by",
    validity: "Validity",
    key: "Key",
    fingerprint: "SHA-256",
    next: "Next step",
    path: "Path",
  },
  role: { signer: "signers", tsa: "timestamps", revocation: "revocation data" },
  noTag: "none",
  trustedFrom: (time) => `from ${time}`,
  trustedUntil: (time) => `until ${time}`,
  period: (from, until) => `${from} to ${until}`,
  state: { "in-force": "in force", expired: "expired", "not-yet-valid": "not yet in force" },
  error: {
    notCertificates: (path) => `${path} holds no certificate in PEM, DER or a PKCS#7 bundle.`,
    noCertificates: (path) => `${path} holds no certificates.`,
    folder: (path) => `${path} is no JSON file; a folder or bundle is kept by adding and deleting files.`,
    fingerprintFormat: (text) => `“${text}” is no SHA-256 fingerprint: those have 64 hexadecimal digits.`,
    notConfirmed: "the fingerprint was not confirmed; nothing was added.",
    needsConfirmation: "an anchor is added only once its fingerprint is confirmed.",
    howToConfirm: "Run it in a terminal, or give the fingerprint that the issuer publishes: --fingerprint SHA256",
    fingerprintDiffers: (subject) => `${subject} has none of the fingerprints given; nothing was added.`,
    fingerprintUnused: (fingerprint) => `no certificate to be added as an anchor has the fingerprint ${fingerprint}.`,
    isLeaf: (subject) => `${subject} is no CA's certificate; trust its CA instead.`,
    howToAllowLeaf: "To trust this one certificate alone: --as anchor --allow-leaf",
    weak: (subject, key) => `the key of ${subject} (${key}) is not safe enough to be trusted.`,
    malformedKey: (subject) => `the key of ${subject} is malformed.`,
    alreadyThere: (subject) =>
      `${subject} is in the profile already; to change what it is trusted for, remove it first.`,
    notFound: (fingerprint) => `the profile has no certificate with the fingerprint ${fingerprint}.`,
    severalFound: (fingerprint) => `several certificates begin with ${fingerprint}; give more digits.`,
    inSharedFile: (file) => `it is in ${file}, with other certificates; take it out of that file.`,
    changedMeanwhile: (path) => `${path} was changed by someone else meanwhile; nothing was written. Run it again.`,
    periodOrder: "--until is before --from.",
    oneCertificate: (path) => `${path} must hold exactly one certificate.`,
    fewerWords: "at least 16 hexadecimal digits are needed.",
  },
};
