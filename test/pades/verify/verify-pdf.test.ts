import { describe, expect, it } from "vitest";
import { encodeLatin1 } from "../../../src/bytes/text.ts";
import { PadesError } from "../../../src/errors.ts";
import { MAX_SIGNATURES } from "../../../src/limits.ts";
import type { VerifyOptions } from "../../../src/pades/verify/request.ts";
import { verifyPdf } from "../../../src/pades/verify/verify-pdf.ts";
import { createTrustStore } from "../../../src/x509/trust-store.ts";
import { handMadePdf } from "../../pdf/write/hand-made-pdf.ts";
import { DEMO_NOW } from "../../support/demo-certs.ts";
import { catalog, field, forgePdf, page } from "../../support/forged-pdf.ts";
import { exchangeText } from "../../support/pdf-surgery.ts";
import { appendUpdate } from "../../support/raw-update.ts";
import {
  codesOf,
  DEMO_OPTIONS,
  DEMO_TRUST,
  SAMPLE_OBJECTS,
  signedSample,
  unsignedSample,
  verifyDemo,
} from "../../support/signed-samples.ts";

const NOBODY = createTrustStore({ schema: "pades-dossier/trust@1", id: "nobody", anchors: [] });

describe("a valid signature", () => {
  it("is described in full", async () => {
    const { signatures, ...file } = await verifyDemo(await signedSample(), { path: "a.pdf" });
    expect(file).toMatchObject({
      verdict: "valid",
      validationTime: DEMO_NOW,
      validationTimeSource: "given",
      waived: ["revocation"],
      path: "a.pdf",
      findings: [],
      inputs: { mode: "offline", trust: { id: DEMO_TRUST.id, sha256: DEMO_TRUST.sha256 } },
    });
    expect(signatures).toMatchObject([
      {
        field: "Signature1",
        subFilter: "ETSI.CAdES.detached",
        indication: "TOTAL-PASSED",
        subIndication: null,
        integrity: { digest: "ok", signature: "ok", coverage: "whole-file" },
        changes: { level: "none", permitted: true, items: [] },
        revision: 2,
        revisions: 2,
        claimedTime: DEMO_NOW,
        provenTime: null,
        digestAlgorithm: "SHA-256",
        signatureAlgorithm: "ECDSA with SHA-256",
        missing: [],
        findings: [],
      },
    ]);
    expect(signatures[0]?.chain.map(({ isAnchor, anchorTag }) => [isAnchor, anchorTag])).toEqual([
      [false, null],
      [false, null],
      [true, "cong-vu"],
    ]);
  });

  it("names its signer, the personal number masked", async () => {
    const { signatures } = await verifyDemo(await signedSample());
    const { commonName, title, masked } = signatures[0]?.signer ?? {};
    expect([commonName, title]).toEqual([expect.stringContaining("DEMO"), expect.any(String)]);
    expect(masked?.["CCCD"]).toMatch(/^\*+\d{3}$/);
  });

  it("gives the same result however often it is verified, and after other files", async () => {
    const file = await signedSample({ layout: "stream" });
    const first = JSON.stringify(await verifyDemo(file));
    await verifyDemo(await forgePdf({ cms: { hash: "SHA-512" } }));
    expect(JSON.stringify(await verifyDemo(file))).toBe(first);
  });
});

describe("several signatures", () => {
  it("are told in the order of what they cover, each with its revision", async () => {
    const { signatures, verdict } = await verifyDemo(await signedSample({ signatures: 3 }));
    expect(signatures.map((one) => [one.field, one.revision, one.integrity.coverage])).toEqual([
      ["Signature1", 2, "whole-revision"],
      ["Signature2", 3, "whole-revision"],
      ["Signature3", 4, "whole-file"],
    ]);
    expect(signatures.map(({ integrity }) => [integrity.digest, integrity.signature])).toEqual(
      Array(3).fill(["ok", "ok"]),
    );
    expect(signatures.map(({ changes }) => changes.level)).toEqual(["form-filling", "form-filling", "none"]);
    expect(verdict).toBe("valid");
  });

  it("are each judged by what they cover: what is signed first is intact where a later revision is tampered with", async () => {
    const file = appendUpdate(await signedSample(), { objects: [{ num: 4, source: "null" }] });
    const { signatures } = await verifyDemo(file);
    expect(signatures[0]?.integrity).toEqual({ digest: "ok", signature: "ok", coverage: "whole-revision" });
    expect(signatures[0]?.changes).toMatchObject({ level: "other", permitted: false });
  });
});

describe("integrity", () => {
  it("is judged without anybody being trusted", async () => {
    const verification = await verifyDemo(await signedSample(), { trust: NOBODY });
    expect([verification.verdict, codesOf(verification)]).toEqual(["indeterminate", ["no-trust-anchors"]]);
    expect(verification.signatures[0]?.integrity).toMatchObject({ digest: "ok", signature: "ok" });
    const tampered = exchangeText(await signedSample(), "Pay 100", "Pay 900");
    const { signatures } = await verifyDemo(tampered, { trust: NOBODY });
    expect(signatures[0]?.integrity).toMatchObject({ digest: "failed", signature: "ok" });
  });

  it("tells the digest even where the signer's certificate is missing", async () => {
    const intact = await verifyDemo(await forgePdf({ cms: { certificates: [] } }));
    expect(intact.signatures[0]?.integrity).toMatchObject({ digest: "ok", signature: "unknown" });
    const broken = await verifyDemo(
      await forgePdf({ cms: { certificates: [] }, covered: (bytes) => bytes.subarray(1) }),
    );
    expect(broken.signatures[0]?.integrity).toMatchObject({ digest: "failed", signature: "unknown" });
    expect(broken.verdict).toBe("invalid");
  });
});

describe("a file without a valid signature", () => {
  it("is unsigned where it has none", async () => {
    const verification = await verifyDemo(unsignedSample());
    expect([verification.verdict, codesOf(verification), verification.signatures]).toEqual([
      "unsigned",
      ["not-signed"],
      [],
    ]);
    expect(verification.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it("is unsigned where it has a field for one", async () => {
    const objects = new Map([
      ...SAMPLE_OBJECTS,
      [1, catalog("<< /Fields [8 0 R] >>")],
      [8, field("/FT /Sig /T (Here)")],
    ] as const);
    const verification = await verifyDemo(handMadePdf({ layout: "table", objects }).bytes);
    expect(verification.verdict).toBe("unsigned");
    expect(verification.findings).toContainEqual(
      expect.objectContaining({ code: "empty-signature-field", params: { field: "Here" } }),
    );
  });

  it.each([
    ["empty", ""],
    ["text", "Kính gửi Ủy ban nhân dân"],
    ["an image", "\u0089PNG\r\n\u001a\n"],
    ["HTML that mentions a PDF", "<html>%PDF</html>"],
  ])("is no PDF where it is %s", async (_, text) => {
    const verification = await verifyDemo(encodeLatin1(text));
    expect([verification.verdict, codesOf(verification)]).toEqual(["unreadable", ["not-a-pdf"]]);
  });

  it("is unreadable where its page tree is missing", async () => {
    const objects = new Map([
      [1, "<< /Type /Catalog /Pages 2 0 R >>"],
      [2, "[]"],
    ] as const);
    const verification = await verifyDemo(handMadePdf({ layout: "table", objects }).bytes);
    expect(verification.findings).toContainEqual(
      expect.objectContaining({
        code: "pdf-damaged",
        params: expect.objectContaining({ reason: "page-tree-malformed" }),
      }),
    );
  });

  it("is never valid where it has more signatures than are judged", async () => {
    const count = MAX_SIGNATURES + 1;
    const numbers = Array.from({ length: count }, (_, i) => 10 + i);
    const objects = new Map<number, string>([
      ...SAMPLE_OBJECTS,
      [1, catalog(`<< /Fields [${numbers.map((num) => `${num} 0 R`).join(" ")}] >>`)],
      [3, page("[]")],
      ...numbers.map((num) => [num, `<< /FT /Sig /T (S${num}) /V << /Type /Sig >> >>`] as const),
    ]);
    const verification = await verifyDemo(handMadePdf({ layout: "table", objects }).bytes);
    expect(verification.signatures).toHaveLength(MAX_SIGNATURES);
    expect(verification.findings).toContainEqual(
      expect.objectContaining({ code: "limit-exceeded", params: { limit: "MAX_SIGNATURES", maximum: MAX_SIGNATURES } }),
    );
  });
});

describe("misuse", () => {
  const refused = { name: "PadesError", code: "ERR_INVALID_ARGUMENT" };
  const options = (changes: object): VerifyOptions => Object.assign({ ...DEMO_OPTIONS }, changes);

  it("is a source of no known kind", async () => {
    for (const source of [null, undefined, "a.pdf", 5, {}, { size: 1.5, read: () => null }, { size: 3 }]) {
      await expect(verifyPdf(Object(source), DEMO_OPTIONS)).rejects.toMatchObject(refused);
    }
  });

  it("is verifying without saying whom to trust", async () => {
    const file = await signedSample();
    for (const changes of [{ trust: undefined }, { trust: null }, { trust: {} }]) {
      await expect(verifyPdf(file, options(changes))).rejects.toMatchObject(refused);
    }
  });

  it("is a time that is none, and a policy that waives what cannot be waived", async () => {
    const file = await signedSample();
    for (const changes of [{ now: new Date(Number.NaN) }, { now: "2026-01-15" }, { policy: { waive: ["digest"] } }]) {
      await expect(verifyPdf(file, options(changes))).rejects.toMatchObject(refused);
    }
  });
});

describe("a fault of our own", () => {
  const failing = (error: Error): VerifyOptions["trust"] =>
    Object.assign(Object.create(DEMO_TRUST), {
      id: "failing",
      sha256: "",
      anchors: DEMO_TRUST.anchors,
      intermediates: [],
      policy: DEMO_TRUST.policy,
      findAnchors: () => {
        throw error;
      },
      findAnchorsByKeyIdentifier: () => {
        throw error;
      },
      isIntermediate: () => false,
    });

  it("is a finding that leaves the file undecided, and no rejection", async () => {
    const verification = await verifyDemo(await signedSample(), { trust: failing(new TypeError("x is undefined")) });
    expect(verification.verdict).toBe("indeterminate");
    expect(verification.findings).toEqual([
      { code: "internal-error", severity: "warn", params: { message: "x is undefined" } },
    ]);
    expect(verification.signatures).toEqual([]);
  });

  it("is told from what the environment lacks, which rejects with its remedy", async () => {
    const lacking = new PadesError("ERR_INSECURE_CONTEXT", "serve the page over https");
    await expect(verifyDemo(await signedSample(), { trust: failing(lacking) })).rejects.toBe(lacking);
  });
});

describe("the time", () => {
  it("decides whether a certificate holds, and is the clock's where none is given", async () => {
    const file = await signedSample();
    const late = await verifyDemo(file, { now: new Date("2300-01-01T00:00:00Z") });
    expect(late.verdict).toBe("indeterminate");
    expect(codesOf(late)).toContain("certificate-expired");
    const early = await verifyDemo(file, { now: new Date("2001-01-01T00:00:00Z") });
    expect(codesOf(early)).toContain("certificate-not-yet-valid");
    const { now, ...timeless } = DEMO_OPTIONS;
    expect(now).toBe(DEMO_NOW);
    expect((await verifyPdf(file, timeless)).validationTimeSource).toBe("clock");
  });
});
