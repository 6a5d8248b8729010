import { PadesError } from "../../errors.ts";
import { MAX_FETCHED_ISSUERS, MAX_REVOCATION_SIGNATURE_CHECKS } from "../../limits.ts";
import type { Fetcher } from "../../net/fetcher.ts";
import { type RevocationEvidence, readEvidence } from "../../revocation/evidence.ts";
import { type FetchTrouble, fetchIssuers } from "../../revocation/fetch/fetch-evidence.ts";
import { type FetchedStatus, fetchStatusByCrl, fetchStatusByOcsp } from "../../revocation/fetch/fetch-status.ts";
import type { RevocationStatus } from "../../revocation/revocation-status.ts";
import { SignerPaths } from "../../revocation/signer-paths.ts";
import type { Certificate } from "../../x509/certificate.ts";
import type { Existence } from "../../x509/existence.ts";
import { PathBudget } from "../../x509/path-budget.ts";
import { findPath, type PathFound, type PathResult } from "../../x509/path-building.ts";
import { PathSignatures } from "../../x509/path-signatures.ts";
import type { PathLink } from "../../x509/path-validation.ts";
import { readCertificates } from "../../x509/read-certificates.ts";
import { shortName } from "../verify/short-name.ts";
import { statusForAuthority, statusForSigner } from "./certificate-status.ts";
import type { EvidenceOptions } from "./evidence-options.ts";
import type { EvidenceSubject } from "./proven-times.ts";

/** What is to be stored for one /VRI entry, DER each. */
export interface CollectedEvidence {
  readonly vriKey: string;
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly ocspResponses: readonly Uint8Array[];
}

export interface CollectionInput extends Pick<EvidenceOptions, "trust" | "fetcher"> {
  /** What there is before anything is fetched: from the document, and what the caller gave. */
  readonly known: { readonly certificates: readonly Certificate[]; readonly evidence: RevocationEvidence };
  /** By when each piece is proven to have been there, at a time of validation. */
  readonly existenceAt: (now: Date) => Existence;
  /** The clock. */
  readonly now: () => Date;
  /** Lets so many milliseconds pass. */
  readonly pause: (ms: number) => Promise<void>;
}

/**
 * Status information that is older than the signature by no more than this was made by a clock that is a little behind,
 * or cut to whole seconds: asked again after the pause, it is not.
 */
const NEARLY_MS = 10_000;
const PAUSE_MS = 1_500;
const MAX_PAUSES = 4;

/**
 * Finds the chain of each subject and status information that settles every certificate of it, by the same judgment
 * that verification will apply: first among what there is, then from where the certificates say.
 *
 * @throws PadesError ERR_EVIDENCE_MISSING, naming each certificate and what was tried, where anything is missing;
 * ERR_CERTIFICATE_REVOKED where a certificate was revoked or suspended before the signature is proven
 */
export async function collectEvidence(
  subjects: readonly EvidenceSubject[],
  input: CollectionInput,
): Promise<readonly CollectedEvidence[]> {
  const collector = new Collector(input);
  const collected: CollectedEvidence[] = [];
  const missing: string[] = [];
  for (const subject of subjects) {
    const outcome = await collector.collect(subject);
    collected.push(outcome.evidence);
    missing.push(...outcome.missing);
  }
  if (missing.length > 0) {
    throw new PadesError("ERR_EVIDENCE_MISSING", `evidence is missing: ${[...new Set(missing)].join("; ")}`);
  }
  return collected;
}

interface Outcome {
  readonly evidence: CollectedEvidence;
  readonly missing: readonly string[];
}

/** What cannot be relied on, and need not be, wants for nothing. */
function nothingFor({ vriKey }: EvidenceSubject): Outcome {
  return { evidence: { vriKey, certificates: [], crls: [], ocspResponses: [] }, missing: [] };
}

type Settled = Extract<RevocationStatus, { readonly status: "good" | "not-needed" }>;

class Collector {
  readonly #input: CollectionInput;
  readonly #signatures = new PathSignatures(new PathBudget(MAX_REVOCATION_SIGNATURE_CHECKS), null);
  readonly #signerPaths = new SignerPaths();
  readonly #fetched = new Map<string, Promise<FetchedStatus>>();
  #pool: readonly Certificate[];
  #evidence: RevocationEvidence;

  constructor(input: CollectionInput) {
    this.#input = input;
    this.#pool = input.known.certificates;
    this.#evidence = input.known.evidence;
  }

  async collect(subject: EvidenceSubject): Promise<Outcome> {
    const certificates: Uint8Array[] = [];
    const crls: Uint8Array[] = [];
    const ocspResponses: Uint8Array[] = [];
    const missing: string[] = [];
    const path = await this.#findPath(subject);
    if (!path.ok) {
      if (subject.isDispensable) return nothingFor(subject);
      const { stop, certificate } = path.nearest;
      missing.push(
        `no path from the certificate of ${subject.field} to an anchor for ${subject.role}: ${stop} (${certificate})`,
      );
    } else {
      certificates.push(...path.path.map(({ raw }) => raw));
      for (const link of path.links) {
        const { settled, troubles, status } = await this.#settle(link, path, subject);
        if (isRevoked(status)) {
          if (subject.isDispensable) return nothingFor(subject);
          throw revocationError(status, link, subject);
        }
        if (settled === null) missing.push(describeGap(link, status, troubles));
        else if (settled.status === "good") {
          (settled.source.kind === "crl" ? crls : ocspResponses).push(...settled.source.pieces);
          if (settled.source.kind === "ocsp") {
            const delegates = await this.#delegatesOf(settled.source.pieces, link, path, subject);
            certificates.push(...delegates.certificates);
            crls.push(...delegates.crls);
          }
        }
      }
    }
    return { evidence: { vriKey: subject.vriKey, certificates, crls, ocspResponses }, missing };
  }

  /** Completes the chain from where its certificates say that their issuers are. */
  async #findPath({ certificate, role, pool, provenTime }: EvidenceSubject): Promise<PathResult> {
    const { trust, fetcher, now, existenceAt } = this.#input;
    for (let fetches = 0; ; fetches++) {
      const time = provenTime ?? now();
      const existence = existenceAt(now());
      const result = await findPath(certificate, { pool: [...pool, ...this.#pool], trust, role, time, existence });
      if (result.ok || fetcher === undefined || fetches === MAX_FETCHED_ISSUERS) return result;
      const { stop, at } = result.nearest;
      if (stop !== "issuer-not-found") return result;
      const { found } = await fetchIssuers(at, fetcher);
      if (found.length === 0) return result;
      this.#pool = [...this.#pool, ...found];
    }
  }

  async #settle(
    link: PathLink,
    path: PathFound,
    subject: EvidenceSubject,
  ): Promise<{ settled: Settled | null; status: RevocationStatus; troubles: readonly FetchTrouble[] }> {
    const troubles: FetchTrouble[] = [];
    let status = await this.#statusOf(link, path, subject);
    const questions = [ocspQuestion(link, this.#signatures), crlQuestion(link)];
    for (let pauses = 0; ; pauses++) {
      for (const question of questions) {
        if (isSettled(status) || this.#input.fetcher === undefined) break;
        const fetched = await this.#fetch(question, this.#input.fetcher);
        troubles.push(...fetched.troubles);
        status = await this.#statusOf(link, path, subject);
      }
      if (pauses === MAX_PAUSES || this.#input.fetcher === undefined || !isNearlyFresh(status, subject)) break;
      await this.#input.pause(PAUSE_MS);
      for (const { key } of questions) this.#fetched.delete(key);
    }
    return { settled: isSettled(status) ? status : null, status, troubles };
  }

  /** Each question once for all subjects; what it brings is there for all of them. */
  async #fetch(question: Question, fetcher: Fetcher): Promise<FetchedStatus> {
    const known = this.#fetched.get(question.key);
    if (known !== undefined) return known;
    const answer = question.ask(fetcher);
    this.#fetched.set(question.key, answer);
    this.#evidence = this.#evidence.with(readEvidence(await answer));
    return answer;
  }

  /** As verification will ask. */
  #statusOf(link: PathLink, { anchor, path }: PathFound, subject: EvidenceSubject): Promise<RevocationStatus> {
    const { trust, now, existenceAt } = this.#input;
    const query = {
      anchor,
      trust,
      data: {
        certificates: [...path, ...this.#pool],
        evidence: this.#evidence,
        adverse: null,
        signatures: this.#signatures,
        signerPaths: this.#signerPaths,
        existence: existenceAt(now()),
      },
      provenTime: subject.provenTime,
      now: now(),
    };
    return subject.role === "signer" ? statusForSigner(link, query) : statusForAuthority(link, query);
  }

  /** Certificates of those who signed OCSP responses, and the CRLs about them where they need a status themselves. */
  async #delegatesOf(
    responses: readonly Uint8Array[],
    { issuer, issuerKey, algorithm }: PathLink,
    path: PathFound,
    subject: EvidenceSubject,
  ): Promise<{ certificates: readonly Uint8Array[]; crls: readonly Uint8Array[] }> {
    const delegates = responderCertificates(responses);
    const crls: Uint8Array[] = [];
    for (const certificate of delegates) {
      const status = await this.#statusOf({ certificate, issuer, issuerKey, algorithm }, path, subject);
      if (status.status === "good" && status.source.kind === "crl") crls.push(...status.source.pieces);
    }
    return { certificates: delegates.map(({ raw }) => raw), crls };
  }
}

/** One thing to ask the network. */
interface Question {
  readonly key: string;
  ask(fetcher: Fetcher): Promise<FetchedStatus>;
}

function ocspQuestion(link: PathLink, signatures: PathSignatures): Question {
  const { sha256 } = link.certificate;
  return { key: `ocsp ${sha256}`, ask: (fetcher) => fetchStatusByOcsp(link, fetcher, { signatures }) };
}

function crlQuestion(link: PathLink): Question {
  return { key: `crl ${link.certificate.sha256}`, ask: (fetcher) => fetchStatusByCrl(link, fetcher) };
}

function responderCertificates(responses: readonly Uint8Array[]): readonly Certificate[] {
  const { ocspResponses } = readEvidence({ crls: [], ocspResponses: responses });
  return ocspResponses.flatMap(({ certificates }) => readCertificates(certificates).certificates);
}

function isSettled(status: RevocationStatus): status is Settled {
  return status.status === "good" || status.status === "not-needed";
}

function isNearlyFresh(status: RevocationStatus, { provenTime }: EvidenceSubject): boolean {
  if (status.status !== "not-fresh" || provenTime === null) return false;
  const behindMs = provenTime.getTime() - status.source.thisUpdate.getTime();
  return behindMs > 0 && behindMs <= NEARLY_MS;
}

type Revoked = Extract<RevocationStatus, { readonly status: "revoked" | "on-hold" }>;

function isRevoked(status: RevocationStatus): status is Revoked {
  return status.status === "revoked" || status.status === "on-hold";
}

/** Evidence that a signature is worth nothing is not what long-term validation is for. */
function revocationError({ status, at }: Revoked, { certificate }: PathLink, { field }: EvidenceSubject): PadesError {
  const what = status === "revoked" ? "revoked" : "suspended";
  return new PadesError(
    "ERR_CERTIFICATE_REVOKED",
    `the certificate of ${shortName(certificate.subject)}, on the chain of "${field}", was ${what} at ${at.toISOString()}`,
  );
}

function describeGap({ certificate }: PathLink, status: RevocationStatus, troubles: readonly FetchTrouble[]): string {
  const name = shortName(certificate.subject);
  const tried = troubles.length === 0 ? "" : ` (${troubles.map(({ url, reason }) => `${url}: ${reason}`).join(", ")})`;
  switch (status.status) {
    case "not-fresh": {
      const { thisUpdate, nextUpdate } = status.source;
      const next = nextUpdate === null ? "newer information" : `the one due at ${nextUpdate.toISOString()}`;
      return (
        `status of ${name}: the newest, of ${thisUpdate.toISOString()}, is older than the signature or out of date; ` +
        `wait for ${next}, or let the trust profile's policy grant graceHours${tried}`
      );
    }
    case "unknown":
      return `status of ${name}: the responder does not know it${tried}`;
    default:
      return `status of ${name}: none that counts${tried}`;
  }
}
