import type { DossierReason, ManifestUse } from "../dossier/dossier-verification.ts";
import { sentencesOf } from "../locale/sentences.ts";
import type { SignatureVerification } from "../pades/verify/verification.ts";
import type {
  ComponentReport,
  ComponentSignature,
  DossierFileReport,
  DossierTree,
  QuestionReport,
  ReportedReason,
} from "./dossier-tree.ts";
import { plainFinding, type Speech, type SpokenHeadline, tellingOf } from "./headline.ts";
import { plainText } from "./plain-text.ts";
import type { Row } from "./rows.ts";

/** Reasons that are shown of one question; a dossier can have hundreds, and JSON has them all. */
const MAX_SHOWN_REASONS = 3;

/** The first words on a dossier. */
export function speakDossier(tree: DossierTree, speech: Speech): SpokenHeadline {
  const { headline } = tree;
  const { verdict } = tree.verification;
  const { words, dossier } = speech.locale;
  const said = { verdict, word: words.verdict[verdict] };
  switch (headline.kind) {
    case "reason": {
      const { title, action } = sentencesOf(
        speech.locale,
        plainFinding(headline.reason.finding),
        telling(headline.reason, speech),
      );
      const tail = headline.reason.finding.code === "not-signed" ? "" : `: ${title}`;
      return { ...said, tail, sentence: speakReason(headline.reason, tree, speech), action };
    }
    case "valid": {
      const until = tree.verification.provableUntil;
      return {
        ...said,
        ...dossier.valid({ signers: signersOf(tree, speech), until: until === null ? null : speech.time(until) }),
      };
    }
    case "valid-files": {
      const slogans = (questions: (typeof headline)["open"]) => questions.map((each) => dossier.question[each].slogan);
      const outcome = dossier.validFiles({ denied: slogans(headline.denied), open: slogans(headline.open) });
      if (headline.reason === null) return { ...said, ...outcome };
      const { action } = sentencesOf(
        speech.locale,
        plainFinding(headline.reason.finding),
        telling(headline.reason, speech),
      );
      return { ...said, ...outcome, action };
    }
    case "without-reason":
      return { ...said, ...dossier.withoutReason };
  }
}

/** A reason as a sentence that says what it is about. */
function speakReason(reason: ReportedReason, tree: DossierTree, speech: Speech): string {
  const { sentence } = sentencesOf(speech.locale, plainFinding(reason.finding), telling(reason, speech));
  return aboutOf(reason, tree, speech) + sentence;
}

/** A question of the slogan in plain words. Without a manifest nobody knows who must sign, so that is not asked. */
export function askQuestion(
  { question }: QuestionReport,
  { verification: { manifest } }: DossierTree,
  { locale: { dossier } }: Speech,
): { readonly slogan: string; readonly asks: string } {
  const { slogan, asks } = dossier.question[question];
  return { slogan, asks: question === "correct" && manifest === null ? dossier.correctWithoutManifest : asks };
}

/** The reasons of one question: the first of them, and how many more there are. */
export function shownReasons(reasons: readonly ReportedReason[], tree: DossierTree, speech: Speech): string[] {
  const shown = [...new Set(reasons.slice(0, MAX_SHOWN_REASONS).map((reason) => speakReason(reason, tree, speech)))];
  const hidden = reasons.length - MAX_SHOWN_REASONS;
  return hidden > 0 ? [...shown, speech.locale.dossier.moreReasons(hidden)] : shown;
}

/** Which dossier, whose and until when. */
export function dossierRows(tree: DossierTree, speech: Speech): Row[] {
  const { manifest: use, provableUntil } = tree.verification;
  const { label, manifestOrigin, noManifest, until } = speech.locale.dossier;
  const lines = (text: string | undefined): string[] => (text === undefined || text === "" ? [] : [plainText(text)]);
  const manifest = use?.manifest;
  const rows: Row[] = [
    { label: label.dossier, lines: lines(manifest?.id) },
    { label: label.procedure, lines: lines(manifest?.procedure?.name) },
    { label: label.receiver, lines: lines(organizationName(tree, manifest?.receiver)) },
    { label: label.decider, lines: lines(organizationName(tree, manifest?.decider)) },
    {
      label: label.deadline,
      lines: manifest?.deadline === undefined ? [] : [speech.time(new Date(manifest.deadline))],
    },
    { label: label.signers, lines: personLines(tree, speech) },
    { label: label.provableUntil, lines: provableUntil === null ? [] : [until(speech.time(provableUntil))] },
    {
      label: label.manifest,
      lines: [
        use === null
          ? noManifest
          : [
              manifestOrigin[use.origin],
              ...sealedBy(use, speech),
              ...(use.sha256 === null ? [] : [`SHA-256 ${use.sha256}`]),
            ].join(", "),
      ],
    },
  ];
  return rows.filter((row) => row.lines.length > 0);
}

/** Who sealed the manifest, where somebody did; nobody else is said to have. */
function sealedBy({ seal }: ManifestUse, speech: Speech): string[] {
  return seal === null ? [] : [speech.locale.dossier.sealedBy(speakPerson(seal, speech))];
}

/** What is shown of a component beside its name: its file, and each signature that it must have. */
export function componentLines(component: ComponentReport, speech: Speech): { file: string; signatures: string[] } {
  const { absentFile, noSignatureAsked } = speech.locale.dossier;
  const { file } = component.verification;
  const signatures = component.signatures.map((each) => speakRequired(each, speech));
  return {
    file: file === null ? absentFile : plainText(file),
    signatures: signatures.length === 0 ? [noSignatureAsked] : signatures,
  };
}

/** The name to show for a file of the dossier, and what is known of one that is no PDF. */
export function otherFileLine({ verification: { path } }: DossierFileReport, speech: Speech): string {
  return `${plainText(path)}: ${speech.locale.dossier.notPdf}`;
}

/** Who signed, for whom and when; the signer of a signature that did not pass is only named. */
function speakPerson(signature: SignatureVerification, { locale: { words }, time }: Speech): string {
  const { signer, provenTime, claimedTime, indication } = signature;
  const known = signer === null ? "" : plainText(signer.commonName ?? "");
  const name = known === "" ? words.noName : known;
  const stated = signer === null ? "" : plainText(signer.organization ?? "");
  // An organisation that signs itself is named once.
  const organization = stated === name ? "" : stated;
  const who = indication === "TOTAL-PASSED" ? name : words.namedSigner(name);
  const when =
    provenTime !== null
      ? words.provenTime(time(provenTime))
      : claimedTime === null
        ? null
        : words.claimedTime(time(claimedTime));
  return [who, organization, when].filter((part) => part !== null && part !== "").join(", ");
}

function speakRequired({ role, signature }: ComponentSignature, speech: Speech): string {
  const { absentSignature } = speech.locale.dossier;
  return `${plainText(role)}: ${signature === null ? absentSignature : speakPerson(signature, speech)}`;
}

function telling({ signature }: ReportedReason, speech: Speech) {
  return tellingOf(signature, speech);
}

/** The sentences about components and about files name them; those about what is in a file do not. */
function aboutOf({ finding, component, file, field }: DossierReason, tree: DossierTree, { locale }: Speech): string {
  if (file === null || "component" in finding.params || "file" in finding.params) return "";
  const known = tree.components.find(({ verification: { id } }) => id === component);
  const name = known === undefined ? null : plainText(known.verification.name);
  return locale.dossier.about(name, plainText(file), field === null ? null : plainText(field));
}

function signersOf({ components }: DossierTree, { locale }: Speech): string | null {
  const signatures = components.flatMap((component) =>
    component.signatures.flatMap(({ signature }) => signature ?? []),
  );
  const names = signatures.map(({ signer }) => plainText(signer?.commonName ?? locale.words.noName));
  return names.length === 0 ? null : new Intl.ListFormat(locale.tag).format(new Set(names));
}

/** Every signer once, with the organisation: of the signatures that count, which without a manifest all do. */
function personLines({ components }: DossierTree, speech: Speech): string[] {
  const signatures = components.flatMap((component) =>
    component.signatures.flatMap(({ signature }) => signature ?? []),
  );
  const said = signatures.map(({ signer, indication }) => {
    const name = plainText(signer?.commonName ?? speech.locale.words.noName);
    const who = indication === "TOTAL-PASSED" ? name : speech.locale.words.namedSigner(name);
    const organization = plainText(signer?.organization ?? "");
    return organization === "" || organization === name ? who : `${who}, ${organization}`;
  });
  return [...new Set(said)];
}

/** Where it has one name, or by its last; a key that the manifest does not describe as it is. */
function organizationName({ verification: { manifest } }: DossierTree, key: string | undefined): string | undefined {
  const organizations = manifest?.manifest.organizations ?? {};
  if (key === undefined || !Object.hasOwn(organizations, key)) return key;
  const names = organizations[key]?.names ?? [];
  return (names.find(({ until }) => until === undefined) ?? names.at(-1))?.name ?? key;
}
