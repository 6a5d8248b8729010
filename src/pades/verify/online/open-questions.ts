import type { FetchTrouble } from "../../../revocation/fetch/fetch-evidence.ts";
import { crlLocations, issuerLocations, ocspLocations } from "../../../revocation/fetch/locations.ts";
import type { Certificate } from "../../../x509/certificate.ts";
import type { PathResult } from "../../../x509/path-building.ts";
import type { PathLink } from "../../../x509/path-validation.ts";
import { shortName } from "../short-name.ts";
import type { MissingEvidence } from "../verification.ts";

/** The status of a certificate on a path that ends at an anchor, at a time: neither document nor evidence settles it. */
export interface StatusQuestion {
  readonly kind: "status";
  readonly link: PathLink;
  readonly time: Date;
}

/** The certificate of the issuer of this one, for want of which no path was found. */
export interface IssuerQuestion {
  readonly kind: "issuer";
  readonly certificate: Certificate;
}

/** Something that would have to be known, and may be got from elsewhere. */
export type OpenQuestion = StatusQuestion | IssuerQuestion;

/** What would let a path go on, where it stopped for want of an issuer: a root that nobody trusts wants for none. */
export function issuerQuestions(result: PathResult): IssuerQuestion[] {
  if (result.ok || result.nearest.stop !== "issuer-not-found") return [];
  const { at } = result.nearest;
  return at.subject.equals(at.issuer) ? [] : [{ kind: "issuer", certificate: at }];
}

/** Equal for questions that ask the same. */
export function questionKey(question: OpenQuestion): string {
  return `${question.kind} ${subjectOf(question).sha256}`;
}

function subjectOf(question: OpenQuestion): Certificate {
  return question.kind === "status" ? question.link.certificate : question.certificate;
}

/** What was tried for each question, by its key. */
export type Tried = ReadonlyMap<string, readonly FetchTrouble[]>;

/** The questions as a report tells them: each once, with where its certificate says that the answer is found. */
export function describeMissing(open: readonly OpenQuestion[], tried: Tried): MissingEvidence[] {
  const byKey = new Map<string, MissingEvidence>();
  for (const question of open) {
    const key = `${questionKey(question)} ${question.kind === "status" ? question.time.getTime() : ""}`;
    const certificate = subjectOf(question);
    byKey.set(key, {
      kind: question.kind,
      certificate: shortName(certificate.subject),
      sha256: certificate.sha256,
      time: question.kind === "status" ? question.time : null,
      urls:
        question.kind === "status"
          ? [...ocspLocations(certificate), ...crlLocations(certificate)]
          : issuerLocations(certificate),
      tried: tried.get(questionKey(question)) ?? [],
    });
  }
  return [...byKey.values()];
}
