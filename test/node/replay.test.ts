import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { encodeBase64 } from "../../src/bytes/base64.ts";
import type { Fetcher } from "../../src/net/fetcher.ts";
import { deleteStoredEvidence, findStoredEvidence } from "../../src/node/evidence-store/delete-evidence.ts";
import { replayReport } from "../../src/node/evidence-store/replay-report.ts";
import { saveEvidence } from "../../src/node/evidence-store/save-evidence.ts";
import type { PdfVerification } from "../../src/pades/verify/verification.ts";
import { verifyPdf } from "../../src/pades/verify/verify-pdf.ts";
import { renderReport } from "../../src/report/render-report.ts";
import { parseCertificate } from "../../src/x509/certificate.ts";
import { TRUST_ROLES } from "../../src/x509/trust-anchor.ts";
import type { TrustProfile } from "../../src/x509/trust-profile.ts";
import { createTrustStore } from "../../src/x509/trust-store.ts";
import { describeWithCorpus } from "../support/corpus.ts";
import { DEMO_NOW, demoCrl, demoTrustProfile } from "../support/demo-certs.ts";
import { signedSample } from "../support/signed-samples.ts";

let folder = "";
let store = "";
const put = (name: string, content: Uint8Array | string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const reportOn = (verifications: readonly PdfVerification[]) =>
  new TextEncoder().encode(renderReport(verifications, { format: "json", locale: "en" }));
const flip = (path: string) => {
  const bytes = readFileSync(path);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  writeFileSync(path, bytes);
};

/** Answers each question for a CRL with whichever of these is asked for next; the others count for nothing. */
function fetcherOf(crls: readonly Uint8Array[]): Fetcher {
  let asked = 0;
  return async ({ url, method }) => ({
    url,
    status: method === "POST" ? 404 : 200,
    contentType: null,
    body: crls[asked++ % crls.length] ?? new Uint8Array(0),
  });
}

/** Another day, and no way out of the machine. */
function elsewhere(): void {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2031-07-08T09:10:11Z") });
  const refuse = (): never => {
    throw new Error("the network is off");
  };
  vi.spyOn(Socket.prototype, "connect").mockImplementation(refuse);
  vi.spyOn(globalThis, "fetch").mockImplementation(refuse);
}
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describeWithCorpus("fifty verdicts of the corpus", (corpus) => {
  const NOW = new Date("2026-01-15T03:00:00Z");
  let files: readonly string[] = [];
  let verifications: PdfVerification[] = [];
  let report = new Uint8Array(0);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "pades-replay-"));
    store = join(folder, "store");
    const names = readdirSync(join(corpus, "dss")).filter((name) => name.endsWith(".pdf"));
    files = names
      .sort()
      .slice(0, 50)
      .map((name) => join(corpus, "dss", name));
    const strangers = createTrustStore(demoTrustProfile());
    const options = { policy: { defaultPermission: 3 as const }, now: NOW };
    const first = await Promise.all(
      files.map((path) => verifyPdf(readFileSync(path), { trust: strangers, ...options })),
    );
    // The issuers that the files bring themselves: trusted here so that chains, status and times are judged in full.
    const brought = first.flatMap(({ evidenceUsed }) => evidenceUsed.certificates).map((der) => parseCertificate(der));
    const authorities = brought.filter(({ standardExtensions }) => standardExtensions.basicConstraints?.ca === true);
    const roots = [...new Map(authorities.map((authority) => [authority.sha256, authority])).values()];
    const profile: TrustProfile = {
      schema: "pades-dossier/trust@1",
      id: "corpus",
      anchors: roots.map(({ raw }) => ({ certificate: encodeBase64(raw), roles: TRUST_ROLES })),
    };
    const trust = createTrustStore(profile);
    const second = await Promise.all(files.map((path) => verifyPdf(readFileSync(path), { trust, ...options })));
    const crls = second.flatMap(({ evidenceUsed }) => evidenceUsed.crls);
    const ocspResponses = second.flatMap(({ evidenceUsed }) => evidenceUsed.ocspResponses);
    const evidence = { crls: [...crls, demoCrl("cong-vu/root")], ocspResponses };
    verifications = [];
    for (const path of files) {
      verifications.push(await verifyPdf(readFileSync(path), { trust, evidence, path, ...options }));
    }
    report = reportOn(verifications);
    await saveEvidence(store, verifications, profile);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it("are of every kind, and rest on evidence of every kind", () => {
    expect(verifications).toHaveLength(50);
    const verdicts = new Set(verifications.map(({ verdict }) => verdict));
    expect(verdicts.size).toBeGreaterThanOrEqual(3);
    const endings = new Set(readdirSync(store).map((name) => name.slice(64)));
    expect([...endings].sort()).toEqual([".cer", ".crl", ".ocsp", ".trust.json", ".tst"]);
  });

  it("are the same when they are reached again on another day without a network", async () => {
    elsewhere();
    const replay = await replayReport(report, files, { evidence: store });
    expect(replay.files.filter(({ differences }) => differences?.length !== 0)).toEqual([]);
    expect(replay).toMatchObject({ isSame: true, trust: null, policy: null, missing: [], changed: [], absent: [] });
    expect(replay.files).toHaveLength(50);
  }, 120_000);

  it("name the file of each piece of evidence of which one byte was changed, or that is gone", async () => {
    elsewhere();
    const names = readdirSync(store);
    for (const ending of [".crl", ".ocsp", ".cer", ".tst"]) {
      const name = names.find((each) => each.endsWith(ending)) ?? "";
      const bytes = readFileSync(join(store, name));
      flip(join(store, name));
      const replay = await replayReport(report, files.slice(0, 1), { evidence: store });
      expect(replay).toMatchObject({ isSame: false, changed: [name], missing: [] });
      unlinkSync(join(store, name));
      expect(await replayReport(report, [], { evidence: store })).toMatchObject({ isSame: false, missing: [name] });
      writeFileSync(join(store, name), bytes);
    }
  }, 120_000);

  it("are not confirmed where no file is given, or not every one", async () => {
    elsewhere();
    const none = await replayReport(report, [], { evidence: store });
    expect(none).toMatchObject({ isSame: false, whole: [], files: [] });
    expect(none.absent).toHaveLength(50);
    expect(await replayReport(report, files.slice(1, 2), { evidence: store })).toMatchObject({
      isSame: false,
      files: [{ differences: [] }],
    });
  }, 120_000);
});

describe("a replay of one verdict", () => {
  const profile = demoTrustProfile() as TrustProfile;
  const trust = createTrustStore(profile);
  const crls = [demoCrl("cong-vu/root"), demoCrl("cong-vu/sub-ca")];
  let pdf = "";
  let report = new Uint8Array(0);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "pades-replay-"));
    store = join(folder, "store");
    pdf = put("a.pdf", await signedSample());
    const verification = await verifyPdf(readFileSync(pdf), { trust, now: DEMO_NOW, evidence: { crls } });
    expect(verification.verdict).toBe("valid");
    report = reportOn([verification]);
    await saveEvidence(store, [verification], profile);
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const fileOf = (ending: string) => readdirSync(store).find((name) => name.endsWith(ending)) ?? "";
  const edited = (change: (report: Record<string, never>) => void) => {
    const value = JSON.parse(new TextDecoder().decode(report));
    change(value);
    return new TextEncoder().encode(JSON.stringify(value));
  };

  it("is the same, and needs the file's bytes and not its name", async () => {
    expect(await replayReport(report, [put("renamed.pdf", readFileSync(pdf))], { evidence: store })).toMatchObject({
      isSame: true,
      files: [{ differences: [] }],
    });
  });

  it("says what a lost CRL does to the verdict", async () => {
    unlinkSync(join(store, fileOf(".crl")));
    const { isSame, files } = await replayReport(report, [pdf], { evidence: store });
    expect(isSame).toBe(false);
    expect(files[0]?.differences).toEqual([
      { kind: "verdict", recorded: "valid", replayed: "indeterminate" },
      {
        kind: "indication",
        field: "Signature1",
        recorded: "TOTAL-PASSED",
        replayed: expect.stringContaining("INDETERMINATE / "),
      },
      { kind: "codes", field: "Signature1", gone: [], added: ["revocation-not-checked"] },
      { kind: "facts", field: "Signature1", keys: ["level", "provableUntil"] },
    ]);
  });

  it("takes a link in the store for a changed file, wherever it leads", async () => {
    const name = fileOf(".crl");
    const copy = put("copy", readFileSync(join(store, name)));
    unlinkSync(join(store, name));
    symlinkSync(copy, join(store, name));
    expect(await replayReport(report, [pdf], { evidence: store })).toMatchObject({ isSame: false, changed: [name] });
  });

  it("finds out a verdict on all files that the files do not bear out", async () => {
    const forged = edited((value) => Object.assign(value, { verdict: "invalid" }));
    expect(await replayReport(forged, [pdf], { evidence: store })).toMatchObject({
      isSame: false,
      whole: [{ kind: "verdict", recorded: "invalid", replayed: "valid" }],
      files: [{ differences: [] }],
    });
  });

  it("finds out another signer, time, level or list of changes than the file has", async () => {
    for (const [key, stated] of [
      ["signer", { commonName: "Người khác" }],
      ["provenTime", "2020-01-01T00:00:00Z"],
      ["level", "B-LTA"],
      ["changes", { level: "none", permitted: true, items: [{ code: "form-filled" }] }],
    ] as const) {
      const forged = edited((value) => {
        const [file] = value["files"] as unknown as [{ signatures: [Record<string, unknown>] }];
        Object.assign(file.signatures[0], { [key]: stated });
      });
      expect(await replayReport(forged, [pdf], { evidence: store })).toMatchObject({
        isSame: false,
        files: [{ differences: [{ kind: "facts", field: "Signature1", keys: [key] }] }],
      });
    }
  });

  it("compares each verdict that a report has on the same bytes", async () => {
    const forged = edited((value) => {
      const [file] = value["files"] as unknown as [object];
      const files = value["files"] as unknown as object[];
      files.push({ ...file, path: "copy.pdf", verdict: "unsigned" });
    });
    expect(await replayReport(forged, [pdf], { evidence: store })).toMatchObject({
      isSame: false,
      files: [{ differences: [{ kind: "verdict", recorded: "unsigned", replayed: "valid" }] }],
      absent: [],
    });
  });

  it("names another trust profile and the rules that come with it", async () => {
    const other = createTrustStore({ ...profile, id: "other" });
    const replay = await replayReport(report, [pdf], { evidence: store, trust: other });
    expect(replay).toMatchObject({ isSame: false, trust: { recorded: trust.sha256, now: other.sha256 } });
  });

  it("is refused where the profile of the report was changed or is not there, and takes it from elsewhere", async () => {
    const name = fileOf(".trust.json");
    writeFileSync(join(store, name), readFileSync(join(store, name), "utf8").replace("demo", "Demo"));
    await expect(replayReport(report, [pdf], { evidence: store })).rejects.toMatchObject({ code: "ERR_TRUST_PROFILE" });
    expect(await replayReport(report, [pdf], { evidence: store, trust })).toMatchObject({ isSame: true });
  });

  it("names a file that the report is not about, and those of the report that were not given", async () => {
    const other = put("other.pdf", await signedSample({ identity: "public-ca/citizen" }));
    const replay = await replayReport(report, [other], { evidence: store });
    expect(replay).toMatchObject({ isSame: false, files: [{ path: other, differences: null }] });
    expect(replay.absent).toHaveLength(1);
  });

  it("says by which version the report was made, which alone makes no difference", async () => {
    const older = edited((value) => Object.assign(value["inputs"] ?? {}, { version: "0.0.1" }));
    expect(await replayReport(older, [pdf], { evidence: store })).toMatchObject({
      isSame: true,
      version: { recorded: "0.0.1" },
    });
  });

  it("finds the policy out by its digest, and says so where none fits", async () => {
    const policy = { defaultPermission: 3, waive: ["revocation"], id: "office" } as const;
    const verification = await verifyPdf(readFileSync(pdf), { trust, now: DEMO_NOW, policy });
    expect(await replayReport(reportOn([verification]), [pdf], { evidence: store })).toMatchObject({ isSame: true });
    const forged = edited((value) => Object.assign(value["inputs"]?.["policy"] ?? {}, { sha256: "0".repeat(64) }));
    expect(await replayReport(forged, [pdf], { evidence: store })).toMatchObject({
      isSame: false,
      policy: { recorded: "0".repeat(64) },
    });
  });

  it("lets the document's own status information count as it did", async () => {
    const evidence = { crls: crls.slice(0, 1) };
    for (const revocationMode of ["evidence-only", "offline"] as const) {
      const options = { trust, now: DEMO_NOW, policy: { revocationMode }, evidence };
      const recorded = reportOn([await verifyPdf(readFileSync(pdf), options)]);
      expect(JSON.parse(new TextDecoder().decode(recorded)).inputs.mode).toBe(revocationMode);
      expect(await replayReport(recorded, [pdf], { evidence: store })).toMatchObject({ isSame: true, policy: null });
    }
  });

  it("takes what was fetched then from the store", async () => {
    const options = { trust, now: DEMO_NOW, fetcher: fetcherOf(crls) };
    const verification = await verifyPdf(readFileSync(pdf), options);
    expect(verification).toMatchObject({ verdict: "valid", inputs: { mode: "online" } });
    const recorded = reportOn([verification]);
    rmSync(store, { recursive: true });
    await saveEvidence(store, [verification], profile);
    elsewhere();
    expect(await replayReport(recorded, [pdf], { evidence: store })).toMatchObject({ isSame: true, missing: [] });
  });

  it.each([
    ["no JSON", "{"],
    ["another JSON", '{"schema":"pades-dossier/trust@1"}'],
    ["one without files", '{"schema":"pades-dossier/report@1","inputs":{},"files":[],"dossier":null}'],
    ["half of one", '{"schema":"pades-dossier/report@1","inputs":{}}'],
  ])("is refused where the report is %s", async (_, text) => {
    const bytes = new TextEncoder().encode(text);
    await expect(replayReport(bytes, [pdf], { evidence: store })).rejects.toMatchObject({
      code: "ERR_INVALID_ARGUMENT",
    });
  });

  it("reads nothing outside of the store, whatever a report names", async () => {
    const hostile = edited((value) => {
      const [file] = value["files"] as unknown as [{ evidenceUsed: { crls: string[] } }];
      file.evidenceUsed.crls.push("sha256:../../etc/passwd", "/etc/passwd");
    });
    const { missing } = await replayReport(hostile, [pdf], { evidence: store });
    expect(missing).toEqual(["sha256:../../etc/passwd", "/etc/passwd"]);
  });

  it("is stored without names of people in names of files, and once however often", async () => {
    for (const name of readdirSync(store)) expect(name).toMatch(/^[0-9a-f]{64}\.(cer|crl|ocsp|tst|trust\.json)$/);
    const verification = await verifyPdf(readFileSync(pdf), { trust, now: DEMO_NOW, evidence: { crls } });
    expect(await saveEvidence(store, [verification], profile)).toMatchObject({ written: [] });
    flip(join(store, fileOf(".crl")));
    expect((await saveEvidence(store, [verification], profile)).written).toEqual([fileOf(".crl")]);
    await expect(saveEvidence(store, [verification], { ...profile, id: "other" })).rejects.toMatchObject({
      code: "ERR_INVALID_ARGUMENT",
    });
  });

  it("leaves a store from which only its own whole files are deleted, and no link is followed", async () => {
    const outside = put("outside.txt", "keep");
    const link = join(store, `${"a".repeat(64)}.crl`);
    symlinkSync(outside, link);
    writeFileSync(join(store, "notes.txt"), "keep");
    const touched = fileOf(".cer");
    flip(join(store, touched));
    const found = await findStoredEvidence(store);
    expect(found).toMatchObject({ others: 1 });
    expect(found.changed).toContain(touched);
    expect(found.changed).toContain(`${"a".repeat(64)}.crl`);
    await deleteStoredEvidence(store, found);
    expect(new Set(readdirSync(store))).toEqual(new Set(["notes.txt", touched, `${"a".repeat(64)}.crl`]));
    expect(readFileSync(outside, "utf8")).toBe("keep");
    symlinkSync(store, join(folder, "link"));
    await expect(findStoredEvidence(join(folder, "link"))).rejects.toMatchObject({ code: "ERR_INVALID_ARGUMENT" });
  });
});
