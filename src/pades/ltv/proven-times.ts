import { earliestOf } from "../../revocation/timing.ts";
import { examineTimestampToken, type ImprintDigest, imprintOf } from "../../tsp/examine-token.ts";
import type { TimestampToken } from "../../tsp/token.ts";
import type { Certificate } from "../../x509/certificate.ts";
import type { Existence } from "../../x509/existence.ts";
import { piecesOfCms, piecesOfStore } from "../verify/time/covered-pieces.ts";
import { ProofsOfExistence } from "../verify/time/proofs-of-existence.ts";
import { digestRanges } from "./check-integrity.ts";
import type { StoredDocumentSignature, StoredSignature } from "./read-signatures.ts";
import type { SecurityStore } from "./security-store.ts";

/** One certificate whose chain long-term validation will need, and since when that is proven to exist. */
export interface EvidenceSubject {
  readonly field: string;
  /** Name of the /VRI entry that the evidence belongs to. */
  readonly vriKey: string;
  readonly role: "signer" | "tsa";
  readonly certificate: Certificate;
  /** Certificates that came with it. */
  readonly pool: readonly Certificate[];
  /** The earliest time by which a timestamp shows that the signature or token existed; null where none does. */
  readonly provenTime: Date | null;
  /**
   * Whether the signature stands without it: a content timestamp, which only says what signing came after. One whose
   * authority cannot be relied on counts for nothing then, and keeps nobody from preserving the rest.
   */
  readonly isDispensable: boolean;
}

/** What extending a file needs to know of its past. */
export interface FileHistory {
  readonly subjects: readonly EvidenceSubject[];
  /** By when certificates and evidence in it are proven to have been there, at a time of validation. */
  readonly existenceAt: (now: Date) => Existence;
}

/**
 * The signer of each signature and the authority of each timestamp, with the time that later timestamps prove for it.
 * A timestamp counts where it is intact and over what it should be; whom it is trusted by is judged with its own chain,
 * since each is a subject itself. A timestamp that is not intact proves nothing and needs no evidence.
 */
export async function readHistory(file: Uint8Array, stored: readonly StoredSignature[]): Promise<FileHistory> {
  const documentTimestamps: CoveringTimestamp[] = [];
  const subjects: EvidenceSubject[] = [];
  // From the newest back: what comes later may prove what came before.
  for (const signature of [...stored].reverse()) {
    const { field, vriKey, certificates: pool, ranges } = signature;
    const common = { field, vriKey, isDispensable: false } as const;
    const laterTimes = documentTimestamps
      .filter(({ coveredBytes }) => coveredBytes > ranges[3])
      .map(({ genTime }) => genTime);
    const laterTime = earliestOf(laterTimes);
    if (signature.kind === "document-timestamp") {
      const certificate = await authorityOf(signature.token, (algorithm) => digestRanges(file, ranges, algorithm));
      if (certificate === null) continue;
      subjects.push({ ...common, role: "tsa", certificate, pool, provenTime: laterTime });
      const { coveredStore, token } = signature;
      documentTimestamps.push({ coveredBytes: ranges[3], genTime: token.tstInfo.genTime, coveredStore });
      continue;
    }
    const times = laterTime === null ? [] : [laterTime];
    for (const token of signature.timestamps) {
      const certificate = await authorityOf(token, imprintOf(signature.signerInfo.signature));
      if (certificate === null) continue;
      const tokenPool = [...token.certificates, ...pool];
      subjects.push({ ...common, role: "tsa", certificate, pool: tokenPool, provenTime: laterTime });
      times.push(token.tstInfo.genTime);
    }
    // What is signed is as old as the signature is proven to be.
    const provenTime = earliestOf(times);
    for (const token of signature.contentTimestamps) {
      const certificate = await authorityOf(token, contentImprint(file, signature));
      if (certificate === null) continue;
      const tokenPool = [...token.certificates, ...pool];
      subjects.push({ ...common, role: "tsa", certificate, pool: tokenPool, provenTime, isDispensable: true });
    }
    subjects.push({ ...common, role: "signer", certificate: signature.signer, pool, provenTime });
  }
  const existenceAt = (now: Date) =>
    documentTimestamps.reduce(
      (known, timestamp) => known.with(timestamp.genTime, () => coveredPieces(stored, timestamp)),
      ProofsOfExistence.none(now),
    );
  return { subjects: subjects.reverse(), existenceAt };
}

/** Of the content that a CMS signs: the bytes of the document, or what it holds in their stead. */
function contentImprint(file: Uint8Array, { signedData, ranges }: StoredDocumentSignature): ImprintDigest {
  const { content } = signedData;
  return content === null ? (algorithm) => digestRanges(file, ranges, algorithm) : imprintOf(content);
}

interface CoveringTimestamp {
  readonly coveredBytes: number;
  readonly genTime: Date;
  readonly coveredStore: SecurityStore;
}

/** As verification has it: what is in the store that a document timestamp covers, and in the signatures before it. */
function coveredPieces(
  stored: readonly StoredSignature[],
  { coveredBytes, coveredStore }: CoveringTimestamp,
): Uint8Array[] {
  const before = stored.filter(({ ranges }) => ranges[3] < coveredBytes);
  return [
    ...piecesOfStore(coveredStore),
    ...before.flatMap(({ signedData }) => [...piecesOfCms(signedData, signedData.signerInfos[0] ?? null)]),
  ];
}

/** The certificate of the authority that made an intact token; null where it is anything else. */
async function authorityOf(token: TimestampToken, imprint: ImprintDigest): Promise<Certificate | null> {
  const { certificate, faults } = await examineTimestampToken(token, { imprint });
  return faults.length === 0 ? certificate : null;
}
