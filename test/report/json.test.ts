import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { finding } from "../../src/findings.ts";
import type { PdfVerification } from "../../src/pades/verify/verification.ts";
import { renderReport } from "../../src/report/render-report.ts";
import schema from "../../src/report/report.schema.json" with { type: "json" };
import { signatureOf, verificationOf, verificationWith } from "../support/verifications.ts";

const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

const json = (verification: PdfVerification | readonly PdfVerification[]) =>
  JSON.parse(renderReport(verification, { format: "json", locale: "vi" }));

const full = signatureOf({
  docMdp: 2,
  provenTime: new Date("2025-11-20T02:31:00Z"),
  provableUntil: new Date("2032-01-01T00:00:00Z"),
  reason: "Phê duyệt",
  location: "Phước Thành",
  missing: ["revocation"],
  changes: {
    level: "form-filling",
    permitted: true,
    items: [
      {
        code: "field-filled",
        level: "form-filling",
        revision: 2,
        object: "12 0",
        page: 1,
        field: "So",
        before: null,
        after: "12",
      },
    ],
  },
  revocation: [
    {
      certificate: "CN=DEMO",
      source: "crl",
      status: "good",
      thisUpdate: new Date("2025-11-20T00:00:00Z"),
      nextUpdate: null,
      revokedAt: null,
    },
  ],
  timestamps: [{ kind: "signature-timestamp", time: new Date("2025-11-20T02:31:00Z"), valid: true }],
  findings: [finding("rsa-pkcs1-v15", {})],
});

describe("the JSON report", () => {
  it.each([
    ["a valid file", verificationOf([full])],
    ["an invalid file", verificationWith(finding("digest-mismatch", { algorithm: "SHA-256" }))],
    [
      "an undecided file",
      verificationOf([signatureOf({ findings: [finding("no-trust-anchors", {})], signer: null, chain: [] })]),
    ],
    ["an unsigned file", verificationOf([])],
    ["an unreadable file", verificationOf([], { findings: [finding("not-a-pdf", {})], sha256: null, path: null })],
    [
      "a time that was given and a check that was waived",
      verificationOf([full], { validationTimeSource: "given", waived: ["revocation"] }),
    ],
  ])("of %s follows its schema", (_, verification) => {
    const report = json(verification);
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
    expect(report.verdict).toBe(verification.verdict);
  });

  it("has no key that its schema does not describe", () => {
    const closed = JSON.parse(JSON.stringify(schema), (_, value) =>
      value?.properties !== undefined && value.additionalProperties === undefined
        ? { ...value, additionalProperties: false }
        : value,
    );
    const strictly = new Ajv2020({ strict: true, allowUnionTypes: true }).compile({
      ...closed,
      $id: "urn:test:closed",
    });
    expect(strictly(json(verificationOf([full]))), JSON.stringify(strictly.errors)).toBe(true);
  });

  it("has its keys in the order of the contract", () => {
    const report = json(verificationOf([full]));
    expect(Object.keys(report)).toEqual([
      "schema",
      "verdict",
      "validationTime",
      "validationTimeSource",
      "waived",
      "inputs",
      "files",
      "dossier",
    ]);
    expect(Object.keys(report.inputs)).toEqual(["engine", "version", "mode", "policy", "trust", "evidence", "options"]);
    expect(Object.keys(report.files[0])).toEqual([
      ...["path", "sha256", "size", "verdict", "findings", "signatures"],
      ...["validationTime", "evidenceAge", "evidenceUsed"],
    ]);
    expect(Object.keys(report.files[0].signatures[0])).toEqual([
      ...["field", "kind", "subFilter", "levelFound", "level", "indication", "subIndication", "integrity", "changes"],
      ...["revision", "revisions", "docMdp", "signer", "claimedTime", "provenTime", "provableUntil", "digestAlgorithm"],
      ...["signatureAlgorithm", "chain", "revocation", "timestamps", "missing", "findings", "reason", "location"],
      "missingEvidence",
    ]);
    expect(Object.keys(report.files[0].signatures[0].signer)).toEqual([
      "commonName",
      "organization",
      "serialNumber",
      "sha256",
      "masked",
      "title",
      "organizationalUnits",
      "email",
    ]);
  });

  it("writes times in UTC, and null for what is not there", () => {
    const report = json(verificationOf([signatureOf({ changes: { level: null, permitted: null, items: [] } })]));
    expect(report.validationTime).toBe("2025-11-24T08:00:00Z");
    expect(report.files[0].signatures[0]).toMatchObject({
      claimedTime: "2025-11-20T02:30:00Z",
      provenTime: null,
      changes: { level: null, permitted: null },
    });
    expect(report.dossier).toBeNull();
  });

  it("is the same text for options in another order", () => {
    const inputs = verificationOf([]).inputs;
    const text = (options: Record<string, number>) =>
      renderReport(verificationOf([], { inputs: { ...inputs, options } }), { format: "json", locale: "en" });
    expect(text({ a: 1, b: 2 })).toBe(text({ b: 2, a: 1 }));
  });

  it("keeps hostile names exactly, without a character that acts on a terminal", () => {
    const path = "a\u001b[31m\u009b2J\u202e\u2028\ufeff</script>.pdf";
    const text = renderReport(verificationOf([], { path }), { format: "json", locale: "en" });
    expect(JSON.parse(text).files[0].path).toBe(path);
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
  });

  it("does not accept what the contract does not have", () => {
    const report = json(verificationOf([full]));
    expect(validate({ ...report, verdict: "fine" })).toBe(false);
    expect(validate({ ...report, files: [] })).toBe(false);
    expect(validate({ ...report, validationTime: "2025-11-24 08:00" })).toBe(false);
    expect(validate({ ...report, addedLater: true })).toBe(true);
  });
});

describe("the JSON report of several files", () => {
  const valid = verificationOf([full]);
  const unsigned = verificationOf([]);
  const undecided = verificationWith(finding("no-trust-anchors", {}));
  const unreadable = verificationOf([], { findings: [finding("not-a-pdf", {})] });
  const invalid = verificationWith(finding("digest-mismatch", { algorithm: "SHA-256" }));

  it("has the verdict of the worst", () => {
    expect(json([valid, valid]).verdict).toBe("valid");
    expect(json([valid, unsigned]).verdict).toBe("unsigned");
    expect(json([unsigned, undecided, valid]).verdict).toBe("indeterminate");
    expect(json([undecided, unreadable, unsigned]).verdict).toBe("unreadable");
    expect(json([unreadable, invalid, valid]).verdict).toBe("invalid");
  });

  it("speaks of the last file's time, where each was checked by the clock", () => {
    const later = { ...valid, validationTime: new Date("2025-11-24T08:00:01.500Z") };
    expect(json([later, valid]).validationTime).toBe("2025-11-24T08:00:01.500Z");
    expect(validate(json([later, valid]))).toBe(true);
  });

  it("is refused where one report could not say truthfully what it depended on", () => {
    const other = { ...valid, inputs: { ...valid.inputs, trust: { id: "other", sha256: "ff".repeat(32) } } };
    expect(() => json([valid, other])).toThrow(/one trust profile/);
    expect(() => json([valid, { ...valid, waived: ["revocation"] }])).toThrow(/one waived checks/);
    expect(() => json([])).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARGUMENT" }));
  });
});
