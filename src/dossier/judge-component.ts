import { finding } from "../findings.ts";
import { checkBinding } from "./check-binding.ts";
import type { ComponentVerification } from "./dossier-verification.ts";
import type { FileRole, QuestionedReason } from "./file-reasons.ts";
import type { JudgedFile } from "./judge-file.ts";
import type { MatchedComponent } from "./match-components.ts";
import { weigh } from "./questions.ts";
import { judgeRequiredSignatures, type RequirementContext, roleName } from "./required-signatures.ts";

/** What the manifest makes of one component, and of the file that stands for it. */
export interface JudgedComponent {
  readonly verification: ComponentVerification;
  readonly role: FileRole;
  readonly reasons: readonly QuestionedReason[];
}

export function judgeComponent(
  { component, file }: MatchedComponent<JudgedFile>,
  context: RequirementContext,
): JudgedComponent {
  const { id, name, signatures: asked = [] } = component;
  const about = { component: id, file: file?.path ?? null };
  if (file === null || (file.pdf === null && asked.length > 0)) {
    const findings = file === null ? [] : [finding("component-not-pdf", { component: name, file: file.path })];
    const signatures = asked.map(({ role }) => ({ role: roleName(role, context), field: null }));
    return {
      verification: { id, name, file: about.file, signatures },
      role: { component: id, required: new Set() },
      reasons: findings.map((each) => ({ ...about, finding: each, field: null, ...weigh(each) })),
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
    reasons: found.map((each) => ({ ...about, ...each, ...weigh(each.finding) })),
  };
}
