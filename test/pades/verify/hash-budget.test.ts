import { expect, it } from "vitest";
import { encodeHex } from "../../../src/bytes/hex.ts";
import { decodeLatin1, encodeLatin1 } from "../../../src/bytes/text.ts";
import { MAX_HASHED_RATIO } from "../../../src/limits.ts";
import { handMadePdf } from "../../pdf/write/hand-made-pdf.ts";
import { demoIdentity } from "../../support/demo-certs.ts";
import { forgeCms } from "../../support/forged-cms.ts";
import { catalog, page, signatureDictionary } from "../../support/forged-pdf.ts";
import { SAMPLE_OBJECTS, verifyDemo } from "../../support/signed-samples.ts";

const SIGNATURES = 3 * MAX_HASHED_RATIO;
const ROOM = 2_000;
const NUMBER = "0000000000";

/** A file of one revision with many signatures, each of which says that it covers the whole file but itself. */
async function overlappingSignatures(): Promise<Uint8Array> {
  const numbers = Array.from({ length: SIGNATURES }, (_, i) => 10 + i);
  const dictionary = signatureDictionary(`[0 ${NUMBER} ${NUMBER} ${NUMBER}]`, `<${"0".repeat(2 * ROOM)}>`);
  const objects = new Map<number, string>([
    ...SAMPLE_OBJECTS,
    [1, catalog(`<< /Fields [${numbers.map((num) => `${num + 1_000} 0 R`).join(" ")}] >>`)],
    [3, page("[]")],
    ...numbers.map((num) => [num, dictionary] as const),
    ...numbers.map((num) => [num + 1_000, `<< /FT /Sig /T (S${num}) /V ${num} 0 R >>`] as const),
  ]);
  let text = decodeLatin1(handMadePdf({ layout: "table", objects }).bytes);
  const identity = await demoIdentity("cong-vu/person");
  const [own = new Uint8Array()] = identity.chain;
  const cms = encodeHex(await forgeCms(new Uint8Array(0), { identity, certificates: [own] })).padEnd(2 * ROOM, "0");
  const size = text.length;
  text = text.replaceAll("0".repeat(2 * ROOM), cms);
  text = text.replace(/\[0 0{10} 0{10} 0{10}\](?= \/Contents <)/g, (token, at: number) => {
    const start = at + token.length + " /Contents ".length;
    const end = start + 2 * ROOM + 2;
    return `[0 ${[start, end, size - end].map((part) => String(part).padStart(10, "0")).join(" ")}]`;
  });
  return encodeLatin1(text);
}

it("hashes a file only so often for signatures that cover it again and again, and says what was left", async () => {
  const { verdict, signatures } = await verifyDemo(await overlappingSignatures());
  expect(verdict).toBe("invalid");
  const judged = signatures.filter(({ integrity }) => integrity.digest === "failed");
  const left = signatures.filter(({ integrity }) => integrity.digest === "unknown");
  expect(judged.length + left.length).toBe(SIGNATURES);
  expect(judged.length).toBeGreaterThan(MAX_HASHED_RATIO);
  expect(left.length).toBeGreaterThan(0);
  for (const { findings, indication } of left) {
    expect(findings.map(({ code }) => code)).toContain("integrity-not-established");
    expect(indication).toBe("INDETERMINATE");
  }
});
