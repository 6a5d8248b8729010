import { concatBytes } from "../../bytes/concat.ts";
import { isMemorySource, type SourceInput, toByteSource } from "../../bytes/source.ts";
import { openView } from "../../bytes/view.ts";
import { PadesError } from "../../errors.ts";
import { pause } from "../../net/pause.ts";
import { readEvidence } from "../../revocation/evidence.ts";
import type { Certificate } from "../../x509/certificate.ts";
import { readCertificates } from "../../x509/read-certificates.ts";
import { checkIntegrity } from "../ltv/check-integrity.ts";
import { type CollectedEvidence, collectEvidence } from "../ltv/collect-evidence.ts";
import type { EvidenceOptions } from "../ltv/evidence-options.ts";
import { type FileHistory, readHistory } from "../ltv/proven-times.ts";
import { readStoredSignatures, type StoredSignature } from "../ltv/read-signatures.ts";
import { readSecurityStore, type SecurityStore } from "../ltv/security-store.ts";
import { planSecurityStore } from "../ltv/write-security-store.ts";
import { resolveEvidence } from "../verify/evidence/evidence.ts";
import { archivedRevocation } from "../verify/time/covered-pieces.ts";
import { readDocument } from "./open-document.ts";
import { checkTimestampOptions, claimedTime, type DocumentAccess, type SignatureTimestampOptions } from "./options.ts";
import { timestampPdf } from "./timestamp-pdf.ts";

interface ExtendCall extends SignatureTimestampOptions, DocumentAccess {
  readonly signal?: AbortSignal;
}

/** What `extendPdf` takes, by the level to reach. */
export type ExtendOptions =
  | (ExtendCall & { readonly to: "B-T" })
  | (ExtendCall &
      EvidenceOptions & {
        readonly to: "B-LT" | "B-LTA";
        /** The time at which evidence must be current; by default that of the clock, each time it is needed. */
        readonly now?: Date;
      });

/**
 * Raises every signature of a document to a level (EN 319 142-1, clause 6), whoever made it, by appending to it:
 * - B-T: a document timestamp, where any signature has no timestamp yet;
 * - B-LT: that, and a document security store with the chains and status information of all signatures and timestamps;
 * - B-LTA: that, and a document timestamp over all of it. A document that has one already is renewed: what the last
 *   timestamp needs is stored first, then a new one covers it.
 *
 * @param pdf never changed; the result begins with its bytes
 * @returns the extended document; the same bytes where it has that level already (B-T and B-LT)
 * @throws PadesError ERR_INVALID_ARGUMENT where there is no signature, or options are missing; ERR_EVIDENCE_MISSING,
 * naming what; ERR_SIGNATURE_VALUE where a signature does not verify; ERR_CERTIFICATE_REVOKED; ERR_TIMESTAMP, ERR_FETCH, ERR_PDF_UNREADABLE,
 * ERR_PDF_ENCRYPTED, ERR_PDF_UNSUPPORTED, ERR_SIGNING_NOT_PERMITTED (by an encrypted document)
 */
export async function extendPdf(pdf: SourceInput, options: ExtendOptions): Promise<Uint8Array> {
  checkExtendOptions(options);
  let file = await readWhole(pdf);
  let state = await examine(file, options);
  if (state.stored.length === 0) {
    throw new PadesError("ERR_INVALID_ARGUMENT", "the PDF has no signature to extend; timestampPdf needs none");
  }
  await checkIntegrity(file, state.stored);
  if (state.subjects.some(({ role, provenTime }) => role === "signer" && provenTime === null)) {
    file = await timestampPdf(file, options);
    state = await examine(file, options);
  }
  if (options.to === "B-T") return file;

  const collected = await collect(state, options);
  const view = openView(toByteSource(file));
  const tail = await readDocument(view, options, (opened) => planSecurityStore(opened, collected));
  if (tail !== null) file = concatBytes(file, tail);
  return options.to === "B-LT" ? file : timestampPdf(file, options);
}

interface DocumentState extends FileHistory {
  readonly stored: readonly StoredSignature[];
  readonly store: SecurityStore;
}

async function examine(file: Uint8Array, access: DocumentAccess): Promise<DocumentState> {
  const view = openView(toByteSource(file));
  const { stored, store } = await readDocument(view, access, ({ document }) => ({
    stored: readStoredSignatures(document),
    store: readSecurityStore(document),
  }));
  return { stored, store, ...(await readHistory(file, stored)) };
}

function collect(
  { stored, subjects, store, existenceAt }: DocumentState,
  { trust, evidence, fetcher, now, signal }: Extract<ExtendOptions, { to: "B-LT" | "B-LTA" }>,
): Promise<readonly CollectedEvidence[]> {
  const given = resolveEvidence(evidence);
  const tokens = stored.flatMap((one) =>
    one.kind === "signature" ? [...one.timestamps, ...one.contentTimestamps] : [],
  );
  const inside = [...stored, ...tokens].flatMap(({ signedData }) => [
    signedData,
    // Adobe's attribute, in which many signatures bring their status information.
    ...signedData.signerInfos.map(({ signedAttributes, unsignedAttributes }) =>
      archivedRevocation([...(signedAttributes?.attributes ?? []), ...unsignedAttributes]),
    ),
  ]);
  const certificates: readonly Certificate[] = [
    ...stored.flatMap((one) => one.certificates),
    ...tokens.flatMap((token) => token.certificates),
    ...readCertificates(store.certificates).certificates,
    ...given.certificates,
  ];
  const embedded = readEvidence({
    crls: [store, ...inside].flatMap(({ crls }) => crls),
    ocspResponses: [store, ...inside].flatMap(({ ocspResponses }) => ocspResponses),
  });
  return collectEvidence(subjects, {
    trust,
    ...(fetcher === undefined ? {} : { fetcher }),
    known: { certificates, evidence: given.revocation.with(embedded) },
    existenceAt,
    now: () => claimedTime(now === undefined ? {} : { now }),
    pause: (ms) => pause(ms, signal),
  });
}

function checkExtendOptions(options: ExtendOptions): void {
  const to: unknown = options?.to;
  if (to !== "B-T" && to !== "B-LT" && to !== "B-LTA") {
    throw new PadesError("ERR_INVALID_ARGUMENT", `to: expected "B-T", "B-LT" or "B-LTA", found ${JSON.stringify(to)}`);
  }
  checkTimestampOptions(options);
  if (options.to !== "B-T") checkEvidenceOptions(options);
}

/** @throws PadesError ERR_INVALID_ARGUMENT */
export function checkEvidenceOptions({ trust, evidence, fetcher }: EvidenceOptions): void {
  if (typeof trust?.findAnchors !== "function") {
    throw new PadesError("ERR_INVALID_ARGUMENT", "trust: expected a trust store made by createTrustStore");
  }
  if (fetcher !== undefined && typeof fetcher !== "function") {
    throw new PadesError("ERR_INVALID_ARGUMENT", "fetcher: expected a function, such as httpFetcher()");
  }
  resolveEvidence(evidence);
}

async function readWhole(pdf: SourceInput): Promise<Uint8Array> {
  const source = toByteSource(pdf);
  return isMemorySource(source) ? source.bytes : source.read(0, source.size);
}
