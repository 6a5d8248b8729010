import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Asn1Error } from "../../../src/asn1/asn1-error.ts";
import { readAsn1 } from "../../../src/asn1/cursor.ts";
import { parsePublicKey } from "../../../src/asn1/public-key.ts";
import { resolveSignatureAlgorithm } from "../../../src/asn1/signature-algorithm.ts";
import { parsePem } from "../../../src/bytes/pem.ts";
import { onlyValue, parseContentType } from "../../../src/cms/attributes.ts";
import { findByEssId, findBySignerIdentifier } from "../../../src/cms/find-signer.ts";
import { CONTENT_TYPE, DATA, SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_V2 } from "../../../src/cms/oids.ts";
import { parseSignedData } from "../../../src/cms/parse-signed-data.ts";
import type { SignedData, SignerInfo } from "../../../src/cms/signed-data.ts";
import { parseSigningCertificate, parseSigningCertificateV2 } from "../../../src/cms/signing-certificate.ts";
import { contentDigestAlgorithm, verifySignerInfo } from "../../../src/cms/verify-signer-info.ts";
import { digestOf } from "../../../src/crypto/digest.ts";
import { verifySignature } from "../../../src/crypto/verify.ts";
import { type Certificate, parseCertificate } from "../../../src/x509/certificate.ts";

export interface CmsCase {
  readonly name: string;
  readonly note: string;
  readonly level: string;
  readonly expected: boolean;
  readonly found: "valid" | "invalid" | "unsupported" | "error";
  /** Why it is not valid, for the list of disagreements. */
  readonly reason: string;
}

export interface CmsResult {
  readonly agreed: number;
  readonly falseAccepts: readonly CmsCase[];
  readonly falseRejects: readonly CmsCase[];
  /** The harness or the code under test threw something that is no judgment. */
  readonly errors: readonly CmsCase[];
  /** What this runtime cannot verify: never counted as agreed. */
  readonly unsupported: readonly CmsCase[];
  readonly cases: readonly CmsCase[];
  /** The suite's timestamp tokens, by name: apart from these results, because RFC 3161 asks more of a token than CMS. */
  readonly timestampTokens: readonly string[];
}

interface Description {
  readonly name: string;
  readonly file: string;
  readonly content: string | null;
  readonly extraCerts: readonly string[];
  readonly trustAnchor: string | null;
  readonly expected: boolean;
  readonly note: string;
  readonly level: string;
}

interface Suite {
  readonly cms: readonly Description[];
  readonly timestamps: readonly { readonly name: string }[];
}

/**
 * Judges the SignedData of the suite: every signer's signature value, message digest, mandatory attributes and
 * signing certificate, and that the suite's CA issued it. Paths and revocation have suites of their own.
 */
export async function runCms(corpus: string): Promise<CmsResult> {
  const folder = join(corpus, "suites");
  const suite: Suite = JSON.parse(readFileSync(join(folder, "cms.json"), "utf8"));
  const cases: CmsCase[] = [];
  for (const { name, note, level, expected, ...files } of suite.cms) {
    cases.push({ name, note, level, expected, ...(await judgeSafely(folder, files)) });
  }
  const errors = cases.filter(({ found }) => found === "error");
  const unsupported = cases.filter(({ found }) => found === "unsupported");
  const falseAccepts = cases.filter(({ expected, found }) => !expected && found === "valid");
  const falseRejects = cases.filter(({ expected, found }) => expected && found === "invalid");
  const timestampTokens = suite.timestamps.map(({ name }) => name);
  const agreed = cases.length - errors.length - unsupported.length - falseAccepts.length - falseRejects.length;
  return { agreed, falseAccepts, falseRejects, errors, unsupported, cases, timestampTokens };
}

type Files = Pick<Description, "file" | "content" | "extraCerts" | "trustAnchor">;
type Judgment = Pick<CmsCase, "found" | "reason">;

async function judgeSafely(folder: string, files: Files): Promise<Judgment> {
  try {
    return await judge(folder, files);
  } catch (error) {
    return error instanceof Asn1Error
      ? { found: "invalid", reason: error.message }
      : { found: "error", reason: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

async function judge(folder: string, { file, content, extraCerts, trustAnchor }: Files): Promise<Judgment> {
  const signedData = parseSignedData(readFileSync(join(folder, file)));
  const detached = content === null ? null : readFileSync(join(folder, content));
  const data = detached ?? signedData.content;
  if (data === null) return invalid("no content");
  if (signedData.signerInfos.length === 0) return invalid("no signer");
  const certificates = [...signedData.certificates, ...extraCerts.flatMap((path) => readPem(join(folder, path)))].map(
    parseCertificate,
  );
  const anchors = trustAnchor === null ? null : readPem(join(folder, trustAnchor)).map(parseCertificate);
  for (const signerInfo of signedData.signerInfos) {
    const judgment = await judgeSigner(signedData, signerInfo, data, certificates, anchors);
    if (judgment.found !== "valid") return judgment;
  }
  return { found: "valid", reason: "" };
}

async function judgeSigner(
  signedData: SignedData,
  signerInfo: SignerInfo,
  data: Uint8Array,
  certificates: readonly Certificate[],
  anchors: readonly Certificate[] | null,
): Promise<Judgment> {
  const [certificate, ...others] = findBySignerIdentifier(certificates, signerInfo.sid);
  if (certificate === undefined || others.length > 0) return invalid(`${others.length} certificates too many or none`);
  const digest = contentDigestAlgorithm(signerInfo);
  const contentDigest = digest === null ? null : digestOf(digest, data);
  const facts = await verifySignerInfo(signerInfo, { contentDigest, certificate, signedData });
  if (facts.signature === "unsupported") return { found: "unsupported", reason: facts.signatureName };
  if (facts.signature !== "ok") return invalid("signature value");
  if (facts.digest !== "ok") return invalid("message digest");
  if (facts.inconsistencies.length > 0) return invalid(facts.inconsistencies.join("; "));
  const attributeFault = findAttributeFault(signedData, signerInfo, certificate);
  if (attributeFault !== null) return invalid(attributeFault);
  if (anchors === null) return { found: "valid", reason: "" };
  for (const anchor of anchors) {
    if (await isIssuedBy(certificate, anchor)) return { found: "valid", reason: "" };
  }
  return invalid("not issued by the trust anchor");
}

/** RFC 5652, section 11: content-type is there, once, and equal to eContentType. ESS is optional in a plain CMS. */
function findAttributeFault(signedData: SignedData, signerInfo: SignerInfo, certificate: Certificate): string | null {
  if (signerInfo.signedAttributes === null) {
    return signedData.contentType === DATA ? null : "signed attributes are mandatory for this content type";
  }
  const { attributes, isDer } = signerInfo.signedAttributes;
  if (!isDer) return "signed attributes are not DER";
  const contentType = onlyValue(attributes, CONTENT_TYPE);
  if (contentType === null || parseContentType(contentType) !== signedData.contentType) return "content type";
  const v1 = onlyValue(attributes, SIGNING_CERTIFICATE);
  const v2 = onlyValue(attributes, SIGNING_CERTIFICATE_V2);
  for (const ids of [v1 && parseSigningCertificate(v1), v2 && parseSigningCertificateV2(v2)]) {
    const id = ids?.[0];
    if (id !== undefined && findByEssId([certificate], id)?.length !== 1) return "signing certificate attribute";
  }
  return null;
}

async function isIssuedBy(certificate: Certificate, issuer: Certificate): Promise<boolean> {
  if (!certificate.issuer.equals(issuer.subject)) return false;
  const publicKey = parsePublicKey(readAsn1(issuer.spki));
  const resolved = resolveSignatureAlgorithm(certificate.signatureAlgorithm, { publicKey });
  if (!resolved.ok) return false;
  const { tbs: data, signature } = certificate;
  return (await verifySignature({ algorithm: resolved.algorithm, publicKey, data, signature })) === "valid";
}

function readPem(path: string): Uint8Array[] {
  return parsePem(readFileSync(path, "utf8"))
    .filter(({ label }) => label === "CERTIFICATE")
    .map(({ bytes }) => bytes);
}

function invalid(reason: string): Judgment {
  return { found: "invalid", reason };
}
