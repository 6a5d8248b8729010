import { encodeHex } from "../../../../src/bytes/hex.ts";
import { decodeLatin1 } from "../../../../src/bytes/text.ts";
import { SIGNATURE_TIMESTAMP } from "../../../../src/cms/oids.ts";
import { digestOf } from "../../../../src/crypto/digest.ts";
import type { EvidenceInput } from "../../../../src/pades/verify/evidence/evidence.ts";
import type { PdfVerification, SignatureVerification } from "../../../../src/pades/verify/verification.ts";
import { verifyPdf } from "../../../../src/pades/verify/verify-pdf.ts";
import type { Der } from "../../../../src/testing/der.ts";
import { handlerFetcher } from "../../../../src/testing/handler-fetcher.ts";
import { type IssueOptions, issueIdentity } from "../../../../src/testing/issue.ts";
import type { TestIdentity } from "../../../../src/testing/test-identity.ts";
import { timestampAuthority } from "../../../../src/testing/timestamp-authority.ts";
import { issueTimestampToken, type TimestampTokenFields } from "../../../../src/testing/timestamp-token.ts";
import type { TimestampAuthority } from "../../../../src/tsp/timestamp-authority.ts";
import { tsaClient } from "../../../../src/tsp/tsa-client.ts";
import { attribute, type CmsSpec } from "../../../support/forged-cms.ts";
import { coveredBytes, findSignature, overwrite } from "../../../support/pdf-surgery.ts";
import { appendUpdate } from "../../../support/raw-update.ts";
import type { TestClock, TestPki } from "../../../support/test-pki.ts";

/* Years that pass in no time, and timestamps put where they do not belong. */

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** Where the clock of createTestPki stands at first. */
export const SIGNED_AT = new Date("2026-01-15T03:00:00Z");
export const timeAfter = (ms: number, time = SIGNED_AT) => new Date(time.getTime() + ms);
export const inYear = (year: number) => new Date(`${year}-01-15T03:00:00Z`);

const STATUS_URLS = ["root", "issuing", "tsa-root"].map((host) => `http://${host}.example/list.crl`);

/** What all authorities of the PKI say at the time of its clock. */
export async function currentStatus({ fetcher }: Pick<TestPki, "fetcher">): Promise<EvidenceInput> {
  const answers = await Promise.all(STATUS_URLS.map((url) => fetcher({ url })));
  return { crls: answers.map(({ body }) => body) };
}

const mergeEvidence = (...parts: readonly EvidenceInput[]): EvidenceInput => ({
  crls: parts.flatMap(({ crls = [] }) => crls),
  ocspResponses: parts.flatMap(({ ocspResponses = [] }) => ocspResponses),
});

/** Moves the clock to `now` and verifies there, with the status of that time and `more`. */
export async function verifyAt(
  file: Uint8Array,
  pki: TestPki,
  now: Date,
  more: EvidenceInput = {},
): Promise<PdfVerification> {
  pki.clock.time = now;
  const evidence = mergeEvidence(await currentStatus(pki), more);
  return verifyPdf(file, { trust: pki.trust, now, evidence });
}

/** The same with nothing but what the file brings along. */
export const verifyOffline = (file: Uint8Array, { trust }: TestPki, now: Date) => verifyPdf(file, { trust, now });

export function signatureAt({ signatures }: PdfVerification, index = 0): SignatureVerification {
  const signature = signatures[index];
  if (signature === undefined) throw new Error(`expected a signature ${index}`);
  return signature;
}

/** Findings that are more than remarks, by code. */
export const reasons = ({ findings }: SignatureVerification) =>
  findings.filter(({ severity }) => severity !== "info").map(({ code }) => code);

/** What of a verdict depends on time. */
export const outcome = (signature: SignatureVerification) => {
  const { indication, subIndication, level, levelFound, provenTime } = signature;
  return {
    indication,
    subIndication,
    level,
    levelFound,
    provenTime,
    reasons: reasons(signature),
  };
};

/** Why timestamps of a signature do not count. */
export const timestampFaults = ({ findings }: SignatureVerification) =>
  findings.flatMap((finding) => (finding.code === "timestamp-not-valid" ? [finding.params.fault] : []));

/** Why a document timestamp does not, where it is one. */
export const documentTimestampFaults = ({ findings }: SignatureVerification) =>
  findings.flatMap((finding) => {
    if (finding.code === "document-timestamp-untrusted") return ["no-path"];
    const isFault = finding.code === "document-timestamp-failed" || finding.code === "document-timestamp-undecided";
    return isFault ? [finding.params.fault] : [];
  });

/** An authority for timestamps below `issuer`. */
export const issueTsa = (issuer: TestIdentity, changes: Partial<IssueOptions> = {}): Promise<TestIdentity> =>
  issueIdentity(issuer, {
    subject: [["CN", "Another TSA"]],
    profile: { use: "timestamp-authority" },
    key: "P-256",
    notBefore: new Date("2005-01-01T00:00:00Z"),
    notAfter: new Date("2050-01-01T00:00:00Z"),
    ...changes,
  });

export function authorityOf(identity: TestIdentity, clock: TestClock): TimestampAuthority {
  const url = "http://another-tsa.example/";
  const fetcher = handlerFetcher({
    [url]: timestampAuthority({ identity, now: () => clock.time }),
  });
  return tsaClient(url, { fetcher, retryDelayMs: 1 });
}

const SHA256 = "2.16.840.1.101.3.4.2.1";

/** A token over `octets`. */
export const tokenOver = (
  octets: Uint8Array,
  by: TestIdentity,
  changes: Partial<TimestampTokenFields> = {},
): Promise<Der> =>
  issueTimestampToken(by, {
    imprint: { algorithm: SHA256, digest: digestOf("SHA-256", octets) },
    genTime: SIGNED_AT,
    serialNumber: Uint8Array.of(7),
    ...changes,
  });

export type TokenMaker = (octets: Uint8Array) => Promise<Uint8Array>;

/** For forgePdf: a CMS by `identity` with signature timestamps, each made from the octets of the signature value. */
export function stampedCms(identity: TestIdentity, ...makers: readonly TokenMaker[]): Partial<CmsSpec> {
  const unsignedAttributes: Der[] = [];
  return {
    identity,
    unsignedAttributes,
    signature: async (value) => {
      for (const make of makers) unsignedAttributes.push(attribute(SIGNATURE_TIMESTAMP, await make(value)));
      return value;
    },
  };
}

/** The file with another token in the place of the document timestamp of this index, made from the bytes it covers. */
export async function withToken(file: Uint8Array, index: number, make: TokenMaker): Promise<Uint8Array> {
  const { numbers, contents } = findSignature(file, index);
  const token = encodeHex(await make(coveredBytes(file, numbers))).toUpperCase();
  return overwrite(file, contents.start + 1, token.padEnd(contents.end - contents.start - 2, "0"));
}

/** Everything in /Contents of the signature of this index, with its padding. */
export function contentsOf(file: Uint8Array, index: number): Uint8Array {
  const { contents } = findSignature(file, index);
  return file.subarray(contents.start, contents.end);
}

const CATALOG = /(\d+) 0 obj\s*<< ?\/Type ?\/Catalog([^]*?)>>\s*endobj/g;

/** A new revision whose catalog has this store, object `num`; null: none any more. `pieces` are the objects after it. */
export function withStore(
  file: Uint8Array,
  store: string | null,
  pieces: readonly Uint8Array[] = [],
  num = 900,
): Uint8Array {
  return withEntries(file, store === null ? "" : `/DSS ${num} 0 R`, store, pieces, num);
}

/** The same with these entries in the catalog. */
export function withEntries(
  file: Uint8Array,
  added: string,
  store: string | null,
  pieces: readonly Uint8Array[] = [],
  num = 900,
): Uint8Array {
  const [, catalog = "", entries = ""] = [...decodeLatin1(file).matchAll(CATALOG)].at(-1) ?? [];
  const others = entries.replace(/\/DSS\s*\d+ 0 R/, "");
  return appendUpdate(file, {
    objects: [
      { num: Number(catalog), source: `<< /Type /Catalog${others} ${added} >>` },
      ...(store === null ? [] : [{ num, source: store }]),
      ...pieces.map((piece, index) => ({
        num: num + 1 + index,
        source: `<< /Length ${2 * piece.length + 1} /Filter /ASCIIHexDecode >>\nstream\n${encodeHex(piece)}>\nendstream`,
      })),
    ],
  });
}

/** For `withStore`: a store with CRLs, then OCSP responses, of which `first` is the first. */
export function storeOf(crls: readonly Uint8Array[], ocspResponses: readonly Uint8Array[] = [], first = 901) {
  const references = (from: number, list: readonly unknown[]) =>
    list.map((_, index) => `${from + index} 0 R`).join(" ");
  const lists = `/CRLs [${references(first, crls)}] /OCSPs [${references(first + crls.length, ocspResponses)}]`;
  return {
    store: `<< /Type /DSS ${lists} >>`,
    pieces: [...crls, ...ocspResponses],
  };
}
