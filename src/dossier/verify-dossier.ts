import { encodeHex } from "../bytes/hex.ts";
import { type SourceInput, toByteSource } from "../bytes/source.ts";
import { digestOfSource } from "../crypto/digest.ts";
import { PadesError } from "../errors.ts";
import { FINDING_EFFECTS, type Finding, finding } from "../findings.ts";
import { MAX_DOSSIER_FILES } from "../limits.ts";
import { inOrder } from "../pades/verify/evidence/piece-name.ts";
import { describeInputs, resolveRequest, type VerifyOptions } from "../pades/verify/request.ts";
import { worstVerdict } from "../pades/verify/verdict.ts";
import type { EvidenceUsed, PdfVerification, SignatureVerification, Verdict } from "../pades/verify/verification.ts";
import type { DetachedVerification } from "../pades/verify/verify-detached.ts";
import { concludeAnswers, concludeDossier } from "./conclude-dossier.ts";
import { sortOutLeftovers } from "./desktop-leftovers.ts";
import { type DossierFile, MANIFEST_FILE, SEAL_FILE } from "./dossier-files.ts";
import { comparablePath, pathFault } from "./dossier-path.ts";
import type { DossierVerification, ManifestUse } from "./dossier-verification.ts";
import { type FileRole, type QuestionedReason, reasonsOfFile } from "./file-reasons.ts";
import { findManifest, type ManifestSearch } from "./find-manifest.ts";
import { judgeComponent } from "./judge-component.ts";
import { type JudgedFile, judgeFile } from "./judge-file.ts";
import { judgeSeal } from "./judge-seal.ts";
import type { DossierManifest } from "./manifest.ts";
import { matchComponents } from "./match-components.ts";
import { weigh } from "./questions.ts";
import type { RequirementContext } from "./required-signatures.ts";
import { type DossierSealer, type SealerRole, sealerRole } from "./sealer.ts";
import { verifySeal } from "./verify-seal.ts";
import { type ArchiveReading, readZip } from "./zip/read-zip.ts";

export interface VerifyDossierOptions extends Omit<VerifyOptions, "path" | "password"> {
  /**
   * Which components there must be and who must have signed them: UTF-8 bytes or text of `hoso.json`, or its value.
   * One that lies among the files is read where none is given; anybody can have put it there.
   */
  readonly manifest?: Uint8Array | string | DossierManifest;
  /**
   * Who may seal a manifest that lies among the files (`hoso.json.p7s`). Without it such a manifest, however well sealed,
   * leaves open what must be there and who must sign. One that is handed in needs no seal.
   */
  readonly sealer?: DossierSealer;
  /** Called before each file. */
  readonly onProgress?: (progress: { readonly path: string; readonly done: number; readonly files: number }) => void;
}

/**
 * Verifies the files of a dossier as one: each of them, and against a manifest that all are there and rightly signed.
 *
 * @param dossier its files, by their paths inside it, or the ZIP archive that holds them; never changed
 * @returns the four answers with their reasons. Resolves for any bytes, those of the manifest included.
 * @throws PadesError ERR_INVALID_ARGUMENT on misuse; the signal's reason where it was aborted; whatever a source's
 *   `read` rejected with
 */
export async function verifyDossier(
  dossier: readonly DossierFile[] | SourceInput,
  { manifest: given, sealer, onProgress, ...options }: VerifyDossierOptions,
): Promise<DossierVerification> {
  const mayVouch = sealer === undefined ? null : sealerRole(sealer);
  const request = resolveRequest(options);
  const { files: opened, findings: ofArchive, archive } = await openDossier(dossier, options.signal ?? null);
  const search = await findManifest(opened, given);
  const named = search.use?.manifest.components.map(({ file }) => file);
  const { files, leftovers } = await sortOutLeftovers(opened, named);
  const content = files.filter(({ path }) => path !== MANIFEST_FILE && path !== SEAL_FILE);
  const prefixSizes = search.use?.manifest.components.flatMap(({ original }) => original?.size ?? []) ?? [];
  const judged: JudgedFile[] = [];
  for (const file of content) {
    onProgress?.({ path: file.path, done: judged.length, files: content.length });
    judged.push(await judgeFile(file, prefixSizes, options));
  }
  const { use, seal, ofSeal } = await withSeal(search, files, mayVouch, options);
  const passedOver = leftovers.map((file) => finding("desktop-leftover", { file }));
  const reasons = [...ofDossier([...ofArchive, ...search.findings, ...passedOver]), ...ofSeal];
  // What nobody can open lacks everything and is guilty of nothing.
  const isOpen = !ofArchive.some(({ code }) => code === "archive-unreadable");
  const answered = use === null || !isOpen ? withoutManifest(judged, reasons) : withManifest(judged, use, reasons);
  const times = judged.flatMap(({ pdf }) => pdf?.validationTime.getTime() ?? []);
  return {
    ...answered,
    validationTime: new Date(Math.max(request.time.getTime(), ...times)),
    validationTimeSource: request.timeSource,
    waived: request.policy.waive,
    inputs: seal?.inputs ?? describeInputs(request, request.evidence),
    archive,
    sealer: sealer ?? null,
    evidenceUsed: joinEvidence([...judged.flatMap(({ pdf }) => pdf ?? []), ...(seal === null ? [] : [seal])]),
  };
}

/** What is concluded from the files, whatever it was judged with. */
type AnsweredDossier = Pick<
  DossierVerification,
  "verdict" | "answers" | "manifest" | "components" | "files" | "provableUntil"
>;

interface OpenedDossier extends ArchiveReading, Pick<DossierVerification, "archive"> {}

async function openDossier(
  dossier: readonly DossierFile[] | SourceInput,
  signal: AbortSignal | null,
): Promise<OpenedDossier> {
  if (isFileList(dossier)) {
    requireFiles(dossier);
    return { files: dossier, findings: [], archive: null };
  }
  const source = toByteSource(dossier);
  const sha256 = encodeHex(await digestOfSource("SHA-256", source, signal));
  return { ...(await readZip(source, signal)), archive: { size: source.size, sha256 } };
}

function isFileList(dossier: readonly DossierFile[] | SourceInput): dossier is readonly DossierFile[] {
  return Array.isArray(dossier);
}

/** @throws PadesError ERR_INVALID_ARGUMENT where two files have one name, or a name leads out of the dossier */
function requireFiles(files: readonly DossierFile[]): void {
  if (files.length === 0 || files.length > MAX_DOSSIER_FILES) {
    throw new PadesError("ERR_INVALID_ARGUMENT", `files: expected 1 to ${MAX_DOSSIER_FILES} files`);
  }
  const paths = new Set<string>();
  for (const { path } of files) {
    const fault = typeof path === "string" ? pathFault(path) : "empty-part";
    if (fault !== null) {
      throw new PadesError("ERR_INVALID_ARGUMENT", `files: expected paths inside the dossier, found one with ${fault}`);
    }
    if (paths.has(comparablePath(path))) {
      throw new PadesError(
        "ERR_INVALID_ARGUMENT",
        `files: expected each path once, found ${JSON.stringify(path)} twice`,
      );
    }
    paths.add(comparablePath(path));
  }
}

/** Without a manifest a dossier is just its files: the worst of them, and of what is said of the whole. */
function withoutManifest(files: readonly JudgedFile[], ofWhole: readonly QuestionedReason[]): AnsweredDossier {
  const ofFiles = files.flatMap((file) => reasonsOfFile(file, { component: null, required: null }));
  const signatures = files.flatMap(({ pdf }) => pdf?.signatures ?? []).filter(({ kind }) => kind === "signature");
  const verdicts = [
    ...files.flatMap(({ pdf }) => pdf?.verdict ?? []),
    ...ofWhole.flatMap(({ finding }) => verdictOnWhole(finding)),
  ];
  return {
    // With no PDF among them, nothing is signed.
    verdict: worstVerdict(verdicts) ?? "unsigned",
    answers: concludeAnswers([...ofWhole, ...ofFiles]),
    manifest: null,
    components: [],
    files: files.map(describeFile),
    provableUntil: earliest(signatures),
  };
}

/** That there is no manifest lowers nothing; one that cannot be read, or an archive that is not sound, does. */
function verdictOnWhole({ code }: Finding): Verdict[] {
  const { indication } = FINDING_EFFECTS[code];
  if (code === "manifest-missing" || indication === null) return [];
  return indication === "unreadable" ? ["unreadable"] : indication === "TOTAL-FAILED" ? ["invalid"] : ["indeterminate"];
}

function withManifest(
  files: readonly JudgedFile[],
  use: ManifestUse,
  ofWhole: readonly QuestionedReason[],
): AnsweredDossier {
  const { manifest } = use;
  const { matched, findings } = matchComponents(manifest, files);
  const context: RequirementContext = { manifest, counted: new Map() };
  const components = matched.map((each) => judgeComponent(each, context));
  const owner = new Map(matched.flatMap(({ file }, at) => (file === null ? [] : [[file, components[at]] as const])));
  const answers = concludeAnswers([
    ...ofWhole,
    ...findings.map((each) => ({ ...each, field: null, ...weigh(each.finding) })),
    ...components.flatMap(({ reasons }) => reasons),
    ...files.flatMap((file) => reasonsOfFile(file, owner.get(file)?.role ?? NO_COMPONENT)),
  ]);
  return {
    verdict: concludeDossier(answers),
    answers,
    manifest: use,
    components: components.map(({ verification }) => verification),
    files: files.map(describeFile),
    provableUntil: earliest([
      ...components.flatMap(({ role }) => [...(role.required ?? [])]),
      ...(use.seal === null ? [] : [use.seal]),
    ]),
  };
}

/** A file that stands for nothing in the manifest is extra, which is said; nothing in it is asked for. */
const NO_COMPONENT: FileRole = { component: null, required: new Set() };

function ofDossier(findings: readonly Finding[]): QuestionedReason[] {
  return findings.map((each) => ({ finding: each, component: null, file: null, field: null, ...weigh(each) }));
}

interface SealedManifest {
  readonly use: ManifestUse | null;
  readonly seal: DetachedVerification | null;
  readonly ofSeal: readonly QuestionedReason[];
}

/** A manifest that lies in the dossier counts for what its seal is worth: anybody can have written it. */
async function withSeal(
  { use, bytes }: ManifestSearch,
  files: readonly DossierFile[],
  sealer: SealerRole | null,
  options: VerifyOptions,
): Promise<SealedManifest> {
  if (use === null || bytes === null) return { use, seal: null, ofSeal: [] };
  const seal = await verifySeal(bytes, files, options);
  return { use: { ...use, seal: seal?.signature ?? null }, seal, ofSeal: judgeSeal(seal, sealer) };
}

function joinEvidence(verifications: readonly Pick<PdfVerification, "evidenceUsed">[]): EvidenceUsed {
  const all = (kind: keyof EvidenceUsed) => inOrder(verifications.flatMap(({ evidenceUsed }) => evidenceUsed[kind]));
  return {
    certificates: all("certificates"),
    crls: all("crls"),
    ocspResponses: all("ocspResponses"),
    timestamps: all("timestamps"),
  };
}

/** Null where one of them has no such time, for then nobody can say it of all. */
function earliest(signatures: readonly SignatureVerification[]): Date | null {
  const times = signatures.map(({ provableUntil }) => provableUntil);
  if (times.length === 0 || times.some((time) => time === null)) return null;
  return new Date(Math.min(...times.map((time) => time?.getTime() ?? 0)));
}

function describeFile({ path, size, sha256, pdf }: JudgedFile): DossierVerification["files"][number] {
  return { path, size, sha256, pdf };
}
