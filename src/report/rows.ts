import { sentencesOf } from "../locale/sentences.ts";
import type { Words } from "../locale/words.ts";
import type { MissingEvidence, SignatureVerification, Verdict } from "../pades/verify/verification.ts";
import { plainFinding, type Speech, speakChange, tellingOf } from "./headline.ts";
import { plainText } from "./plain-text.ts";
import type { FileReport, ReportTree, SignatureReport } from "./report-tree.ts";

/** A label and what it labels: one line each, fit to be shown. Text and HTML differ only in how they lay them out. */
export interface Row {
  readonly label: string;
  readonly lines: readonly string[];
}

/** What a signature's reader came for: what was changed, who, when, what is established and what is missing. */
export function signatureRows(report: SignatureReport, speech: Speech): Row[] {
  const { verification, verdict } = report;
  const { label } = speech.locale.words;
  const { signer } = verification;
  const rows: Row[] = [];
  add(rows, label.changes, changeLines(verification, speech));
  if (verification.kind === "signature") {
    add(rows, label.signer, [signerName(verification, verdict, speech)]);
    add(rows, label.title, texts(signer?.title));
    add(rows, label.organization, texts(signer?.organization));
    add(rows, label.unit, (signer?.organizationalUnits ?? []).flatMap(texts));
    add(rows, label.email, texts(signer?.email));
    const numbers = speech.fullNumbers?.(verification) ?? Object.entries(signer?.masked ?? {});
    add(
      rows,
      label.personalNumbers,
      numbers.map(([kind, number]) => plainText(`${kind}: ${number}`)),
    );
  }
  // A document timestamp has no signing time; its own stands with the timestamps.
  const hasTime = verification.kind === "signature" || verification.provenTime !== null;
  add(rows, label.time, hasTime ? [signingTime(verification, speech)] : []);
  add(rows, label.reason, texts(verification.reason));
  add(rows, label.location, texts(verification.location));
  add(rows, label.integrity, [integrity(verification, speech)]);
  addCertificate(rows, verification, speech);
  add(rows, label.established, establishedLines(report, speech));
  add(rows, label.missing, missingLines(report, speech));
  return rows;
}

/** What those ask for who know the standards. */
export function technicalRows({ verification }: SignatureReport, speech: Speech): Row[] {
  const { words } = speech.locale;
  const { label } = words;
  const { time } = speech;
  const rows: Row[] = [];
  add(rows, label.standardVerdict, [
    [verification.indication, verification.subIndication].filter((part) => part !== null).join(" / "),
  ]);
  add(rows, label.level, [
    [describeLevel(verification, words), plainText(verification.subFilter ?? "")]
      .filter((part) => part !== "")
      .join(", "),
  ]);
  add(rows, label.coverage, [describeCoverage(verification, words)]);
  add(rows, label.permission, verification.docMdp === null ? [] : [words.docMdp[verification.docMdp]]);
  const algorithms = [verification.digestAlgorithm, verification.signatureAlgorithm].filter((name) => name !== null);
  add(rows, label.algorithms, algorithms.length === 0 ? [] : [plainText(algorithms.join(", "))]);
  add(
    rows,
    label.timestamps,
    verification.timestamps.map(
      (stamp) =>
        `${words.timestampKind[stamp.kind]}, ${time(stamp.time)}: ${stamp.valid ? words.timestampValid : words.timestampNotValid}`,
    ),
  );
  add(
    rows,
    label.revocation,
    verification.revocation.map((status) => {
      const when =
        status.revokedAt === null ? words.dataOf(time(status.thisUpdate)) : words.revokedAt(time(status.revokedAt));
      return `${plainText(status.certificate)}: ${words.revocationStatus[status.status]} (${status.source.toUpperCase()}, ${when})`;
    }),
  );
  const tried = verification.missingEvidence.flatMap((one) => one.tried);
  add(rows, label.askedInVain, [...new Set(tried.map(({ url, reason }) => plainText(`${url}: ${reason}`)))]);
  add(rows, label.provableUntil, verification.provableUntil === null ? [] : [time(verification.provableUntil)]);
  add(
    rows,
    label.chain,
    verification.chain.map((certificate) => {
      const tag = [...(certificate.isAnchor ? [words.anchor] : []), ...texts(certificate.anchorTag)];
      return plainText(certificate.subject) + (tag.length === 0 ? "" : ` (${tag.join(", ")})`);
    }),
  );
  add(rows, label.certificateHash, verification.signer === null ? [] : [verification.signer.sha256]);
  return rows;
}

/** Under which conditions all of this was found. */
export function provenanceRows(tree: ReportTree, { locale: { words }, time }: Speech): Row[] {
  const { inputs } = tree;
  const { label } = words;
  return [
    { label: label.checkedAt, lines: [`${time(tree.validationTime)}, ${words.mode[inputs.mode]}`] },
    { label: label.policy, lines: [`${plainText(inputs.policy.id)} (SHA-256 ${inputs.policy.sha256.slice(0, 16)}…)`] },
    { label: label.trust, lines: [`${plainText(inputs.trust.id)} (SHA-256 ${inputs.trust.sha256.slice(0, 16)}…)`] },
    { label: label.evidence, lines: evidenceLines(tree, { words, time }) },
    { label: label.engine, lines: [`${inputs.engine} ${plainText(inputs.version)}`] },
  ];
}

/** More hashes than this are left to the JSON report. */
const MAX_SHOWN_HASHES = 8;

/** How old the evidence is comes first: a verdict without a network is worth what it is worth. */
function evidenceLines(
  { inputs, evidenceAge: age }: ReportTree,
  { words, time }: { readonly words: Words; readonly time: Speech["time"] },
): string[] {
  const { evidence } = inputs;
  if (evidence.length === 0) return [words.noEvidence];
  const said =
    age === null
      ? [words.evidenceWithoutDates]
      : [
          words.evidenceAge({ ...age, oldest: time(age.oldest), newest: time(age.newest) }),
          ...(age.overdue > 0 && age.nextUpdate !== null ? [words.evidenceOverdue(time(age.nextUpdate))] : []),
        ];
  const hashes = evidence.slice(0, MAX_SHOWN_HASHES).map(plainText);
  const hidden = evidence.length - hashes.length;
  return [...said, ...hashes, ...(hidden > 0 ? [words.moreHashes(hidden)] : [])];
}

/** The name to show for a file. */
export function fileName({ verification: { path } }: FileReport, { locale: { words } }: Speech): string {
  return path === null ? words.unnamedFile : plainText(path);
}

export function fileSize({ verification: { size } }: FileReport, { locale }: Speech): string {
  return locale.words.fileSize(new Intl.NumberFormat(locale.tag).format(size));
}

function add(rows: Row[], label: string, lines: readonly string[]): void {
  if (lines.length > 0) rows.push({ label, lines });
}

/** A document timestamp has none. */
function describeLevel({ kind, level, levelFound }: SignatureVerification, words: Words): string {
  if (kind === "document-timestamp") return "";
  return level === levelFound ? level : words.levelFound(levelFound, level === "none" ? null : level);
}

function describeCoverage({ integrity, revision, revisions }: SignatureVerification, words: Words): string {
  const coverage = words.coverage[integrity.coverage];
  return revision === null ? coverage : `${coverage}, ${words.revisionOf(revision, revisions)}`;
}

function texts(text: string | null | undefined): string[] {
  const plain = plainText(text ?? "");
  return plain === "" ? [] : [plain];
}

function changeLines({ changes, revision, revisions }: SignatureVerification, speech: Speech): string[] {
  const { words } = speech.locale;
  if (changes.level === "none") return [];
  if (changes.level === null) return revision !== null && revision < revisions ? [words.changesUnknown] : [];
  const permitted =
    changes.permitted === null ? null : changes.permitted ? words.changesPermitted : words.changesNotPermitted;
  const summary = [words.changeLevel[changes.level], permitted].filter((part) => part !== null).join(", ");
  return [...changes.items.map((item) => speakChange(item, speech)), summary];
}

function signerName({ signer }: SignatureVerification, verdict: Verdict, { locale: { words } }: Speech): string {
  if (signer === null) return words.noName;
  const name = texts(signer.commonName)[0] ?? words.noName;
  return verdict === "valid" ? name : words.namedSigner(name);
}

/** When it was made: proven, or what the signer says. */
export function signingTime(
  { provenTime, claimedTime }: SignatureVerification,
  { locale: { words }, time }: Speech,
): string {
  if (provenTime !== null) return words.provenTime(time(provenTime));
  return claimedTime === null ? words.noTime : words.claimedTime(time(claimedTime));
}

function integrity({ kind, integrity: judged, changes }: SignatureVerification, { locale: { words } }: Speech): string {
  const { digest, signature, coverage } = judged;
  const parts = [words.digest[digest], words.signatureValue[kind][signature], words.coverage[coverage]];
  if (digest === "ok" && signature === "ok" && changes.level === "none") parts.push(words.nothingChanged[kind]);
  return parts.join(", ");
}

function addCertificate(rows: Row[], { chain }: SignatureVerification, { locale: { words }, time }: Speech): void {
  const leaf = chain[0];
  if (leaf === undefined) return;
  // By its own certificate where that is in the path: distinguished names are for the technical part.
  const issuer = chain[1]?.subject === leaf.issuer ? (chain[1].name ?? leaf.issuer) : leaf.issuer;
  add(rows, words.label.issuer, texts(issuer));
  add(rows, words.label.validity, [words.validityPeriod(time(leaf.notBefore), time(leaf.notAfter))]);
}

/** What is certain although the verdict is not reached. */
export function establishedLines(
  { established: facts, verification }: SignatureReport,
  { locale: { words } }: Speech,
): string[] {
  const said = facts.map((fact) => words.established[verification.kind][fact]).join("; ");
  return said === "" ? [] : [`${said.charAt(0).toUpperCase()}${said.slice(1)}.`];
}

/** From the open findings; what the verdict itself names as missing stands in the JSON report. */
export function missingLines({ open, verification }: SignatureReport, speech: Speech): string[] {
  const telling = tellingOf(verification, speech);
  const things = open.map((finding) => sentencesOf(speech.locale, plainFinding(finding), telling).missing);
  return [...new Set([...things, ...verification.missingEvidence.map((one) => missingEvidence(one, speech))])].filter(
    (thing) => thing !== undefined,
  );
}

function missingEvidence({ kind, certificate, time, urls }: MissingEvidence, speech: Speech): string {
  const { words } = speech.locale;
  const from = urls.length === 0 ? null : plainText(urls.join(", "));
  const subject = plainText(certificate);
  return kind === "issuer" || time === null
    ? words.missingIssuer(subject, from)
    : words.missingStatus(subject, speech.time(time), from);
}
