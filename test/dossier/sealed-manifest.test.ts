import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { encodePem } from "../../src/bytes/pem.ts";
import { encodeLatin1, encodeUtf8 } from "../../src/bytes/text.ts";
import type { DossierVerification } from "../../src/dossier/dossier-verification.ts";
import { sealManifest } from "../../src/dossier/seal-manifest.ts";
import { type DossierSealer, encodeSealer, parseSealer } from "../../src/dossier/sealer.ts";
import { type VerifyDossierOptions, verifyDossier } from "../../src/dossier/verify-dossier.ts";
import { en } from "../../src/locale/en.ts";
import { sentencesOf } from "../../src/locale/sentences.ts";
import { vi } from "../../src/locale/vi.ts";
import { describeWithTools } from "../support/tools.ts";
import type { Person } from "./dossier-pki.ts";
import {
  bytesAt,
  editComponent,
  filesOf,
  hoursBefore,
  PATHS,
  page,
  replace,
  type SampleDossier,
  SIGNED_AT,
  sampleDossier,
  sign,
  VERIFIED_AT,
} from "./sample-dossier.ts";

const MANIFEST = "hoso.json";
const SEAL = "hoso.json.p7s";
/** Whom the province lets seal: by its own name, from the PKI of the government. */
const PROVINCE: DossierSealer = { tag: ["cong-vu"], organization: ["Ủy ban nhân dân tỉnh Demo"] };
const YES = { correct: "yes", complete: "yes", clean: "yes", live: "yes" };

interface SealOptions {
  readonly level?: "B-B" | "B-T";
  readonly at?: Date;
}

/** The manifest as it is now, in the dossier, sealed by `person`. */
async function seal(dossier: SampleDossier, person: Person, { level = "B-T", at = SIGNED_AT }: SealOptions = {}) {
  const bytes = encodeUtf8(JSON.stringify(dossier.manifest, null, 2));
  dossier.pki.clock.time = at;
  const options = { signer: await dossier.pki.signerOf(person), now: at };
  const cms = await sealManifest(bytes, {
    ...options,
    ...(level === "B-T" ? { timestampAuthority: dossier.pki.authority } : {}),
  });
  dossier.files.set(MANIFEST, bytes).set(SEAL, cms);
}

async function verify(dossier: SampleDossier, overrides: Partial<VerifyDossierOptions> = {}) {
  const evidence = await dossier.pki.evidence({ people: hoursBefore(1), tsa: hoursBefore(1) });
  return verifyDossier(filesOf(dossier), { trust: dossier.pki.trust(), evidence, now: VERIFIED_AT, ...overrides });
}

function answersOf({ answers }: DossierVerification) {
  return Object.fromEntries(Object.entries(answers).map(([question, { answer }]) => [question, answer]));
}

/** The first reason of "complete", after making sure that both languages have words for it. */
function firstReason({ answers }: DossierVerification): string | undefined {
  const [first] = answers.complete.reasons;
  if (first === undefined) return undefined;
  for (const locale of [en, vi]) {
    const { title, sentence, action } = sentencesOf(locale, first.finding, { signer: null, time: (iso) => iso });
    for (const text of [title, sentence, ...Object.values(action)]) expect(text).toMatch(/\S/);
  }
  return first.finding.code;
}

describe("an attacker who seals what he wrote himself", () => {
  /** A dossier whose manifest asks for nothing but what the attacker has. */
  async function forged(person: Person): Promise<SampleDossier> {
    const dossier = await sampleDossier();
    for (const path of [PATHS.copy, PATHS.opinion, PATHS.annex]) dossier.files.delete(path);
    replace(dossier, PATHS.result, await sign(dossier, await page("Giả"), ["stranger"]));
    const components = dossier.manifest.components.filter(({ file }) => dossier.files.has(file));
    dossier.manifest = {
      ...dossier.manifest,
      // He may write into it whatever he likes of who he is.
      organizations: { "tinh-demo": { names: [{ name: "Ủy ban nhân dân tỉnh Demo" }] } },
      roles: { ...dossier.manifest.roles, leader: { tag: ["public-ca"] }, sealer: { tag: ["public-ca"] } },
      receiver: "tinh-demo",
      decider: "tinh-demo",
      components,
    };
    const { officer: _, commune: __, organisation: ___, ...roles } = dossier.manifest.roles ?? {};
    dossier.manifest = { ...dossier.manifest, roles };
    editComponent(dossier, PATHS.result, (component) => ({ ...component, signatures: [{ role: "leader" }] }));
    await seal(dossier, person);
    return dossier;
  }

  it("never reaches valid with a certificate that anybody can buy, whatever name is on it", async () => {
    const found = await verify(await forged("stranger"), { sealer: PROVINCE });
    expect([found.verdict, firstReason(found)]).toEqual(["invalid", "manifest-sealer-not-authorised"]);
    expect(answersOf(found)).toEqual({ ...YES, complete: "no", correct: "unknown" });
  });

  it("never reaches valid by being of the same PKI, for another organisation", async () => {
    const found = await verify(await forged("commune"), { sealer: PROVINCE });
    expect([found.verdict, firstReason(found)]).toEqual(["invalid", "manifest-sealer-not-authorised"]);
  });

  it("never reaches valid where nobody said who may seal", async () => {
    const found = await verify(await forged("stranger"));
    expect([found.verdict, firstReason(found)]).toEqual(["indeterminate", "manifest-sealer-not-named"]);
    expect(answersOf(found)).toEqual({ ...YES, complete: "unknown", correct: "unknown" });
    expect(found.manifest?.seal?.indication).toBe("TOTAL-PASSED");
  });

  it("never reaches valid with an anchor of his own", async () => {
    const found = await verify(await forged("stranger"), {
      sealer: PROVINCE,
      trust: (await sampleDossier()).pki.nobody,
    });
    expect(found.verdict).not.toBe("valid");
    expect(found.answers.complete.answer).not.toBe("yes");
  });

  it("does not pass off the seal of another manifest as his", async () => {
    const honest = await sampleDossier();
    await seal(honest, "organisation");
    const dossier = await forged("stranger");
    dossier.files.set(SEAL, bytesAt(honest, SEAL));
    const found = await verify(dossier, { sealer: PROVINCE });
    expect([found.verdict, firstReason(found)]).toEqual(["invalid", "manifest-seal-invalid"]);
    expect(found.answers.complete.reasons.map(({ finding }) => finding.code)).toContain("digest-mismatch");
  });
});

describe("a sealed dossier in which everything is as it must be", () => {
  it("is valid by the manifest that came with it, where its sealer is the one that was named", async () => {
    const dossier = await sampleDossier();
    await seal(dossier, "organisation");
    const found = await verify(dossier, { sealer: PROVINCE });
    expect([found.verdict, answersOf(found)]).toEqual(["valid", YES]);
    expect(found.manifest).toMatchObject({ origin: "dossier", seal: { level: "B-T", provenTime: SIGNED_AT } });
    expect(found.files.map(({ path }) => path)).not.toContain(SEAL);
  });

  it.each<[string, DossierSealer]>([
    ["the tag alone", { tag: ["cong-vu"] }],
    [
      "a name that it bore at the time",
      { tag: ["cong-vu"], organization: [{ name: "Ủy ban nhân dân tỉnh Demo", until: "2026-04-01T00:00:00+07:00" }] },
    ],
    [
      "its common name and number",
      { tag: ["cong-vu"], commonName: ["Ủy ban nhân dân tỉnh Demo"], identifier: ["MST:0100109106"] },
    ],
  ])("is valid with a sealer known by %s", async (_, sealer) => {
    const dossier = await sampleDossier();
    await seal(dossier, "organisation");
    expect((await verify(dossier, { sealer })).verdict).toBe("valid");
  });

  it("needs no timestamp on the seal", async () => {
    const dossier = await sampleDossier();
    await seal(dossier, "organisation", { level: "B-B" });
    const found = await verify(dossier, { sealer: PROVINCE });
    expect([found.verdict, found.manifest?.seal?.level]).toEqual(["valid", "B-B"]);
    expect(found.manifest?.seal?.claimedTime).toEqual(SIGNED_AT);
  });

  it("needs no sealer where the manifest is handed in, and takes no notice of the one inside", async () => {
    const dossier = await sampleDossier();
    await seal(dossier, "stranger");
    const found = await verify(dossier, { manifest: dossier.manifest });
    expect([found.verdict, found.manifest?.origin, found.manifest?.seal]).toEqual(["valid", "given", null]);
  });
});

describe("a sealed dossier with one thing changed", () => {
  interface Sealed {
    readonly title: string;
    readonly verdict: DossierVerification["verdict"];
    readonly code: string;
    readonly change: (dossier: SampleDossier) => Promise<Partial<VerifyDossierOptions>>;
  }
  const cases: readonly Sealed[] = [
    {
      title: "whose manifest had one space added",
      verdict: "invalid",
      code: "manifest-seal-invalid",
      change: async ({ files }) => {
        files.set(MANIFEST, encodeUtf8(`${new TextDecoder().decode(files.get(MANIFEST))} `));
        return {};
      },
    },
    {
      title: "whose manifest no longer asks for the leader",
      verdict: "invalid",
      code: "manifest-seal-invalid",
      change: async (dossier) => {
        editComponent(dossier, PATHS.result, (each) => ({ ...each, signatures: [{ role: "organisation" }] }));
        dossier.files.set(MANIFEST, encodeUtf8(JSON.stringify(dossier.manifest, null, 2)));
        return {};
      },
    },
    {
      title: "whose seal is no CMS",
      verdict: "invalid",
      code: "manifest-seal-invalid",
      change: async ({ files }) => {
        files.set(SEAL, encodeUtf8("niêm phong"));
        return {};
      },
    },
    {
      title: "whose seal is longer than any is",
      verdict: "invalid",
      code: "manifest-seal-invalid",
      change: async ({ files }) => {
        files.set(SEAL, new Uint8Array(1024 * 1024 + 1).fill(0x30));
        return {};
      },
    },
    {
      title: "whose seal has a broken value",
      verdict: "invalid",
      code: "manifest-seal-invalid",
      change: async (dossier) => {
        await seal(dossier, "organisation", { level: "B-B" });
        const bytes = bytesAt(dossier, SEAL).slice();
        const last = bytes.length - 1;
        bytes[last] = (bytes[last] ?? 0) ^ 1;
        dossier.files.set(SEAL, bytes);
        return {};
      },
    },
    {
      title: "that lost its seal",
      verdict: "indeterminate",
      code: "manifest-not-sealed",
      change: async ({ files }) => {
        files.delete(SEAL);
        return {};
      },
    },
    {
      title: "whose sealer's certificate was revoked",
      verdict: "indeterminate",
      code: "manifest-seal-undecided",
      change: async (dossier) => {
        const { pki } = dossier;
        await seal(dossier, "mergedDistrict");
        return {
          sealer: { tag: ["cong-vu"] },
          evidence: await pki.evidence({ people: hoursBefore(1), tsa: hoursBefore(1), revoked: ["mergedDistrict"] }),
        };
      },
    },
    {
      title: "sealed in the name of a district, nobody can prove when",
      verdict: "indeterminate",
      code: "manifest-seal-undecided",
      change: async (dossier) => {
        await seal(dossier, "mergedDistrict", { level: "B-B" });
        const organization = [{ name: "Ủy ban nhân dân huyện Cũ", until: "2025-07-01T00:00:00+07:00" }];
        return { sealer: { tag: ["cong-vu"], organization } };
      },
    },
    {
      title: "sealed in the name of a district that was merged away",
      verdict: "invalid",
      code: "manifest-sealer-not-authorised",
      change: async (dossier) => {
        await seal(dossier, "mergedDistrict");
        const organization = [{ name: "Ủy ban nhân dân huyện Cũ", until: "2025-07-01T00:00:00+07:00" }];
        return { sealer: { tag: ["cong-vu"], organization } };
      },
    },
    {
      title: "whose annex is missing",
      verdict: "invalid",
      code: "component-missing",
      change: async ({ files }) => {
        files.delete(PATHS.annex);
        return {};
      },
    },
  ];

  it.each(cases.map((each) => [each.title, each] as const))("%s is not valid, and says why", async (_, each) => {
    const dossier = await sampleDossier();
    await seal(dossier, "organisation");
    const overrides = await each.change(dossier);
    const found = await verify(dossier, { sealer: PROVINCE, ...overrides });
    expect([found.verdict, firstReason(found)]).toEqual([each.verdict, each.code]);
  });

  it("turns complete and correct and nothing else where the seal is broken", async () => {
    const dossier = await sampleDossier();
    await seal(dossier, "organisation");
    dossier.files.set(SEAL, new Uint8Array(0));
    expect(answersOf(await verify(dossier, { sealer: PROVINCE }))).toEqual({
      ...YES,
      complete: "no",
      correct: "unknown",
    });
  });
});

describe("sealing and naming a sealer", () => {
  it("refuses to seal what is no manifest", async () => {
    const { pki } = await sampleDossier();
    const signer = await pki.signerOf("organisation");
    await expect(sealManifest(encodeUtf8("{}"), { signer })).rejects.toMatchObject({ code: "ERR_MANIFEST" });
  });

  it.each<[string, unknown]>([
    ["names alone, which anybody can have", { organization: ["Ủy ban nhân dân tỉnh Demo"] }],
    ["an empty list", { tag: [] }],
    ["a text in place of a list", { tag: "cong-vu" }],
    ["a misspelt key", { tag: ["cong-vu"], organisation: ["Ủy ban nhân dân tỉnh Demo"] }],
    ["a date that does not exist", { tag: ["cong-vu"], organization: [{ name: "A", until: "hôm qua" }] }],
    ["nothing", null],
  ])("refuses a sealer of %s", async (_, sealer) => {
    const dossier = await sampleDossier();
    const options = { sealer: sealer as DossierSealer };
    await expect(verify(dossier, options)).rejects.toMatchObject({ code: "ERR_INVALID_ARGUMENT" });
  });
});

describeWithTools(["openssl"], "a seal in the eyes of openssl", () => {
  it("verifies, by the same root, over the same bytes", async () => {
    const dossier = await sampleDossier();
    await seal(dossier, "organisation");
    const { chain, certificate } = await dossier.pki.signerOf("organisation");
    const folder = mkdtempSync(join(tmpdir(), "seal-"));
    try {
      const path = (name: string) => join(folder, name);
      writeFileSync(path("root.pem"), encodePem("CERTIFICATE", chain.at(-1) ?? certificate));
      writeFileSync(path(MANIFEST), bytesAt(dossier, MANIFEST));
      writeFileSync(path(SEAL), bytesAt(dossier, SEAL));
      const verifies = () =>
        execFileSync(
          "openssl",
          [
            "cms",
            "-verify",
            "-binary",
            "-cades",
            "-inform",
            "DER",
            "-in",
            path(SEAL),
            "-content",
            path(MANIFEST),
            "-CAfile",
            path("root.pem"),
            "-purpose",
            "any",
            "-out",
            path("out"),
          ],
          { stdio: ["ignore", "ignore", "pipe"] },
        );
      expect(verifies).not.toThrow();
      writeFileSync(path(MANIFEST), "{}");
      expect(verifies).toThrow();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("who may seal, as a store keeps it", () => {
  it("is read back as it was written", () => {
    expect(parseSealer(encodeSealer(PROVINCE))).toEqual(PROVINCE);
  });

  it.each(["", "{", "null", "[]", "{}", '{"tag":[]}', "\u00ff"])("is nobody where the bytes are %j", (text) => {
    const bytes = encodeLatin1(text);
    expect(() => parseSealer(bytes)).toThrow(expect.objectContaining({ code: "ERR_INVALID_ARGUMENT" }));
  });
});
