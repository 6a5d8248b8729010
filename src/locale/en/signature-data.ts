import type { FindingSentences } from "../locale.ts";
import * as action from "./actions.ts";
import { plural } from "./numbers.ts";

const naming = (signer: string | null): string =>
  signer === null ? "The signature" : `The signature naming “${signer}”`;

/** About the signature's data (CMS) and its cryptography. */
export const signatureData = {
  "cms-malformed": ({ reason }) => ({
    title: "the signature's data could not be read",
    sentence: `The signature's data (CMS) is malformed: ${reason}.`,
    action: action.sendAgain,
  }),
  "cms-not-der": () => ({
    title: "the signature's data is encoded in BER",
    sentence:
      "The frame of the signature's data is encoded in BER instead of DER; many signing tools do so, and the standard allows it.",
    action: action.nothing,
  }),
  "cms-several-signers": ({ signers }) => ({
    title: "wrong number of signers in one signature",
    sentence: `The signature's data lists ${plural(signers, "signer")}; PAdES asks for exactly one.`,
    action: action.sendAgain,
  }),
  "cms-embedded-content": () => ({
    title: "the signature carries content of its own",
    sentence:
      "The signature's data holds other content inside, so it may have been made for that and not for this document.",
    action: action.sendAgain,
  }),
  "cms-content-missing": () => ({
    title: "the signature does not hold the document's hash",
    sentence: "A signature of this kind must hold the document's hash inside; this one holds nothing.",
    action: action.sendAgain,
  }),
  "cms-extra-certificates-malformed": ({ count }) => ({
    title: "enclosed certificates could not be read",
    sentence: `${plural(count, "enclosed certificate")} could not be read and took no part.`,
    action: action.nothing,
  }),
  "signed-attributes-missing": () => ({
    title: "the signature has no signed attributes",
    sentence: "The signature has no signed attributes, so it is not bound to its certificate as PAdES asks.",
    action: action.signAgain,
    missing: "a signature with the signed attributes of PAdES",
  }),
  "signed-attributes-not-required": () => ({
    title: "no signed attributes, as accepted",
    sentence:
      "The signature has no signed attributes, so it does not protect its certificate; the settings in force accept that.",
    action: action.nothing,
  }),
  "signed-attributes-not-der": () => ({
    title: "the signed attributes are encoded wrongly",
    sentence:
      "The signed attributes are not encoded in DER or not in order, so each program may read them differently.",
    action: action.sendAgain,
  }),
  "signed-attribute-count": ({ attribute, count }) => ({
    title: "a signed attribute is missing or repeated",
    sentence: `The attribute ${attribute} occurs ${plural(count, "time")}; it must occur once, with one value.`,
    action: action.sendAgain,
  }),
  "content-type-mismatch": ({ found }) => ({
    title: "wrong type of signed content",
    sentence: `The signature states the content type ${found}, which is not that of a document.`,
    action: action.sendAgain,
  }),
  "signing-time-attribute": () => ({
    title: "a signing time where none belongs",
    sentence:
      "PAdES keeps the signing time in the signature's /M entry only; a time that the signer claims is no evidence.",
    action: action.nothing,
  }),
  "signing-certificate-missing": () => ({
    title: "not bound to the signer's certificate",
    sentence:
      "The signature does not state the hash of the signer's certificate, so the enclosed certificate could be exchanged unnoticed.",
    action: action.signAgain,
    missing: "the attribute that binds the signature to its certificate (signing-certificate-v2)",
  }),
  "signing-certificate-mismatch": () => ({
    title: "bound to another certificate",
    sentence: "The signature is bound to another certificate than the enclosed one, which may have been exchanged.",
    action: action.signAgain,
    missing: "the certificate that the signature is bound to",
  }),
  "signer-certificate-not-found": () => ({
    title: "the signer's certificate is missing",
    sentence: "The signature does not contain its signer's certificate, so who signed cannot be checked.",
    action: action.signAgain,
    missing: "the signer's certificate",
  }),
  "signer-certificate-ambiguous": ({ count }) => ({
    title: "unclear which certificate is the signer's",
    sentence: `${plural(count, "certificate")} fit the signer; there must be exactly one.`,
    action: action.signAgain,
    missing: "exactly one certificate of the signer",
  }),

  "digest-algorithm-unsupported": ({ algorithm }) => ({
    title: "hash algorithm not supported",
    sentence: `The signature uses the hash algorithm ${algorithm}, which this tool cannot check.`,
    action: action.otherTool,
    missing: `the hash algorithm ${algorithm}`,
  }),
  "signature-algorithm-unsupported": ({ algorithm }) => ({
    title: "signature algorithm not supported",
    sentence: `The signature uses ${algorithm}, which this tool cannot check.`,
    action: action.otherTool,
    missing: `the signature algorithm ${algorithm}`,
  }),
  "algorithm-parameters-inconsistent": ({ detail }) => ({
    title: "the signature's algorithms contradict each other",
    sentence: `The algorithms stated in the signature do not fit together: ${detail}.`,
    action: action.sendAgain,
  }),
  "digest-mismatch": ({ algorithm }, { signer }) => ({
    title: "the signature does not match the document",
    sentence: `${naming(signer)} does not match the content (its ${algorithm} hash differs from the signed one); the file may be altered or damaged.`,
    action: action.sendAgain,
  }),
  "signature-value-mismatch": ({ algorithm }, { signer }) => ({
    title: "the signature does not match its certificate",
    sentence: `${naming(signer)} does not match the enclosed certificate (${algorithm}); the signature may be forged or damaged.`,
    action: action.sendAgain,
  }),
  "algorithm-weak": ({ algorithm }) => ({
    title: "algorithm no longer safe",
    sentence: `The signature uses ${algorithm}; nothing proves that it was made while that was safe.`,
    action: action.signAgain,
    missing: "proof that it was signed while the algorithm was safe, or a signature with a safe algorithm",
  }),
  "integrity-not-established": () => ({
    title: "integrity not established",
    sentence: "What the signature covers could not be compared with the document.",
    action: action.otherTool,
    missing: "a check of what the signature covers",
  }),
  "rsa-pkcs1-v15": () => ({
    title: "signed with RSA PKCS#1 v1.5",
    sentence: "This way of signing is still accepted; new signatures should use RSASSA-PSS.",
    action: action.nothing,
  }),
} satisfies Partial<FindingSentences>;
