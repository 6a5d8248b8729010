import { type Finding, finding } from "../findings.ts";
import { type BaselineLevel, reachesLevel } from "../pades/verify/time/level-order.ts";
import type { SignatureVerification } from "../pades/verify/verification.ts";
import { assignInAnyOrder, assignInOrder } from "./assign-signatures.ts";
import { type Authority, identifySigner, type NamedSignature, nameSigner } from "./identify-signer.ts";
import type { JudgedFile } from "./judge-file.ts";
import type { DossierComponent, DossierManifest, DossierRole } from "./manifest.ts";

interface FindingAbout {
  readonly finding: Finding;
  /** Name of the signature field; null where it is about none. */
  readonly field: string | null;
}

/** What a component's signatures make of what the manifest asks for. */
export interface RequiredSignaturesJudgment {
  readonly required: readonly MatchedSignature[];
  readonly findings: readonly FindingAbout[];
}

export interface MatchedSignature {
  readonly role: string;
  /** Null where none can stand for it. */
  readonly signature: SignatureVerification | null;
}

/** What is the same for every component of a dossier. */
export interface RequirementContext {
  readonly manifest: DossierManifest;
  /** Where a signature has been counted already, by its value. */
  readonly counted: Map<string, CountedIn>;
}

interface CountedIn {
  readonly component: string;
  /** SHA-256 of the file: where the whole file is there twice, that is what is said. */
  readonly file: string | null;
}

/**
 * Holds the signatures of a component's file against those that it must carry: by whom, in which order, by when and at
 * which level. Whether each of them is good is judged with its file.
 *
 * @param file the component's file; document timestamps in it are nobody's signatures
 */
export function judgeRequiredSignatures(
  component: DossierComponent,
  { pdf, sha256 }: Pick<JudgedFile, "pdf" | "sha256">,
  context: RequirementContext,
): RequiredSignaturesJudgment {
  const required = component.signatures ?? [];
  const candidates = (pdf?.signatures ?? []).filter(({ kind }) => kind === "signature").map(nameSigner);
  const latest = pdf?.validationTime ?? new Date(0);
  const authority = required.map(({ role }) => candidates.map((each) => authorityOf(each, role, latest, context)));
  const fitness = (i: number, j: number) => fitnessOf(authority[i]?.[j], candidates[j]);
  const anyOrder = assignInAnyOrder(required.length, candidates.length, fitness);
  const inOrder = component.order === "any" ? anyOrder : assignInOrder(required.length, candidates.length, fitness);
  const isOrdered = countAssigned(inOrder) === countAssigned(anyOrder);
  const assigned = isOrdered ? inOrder : anyOrder;

  const findings: FindingAbout[] = [];
  if (!isOrdered) findings.push({ finding: outOfOrder(component, assigned, context), field: null });
  const free = candidates.findIndex((_, j) => !assigned.includes(j));
  const matched = required.map((requirement, i): MatchedSignature => {
    const role = roleName(requirement.role, context);
    const about = { component: component.name, role };
    const index = assigned[i] ?? null;
    const signature = index === null ? undefined : candidates[index]?.signature;
    if (index === null || signature === undefined) {
      findings.push(absent(about, candidates[free], authority[i]?.[free]));
      return { role, signature: null };
    }
    const found = [
      ...judgeAuthority(about, signature, authority[i]?.[index]),
      ...judgeDeadline(about, requirement.deadline ?? context.manifest.deadline, signature),
      ...judgeLevel(about, requirement.level, signature),
      ...countOnce(about, signature, sha256, context),
    ];
    findings.push(...found.map((each) => ({ finding: each, field: signature.field })));
    return { role, signature };
  });
  return { required: matched, findings };
}

/**
 * Which of `signatures` stands for which signature that a component asks for, in whatever order they were made; null where
 * none does.
 */
export function assignSigners(
  { signatures: required = [] }: DossierComponent,
  signatures: readonly SignatureVerification[],
  manifest: DossierManifest,
  now: Date,
): readonly (SignatureVerification | null)[] {
  const candidates = signatures.map(nameSigner);
  const authority = required.map(({ role }) => candidates.map((each) => authorityOf(each, role, now, { manifest })));
  const fitness = (i: number, j: number) => fitnessOf(authority[i]?.[j], candidates[j]);
  const assigned = assignInAnyOrder(required.length, candidates.length, fitness);
  return assigned.map((index) => (index === null ? null : (signatures[index] ?? null)));
}

interface About {
  readonly component: string;
  readonly role: string;
}

/** A role that the manifest does not describe nobody has. */
function authorityOf(
  signature: NamedSignature,
  key: string,
  validationTime: Date,
  { manifest }: Pick<RequirementContext, "manifest">,
): Authority {
  const role = roleOf(key, manifest);
  return role === null
    ? { has: "no", aspect: "certificate", expected: "", found: "" }
    : identifySigner(signature, role, manifest, validationTime);
}

/** Better a signature by the right one that passed than one that did not, and that than one that may be theirs. */
function fitnessOf(authority: Authority | undefined, candidate: NamedSignature | undefined): number {
  if (authority === undefined || candidate === undefined || authority.has === "no") return 0;
  const isSound = candidate.signature.indication === "TOTAL-PASSED";
  return (authority.has === "yes" ? 4 : 2) + (isSound ? 1 : 0);
}

function countAssigned(assigned: readonly (number | null)[]): number {
  return assigned.filter((each) => each !== null).length;
}

/** The first two that were made the other way round. */
function outOfOrder(
  component: DossierComponent,
  assigned: readonly (number | null)[],
  context: RequirementContext,
): Finding {
  const found = assigned.flatMap((signature, requirement) => (signature === null ? [] : [{ signature, requirement }]));
  const index = found.findIndex(({ signature }, at) => at > 0 && signature < (found[at - 1]?.signature ?? -1));
  const name = (at: number) => roleName(component.signatures?.[found[at]?.requirement ?? 0]?.role ?? "", context);
  return finding("signatures-out-of-order", { component: component.name, first: name(index - 1), second: name(index) });
}

/** Nobody who may has signed; where somebody else has, that is what happened. */
function absent(about: About, other: NamedSignature | undefined, reason: Authority | undefined): FindingAbout {
  if (other === undefined || reason?.has !== "no") {
    return { finding: finding("required-signature-missing", about), field: null };
  }
  const { aspect, expected, found } = reason;
  const signer = other.signature.signer?.commonName ?? "";
  const params = { ...about, signer, aspect, expected, found };
  return { finding: finding("signer-not-authorised", params), field: other.signature.field };
}

function judgeAuthority(about: About, { signer }: SignatureVerification, authority: Authority | undefined): Finding[] {
  if (authority?.has !== "unknown") return [];
  const { organization } = authority;
  return [finding("signer-authority-unproven", { ...about, signer: signer?.commonName ?? "", organization })];
}

/** Only a timestamp says when: a claimed time counts for nothing. */
function judgeDeadline(about: About, deadline: string | undefined, { provenTime }: SignatureVerification): Finding[] {
  if (deadline === undefined) return [];
  const limit = new Date(deadline);
  if (provenTime === null) return [finding("signature-time-unproven", { ...about, deadline: limit.toISOString() })];
  if (provenTime.getTime() <= limit.getTime()) return [];
  return [finding("signature-late", { ...about, deadline: limit.toISOString(), time: provenTime.toISOString() })];
}

/** A signature that did not pass has no level; that it did not is said with its file. */
function judgeLevel(
  about: About,
  required: BaselineLevel | undefined,
  { indication, level, levelFound }: SignatureVerification,
): Finding[] {
  const found = indication === "TOTAL-PASSED" ? level : levelFound;
  if (required === undefined || reachesLevel(found, required)) return [];
  return [finding("signature-below-level", { ...about, required, found })];
}

/** One signature never counts twice, in whichever files it stands. */
function countOnce(
  about: About,
  { valueSha256 }: SignatureVerification,
  file: string | null,
  { counted }: RequirementContext,
): Finding[] {
  if (valueSha256 === null) return [];
  const earlier = counted.get(valueSha256);
  if (earlier === undefined) {
    counted.set(valueSha256, { component: about.component, file });
    return [];
  }
  const isWholeFile = file !== null && earlier.file === file;
  return isWholeFile ? [] : [finding("signature-reused", { ...about, other: earlier.component })];
}

/** A role by its key; null where the manifest has none of that key. */
export function roleOf(key: string, { roles = {} }: DossierManifest): DossierRole | null {
  return Object.hasOwn(roles, key) ? (roles[key] ?? null) : null;
}

/** What a role is called: for people, or by its key. */
export function roleName(key: string, { manifest }: Pick<RequirementContext, "manifest">): string {
  return roleOf(key, manifest)?.name ?? key;
}
