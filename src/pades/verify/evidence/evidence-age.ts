import type { RevocationEvidence } from "../../../revocation/evidence.ts";
import { earliestOf, latest } from "../../../revocation/timing.ts";
import type { EvidenceAge } from "../verification.ts";
import { nameOfPiece } from "./piece-name.ts";
import type { EvidenceLog } from "./used-evidence.ts";

/**
 * How old status information from beside the document is, by the dates under its signatures. Where some of it counted,
 * only that is looked at: what nobody authorised has signed may bear any date.
 */
export function describeEvidenceAge(evidence: RevocationEvidence, log: EvidenceLog, time: Date): EvidenceAge | null {
  const all = [...evidence.crls.map(datesOfCrl), ...evidence.ocspResponses.flatMap(datesOfResponse)];
  const counted = all.filter(({ raw }) => log.hasCounted(nameOfPiece(raw)));
  const pieces = counted.length > 0 ? counted : all;
  const [first] = pieces;
  if (first === undefined) return null;
  return {
    pieces: all.length,
    counted: counted.length,
    oldest: earliestOf(pieces.map(({ thisUpdate }) => thisUpdate)) ?? first.thisUpdate,
    newest: pieces.reduce((newest, { thisUpdate }) => latest(newest, thisUpdate), first.thisUpdate),
    nextUpdate: earliestOf(pieces.map(({ nextUpdate }) => nextUpdate)),
    overdue: pieces.filter(({ nextUpdate }) => nextUpdate !== null && nextUpdate < time).length,
  };
}

interface Dated {
  readonly raw: Uint8Array;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
}

function datesOfCrl({ raw, thisUpdate, nextUpdate }: RevocationEvidence["crls"][number]): Dated {
  return { raw, thisUpdate, nextUpdate };
}

/** A response with several answers is as old as the oldest of them; one with none says nothing. */
function datesOfResponse({ raw, answers }: RevocationEvidence["ocspResponses"][number]): Dated[] {
  const thisUpdate = earliestOf(answers.map((answer) => answer.thisUpdate));
  if (thisUpdate === null) return [];
  return [{ raw, thisUpdate, nextUpdate: earliestOf(answers.map(({ nextUpdate }) => nextUpdate)) }];
}
