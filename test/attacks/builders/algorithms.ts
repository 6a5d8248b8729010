import { ALGORITHM_PROTECTION } from "../../../src/cms/oids.ts";
import { type Der, integer, nullValue, objectIdentifier, sequence, setOf, tlv } from "../../../src/testing/der.ts";
import { signatureAlgorithm } from "../../../src/testing/test-signature.ts";
import { demoIdentity } from "../../support/demo-certs.ts";
import { type AttributesOf, algorithmOf, attribute, type CmsSpec, pssAlgorithm } from "../../support/forged-cms.ts";
import { forgePdf } from "../../support/forged-pdf.ts";
import type { Forgery } from "../attack.ts";
import { negated, pairOf } from "./ecdsa-pair.ts";

const by = (name: string, cms: Partial<CmsSpec>) => async () =>
  forgePdf({ cms: { ...cms, identity: await demoIdentity(name) } });
const PERSON = "cong-vu/person";
const RSA = "public-ca/citizen";
const ED25519 = "public-ca/signer-ed25519";
const PSS = { name: "RSASSA-PSS", hash: "SHA-256" } as const;

/** Algorithms exchanged, and values written in a second way. */
export const ALGORITHMS: readonly Forgery[] = [
  {
    title: "the signature algorithm hashes with SHA-384 and the digest algorithm is SHA-256",
    build: by(PERSON, { scheme: { name: "ECDSA", hash: "SHA-384" }, hash: "SHA-256" }),
    verdict: "invalid",
    codes: ["algorithm-parameters-inconsistent"],
  },
  {
    title: "the signature algorithm was exchanged for one with another hash",
    build: by(PERSON, { signatureAlgorithm: signatureAlgorithm({ name: "ECDSA", hash: "SHA-512" }) }),
    verdict: "invalid",
    codes: ["signature-value-mismatch"],
  },
  {
    title: "the signature algorithm was exchanged for one of another kind of key",
    build: by(PERSON, { signatureAlgorithm: signatureAlgorithm({ name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }) }),
    verdict: "invalid",
    codes: ["signature-value-mismatch"],
  },
  {
    title: "the SignedData does not declare the digest that its signer used",
    build: by(PERSON, { digestAlgorithms: [algorithmOf("SHA-512")] }),
    verdict: "invalid",
    codes: ["algorithm-parameters-inconsistent"],
  },
  {
    title: "the signed algorithm protection names another digest",
    build: by(PERSON, { attributes: protecting(algorithmOf("SHA-512"), { name: "ECDSA", hash: "SHA-256" }) }),
    verdict: "invalid",
    codes: ["algorithm-parameters-inconsistent"],
    twin: {
      title: "the signed algorithm protection names the algorithms that were used",
      build: by(PERSON, { attributes: protecting(algorithmOf("SHA-256"), { name: "ECDSA", hash: "SHA-256" }) }),
      verdict: "valid",
    },
  },
  {
    title: "the digest is SHA-1",
    build: by(RSA, { scheme: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-1" } }),
    verdict: "indeterminate",
    codes: ["algorithm-weak"],
    twin: {
      title: "RSA signs with PKCS#1 v1.5, which is permitted and old",
      build: by(RSA, {}),
      verdict: "valid",
      codes: ["rsa-pkcs1-v15"],
    },
  },
  {
    title: "the digest is one that nobody knows",
    build: by(PERSON, { digestAlgorithm: sequence(objectIdentifier("2.999.1")) }),
    verdict: "indeterminate",
    codes: ["digest-algorithm-unsupported"],
  },
  {
    title: "the signature algorithm is one that nobody knows",
    build: by(PERSON, { signatureAlgorithm: sequence(objectIdentifier("2.999.2")) }),
    verdict: "indeterminate",
    codes: ["signature-algorithm-unsupported"],
  },
  {
    title: "RSASSA-PSS says another salt length than was used",
    build: by("public-ca/signer-pss", { scheme: PSS, signatureAlgorithm: pssAlgorithm("SHA-256", "SHA-256", 20) }),
    verdict: "invalid",
    codes: ["signature-value-mismatch"],
    twin: {
      title: "RSASSA-PSS says the salt length that was used",
      build: by("public-ca/signer-pss", { scheme: PSS, signatureAlgorithm: pssAlgorithm("SHA-256", "SHA-256", 32) }),
      verdict: "valid",
    },
  },
  {
    title: "RSASSA-PSS says another mask generation hash than was used",
    build: by("public-ca/signer-pss", { scheme: PSS, signatureAlgorithm: pssAlgorithm("SHA-256", "SHA-512", 32) }),
    verdict: "invalid",
    codes: ["signature-value-mismatch"],
  },
  {
    title: "RSASSA-PSS says another hash than the digest algorithm",
    build: by("public-ca/signer-pss", { scheme: PSS, signatureAlgorithm: pssAlgorithm("SHA-512", "SHA-512", 64) }),
    verdict: "invalid",
    codes: ["algorithm-parameters-inconsistent", "signature-value-mismatch"],
  },
  {
    title: "RSASSA-PSS says a trailer field that does not exist",
    build: by("public-ca/signer-pss", { scheme: PSS, signatureAlgorithm: pssAlgorithm("SHA-256", "SHA-256", 32, 2) }),
    verdict: "invalid",
    codes: ["algorithm-parameters-inconsistent"],
  },
  {
    title: "RSASSA-PSS has no parameters, so that they would be those of SHA-1",
    build: by("public-ca/signer-pss", {
      scheme: PSS,
      signatureAlgorithm: sequence(objectIdentifier("1.2.840.113549.1.1.10")),
    }),
    verdict: "invalid",
    codes: ["algorithm-parameters-inconsistent"],
  },
  {
    title: "a number of an ECDSA value has a needless zero in front",
    build: by(PERSON, { signature: (value) => rewritten(value, (number) => Uint8Array.of(0, ...number)) }),
    verdict: "invalid",
    codes: ["signature-value-mismatch"],
    twin: {
      title: "an ECDSA value has the other of the two s, which only its signer could have made as well",
      build: by(PERSON, { signature: negated }),
      verdict: "valid",
    },
  },
  {
    title: "a number of an ECDSA value is negative",
    build: by(PERSON, {
      signature: (value) =>
        rewritten(value, (number) => Uint8Array.of(0x80 | (number.at(-1) ?? 0), ...number.slice(1))),
    }),
    verdict: "invalid",
    codes: ["signature-value-mismatch"],
  },
  {
    title: "the numbers of an ECDSA value are zero",
    build: by(PERSON, { signature: () => sequence(integer(0), integer(0)) }),
    verdict: "invalid",
    codes: ["signature-value-mismatch"],
  },
  {
    title: "the length of an ECDSA value is not in its shortest form",
    build: by(PERSON, { signature: ([tag = 0, length = 0, ...rest]) => Uint8Array.of(tag, 0x81, length, ...rest) }),
    verdict: "invalid",
    codes: ["signature-value-mismatch"],
  },
  {
    title: "a byte follows an ECDSA value",
    build: by(PERSON, { signature: (value) => Uint8Array.of(...value, 0) }),
    verdict: "invalid",
    codes: ["signature-value-mismatch"],
  },
  {
    title: "an ECDSA value is the two numbers alone",
    build: by(PERSON, { signature: (value) => Uint8Array.from(pairOf(value).flatMap((number) => [...number])) }),
    verdict: "invalid",
    codes: ["signature-value-mismatch"],
  },
  {
    title: "an RSA value has lost its first byte",
    build: by(RSA, { signature: (value) => value.subarray(1) }),
    verdict: "invalid",
    codes: ["signature-value-mismatch"],
  },
  {
    title: "an RSA value has a zero in front",
    build: by(RSA, { signature: (value) => Uint8Array.of(0, ...value) }),
    verdict: "invalid",
    codes: ["signature-value-mismatch"],
  },
  {
    title: "Ed25519 goes with SHA-256 instead of SHA-512",
    build: by(ED25519, { hash: "SHA-256" }),
    verdict: "invalid",
    codes: ["algorithm-parameters-inconsistent"],
    twin: { title: "Ed25519 goes with SHA-512", build: by(ED25519, {}), verdict: "valid" },
  },
  {
    title: "Ed25519 has parameters",
    build: by(ED25519, { signatureAlgorithm: sequence(objectIdentifier("1.3.101.112"), nullValue()) }),
    verdict: "invalid",
    codes: ["algorithm-parameters-inconsistent"],
  },
  {
    title: "the signature value is of another document",
    build: by(ED25519, { signature: (value) => new Uint8Array(value.length) }),
    verdict: "invalid",
    codes: ["signature-value-mismatch"],
  },
];

/** RFC 6211. */
function protecting(digest: Der, scheme: Parameters<typeof signatureAlgorithm>[0]): AttributesOf {
  const signature = tlv(0xa1, signatureAlgorithm(scheme).subarray(2));
  const protection = attribute(ALGORITHM_PROTECTION, sequence(digest, signature));
  return ({ contentType, messageDigest, signingCertificate }) =>
    setOf(contentType, messageDigest, signingCertificate, protection);
}

/** An ECDSA value with the contents of its first INTEGER changed. */
function rewritten(value: Der, change: (contents: number[]) => Uint8Array): Der {
  const [first = new Uint8Array(), second = new Uint8Array()] = pairOf(value, true);
  return sequence(tlv(0x02, change([...first])), tlv(0x02, second));
}
