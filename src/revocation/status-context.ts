import type { AlgorithmPolicy } from "../x509/algorithm-policy.ts";
import type { Certificate } from "../x509/certificate.ts";
import type { Existence } from "../x509/existence.ts";
import type { PathSignatures } from "../x509/path-signatures.ts";
import type { PathLink } from "../x509/path-validation.ts";
import type { TrustAnchor } from "../x509/trust-anchor.ts";
import type { TrustStore } from "../x509/trust-store.ts";
import type { RevocationEvidence } from "./evidence.ts";
import type { SignerPaths } from "./signer-paths.ts";
import type { FreshnessPolicy, StatusTime } from "./timing.ts";

/** What the status of the certificates of one path is decided with. */
export interface StatusContext extends StatusTime {
  readonly evidence: RevocationEvidence;
  /** Certificates of those who may have signed evidence; none of them is trusted. */
  readonly pool: readonly Certificate[];
  /** The anchor of the path: another signer of a CRL than the issuer must lead to the same (RFC 5280, 6.3.3 f). */
  readonly anchor: TrustAnchor;
  readonly trust: TrustStore;
  readonly freshness: FreshnessPolicy;
  readonly algorithms: AlgorithmPolicy;
  /** By when evidence and its signers' certificates are proven to have been there: when their algorithms must have held. */
  readonly existence: Existence;
  /**
   * Since when the keys above the certificate may be in other hands, where one of them was revoked later: a good status
   * that they signed must be proven to be older. Null where none was.
   */
  readonly keysSoundUntil: Date | null;
  /** Signature checks on evidence: each once, and within a budget that a file's signatures share. */
  readonly signatures: PathSignatures;
  /** Paths of signers of CRLs, shared in the same way. */
  readonly signerPaths: SignerPaths;
  /** What an OCSP response must repeat, where one was asked for with it: the value of the nonce extension. */
  readonly nonce: Uint8Array | null;
  /** Refuse CRLs that break any rule for those who issue them, as PathSettings.strict does certificates. */
  readonly strict: boolean;
}

/** What the status of a certificate means for what its holder has signed. */
export type SignerStatus = "good" | "bad" | "no-data";

/** Looks into the status of the certificate of someone who signs status information. */
export type StatusOfSigner = (link: PathLink) => Promise<SignerStatus>;
