import type { Certificate } from "./certificate.ts";
import type { GeneralName, GeneralNameForm } from "./general-name.ts";
import type { NameConstraints } from "./name-constraints-extension.ts";
import { matchDns, matchIp, matchMailbox, matchUri, type NameMatch } from "./name-matching.ts";
import { ATTRIBUTE } from "./oids.ts";
import type { PathBudget } from "./path-budget.ts";

export type NameConstraintOutcome = "permitted" | "violated" | "limit";

/** SmtpUTF8Mailbox (RFC 9598): a mail address outside rfc822Name, to which constraints on mail addresses apply all the same. */
const SMTP_UTF8_MAILBOX = "1.3.6.1.5.5.7.8.9";

/**
 * Whether every name of a certificate keeps to every constraint that stands above it (RFC 5280, 6.1.3 b and c). Each
 * extension is asked by itself: a name that all of them permit is in the intersection that the standard computes.
 */
export function checkNameConstraints(
  certificate: Certificate,
  constraints: readonly NameConstraints[],
  budget: PathBudget,
): NameConstraintOutcome {
  if (constraints.length === 0) return "permitted";
  const names = namesOf(certificate);
  for (const { permitted, excluded } of constraints) {
    if (!budget.takeRuleChecks(names.length * ((permitted?.length ?? 0) + (excluded?.length ?? 0)))) return "limit";
    for (const name of names) {
      if (excluded !== null && isExcluded(name, excluded)) return "violated";
      if (permitted !== null && !isPermitted(name, permitted)) return "violated";
    }
  }
  return "permitted";
}

/** The subject, its alternative names, and mail addresses in the subject where they stand nowhere else (4.2.1.10). */
function namesOf(certificate: Certificate): readonly GeneralName[] {
  const { subject } = certificate;
  const alternatives = certificate.standardExtensions.subjectAltName ?? [];
  const names = [...alternatives];
  if (!subject.isEmpty) names.push({ form: "directory", name: subject });
  if (!alternatives.some((name) => name.form === "rfc822")) {
    for (const text of subject.textsOf(ATTRIBUTE.emailAddress)) names.push({ form: "rfc822", text });
  }
  return names;
}

/** A name that cannot be compared counts as excluded: no constraint may be escaped by being illegible. */
function isExcluded(name: GeneralName, subtrees: readonly GeneralName[]): boolean {
  return subtrees.some((subtree) => matchName(name, subtree, "excluded") !== "outside");
}

function isPermitted(name: GeneralName, subtrees: readonly GeneralName[]): boolean {
  const form = constrainedForm(name);
  const sameForm = subtrees.filter((subtree) => subtree.form === form);
  return sameForm.length === 0 || sameForm.some((subtree) => matchName(name, subtree, "permitted") === "inside");
}

function constrainedForm(name: GeneralName): GeneralNameForm {
  return name.form === "other" && name.oid === SMTP_UTF8_MAILBOX ? "rfc822" : name.form;
}

function matchName(name: GeneralName, subtree: GeneralName, kind: "permitted" | "excluded"): NameMatch {
  if (constrainedForm(name) !== subtree.form) return "outside";
  if (name.form === "directory" && subtree.form === "directory")
    return name.name.isWithin(subtree.name) ? "inside" : "outside";
  if (name.form === "rfc822" && subtree.form === "rfc822") return matchMailbox(name.text, subtree.text);
  if (name.form === "dns" && subtree.form === "dns") return matchDns(name.text, subtree.text, kind);
  if (name.form === "uri" && subtree.form === "uri") return matchUri(name.text, subtree.text);
  if (name.form === "ip" && subtree.form === "ip") return matchIp(name.octets, subtree.octets);
  // The remaining forms have no comparison that RFC 5280 defines: a constrained name of that form is refused.
  return "incomparable";
}
