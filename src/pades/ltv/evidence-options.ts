import type { Fetcher } from "../../net/fetcher.ts";
import type { TrustStore } from "../../x509/trust-store.ts";
import type { EvidenceInput } from "../verify/evidence/evidence.ts";

/** Where the evidence for long-term validation comes from. */
export interface EvidenceOptions {
  /** Chains are built to its anchors, and evidence is judged by its policy. */
  readonly trust: TrustStore;
  /** What there is already: used before anything is fetched. */
  readonly evidence?: EvidenceInput;
  /** Asks OCSP responders, CRL points and issuers that certificates name; without one, no call leaves the machine. */
  readonly fetcher?: Fetcher;
}
