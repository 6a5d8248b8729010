import { onDemand } from "../../../bytes/on-demand.ts";
import type { GivenEvidence } from "../evidence/evidence.ts";
import type { VerificationRequest } from "../request.ts";
import { type Answerable, type SettledSignatures, unasked } from "./settled-signatures.ts";

const loadOnline = onDemand(() => import("./settle-online.ts"));

/** What is open is asked of the network, where there is a fetcher; what asks is loaded then. */
export async function settle<Judged extends Answerable>(
  signatures: readonly Judged[],
  judge: (evidence: GivenEvidence) => Promise<readonly Judged[]>,
  request: VerificationRequest,
): Promise<SettledSignatures<Judged>> {
  if (request.fetcher === null) return unasked(signatures, request.evidence);
  const { settleOnline } = await loadOnline();
  return settleOnline(signatures, judge, { ...request, fetcher: request.fetcher });
}
