import type { NextAction } from "../next-action.ts";

/** Every outcome names one next step, for the place that reads it. */

const forAll = (action: string): NextAction => ({ registry: action, citizen: action, archive: action });

export const accept: NextAction = {
  registry: "Accept and process as usual.",
  citizen: "Accept this component of the dossier.",
  archive: "Take it into the archive; keep this result with it.",
};

export const acceptAndKeep: NextAction = {
  registry: "Accept; keep this result with the dossier.",
  citizen: "Accept; keep this result with the dossier.",
  archive: "Take it into the archive; keep this result with it.",
};

export const lookThenAccept: NextAction = {
  registry: "Look through the list; accept if they fit the case.",
  citizen: "Look through the list; accept if they fit the case.",
  archive: "Look through the list; if they fit, archive it together with this result.",
};

/** A proven fault: the copy at hand is of no use. */
export const sendAgain: NextAction = {
  registry: "Do not use it; return it to the sender and ask for the document as signed.",
  citizen: "Do not use it; ask the applicant to supply the document as signed.",
  archive: "Do not keep it as valid; compare with the issuer's record copy.",
};

/** The signature lacks what the standard asks for, so it must be made again. */
export const signAgain: NextAction = {
  registry: "Do not rely on it yet; ask the sender to sign again and resend.",
  citizen: "Do not rely on it yet; ask the applicant for a newly signed copy.",
  archive: "Do not keep it as valid; compare with the issuer's record copy.",
};

export const signAgainWithTimestamp: NextAction = {
  registry: "Ask for a new signature with a timestamp, or compare with the issuer's record copy.",
  citizen: "Ask the applicant for a copy newly signed with a timestamp.",
  archive: "Compare with the issuer's record copy before archiving.",
};

export const signAgainWithOtherCertificate: NextAction = {
  registry: "Do not rely on it yet; ask the sender to sign again with a certificate meant for signing.",
  citizen: "Do not rely on it yet; ask the applicant for a copy signed with a certificate meant for signing.",
  archive: "Do not keep it as valid; compare with the issuer's record copy.",
};

export const askForSignature: NextAction = {
  registry: "If this paper must be signed, return it and ask for a signed copy.",
  citizen: "If this paper must be signed, ask the applicant for a signed copy.",
  archive: "If this paper must be signed, find the signed copy before archiving.",
};

export const sendReadable: NextAction = {
  registry: "Return it and ask for an openable PDF without a password.",
  citizen: "Ask the applicant for an openable PDF without a password.",
  archive: "Obtain an openable PDF without a password from the issuer.",
};

export const askTechnicians = forAll("Ask IT to check; never trust a certificate that came with the document.");

export const reportFault = forAll("Give this result to IT; draw no conclusion about the document yet.");

export const otherTool = forAll("Do not rely on it yet; ask IT to check with another tool.");

export const checkAgainWithStatus = forAll(
  "Check again when recent revocation data is at hand; until then, do not rely on it.",
);

export const checkAgainUnchanged = forAll("Copy the file to where nobody is editing it, then check again.");

export const compareAdditions: NextAction = {
  registry: "Look at what was added after signing; if in doubt, ask the sender for the document as signed.",
  citizen: "Look at what was added after signing; if in doubt, ask the applicant for the document as signed.",
  archive: "Compare what was added after signing with the issuer's record copy.",
};

export const checkEmptyField: NextAction = forAll(
  "Check whether this place must be signed; if so, ask for the signature.",
);

export const lookForActive = forAll(
  "Open it in a program that runs no scripts, and open no attachment; if the sender cannot explain this part, ask for a copy without it.",
);

export const lookAtLayers = forAll("Compare what the screen shows with a print, all layers switched on.");

export const lookBelow = forAll("Move the annotation aside in a copy of the file, and read what is below it.");

export const nothing = forAll("Nothing to do on this point.");

export const signAgainWithValidCertificate: NextAction = {
  registry: "Do not rely on it; ask the sender for a new signature with a certificate in force.",
  citizen: "Do not rely on it; ask the applicant for a copy newly signed with a certificate in force.",
  archive: "Do not keep it as valid; compare with the issuer's record copy.",
};

export const checkAgainAfterSuspension = forAll(
  "Ask the signer or the CA why it is suspended and check again later; until then, do not rely on it.",
);

export const tellSuperiorAndSender = forAll("Do not use it; tell your superior and the sender.");

/** About a dossier as a whole. */

export const checkWithManifest: NextAction = {
  registry: "Check again with the manifest of the place that takes dossiers in, or compare the components by hand.",
  citizen: "Check again with the manifest that your office has for the procedure, or compare the components by hand.",
  archive: "Obtain the original manifest and check again before archiving.",
};

export const nameSealer = forAll(
  "Check again, naming who may seal manifests (--sealer-tag, --sealer-organization), or with your office's own manifest.",
);

export const supplement: NextAction = {
  registry: "Return it and ask the sender for all components.",
  citizen: "Ask the applicant to supply what is missing.",
  archive: "Find the missing component before archiving.",
};

export const removeExtra: NextAction = {
  registry: "Ask the sender why the file is there; do not act on its content yet.",
  citizen: "Ask the applicant why the file is there; do not act on its content yet.",
  archive: "Take the file out, or keep it with an explanation.",
};

export const sendComponentAgain: NextAction = {
  registry: "Do not use this component; ask the sender for the right file of this dossier.",
  citizen: "Do not use this component; ask the applicant for the right file of this dossier.",
  archive: "Do not keep it as valid; compare with the issuer's record copy.",
};

export const compareByHand = forAll(
  "Open this component and compare the number of the dossier and the applicant's name by eye.",
);

export const askForRequiredSignature: NextAction = {
  registry: "Return it and ask for the signatures of who must sign, in their order.",
  citizen: "Ask for a copy signed by who must sign, in their order.",
  archive: "Do not keep it as valid; compare with the issuer's record copy.",
};

export const decideOnDeadline = forAll(
  "Judge the delay by the rules of the procedure; the signature itself is not wrong for it.",
);

export const doNotOpen = forAll("Do not open this file; give it to IT.");

export const unpackArchive: NextAction = {
  registry: "Ask the sender for the files themselves, without archives inside.",
  citizen: "Ask the applicant for the files themselves, without archives inside.",
  archive: "Unpack it and check each file before archiving.",
};

export const sendArchiveAgain: NextAction = {
  registry: "Do not unpack it; ask the sender to pack and send it again.",
  citizen: "Do not unpack it; ask the applicant to pack and send it again.",
  archive: "Do not keep it; obtain the dossier again from its issuer.",
};

export const acceptDossier: NextAction = {
  registry: "Accept the dossier and process it as usual.",
  citizen: "Accept the dossier; keep this result with it.",
  archive: "Archive the dossier and keep this result with it.",
};
