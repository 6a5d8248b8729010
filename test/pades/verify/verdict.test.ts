import { describe, expect, it } from "vitest";
import { FINDING_EFFECTS, type FindingCode } from "../../../src/findings.ts";
import { EXAMPLE_PARAMS } from "../../../src/locale/example-params.ts";
import { conclude, concludeFile } from "../../../src/pades/verify/verdict.ts";
import { findingOf, signatureOf } from "../../support/verifications.ts";

const codes = Object.keys(FINDING_EFFECTS).filter((code): code is FindingCode => code in EXAMPLE_PARAMS);
const of = (...wanted: FindingCode[]) => wanted.map((code) => findingOf(code, EXAMPLE_PARAMS));
const signed = (...wanted: FindingCode[]) => signatureOf({ findings: of(...wanted) });

describe("the indication of a signature", () => {
  it("is TOTAL-PASSED where nothing was found", () => {
    expect(conclude([])).toEqual({ indication: "TOTAL-PASSED", subIndication: null });
  });

  it.each(codes)("is for %s alone what the table says", (code) => {
    const { severity, indication, subIndication } = FINDING_EFFECTS[code];
    const expected = {
      fail: {
        indication: "TOTAL-FAILED",
        subIndication: indication === "unreadable" ? "FORMAT_FAILURE" : subIndication,
      },
      warn: { indication: "INDETERMINATE", subIndication },
      info: { indication: "TOTAL-PASSED", subIndication: null },
    }[severity];
    expect(conclude(of(code))).toEqual(expected);
  });

  it("is that of a fault, whatever could not be established before or after it", () => {
    const fault = { indication: "TOTAL-FAILED", subIndication: "HASH_FAILURE" };
    expect(conclude(of("no-path-to-anchor", "digest-mismatch", "revocation-not-checked"))).toEqual(fault);
    expect(conclude(of("digest-mismatch", "no-path-to-anchor"))).toEqual(fault);
  });

  it("names the first of equal weights", () => {
    expect(conclude(of("rsa-pkcs1-v15", "signature-value-mismatch", "digest-mismatch")).subIndication).toBe(
      "SIG_CRYPTO_FAILURE",
    );
    expect(conclude(of("certificate-expired", "no-path-to-anchor")).subIndication).toBe("OUT_OF_BOUNDS_NO_POE");
  });

  it("is not lowered by any number of remarks", () => {
    const remarks = codes.filter((code) => FINDING_EFFECTS[code].severity === "info");
    expect(conclude(of(...remarks)).indication).toBe("TOTAL-PASSED");
  });
});

describe("the verdict on a file", () => {
  it("is that of its one signature", () => {
    expect(concludeFile([], [signed()])).toBe("valid");
    expect(concludeFile([], [signed("no-path-to-anchor")])).toBe("indeterminate");
    expect(concludeFile([], [signed("digest-mismatch")])).toBe("invalid");
  });

  it("is unsigned where there are document timestamps only, which are nobody's signature", () => {
    const stamp = { ...signed(), kind: "document-timestamp" } as const;
    const undecided = { ...signed("no-path-to-anchor"), kind: "document-timestamp" } as const;
    const broken = { ...signed("digest-mismatch"), kind: "document-timestamp" } as const;
    expect(concludeFile([], [stamp])).toBe("unsigned");
    expect(concludeFile([], [stamp, stamp])).toBe("unsigned");
    expect(concludeFile([], [stamp, signed()])).toBe("valid");
    expect(concludeFile([], [undecided])).toBe("indeterminate");
    expect(concludeFile([], [broken])).toBe("invalid");
  });

  it("is the worst of several signatures, in any order", () => {
    const [good, unknown, bad] = [signed(), signed("no-path-to-anchor"), signed("digest-mismatch")];
    expect(concludeFile([], [good, good])).toBe("valid");
    expect(concludeFile([], [good, unknown])).toBe("indeterminate");
    expect(concludeFile([], [unknown, good])).toBe("indeterminate");
    expect(concludeFile([], [good, unknown, bad])).toBe("invalid");
    expect(concludeFile([], [bad, unknown, good])).toBe("invalid");
  });

  it("is unsigned without a signature, and without doubt about that", () => {
    expect(concludeFile([], [])).toBe("unsigned");
    expect(concludeFile(of("empty-signature-field"), [])).toBe("unsigned");
    expect(concludeFile(of("limit-exceeded"), [])).toBe("indeterminate");
  });

  it("is unsigned without a signature although not all of its pages can be shown", () => {
    for (const code of ["object-unreadable", "external-stream", "reference-xobject", "xfa-form"] as const) {
      expect(concludeFile(of(code), [])).toBe("unsigned");
      expect(concludeFile(of(code), [signed()])).toBe("indeterminate");
    }
    // Another reader may find a signature there.
    expect(concludeFile(of("structure-ambiguous"), [])).toBe("indeterminate");
  });

  it.each(codes)("with %s about the file and a good signature is valid only for a remark", (code) => {
    const verdict = concludeFile(of(code), [signed()]);
    const { severity, indication } = FINDING_EFFECTS[code];
    const expected =
      indication === "unreadable" ? "unreadable" : { fail: "invalid", warn: "indeterminate", info: "valid" }[severity];
    expect(verdict).toBe(expected);
  });

  it("is unreadable even where a signature is known to be bad", () => {
    expect(concludeFile(of("source-changed"), [signed("digest-mismatch")])).toBe("unreadable");
  });
});
