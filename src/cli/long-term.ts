import { guardedFetcher } from "../node/guarded-fetcher.ts";
import type { EvidenceOptions } from "../pades/ltv/evidence-options.ts";
import type { TimestampAuthority } from "../tsp/timestamp-authority.ts";
import { tsaClient } from "../tsp/tsa-client.ts";
import { CliError } from "./cli-error.ts";
import type { CommandContext } from "./command-context.ts";
import { EXIT } from "./exit-codes.ts";
import { openEvidence, openTrust } from "./trust-inputs.ts";

export interface LongTermFlags {
  readonly tsa?: string;
  readonly trust?: string;
  readonly evidence?: readonly string[];
  readonly allowPrivate?: readonly string[];
}

/** What signing and extending take for a level above B-B, from what the command line names. */
export interface LongTermServices extends EvidenceOptions {
  readonly timestampAuthority: TimestampAuthority;
}

/**
 * Nothing private is reached over the network but the hosts that the flags and the trust profile name: certificates in a document say where to
 * ask, and may say anything.
 *
 * @throws CliError where an option is missing that the level needs; as openTrust and openEvidence do
 */
export async function openServices(
  level: "B-T" | "B-LT" | "B-LTA",
  flags: LongTermFlags,
  context: CommandContext,
): Promise<LongTermServices> {
  const { error } = context.words;
  const { tsa, allowPrivate = [] } = flags;
  if (tsa === undefined) throw new CliError(EXIT.usage, error.levelNeeds(level, "--tsa"));
  if (level !== "B-T" && flags.trust === undefined) throw new CliError(EXIT.usage, error.levelNeeds(level, "--trust"));
  const trust = await openTrust(flags.trust, context);
  const fetcher = guardedFetcher({ allowPrivate: [...trust.policy.allowPrivateHosts, ...allowPrivate] });
  return {
    timestampAuthority: tsaClient(tsa, { fetcher }),
    trust,
    ...(flags.evidence === undefined ? {} : { evidence: await openEvidence(flags.evidence, context) }),
    fetcher,
  };
}
