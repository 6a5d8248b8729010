import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { encodeBase64 } from "../../../src/bytes/base64.ts";
import { decodeUtf8, encodeUtf8 } from "../../../src/bytes/text.ts";
import { PadesError } from "../../../src/errors.ts";
import { type EvidencePiece, encodeEvidenceBundle } from "../../../src/pades/evidence/encode-evidence-bundle.ts";
import { parseEvidenceBundle } from "../../../src/pades/evidence/parse-evidence-bundle.ts";
import { verifyPdf } from "../../../src/pades/verify/verify-pdf.ts";
import { issueOcspResponse } from "../../../src/testing/ocsp-response.ts";
import { createTrustStore } from "../../../src/x509/trust-store.ts";
import { DEMO_NOW, demoCertificate, demoCrl, demoIdentity, demoTrustProfile } from "../../support/demo-certs.ts";
import { repository } from "../../support/repository.ts";
import { signedSample } from "../../support/signed-samples.ts";

const COLLECTED = new Date("2026-01-02T03:04:05Z");
const PIECES: readonly EvidencePiece[] = [
  { kind: "certificate", der: demoCertificate("cong-vu/sub-ca"), source: null },
  { kind: "crl", der: demoCrl("cong-vu/sub-ca"), source: "http://ca.example/sub.crl" },
  { kind: "crl", der: demoCrl("cong-vu/root"), source: "http://ca.example/root.crl" },
];
const bundle = encodeEvidenceBundle(PIECES, COLLECTED);
type Json = { schema: string; collectedAt: string; items: Record<string, unknown>[] };
const json = (): Json => JSON.parse(decodeUtf8(bundle) ?? "");
const encoded = (value: unknown) => encodeUtf8(JSON.stringify(value));

/** The bundle with its first item changed: a CRL. */
function withItem(change: Record<string, unknown>): Uint8Array {
  const { items, ...rest } = json();
  return encoded({ ...rest, items: [{ ...items[0], ...change }, ...items.slice(1)] });
}

function fault(bytes: Uint8Array): string {
  try {
    parseEvidenceBundle(bytes);
  } catch (error) {
    if (error instanceof PadesError) return `${error.code} ${error.message}`;
    throw error;
  }
  return "none";
}

describe("an evidence bundle", () => {
  it("gives back what was put in, with the dates that the pieces themselves bear", () => {
    const read = parseEvidenceBundle(bundle);
    expect(read.collectedAt).toEqual(COLLECTED);
    expect(new Set(read.crls)).toEqual(new Set([demoCrl("cong-vu/sub-ca"), demoCrl("cong-vu/root")]));
    expect(read.certificates).toEqual([demoCertificate("cong-vu/sub-ca")]);
    expect(read.items.map(({ kind }) => kind)).toEqual(["crl", "crl", "certificate"]);
    expect(read.items[0]).toMatchObject({ thisUpdate: new Date("2025-06-01T00:00:00Z") });
    expect(read.items[2]).toMatchObject({ thisUpdate: null, nextUpdate: null, source: null });
  });

  it("is the same bytes for the same evidence, in whatever order and however often it is given", () => {
    expect(encodeEvidenceBundle([...PIECES, ...PIECES].reverse(), COLLECTED)).toEqual(bundle);
  });

  it("holds OCSP responses with the earliest dates of their answers", async () => {
    const issuer = await demoIdentity("cong-vu/sub-ca");
    const der = await issueOcspResponse({ issuer, producedAt: DEMO_NOW, answers: [] });
    const [item] = parseEvidenceBundle(encodeEvidenceBundle([{ kind: "ocsp", der, source: null }], COLLECTED)).items;
    expect(item).toMatchObject({ kind: "ocsp", der, thisUpdate: null });
  });

  it("is taken by verifyPdf as its evidence", async () => {
    const options = {
      trust: createTrustStore(demoTrustProfile()),
      now: DEMO_NOW,
      evidence: parseEvidenceBundle(bundle),
    };
    expect(await verifyPdf(await signedSample(), options)).toMatchObject({ verdict: "valid" });
  });

  it("may begin with a byte order mark", () => {
    expect(parseEvidenceBundle(encodeUtf8(`\ufeff${decodeUtf8(bundle)}`)).crls).toHaveLength(2);
  });

  it.each<[string, Uint8Array, string]>([
    ["is not UTF-8", Uint8Array.of(0xff, 0xfe), "evidence bundle: expected UTF-8"],
    ["is not JSON", encodeUtf8("{"), "evidence bundle: expected JSON"],
    ["is of another schema", encoded({ ...json(), schema: "pades-dossier/evidence@2" }), "evidence bundle.schema"],
    ["has a key that is none", encoded({ ...json(), trusted: true }), 'found "trusted"'],
    [
      "has a piece that does not fit its hash",
      withItem({ der: encodeBase64(demoCrl("cong-vu/root").slice(1)) }),
      "items[0].sha256",
    ],
    ["has a piece of another kind than it says", withItem({ kind: "ocsp" }), "items[0].der"],
    ["claims to be newer than the piece is", withItem({ thisUpdate: "2026-06-01T00:00:00Z" }), "items[0].thisUpdate"],
    ["claims to hold for longer", withItem({ nextUpdate: null }), "items[0].nextUpdate"],
    ["has a piece that is no base64", withItem({ der: "@" }), "items[0].der"],
    ["has items that are no list", encoded({ ...json(), items: {} }), "evidence bundle.items"],
  ])("is refused where it %s", (_, bytes, place) => {
    expect(fault(bytes)).toContain("ERR_EVIDENCE_BUNDLE");
    expect(fault(bytes)).toContain(place);
  });

  it("is refused where it holds more of a kind than verification takes", () => {
    const { items, ...rest } = json();
    expect(fault(encoded({ ...rest, items: Array(1001).fill(items[2]) }))).toContain(
      "at most 1000 of kind certificate",
    );
  });

  it("is of the published schema, which refuses what the parser refuses for its form", () => {
    const schema: object = JSON.parse(
      readFileSync(join(repository, "src/pades/evidence/evidence-bundle.schema.json"), "utf8"),
    );
    const isOfSchema = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
    expect(isOfSchema(json())).toBe(true);
    expect(isOfSchema({ ...json(), schema: "pades-dossier/evidence@2" })).toBe(false);
    expect(isOfSchema({ ...json(), items: [{ kind: "crl" }] })).toBe(false);
  });
});
