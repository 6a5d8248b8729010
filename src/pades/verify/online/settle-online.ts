import { MAX_FETCH_ROUNDS, MAX_REVOCATION_SIGNATURE_CHECKS } from "../../../limits.ts";
import type { Fetcher } from "../../../net/fetcher.ts";
import { PathBudget } from "../../../x509/path-budget.ts";
import { PathSignatures } from "../../../x509/path-signatures.ts";
import { type GivenEvidence, resolveEvidence } from "../evidence/evidence.ts";
import type { VerificationRequest } from "../request.ts";
import { EvidenceRequests } from "./evidence-requests.ts";
import type { OpenQuestion } from "./open-questions.ts";
import type { Answerable, SettledSignatures } from "./settled-signatures.ts";

/**
 * Asks the network for what signatures left open, and has them judged again with what came, until nothing is open that
 * was not asked already. What is fetched is taken as if it had been handed in; judging itself asks nobody.
 *
 * @param judge pure: the same signatures with other evidence
 */
export async function settleOnline<Judged extends Answerable>(
  signatures: readonly Judged[],
  judge: (evidence: GivenEvidence) => Promise<readonly Judged[]>,
  request: VerificationRequest & { readonly fetcher: Fetcher },
): Promise<SettledSignatures<Judged>> {
  const requests = new EvidenceRequests({
    fetcher: request.fetcher,
    signal: request.signal,
    nonce: request.policy.ocspNonce,
    signatures: new PathSignatures(new PathBudget(MAX_REVOCATION_SIGNATURE_CHECKS), request.signatures),
  });
  try {
    let judged = signatures;
    let { evidence } = request;
    for (let round = 0; round < MAX_FETCH_ROUNDS; round++) {
      request.signal?.throwIfAborted();
      const outcome = await requests.ask(openQuestions(judged));
      request.signal?.throwIfAborted();
      if (outcome === "nothing-to-ask") break;
      if (outcome === "nothing-found") continue;
      evidence = together(request.evidence, requests.fetched);
      judged = await judge(evidence);
    }
    return { signatures: judged, evidence, tried: requests.tried };
  } finally {
    requests.close();
  }
}

function openQuestions(judged: readonly Answerable[]): OpenQuestion[] {
  return judged.flatMap(({ open }) => open);
}

function together({ pieces: given }: GivenEvidence, fetched: GivenEvidence["pieces"]): GivenEvidence {
  return resolveEvidence({
    certificates: [...given.certificates, ...fetched.certificates],
    crls: [...given.crls, ...fetched.crls],
    ocspResponses: [...given.ocspResponses, ...fetched.ocspResponses],
  });
}
