import { Asn1Error } from "../../../asn1/asn1-error.ts";
import { resolveDigestAlgorithm } from "../../../asn1/digest-algorithm.ts";
import { equalBytes } from "../../../bytes/equal.ts";
import { contentDigestAlgorithm } from "../../../cms/verify-signer-info.ts";
import type { DigestName } from "../../../crypto/algorithms.ts";
import { digestOf } from "../../../crypto/digest.ts";
import type { PublicKey } from "../../../crypto/public-key.ts";
import { recoverPkcs1Digest } from "../../../crypto/rsa.ts";
import { parseTstInfo } from "../../../tsp/tst-info.ts";
import type { Certificate } from "../../../x509/certificate.ts";
import type { BareSignature, CmsSubject } from "../../checks/subject.ts";

/** How the bytes of the document become what the CMS signs. */
export type ContentBinding =
  /** The CMS signs the bytes themselves: their digest is its message digest. */
  | { readonly kind: "detached"; readonly algorithm: DigestName }
  /** The CMS signs a content that holds the digest of the bytes. */
  | {
      readonly kind: "digest-inside";
      readonly algorithm: DigestName;
      readonly digest: Uint8Array;
      readonly content: Uint8Array;
    }
  /** There is no CMS: the signature value itself is over the bytes, and holds the digest that the signer made of them. */
  | {
      readonly kind: "bare";
      readonly algorithm: DigestName;
      /** Null where the key did not make the value. */
      readonly digest: Uint8Array | null;
      readonly publicKey: PublicKey;
      readonly value: Uint8Array;
    }
  | { readonly kind: "unsupported"; readonly algorithm: string };

/** Null where there is no CMS with one signer, nor a bare value with its certificate, or none of a form that binds anything. */
export function contentBinding({ format, cms, bare, signer, signerInfo }: CmsSubject): ContentBinding | null {
  if (format.content === "rsa-value") return bare === null || signer === null ? null : bareBinding(bare, signer);
  if (cms === null || signerInfo === null) return null;
  const { content } = cms.signedData;
  switch (format.content) {
    case "detached": {
      const algorithm = contentDigestAlgorithm(signerInfo);
      const { oid } = signerInfo.digestAlgorithm;
      return algorithm === null ? { kind: "unsupported", algorithm: oid } : { kind: "detached", algorithm };
    }
    case "sha1-digest":
      // ISO 32000-1, 12.8.3.3.1: the encapsulated content is the SHA-1 digest of the byte range.
      return content === null ? null : { kind: "digest-inside", algorithm: "SHA-1", digest: content, content };
    case "timestamp-token":
      return content === null ? null : timestampBinding(content);
    case "none":
      return null;
  }
}

/**
 * ISO 32000-2, 12.8.3.2: RSA and PKCS #1 v1.5. The /SubFilter says SHA-1, but later digests are allowed with it, and
 * only the value itself says which. A value that holds none is a failure of the one that the name promises.
 */
function bareBinding({ value }: BareSignature, signer: Certificate): ContentBinding | null {
  const { publicKey } = signer;
  if (publicKey === null) return null;
  const recovered = publicKey.kind === "RSA" ? recoverPkcs1Digest(publicKey, value) : null;
  const { name: algorithm, digest } = recovered ?? { name: "SHA-1" as const, digest: null };
  return { kind: "bare", algorithm, digest, publicKey, value };
}

/** RFC 3161, section 2.4.2: the token's message imprint. */
function timestampBinding(content: Uint8Array): ContentBinding | null {
  try {
    const { algorithm, hash } = parseTstInfo(content).messageImprint;
    const name = resolveDigestAlgorithm(algorithm);
    return name === null
      ? { kind: "unsupported", algorithm: algorithm.oid }
      : { kind: "digest-inside", algorithm: name, digest: hash, content };
  } catch (error) {
    if (error instanceof Asn1Error) return null;
    throw error;
  }
}

/** What the CMS's message digest must equal, and whether the content it signs is this document's. */
export interface BoundContent {
  readonly matchesDocument: boolean;
  readonly digest: Uint8Array | null;
}

export function bindContent(binding: ContentBinding, rangesDigest: Uint8Array, subject: CmsSubject): BoundContent {
  switch (binding.kind) {
    case "detached":
      return { matchesDocument: true, digest: rangesDigest };
    case "digest-inside": {
      const name = subject.signerInfo === null ? null : contentDigestAlgorithm(subject.signerInfo);
      return {
        matchesDocument: equalBytes(binding.digest, rangesDigest),
        digest: name === null ? null : digestOf(name, binding.content),
      };
    }
    case "bare":
      return {
        matchesDocument: binding.digest !== null && equalBytes(binding.digest, rangesDigest),
        digest: binding.digest,
      };
    case "unsupported":
      return { matchesDocument: false, digest: null };
  }
}
