import { mkdtempSync, readdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encodeUtf8 } from "../../src/bytes/text.ts";
import type { DossierFile } from "../../src/dossier/dossier-files.ts";
import type { DossierVerification } from "../../src/dossier/dossier-verification.ts";
import { sealManifest } from "../../src/dossier/seal-manifest.ts";
import { type VerifyDossierOptions, verifyDossier } from "../../src/dossier/verify-dossier.ts";
import { filesOfReport } from "../../src/node/evidence-store/files-of-report.ts";
import { replayDossier } from "../../src/node/evidence-store/replay-dossier.ts";
import { replayReport } from "../../src/node/evidence-store/replay-report.ts";
import { saveEvidence } from "../../src/node/evidence-store/save-evidence.ts";
import { renderReport } from "../../src/report/render-report.ts";
import {
  filesOf,
  hoursBefore,
  PATHS,
  type SampleDossier,
  SIGNED_AT,
  sampleDossier,
  VERIFIED_AT,
} from "../dossier/sample-dossier.ts";

let store = "";
let dossier: SampleDossier;
let report = new Uint8Array(0);

beforeEach(async () => {
  store = mkdtempSync(join(tmpdir(), "pades-replay-dossier-"));
  dossier = await sampleDossier();
  dossier.files.set("anh.jpg", Uint8Array.of(0xff, 0xd8, 0xff));
});
afterEach(() => rmSync(store, { recursive: true }));

const manifestBytes = () => encodeUtf8(JSON.stringify(dossier.manifest));

/** Verifies it as `options` say, stores what that rests on, and keeps the report. */
async function record(
  content: readonly DossierFile[] | Uint8Array,
  options: Partial<VerifyDossierOptions>,
): Promise<DossierVerification> {
  const { pki } = dossier;
  const evidence = await pki.evidence({ people: hoursBefore(1), tsa: hoursBefore(1) });
  const verification = await verifyDossier(content, { trust: pki.trust(), evidence, now: VERIFIED_AT, ...options });
  report = encodeUtf8(renderReport(verification, { format: "json", locale: "vi" }));
  await saveEvidence(store, verification, pki.profile);
  return verification;
}

function edited(change: (report: Record<string, Record<string, unknown>>) => void): Uint8Array {
  const value = JSON.parse(new TextDecoder().decode(report)) as Record<string, Record<string, unknown>>;
  change(value);
  return encodeUtf8(JSON.stringify(value));
}

describe("a replay of a dossier's verdict", () => {
  it("is the same from the stored manifest and evidence alone", async () => {
    const { verdict } = await record(filesOf(dossier), { manifest: manifestBytes() });
    expect(verdict).toBe("invalid");
    const replay = await replayDossier(report, filesOf(dossier), { evidence: store });
    expect(replay).toMatchObject({ isSame: true, whole: [], missing: [], changed: [], absent: [] });
    expect(replay.files).toHaveLength(5);
  });

  it("takes who may seal from the store, and the evidence on the seal", async () => {
    dossier.files.delete("anh.jpg");
    const bytes = manifestBytes();
    dossier.pki.clock.time = SIGNED_AT;
    const seal = await sealManifest(bytes, {
      signer: await dossier.pki.signerOf("organisation"),
      timestampAuthority: dossier.pki.authority,
      now: SIGNED_AT,
    });
    dossier.files.set("hoso.json", bytes).set("hoso.json.p7s", seal);
    const sealer = { organization: ["Ủy ban nhân dân tỉnh Demo"], tag: ["cong-vu"] };
    const { verdict } = await record(filesOf(dossier), { sealer });
    expect(verdict).toBe("valid");
    expect(await replayDossier(report, filesOf(dossier), { evidence: store })).toMatchObject({ isSame: true });

    const name = readdirSync(store).find((each) => each.endsWith(".sealer.json")) ?? "";
    writeFileSync(join(store, name), readFileSync(join(store, name), "utf8").replace("Demo", "Khác"));
    expect(await replayDossier(report, filesOf(dossier), { evidence: store })).toMatchObject({
      isSame: false,
      changed: [name],
    });
  });

  it("knows the archive again by its bytes", async () => {
    const content = Object.fromEntries(dossier.files);
    const manifest = manifestBytes();
    await record(zipSync(content, { mtime: "2026-01-01" }), { manifest });
    const again = (mtime: string) => replayDossier(report, zipSync(content, { mtime }), { evidence: store });
    expect(await again("2026-01-01")).toMatchObject({ isSame: true });
    expect(await again("2026-01-02")).toMatchObject({
      isSame: false,
      whole: [{ kind: "facts", field: null, keys: ["archive"] }],
    });
    expect(await replayDossier(report, filesOf(dossier), { evidence: store })).toMatchObject({ isSame: false });
  });

  it("names the manifest where it is no longer stored, and what comes out otherwise without it", async () => {
    await record(filesOf(dossier), { manifest: manifestBytes() });
    const name = readdirSync(store).find((each) => each.endsWith(".manifest.json")) ?? "";
    unlinkSync(join(store, name));
    const { isSame, missing, whole } = await replayDossier(report, filesOf(dossier), { evidence: store });
    expect([isSame, missing]).toEqual([false, [name]]);
    expect(whole).toContainEqual({ kind: "answer", question: "complete", recorded: "no", replayed: "unknown" });
  });

  it("names files that were taken away, added or changed, whatever they are", async () => {
    await record(filesOf(dossier), { manifest: manifestBytes() });
    dossier.files.delete(PATHS.annex);
    dossier.files.set("them.txt", encodeUtf8("thêm")).set("anh.jpg", Uint8Array.of(0xff, 0xd8, 0xfe));
    const { isSame, whole } = await replayDossier(report, filesOf(dossier), { evidence: store });
    expect(isSame).toBe(false);
    expect(whole).toContainEqual({
      kind: "dossier-files",
      gone: [PATHS.annex],
      added: ["them.txt"],
      changed: ["anh.jpg"],
    });
  });

  it("finds out an answer, a reason, a component or a verdict that the files do not bear out", async () => {
    await record(filesOf(dossier), { manifest: manifestBytes() });
    const forgeries: readonly (readonly [string, Uint8Array])[] = [
      ["verdict", edited((value) => Object.assign(value, { verdict: "valid" }))],
      [
        "answer",
        edited((value) =>
          Object.assign(value["dossier"]?.["answers"] ?? {}, { complete: { answer: "yes", reasons: [] } }),
        ),
      ],
      [
        "reasons",
        edited((value) =>
          Object.assign(value["dossier"]?.["answers"] ?? {}, { complete: { answer: "no", reasons: [] } }),
        ),
      ],
      ["facts", edited((value) => Object.assign(value["dossier"] ?? {}, { components: [] }))],
      ["facts", edited((value) => Object.assign(value["dossier"] ?? {}, { provableUntil: "2050-01-01T00:00:00Z" }))],
      ["dossier-files", edited((value) => Object.assign(value, { files: [] }))],
    ];
    for (const [kind, forged] of forgeries) {
      const { isSame, whole } = await replayDossier(forged, filesOf(dossier), { evidence: store });
      expect([isSame, whole.map((each) => each.kind)]).toEqual([false, expect.arrayContaining([kind])]);
    }
  });

  it("finds out a verdict or a signature on a file that is no PDF", async () => {
    await record(filesOf(dossier), { manifest: manifestBytes() });
    const { files } = JSON.parse(new TextDecoder().decode(report)) as {
      files: { path: string; signatures: object[] }[];
    };
    const signatures = files.find(({ path }) => path === PATHS.annex)?.signatures;
    for (const [forgery, kind] of [
      [{ verdict: "valid" }, "verdict"],
      [{ signatures }, "signature-count"],
    ] as const) {
      const forged = { files: files.map((file) => (file.path === "anh.jpg" ? { ...file, ...forgery } : file)) };
      const replay = await replayDossier(
        edited((value) => Object.assign(value, forged)),
        filesOf(dossier),
        { evidence: store },
      );
      expect(replay.isSame).toBe(false);
      expect(replay.files).toContainEqual({ path: "anh.jpg", differences: [expect.objectContaining({ kind })] });
    }
  });

  it("is told from one of single files, either way", async () => {
    const { files } = await record(filesOf(dossier), { manifest: manifestBytes() });
    const misuse = { code: "ERR_INVALID_ARGUMENT" };
    await expect(replayReport(report, [], { evidence: store })).rejects.toMatchObject(misuse);
    const ofFiles = renderReport(
      files.flatMap(({ pdf }) => pdf ?? []),
      { format: "json", locale: "vi" },
    );
    await expect(replayDossier(encodeUtf8(ofFiles), filesOf(dossier), { evidence: store })).rejects.toMatchObject(
      misuse,
    );
  });

  it("has all its files named by the report, so that they can be deleted with it", async () => {
    await record(filesOf(dossier), { manifest: manifestBytes() });
    expect([...filesOfReport(report)].sort()).toEqual(readdirSync(store).sort());
  });
});
