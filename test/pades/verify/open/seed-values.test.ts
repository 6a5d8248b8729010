import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { encodeHex } from "../../../../src/bytes/hex.ts";
import { encodeUtf8 } from "../../../../src/bytes/text.ts";
import type { Finding } from "../../../../src/findings.ts";
import { MAX_SEED_ITEMS, MAX_SEED_TEXT } from "../../../../src/limits.ts";
import { PdfDict, PdfRef, PdfString } from "../../../../src/pdf/objects.ts";
import { SeedValueReader } from "../../../../src/pdf/read/seed-values.ts";
import { issueIdentity } from "../../../../src/testing/issue.ts";
import { describeWithCorpus } from "../../../support/corpus.ts";
import { DEMO_NOW, demoCertificate, demoIdentity } from "../../../support/demo-certs.ts";
import { type ForgedPdf, field, forgePdf, signatureDictionary } from "../../../support/forged-pdf.ts";
import { verifyDemo } from "../../../support/signed-samples.ts";

const own = `<${encodeHex((await demoIdentity("cong-vu/person")).certificate)}>`;
const other = `<${encodeHex(demoCertificate("public-ca/citizen"))}>`;
const [, issuingCa, root] = (await demoIdentity("cong-vu/person")).chain.map((one) => `<${encodeHex(one)}>`);

/** What is found of a signature in a field with these seed values (ISO 32000-2, table 237; bits of /Ff from 1: 2^0). */
async function findingsOf(seed: string, spec: ForgedPdf = {}): Promise<{ verdict: string; found: readonly Finding[] }> {
  const seeded = field(`/FT /Sig /T (Signature1) /V 7 0 R /SV << /Type /SV ${seed} >>`);
  const objects = [...(spec.objects ?? []), [8, seeded] as const];
  const { verdict, signatures } = await verifyDemo(await forgePdf({ ...spec, objects }));
  const found = signatures.flatMap(({ findings }) => findings).filter(({ code }) => code.startsWith("seed-value"));
  return { verdict, found };
}

const withEntries = (entries: string): ForgedPdf => ({
  dictionary: (byteRange, contents) => signatureDictionary(byteRange, contents).replace("/M ", `${entries} /M `),
});
const certified = (permission: number) =>
  withEntries(
    `/Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /V /1.2 /P ${permission} >> >>]`,
  );

describe("a signature", () => {
  it.each<[string, string, string, ForgedPdf?]>([
    ["of another handler", "/Ff 1 /Filter /Other", "/Filter"],
    ["of another format", "/Ff 2 /SubFilter [/adbe.pkcs7.detached]", "/SubFilter"],
    ["by seed values that are not known", "/Ff 4 /V 9", "/V"],
    ["without one of the reasons", "/Ff 8 /Reasons [(Approved) (Seen)]", "/Reasons"],
    ["for another reason", "/Ff 8 /Reasons [(Approved)]", "/Reasons", withEntries("/Reason (Rejected)")],
    ["with a reason where there must be none", "/Ff 8 /Reasons [(.)]", "/Reasons", withEntries("/Reason (Approved)")],
    ["with a reason where none is listed", "/Ff 8", "/Reasons", withEntries("/Reason (Approved)")],
    ["that attests nothing", "/Ff 16 /LegalAttestation [(All is true)]", "/LegalAttestation", certified(2)],
    ["without revocation data", "/Ff 32 /AddRevInfo true", "/AddRevInfo"],
    ["with another digest", "/Ff 64 /DigestMethod [/SHA512]", "/DigestMethod"],
    ["that does not lock the document", "/Ff 128 /LockDocument /true", "/LockDocument"],
    ["in whatever appearance", "/Ff 256 /AppearanceFilter (Stamp)", "/AppearanceFilter"],
    ["that certifies nothing", "/MDP << /P 2 >>", "/MDP"],
    ["that certifies with another permission", "/MDP << /P 2 >>", "/MDP", certified(3)],
    ["that certifies", "/MDP << /P 0 >>", "/MDP", certified(2)],
    ["without a timestamp", "/TimeStamp << /URL (http://tsa.invalid) /Ff 1 >>", "/TimeStamp"],
    ["by another certificate", `/Cert << /Ff 1 /Subject [${other}] >>`, "/Cert /Subject"],
    ["below another authority", `/Cert << /Ff 2 /Issuer [${other}] >>`, "/Cert /Issuer"],
    ["below an authority that is none", "/Cert << /Ff 2 /Issuer [<00>] >>", "/Cert /Issuer"],
    ["without a certificate policy", "/Cert << /Ff 4 /OID [(2.16.840.1.1)] >>", "/Cert /OID"],
    ["by somebody else", "/Cert << /Ff 8 /SubjectDN [<< /CN (Somebody else) >>] >>", "/Cert /SubjectDN"],
    [
      "by a subject with something that no one knows",
      "/Cert << /Ff 8 /SubjectDN [<< /Rank (x) >>] >>",
      "/Cert /SubjectDN",
    ],
    ["by a certificate for something else", "/Cert << /Ff 32 /KeyUsage [(XX1)] >>", "/Cert /KeyUsage"],
  ])("%s does not meet seed values that require another", async (_, seed, key, spec) => {
    const { verdict, found } = await findingsOf(seed, spec);
    expect(found).toEqual([{ code: "seed-value-not-met", severity: "warn", params: { field: "Signature1", key } }]);
    expect(verdict).toBe("indeterminate");
  });

  it.each<[string, string, ForgedPdf?]>([
    [
      "of its handler and format",
      "/Ff 3 /Filter /Adobe.PPKLite /SubFilter [/adbe.pkcs7.detached /ETSI.CAdES.detached]",
    ],
    ["for one of the reasons", "/Ff 8 /Reasons [(Approved) (Seen)]", withEntries("/Reason (Seen)")],
    ["for no reason", "/Ff 8 /Reasons [(.)]"],
    ["that certifies nothing, and need not attest anything", "/Ff 16 /LegalAttestation [(x)]"],
    ["with one of the digests", "/Ff 64 /DigestMethod [/SHA256 /SHA512]"],
    ["with a digest in small letters", "/Ff 64 /DigestMethod [(sha256)]"],
    ["that certifies as it must", "/MDP << /P 2 >>", certified(2)],
    ["that locks the document", "/Ff 128 /LockDocument /true", certified(1)],
    ["by the certificate", `/Cert << /Ff 1 /Subject [${other} ${own}] >>`],
    ["directly below the authority", `/Cert << /Ff 2 /Issuer [${issuingCa}] >>`],
    ["below the authority's root", `/Cert << /Ff 2 /Issuer [${root}] >>`],
    ["by a certificate for signing", "/Cert << /Ff 32 /KeyUsage [(1) (X1)] >>"],
  ])("%s meets seed values that require it", async (_, seed, spec) => {
    expect(await findingsOf(seed, spec)).toMatchObject({ verdict: "valid", found: [] });
  });

  it("that attests what the form has is one that must", async () => {
    const legal: ForgedPdf["objects"] = [
      [
        1,
        "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [8 0 R] /SigFlags 3 >> /Legal << /Attestation (All is true) >> >>",
      ],
    ];
    const seed = "/Ff 16 /LegalAttestation [(All is true)]";
    expect((await findingsOf(seed, { ...certified(2), objects: legal })).found).toEqual([]);
  });

  it("with revocation data in the document's store only does not have what must be in itself", async () => {
    const objects: ForgedPdf["objects"] = [
      [1, "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [8 0 R] /SigFlags 3 >> /DSS << /CRLs [10 0 R] >> >>"],
      [10, "<< /Length 1 >>\nstream\n0\nendstream"],
    ];
    const { found } = await findingsOf("/Ff 32 /AddRevInfo true", { objects });
    expect(found.map(({ code }) => code)).toEqual(["seed-value-not-met"]);
  });

  it("by a person of the name that must sign has the right one", async () => {
    const identity = await demoIdentity("cong-vu/person");
    const person = await issueIdentity(identity, {
      subject: [
        ["O", "Department of Justice"],
        ["CN", "Nguyễn Văn An"],
      ],
      profile: { use: "signer" },
      key: "P-256",
      notBefore: new Date(DEMO_NOW.getTime() - 1000),
      notAfter: new Date(DEMO_NOW.getTime() + 1000),
    });
    const seed =
      "/Cert << /Ff 8 /SubjectDN [<< /CN (x) >> << /O (department  of justice) /cn <FEFF004E0067007500791EC5006E002000560103006E00200041006E> >>] >>";
    expect((await findingsOf(seed, { cms: { identity: person } })).found).toEqual([]);
  });

  it("that only does not follow what is suggested stays valid, with a remark for each", async () => {
    const { verdict, found } = await findingsOf(
      `/Filter /Other /SubFilter [/x] /V 9 /Reasons [(a)] /DigestMethod [/MD5] /AddRevInfo true /AppearanceFilter (x) /Cert << /Subject [${other}] /URL (http://ca.invalid) >>`,
      withEntries("/Reason (b)"),
    );
    expect(verdict).toBe("valid");
    expect(new Set(found.map(({ code, severity }) => `${code} ${severity}`))).toEqual(
      new Set(["seed-value-not-followed info"]),
    );
    expect(found.map(({ params }) => ("key" in params ? params.key : ""))).toEqual([
      "/Filter",
      "/SubFilter",
      "/Reasons",
      "/AddRevInfo",
      "/DigestMethod",
      "/Cert /Subject",
    ]);
  });
});

interface Reference {
  readonly signatures?: readonly { readonly field: string; readonly seedValueOk?: boolean }[];
}

describeWithCorpus("pyHanko's answers on seed values", (folder) => {
  const files: Record<string, Reference> = JSON.parse(readFileSync(join(folder, "pyhanko-expect.json"), "utf8"));
  const seeded = Object.entries(files).flatMap(([file, { signatures = [] }]) =>
    file.includes("test_sv_")
      ? signatures.flatMap(({ field: name, seedValueOk }) =>
          seedValueOk === undefined ? [] : [{ file, name, seedValueOk }],
        )
      : [],
  );

  it.each(seeded)("are ours for $file", async ({ file, name, seedValueOk }) => {
    const { signatures } = await verifyDemo(new Uint8Array(readFileSync(join(folder, file))));
    const ours = signatures.find(({ field: each }) => each === name);
    expect(ours?.findings.every(({ code }) => code !== "seed-value-not-met")).toBe(seedValueOk);
  });

  it("are many", () => {
    expect(seeded.length).toBeGreaterThan(15);
  });
});

describe("seed values that cost more than honest ones", () => {
  const list = (length: number, item: string) => `[${`${item} `.repeat(length)}]`;

  it.each<[string, string, readonly (readonly [number, string])[], string, number]>([
    [
      "list one text again and again",
      "/Reasons 10 0 R",
      [
        [10, list(5_001, "11 0 R")],
        [11, "(A)"],
      ],
      "MAX_SEED_ITEMS",
      MAX_SEED_ITEMS,
    ],
    [
      "list much in several lists",
      "/Reasons 10 0 R /Cert << /OID 10 0 R >>",
      [[10, list(2_501, "(A)")]],
      "MAX_SEED_ITEMS",
      MAX_SEED_ITEMS,
    ],
    [
      "ask for subjects with many attributes",
      "/Cert << /SubjectDN 10 0 R >>",
      [
        [10, list(100, "11 0 R")],
        [11, `<< ${Array.from({ length: 50 }, (_, at) => `/A${at} (x)`).join(" ")} >>`],
      ],
      "MAX_SEED_ITEMS",
      MAX_SEED_ITEMS,
    ],
    ["hold a text without end", "/Reasons [10 0 R]", [[10, `(${"A".repeat(4_097)})`]], "MAX_SEED_TEXT", MAX_SEED_TEXT],
    [
      "hold a pattern without end",
      "/Cert << /KeyUsage [10 0 R] >>",
      [[10, `(${"X".repeat(4_097)})`]],
      "MAX_SEED_TEXT",
      MAX_SEED_TEXT,
    ],
  ])("are not read where they %s", async (_, seed, objects, limit, maximum) => {
    const seeded = field(`/FT /Sig /T (Signature1) /V 7 0 R /SV << /Type /SV ${seed} >>`);
    const { verdict, findings } = await verifyDemo(await forgePdf({ objects: [...objects, [8, seeded]] }));
    expect(findings).toContainEqual({ code: "limit-exceeded", severity: "warn", params: { limit, maximum } });
    expect(verdict).toBe("indeterminate");
  });

  it("are read at the very limit", async () => {
    const { found } = await findingsOf(
      `/Reasons ${list(MAX_SEED_ITEMS - 1, "(A)")} /LegalAttestation [(${"A".repeat(MAX_SEED_TEXT)})]`,
    );
    expect(found).toEqual([]);
  });

  it("are read once where fields share them", () => {
    const seed = new PdfDict(new Map([["Reasons", Array.from({ length: 1_000 }, () => new PdfRef(1, 0))]]));
    let resolved = 0;
    const reader = new SeedValueReader({
      resolve: (value = null) => {
        if (!(value instanceof PdfRef)) return value;
        resolved++;
        return new PdfString(encodeUtf8("A"));
      },
    });
    const fields = Array.from({ length: 1_000 }, () => new PdfDict(new Map([["SV", seed]])));
    expect(new Set(fields.map((one) => reader.of(one))).size).toBe(1);
    expect(resolved).toBe(1_000);
  });
});
