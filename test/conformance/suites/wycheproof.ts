import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type AlgorithmIdentifier, parseAlgorithmIdentifier } from "../../../src/asn1/algorithm-identifier.ts";
import { contentsOf, readAsn1 } from "../../../src/asn1/cursor.ts";
import { parsePublicKey } from "../../../src/asn1/public-key.ts";
import { resolveSignatureAlgorithm } from "../../../src/asn1/signature-algorithm.ts";
import { decodeHex } from "../../../src/bytes/hex.ts";
import { DIGESTS, EDWARDS_CURVES, KEY_OIDS, MGF1 } from "../../../src/crypto/algorithms.ts";
import { digestOf } from "../../../src/crypto/digest.ts";
import { SIGNATURE_ALGORITHMS, type SignatureScheme } from "../../../src/crypto/signature-algorithms.ts";
import { type SignatureVerdict, verifySignature } from "../../../src/crypto/verify.ts";
import { context, integer, objectIdentifier, sequence } from "../../../src/testing/der.ts";

export interface WycheproofCase {
  readonly file: string;
  readonly id: number;
  readonly comment: string;
  /** `acceptable`: both answers are allowed. */
  readonly expected: "valid" | "invalid" | "acceptable";
  readonly found: SignatureVerdict | "error";
}

export interface WycheproofResult {
  readonly agreed: number;
  readonly falseAccepts: readonly WycheproofCase[];
  readonly falseRejects: readonly WycheproofCase[];
  /** Keys and algorithms that could not be read at all. */
  readonly errors: readonly WycheproofCase[];
  /** What this runtime cannot verify: never counted as agreed. */
  readonly unsupported: readonly WycheproofCase[];
  readonly cases: readonly WycheproofCase[];
}

interface TestFile {
  readonly algorithm: "ECDSA" | "EDDSA" | "RSASSA-PSS" | "RSASSA-PKCS1-v1_5";
  readonly testGroups: readonly TestGroup[];
}

interface TestGroup {
  readonly type: string;
  readonly publicKeyDer: string;
  readonly sha?: string;
  readonly mgfSha?: string;
  readonly sLen?: number;
  readonly tests: readonly {
    readonly tcId: number;
    readonly comment: string;
    readonly msg: string;
    readonly sig: string;
    readonly result: "valid" | "invalid" | "acceptable";
  }[];
}

/**
 * Runs Wycheproof's signature vectors through our key parser, our resolver and our verify function. With `prehashed`
 * the data is hashed first, so that our own arithmetic judges and never the platform's.
 */
export async function runWycheproof(corpus: string, { prehashed = false } = {}): Promise<WycheproofResult> {
  const folder = join(corpus, "suites", "wycheproof");
  const cases: WycheproofCase[] = [];
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()) {
    const { algorithm, testGroups }: TestFile = JSON.parse(readFileSync(join(folder, file), "utf8"));
    for (const group of testGroups) {
      const verify = prepareGroup(algorithm, group, prehashed);
      for (const { tcId, comment, msg, sig, result } of group.tests) {
        cases.push({ file, id: tcId, comment, expected: result, found: await verify(bytesOf(msg), bytesOf(sig)) });
      }
    }
  }
  const disagreed = (expected: string, found: string) =>
    cases.filter((test) => test.expected === expected && test.found === found);
  const errors = cases.filter(({ found }) => found === "error");
  const unsupported = cases.filter(({ found }) => found === "unsupported");
  const falseAccepts = disagreed("invalid", "valid");
  const falseRejects = disagreed("valid", "invalid");
  const agreed = cases.length - errors.length - unsupported.length - falseAccepts.length - falseRejects.length;
  return { agreed, falseAccepts, falseRejects, errors, unsupported, cases };
}

type Verify = (data: Uint8Array, signature: Uint8Array) => Promise<WycheproofCase["found"]>;

function prepareGroup(scheme: TestFile["algorithm"], group: TestGroup, prehashed: boolean): Verify {
  const spki = readAsn1(bytesOf(group.publicKeyDer));
  const publicKey = parsePublicKey(spki);
  const identifier = group.type.endsWith("WithParametersVerify")
    ? parseAlgorithmIdentifier(contentsOf(spki).take())
    : identifierOf(scheme, group);
  const resolved = resolveSignatureAlgorithm(identifier, { publicKey });
  if (!resolved.ok) return async () => "error";
  const { algorithm } = resolved;
  return (data, signature) =>
    verifySignature({
      algorithm,
      publicKey,
      signature,
      ...(prehashed ? { digest: digestOf(algorithm.digest, data) } : { data }),
    });
}

/** The AlgorithmIdentifier that a certificate would have for the algorithm of this group. */
function identifierOf(
  scheme: TestFile["algorithm"],
  group: TestGroup,
): Pick<AlgorithmIdentifier, "oid" | "parameters"> {
  switch (scheme) {
    case "EDDSA":
      return { oid: EDWARDS_CURVES.Ed25519.oid, parameters: null };
    case "ECDSA":
    case "RSASSA-PKCS1-v1_5":
      return { oid: oidOf(scheme, group.sha), parameters: null };
    case "RSASSA-PSS": {
      const digest = digestIdentifier(group.sha);
      const mask = sequence(objectIdentifier(MGF1), digestIdentifier(group.mgfSha));
      const salt = integer(group.sLen ?? 0);
      const parameters = sequence(context(0, digest), context(1, mask), context(2, salt));
      return { oid: KEY_OIDS.rsaPss, parameters: readAsn1(parameters) };
    }
  }
}

function oidOf(scheme: SignatureScheme, sha: string | undefined): string {
  for (const [oid, { algorithm }] of SIGNATURE_ALGORITHMS) {
    if (algorithm.scheme === scheme && algorithm.digest === sha) return oid;
  }
  throw new Error(`no OID for ${scheme} with ${sha}`);
}

function digestIdentifier(sha: string | undefined): Uint8Array {
  const digest = Object.values(DIGESTS).find(({ name }) => name === sha);
  if (digest === undefined) throw new Error(`no digest ${sha}`);
  return sequence(objectIdentifier(digest.oid));
}

function bytesOf(hex: string): Uint8Array {
  const bytes = decodeHex(hex);
  if (bytes === null) throw new Error("vector is not hex");
  return bytes;
}
