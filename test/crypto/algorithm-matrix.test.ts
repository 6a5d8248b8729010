import { constants, ECDH, generateKeyPairSync, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { platform } from "#platform";
import { readAsn1 } from "../../src/asn1/cursor.ts";
import { parsePublicKey } from "../../src/asn1/public-key.ts";
import { encodeUtf8 } from "../../src/bytes/text.ts";
import { CURVES, type CurveName, DIGESTS, type DigestAlgorithm, KEY_OIDS } from "../../src/crypto/algorithms.ts";
import { digestOf } from "../../src/crypto/digest.ts";
import type { PublicKey } from "../../src/crypto/public-key.ts";
import { dsa, ecdsa, edDsa, rsaPkcs1, rsaPss, type SignatureAlgorithm } from "../../src/crypto/signature-algorithms.ts";
import { verifySignature } from "../../src/crypto/verify.ts";
import { platform as webPlatform } from "../../src/platform/web.ts";
import { bitString, objectIdentifier, sequence } from "../../src/testing/der.ts";
import { repository } from "../support/repository.ts";
import { generateRestrictedPssPair, readPublicKey, signByNode } from "./keys.ts";

/** A good signature, and whether it is verified from its data or from their digest. */
interface Sample {
  readonly algorithm: SignatureAlgorithm;
  readonly publicKey: PublicKey;
  readonly signature: Uint8Array;
  readonly prehashed?: true;
}

const data = encodeUtf8("hồ sơ");
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const otherMask = generateRestrictedPssPair("sha1");
const ed25519 = generateKeyPairSync("ed25519");
const ed448 = generateKeyPairSync("ed448");
const dsaPair = generateKeyPairSync("dsa", { modulusLength: 2048, divisorLength: 256 });

const digests = Object.values(DIGESTS).filter(({ name }) => name !== "SHAKE256");
const common = digests.filter(({ name }) => ["SHA-1", "SHA-256", "SHA-384", "SHA-512"].includes(name));
const others = digests.filter((digest) => !common.includes(digest));
const nist: CurveName[] = ["P-256", "P-384", "P-521"];
const furtherCurves = Object.values(CURVES)
  .map(({ name }) => name)
  .filter((name) => !nist.includes(name));

const pkcs1With = ({ name, node }: DigestAlgorithm): Sample => ({
  algorithm: rsaPkcs1(name),
  publicKey: readPublicKey(rsa.publicKey),
  signature: signByNode(node, data, rsa.privateKey),
});

function pssWith({ name, node, bytes: saltLength }: DigestAlgorithm): Sample {
  const options = { key: rsa.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength };
  return {
    algorithm: rsaPss({ digest: name, mgfDigest: name, saltLength }),
    publicKey: readPublicKey(rsa.publicKey),
    signature: signByNode(node, data, options),
  };
}

const otherMaskSample = (): Sample => ({
  algorithm: rsaPss({ digest: "SHA-256", mgfDigest: "SHA-1", saltLength: 32 }),
  publicKey: readPublicKey(otherMask.publicKey),
  signature: signByNode("sha256", data, { key: otherMask.privateKey, saltLength: 32 }),
});

function ecdsaOn(curve: CurveName, hashes: readonly DigestAlgorithm[], readKey = readPublicKey): Sample[] {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: CURVES[curve].node });
  return hashes.map(({ name, node }) => ({
    algorithm: ecdsa(name),
    publicKey: readKey(publicKey),
    signature: signByNode(node, data, privateKey),
  }));
}

function readCompressed(key: KeyObject): PublicKey {
  const publicKey = readPublicKey(key);
  if (publicKey.kind !== "EC") throw new Error("not an EC key");
  const { node, oid } = CURVES[publicKey.curve];
  const point = ECDH.convertKey(publicKey.point, node, undefined, undefined, "compressed");
  if (typeof point === "string") throw new Error("not bytes");
  const algorithm = sequence(objectIdentifier(KEY_OIDS.ec), objectIdentifier(oid));
  return parsePublicKey(readAsn1(sequence(algorithm, bitString(point))));
}

const edwardsSample = (curve: "Ed25519" | "Ed448", pair: typeof ed25519): Sample => ({
  algorithm: edDsa(curve),
  publicKey: readPublicKey(pair.publicKey),
  signature: signByNode(null, data, pair.privateKey),
});

const dsaSample = (): Sample => ({
  algorithm: dsa("SHA-256"),
  publicKey: readPublicKey(dsaPair.publicKey),
  signature: signByNode("sha256", data, dsaPair.privateKey),
});

const prehashed = (sample: Sample): Sample => ({ ...sample, prehashed: true });

const COMMON = "SHA-1, SHA-256, SHA-384, SHA-512";
const ROWS: readonly (readonly [label: string, samples: () => Sample[]])[] = [
  [`RSASSA-PKCS1-v1_5 with ${COMMON}`, () => common.map(pkcs1With)],
  ["RSASSA-PKCS1-v1_5 with another digest", () => others.map(pkcs1With)],
  [`RSASSA-PSS with ${COMMON}`, () => common.map(pssWith)],
  ["RSASSA-PSS with another digest", () => others.map(pssWith)],
  ["RSASSA-PSS with MGF1 of another digest", () => [otherMaskSample()]],
  [`ECDSA on P-256, P-384, P-521 with ${COMMON}`, () => nist.flatMap((curve) => ecdsaOn(curve, common))],
  ["ECDSA on P-256, P-384, P-521 with another digest", () => nist.flatMap((curve) => ecdsaOn(curve, others))],
  [
    "ECDSA on P-256, P-384, P-521 by a compressed key",
    () => nist.flatMap((curve) => ecdsaOn(curve, common, readCompressed)),
  ],
  ["ECDSA on secp256k1 and the brainpool curves", () => furtherCurves.flatMap((curve) => ecdsaOn(curve, digests))],
  ["Ed25519", () => [edwardsSample("Ed25519", ed25519)]],
  ["Ed448", () => [edwardsSample("Ed448", ed448)]],
  ["DSA", () => [dsaSample()]],
  [
    "RSA and ECDSA on a digest, where the data is no longer at hand",
    () => [...digests.map(pkcs1With), ...digests.map(pssWith), ...ecdsaOn("P-256", digests)].map(prehashed),
  ],
  ["EdDSA on a digest", () => [edwardsSample("Ed25519", ed25519), edwardsSample("Ed448", ed448)].map(prehashed)],
];

/** Who verified this good signature: the platform, our own arithmetic, or nobody. */
async function judgeOf({ algorithm, publicKey, signature, prehashed }: Sample): Promise<string> {
  const spy = vi.spyOn(platform, "verify");
  const input = prehashed ? { digest: digestOf(algorithm.digest, data) } : { data };
  const verdict = await verifySignature({ algorithm, publicKey, signature, ...input });
  const asked = spy.mock.results[0];
  const answer: unknown = asked === undefined ? null : await asked.value;
  spy.mockRestore();
  if (verdict === "unsupported") return "no";
  if (verdict === "valid") return answer === true ? "platform" : "ours";
  throw new Error(`${algorithm.name}: a good signature is ${verdict}`);
}

/** The cells of each row of the document's table. */
function documentedRows(): string[][] {
  const text = readFileSync(`${repository}/docs/algorithms.md`, "utf8");
  const lines = text.split("\n").filter((line) => /^\| [^-]/.test(line));
  return lines.map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe("docs/algorithms.md", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const [header, ...rows] = documentedRows();
  const column = platform === webPlatform ? 2 : 1;

  it("has the rows that are measured", () => {
    expect(header).toEqual(["Algorithm", "Node", "Browsers"]);
    expect(rows.map(([label]) => label)).toEqual(ROWS.map(([label]) => label));
  });

  it.each(ROWS)("says who verifies %s", async (label, samples) => {
    const documented = rows.find(([name]) => name === label)?.[column];
    const measured = new Set<string>();
    for (const sample of samples()) measured.add(await judgeOf(sample));
    expect([...measured]).toEqual([documented]);
  });
});
