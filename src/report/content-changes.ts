import type { ChangeItem, SignatureVerification } from "../pades/verify/verification.ts";

/** What was changed after a signature, but for what only preserves it: evidence and timestamps, the identity of the file. */
export function contentChanges({ changes }: Pick<SignatureVerification, "changes">): ChangeItem[] {
  return changes.items.filter(({ level }) => level !== "lta-updates");
}
