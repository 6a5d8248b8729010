import { PadesError } from "../errors.ts";
import { finding } from "../findings.ts";
import { MAX_DOSSIER_FILES } from "../limits.ts";
import type { VerifyOptions } from "../pades/verify/request.ts";
import type { SignatureVerification, Verdict } from "../pades/verify/verification.ts";
import { checkBinding } from "./check-binding.ts";
import { concludeAnswers, concludeDossier, concludeFiles } from "./conclude-dossier.ts";
import { type DossierFile, MANIFEST_FILE, SEAL_FILE } from "./dossier-files.ts";
import { comparablePath, pathFault } from "./dossier-path.ts";
import type { ComponentVerification, DossierVerification, ManifestUse } from "./dossier-verification.ts";
import { type FileRole, type QuestionedReason, reasonsOfFile } from "./file-reasons.ts";
import { findManifest, type ManifestSearch } from "./find-manifest.ts";
import { type JudgedFile, judgeFile } from "./judge-file.ts";
import type { DossierManifest } from "./manifest.ts";
import { type MatchedComponent, matchComponents } from "./match-components.ts";
import { answerOf, questionOf } from "./questions.ts";
import { judgeRequiredSignatures, type RequirementContext } from "./required-signatures.ts";

export interface VerifyDossierOptions extends Omit<VerifyOptions, "path" | "password"> {
  /**
   * Which components there must be and who must have signed them: UTF-8 bytes or text of `hoso.json`, or its value.
   * One that lies among the files is read where none is given; anybody can have put it there.
   */
  readonly manifest?: Uint8Array | string | DossierManifest;
  /** Called before each file. */
  readonly onProgress?: (progress: { readonly path: string; readonly done: number; readonly files: number }) => void;
}

/**
 * Verifies the files of a dossier as one: each of them, and against a manifest that all are there and rightly signed.
 *
 * @param files the files, by their paths inside the dossier; never changed
 * @returns the four answers with their reasons. Resolves for any bytes, those of the manifest included.
 * @throws PadesError ERR_INVALID_ARGUMENT on misuse; the signal's reason where it was aborted; whatever a source's
 *   `read` rejected with
 */
export async function verifyDossier(
  files: readonly DossierFile[],
  { manifest: given, onProgress, ...options }: VerifyDossierOptions,
): Promise<DossierVerification> {
  requireFiles(files);
  const search = await findManifest(files, given);
  const content = files.filter(({ path }) => path !== MANIFEST_FILE && path !== SEAL_FILE);
  const prefixSizes = search.use?.manifest.components.flatMap(({ original }) => original?.size ?? []) ?? [];
  const judged: JudgedFile[] = [];
  for (const file of content) {
    onProgress?.({ path: file.path, done: judged.length, files: content.length });
    judged.push(await judgeFile(file, prefixSizes, options));
  }
  return search.use === null ? withoutManifest(judged, search) : withManifest(judged, search.use, search);
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

function withoutManifest(files: readonly JudgedFile[], search: ManifestSearch): DossierVerification {
  const reasons = [
    ...ofDossier(search),
    ...files.flatMap((file) => reasonsOfFile(file, { component: null, required: null })),
    ...executables(files, () => null),
  ];
  // Where one was meant to be there, files that are good each for itself do not make a good dossier.
  const isMeant = search.findings.some(({ code }) => code !== "manifest-missing");
  const ofManifest: Verdict[] = isMeant ? ["indeterminate"] : [];
  const signatures = files.flatMap(({ pdf }) => pdf?.signatures ?? []).filter(({ kind }) => kind === "signature");
  return {
    verdict: concludeFiles([...files.flatMap(({ pdf }) => pdf?.verdict ?? []), ...ofManifest]),
    answers: concludeAnswers(reasons),
    manifest: null,
    components: [],
    files: files.map(describeFile),
    provableUntil: earliest(signatures),
  };
}

function withManifest(files: readonly JudgedFile[], use: ManifestUse, search: ManifestSearch): DossierVerification {
  const { manifest } = use;
  const { matched, findings } = matchComponents(manifest, files);
  const context: RequirementContext = { manifest, counted: new Map() };
  const components = matched.map((each) => judgeComponent(each, context));
  const owner = new Map(matched.flatMap(({ file }, at) => (file === null ? [] : [[file, components[at]] as const])));
  const reasons = [
    ...ofDossier(search),
    ...findings.map((each) => ({ ...each, field: null, ...weighed(each.finding) })),
    ...components.flatMap((component) => component.reasons),
    ...files.flatMap((file) => reasonsOfFile(file, owner.get(file)?.role ?? NO_COMPONENT)),
    ...executables(files, (file) => owner.get(file)?.verification.id ?? null),
  ];
  const answers = concludeAnswers(reasons);
  return {
    verdict: concludeDossier(answers),
    answers,
    manifest: use,
    components: components.map(({ verification }) => verification),
    files: files.map(describeFile),
    provableUntil: earliest(components.flatMap(({ role }) => [...(role.required ?? [])])),
  };
}

interface JudgedComponent {
  readonly verification: ComponentVerification;
  readonly role: FileRole;
  readonly reasons: readonly QuestionedReason[];
}

/** A file that stands for nothing in the manifest is extra, which is said; nothing in it is asked for. */
const NO_COMPONENT: FileRole = { component: null, required: new Set() };

function judgeComponent(
  { component, file }: MatchedComponent<JudgedFile>,
  context: RequirementContext,
): JudgedComponent {
  const { id, name, signatures: asked = [] } = component;
  const about = { component: id, file: file?.path ?? null };
  if (file === null || (file.pdf === null && asked.length > 0)) {
    const findings = file === null ? [] : [finding("component-not-pdf", { component: name, file: file.path })];
    const signatures = asked.map(({ role }) => ({ role, field: null }));
    return {
      verification: { id, name, file: about.file, signatures },
      role: { component: id, required: new Set() },
      reasons: findings.map((each) => ({ ...about, finding: each, field: null, ...weighed(each) })),
    };
  }
  const { required, findings } = judgeRequiredSignatures(component, file, context);
  const counted = new Set(required.flatMap(({ signature }) => signature ?? []));
  const found = [...findings, ...checkBinding(component, counted, context.manifest)];
  return {
    verification: {
      id,
      name,
      file: file.path,
      signatures: required.map(({ role, signature }) => ({ role, field: signature?.field ?? null })),
    },
    role: { component: id, required: counted },
    reasons: found.map((each) => ({ ...about, ...each, ...weighed(each.finding) })),
  };
}

/** A manifest that does not count leaves open what there must be, and where it was used, who must have signed it. */
function ofDossier({ findings, use }: ManifestSearch): QuestionedReason[] {
  return findings.flatMap((each) => {
    const reason = { finding: each, component: null, file: null, field: null, ...weighed(each) };
    return use === null ? [reason] : [reason, { ...reason, question: "correct" as const }];
  });
}

function executables(
  files: readonly JudgedFile[],
  componentOf: (file: JudgedFile) => string | null,
): QuestionedReason[] {
  return files
    .filter(({ isExecutable }) => isExecutable)
    .map((file) => {
      const found = finding("file-executable", { file: file.path });
      return { finding: found, component: componentOf(file), file: file.path, field: null, ...weighed(found) };
    });
}

function weighed(found: QuestionedReason["finding"]): Pick<QuestionedReason, "question" | "answer"> {
  return { question: questionOf(found), answer: answerOf(found) };
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
