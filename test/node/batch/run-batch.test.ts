import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { BatchFile } from "../../../src/node/batch/batch-file.ts";
import type { BatchResult } from "../../../src/node/batch/batch-result.ts";
import { type BatchSettings, verifyOptionsOf } from "../../../src/node/batch/batch-settings.ts";
import { type BatchOptions, runBatch } from "../../../src/node/batch/run-batch.ts";
import { openVerifiers } from "../../../src/node/batch/verifiers.ts";
import type { TrustProfile } from "../../../src/x509/trust-profile.ts";
import { DEMO_NOW, demoTrustProfile } from "../../support/demo-certs.ts";
import { overwrite } from "../../support/pdf-surgery.ts";
import { signedSample, unsignedSample } from "../../support/signed-samples.ts";

const SETTINGS: BatchSettings = {
  trust: demoTrustProfile() as TrustProfile,
  evidence: null,
  now: DEMO_NOW,
  policy: { waive: ["revocation"] },
};

let folder = "";
let paths: readonly string[] = [];
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pades-batch-"));
  const signed = await signedSample();
  writeFileSync(at("good.pdf"), signed);
  writeFileSync(at("altered.pdf"), overwrite(signed, 5, "2"));
  writeFileSync(at("unsigned.pdf"), unsignedSample());
  writeFileSync(at("rubbish.pdf"), "rubbish");
  for (let i = 0; i < 8; i++) writeFileSync(at(`more-${i}.pdf`), signed);
  paths = [
    "good.pdf",
    "altered.pdf",
    "unsigned.pdf",
    "rubbish.pdf",
    ...Array.from({ length: 8 }, (_, i) => `more-${i}.pdf`),
  ].map(at);
});
beforeEach(() => rmSync(at("journal.jsonl"), { force: true }));
afterAll(() => rmSync(folder, { recursive: true }));

interface Outcome {
  readonly results: ReadonlyMap<string, BatchResult>;
  readonly known: readonly string[];
}

const batchFile = (path: string): BatchFile => ({ path, key: path, below: basename(path), procedure: null });

async function run(changes: Partial<BatchOptions> = {}, files: readonly string[] = paths): Promise<Outcome> {
  const results = new Map<string, BatchResult>();
  const known: string[] = [];
  const options = {
    settings: SETTINGS,
    reports: true,
    jobs: 1,
    journal: null,
    signal: null,
    clock: () => DEMO_NOW,
    ...changes,
  };
  for await (const { result, isKnown } of runBatch(files.map(batchFile), options)) {
    expect(results.has(result.path)).toBe(false);
    results.set(result.path, result);
    if (isKnown) known.push(result.path);
  }
  return { results, known };
}

const journal = (resume: boolean) => ({ path: at("journal.jsonl"), resume });
const verdicts = ({ results }: Outcome) =>
  Object.fromEntries([...results].map(([path, { verdict }]) => [path, verdict]).sort());

describe("a batch", () => {
  it("gives each file its own verdict, and one bad file never stops the rest", async () => {
    const { results } = await run({}, [at("gone.pdf"), folder, ...paths]);
    expect(results.size).toBe(paths.length + 2);
    expect(results.get(at("good.pdf"))).toMatchObject({ verdict: "valid", reasons: [], error: null });
    expect(results.get(at("altered.pdf"))).toMatchObject({ verdict: "invalid" });
    expect(results.get(at("altered.pdf"))?.reasons).toContain("digest-mismatch");
    expect(results.get(at("unsigned.pdf"))?.verdict).toBe("unsigned");
    expect(results.get(at("rubbish.pdf"))).toMatchObject({ verdict: "unreadable", reasons: ["not-a-pdf"] });
    expect(results.get(at("gone.pdf"))).toMatchObject({
      verdict: "unreadable",
      error: expect.stringMatching("ENOENT"),
      report: null,
    });
    expect(results.get(folder)?.error).toMatch("EISDIR");
  });

  it("comes to the same with several threads as with one", async () => {
    const [one, two] = [await run(), await run({ jobs: 2 })];
    const byPath = ({ results }: Outcome) => [...results.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    expect(byPath(two)).toEqual(byPath(one));
  });

  it("ends where its threads cannot even start, and says so of each file", async () => {
    const settings = { ...SETTINGS, trust: { ...SETTINGS.trust, id: "" } };
    const verifiers = await openVerifiers({
      settings,
      options: verifyOptionsOf(SETTINGS),
      reports: false,
      jobs: 2,
      signal: null,
    });
    const results = await Promise.all(paths.slice(0, 3).map((path) => verifiers.verify(path)));
    await verifiers.close();
    expect(results.map(({ verdict, error }) => [verdict, error])).toEqual(
      paths.slice(0, 3).map(() => ["unreadable", expect.stringMatching(/./)]),
    );
  });

  it("leaves no journal open where it cannot start", async () => {
    const settings = { ...SETTINGS, trust: { ...SETTINGS.trust, id: "" } };
    await expect(run({ settings, journal: journal(false) })).rejects.toMatchObject({ code: "ERR_TRUST_PROFILE" });
    expect(existsSync(at("journal.jsonl"))).toBe(false);
  });

  it.each([1, 2])("rejects once it is stopped, and has written down what it gave, with %d threads", async (jobs) => {
    const stop = new AbortController();
    const given: string[] = [];
    const batch = runBatch(paths.map(batchFile), {
      settings: SETTINGS,
      reports: true,
      jobs,
      journal: journal(false),
      signal: stop.signal,
      clock: () => DEMO_NOW,
    });
    await expect(
      (async () => {
        for await (const { result } of batch) {
          given.push(result.path);
          if (given.length === 3) stop.abort(new Error("enough"));
        }
      })(),
    ).rejects.toThrow("enough");
    const { known, ...rest } = await run({ journal: journal(true) });
    expect(known).toEqual(expect.arrayContaining(given));
    expect(verdicts({ known, ...rest })).toEqual(verdicts(await run()));
  });
});

describe("the journal of a batch", () => {
  it("lets a run that was cut off at any byte go on, with nothing lost and nothing twice", {
    timeout: 180_000,
  }, async () => {
    const whole = verdicts(await run({ journal: journal(false) }));
    const text = readFileSync(at("journal.jsonl"));
    for (let cut = 0; cut <= text.length; cut += Math.ceil(text.length / 50)) {
      writeFileSync(at("journal.jsonl"), text);
      truncateSync(at("journal.jsonl"), cut);
      const { known, ...rest } = await run({ journal: journal(true) });
      expect(verdicts({ known, ...rest }), `cut at ${cut}`).toEqual(whole);
      const wholeLines = text.subarray(0, cut).filter((byte) => byte === 0x0a).length;
      expect(known.length, `cut at ${cut}`).toBe(wholeLines);
      const lines = readFileSync(at("journal.jsonl"), "utf8").trimEnd().split("\n");
      expect(lines.map((line) => (JSON.parse(line) as { result: BatchResult }).result.path).sort()).toEqual(
        [...paths].sort(),
      );
    }
  });

  it("has a file that changed verified again", async () => {
    await run({ journal: journal(false) });
    writeFileSync(at("more-0.pdf"), unsignedSample());
    const { known, results } = await run({ journal: journal(true) });
    expect(results.get(at("more-0.pdf"))?.verdict).toBe("unsigned");
    expect(known).toHaveLength(paths.length - 1);
    writeFileSync(at("more-0.pdf"), await signedSample());
  });

  it("has every file verified again with other inputs", async () => {
    await run({ journal: journal(false) });
    const { known, results } = await run({ journal: journal(true), settings: { ...SETTINGS, policy: {} } });
    expect([known, results.get(at("good.pdf"))?.verdict]).toEqual([[], "indeterminate"]);
  });

  it("is not overwritten by a run that does not go on with it", async () => {
    await run({ journal: journal(false) });
    await expect(run({ journal: journal(false) })).rejects.toMatchObject({ name: "JournalError", reason: "exists" });
  });

  it.each([
    ["a PDF", "%PDF-1.7\n%âãÏÓ\n"],
    ["a table", "\ufeffgroup,name,verdict,files\r\n"],
    ["a file without a line end", `{${" ".repeat(200)}`],
    ["other JSON in lines", '{"path":"a.pdf"}\n{"path":"b.pdf"}\n'],
    [
      "a first line that only begins like a journal's",
      '{"schema":"pades-dossier/journal@1","task":"verify","inputs":1}\n',
    ],
    [
      "a journal of another task",
      '{"schema":"pades-dossier/journal@1","task":"extend","inputs":"00","file":"a","result":{}}\n',
    ],
  ])("is never made of %s", async (_, content) => {
    writeFileSync(at("journal.jsonl"), content);
    await expect(run({ journal: journal(true) })).rejects.toMatchObject({ name: "JournalError", reason: "no-journal" });
    expect(readFileSync(at("journal.jsonl"), "utf8")).toBe(content);
  });

  it("is nothing but a file", async () => {
    await expect(run({ journal: { path: "/dev/null", resume: true } })).rejects.toMatchObject({ reason: "no-journal" });
  });

  it("says so where its folder is not there", async () => {
    await expect(run({ journal: { path: at("none/journal.jsonl"), resume: false } })).rejects.toMatchObject({
      reason: "open",
      cause: { code: "ENOENT" },
    });
  });

  it("passes over lines that are no entries, and over results in which anything is missing or contradicts itself", async () => {
    const { known: none } = await run({ journal: journal(false) }, [at("good.pdf")]);
    expect(none).toEqual([]);
    const line = readFileSync(at("journal.jsonl"), "utf8");
    const unreadable = line.replace('"verdict":"valid"', '"verdict":"unreadable"');
    for (const changed of [
      "null\n",
      "rubbish\n",
      `${line.slice(0, 80)}\n`,
      line.replace('"error":null', '"error":7'),
      line.replace(/"organizations":\[[^\]]*\],/, ""),
      line.replace(/"sha256":"[0-9a-f]/, '"sha256":"X'),
      // A verdict that the report beside it does not have.
      unreadable.replace('"verdict":"unreadable"', '"verdict":"indeterminate"'),
    ]) {
      expect(changed).not.toBe(line);
      const other = line.replaceAll(at("good.pdf"), at("more-0.pdf"));
      writeFileSync(at("journal.jsonl"), other + changed);
      expect((await run({ journal: journal(true) }, [at("good.pdf")])).known, changed.slice(0, 300)).toEqual([]);
    }
    writeFileSync(at("journal.jsonl"), line);
    expect((await run({ journal: journal(true) }, [at("good.pdf")])).known).toEqual([at("good.pdf")]);
  });

  it("gives a file that is called otherwise today under today's name", async () => {
    await run({ journal: journal(false) }, [at("good.pdf")]);
    const path = relative(process.cwd(), at("good.pdf"));
    const file = { ...batchFile(at("good.pdf")), path };
    const options = {
      settings: SETTINGS,
      reports: true,
      jobs: 1,
      journal: journal(true),
      signal: null,
      clock: () => DEMO_NOW,
    };
    for await (const { result, isKnown } of runBatch([file], options)) {
      expect([isKnown, result.path]).toEqual([true, path]);
      expect(JSON.parse(result.report ?? "")).toMatchObject({ verdict: "valid", files: [{ path }] });
    }
  });

  it("has every file verified again after a day, where the clock decides", async () => {
    const settings = { ...SETTINGS, now: null };
    await run({ journal: journal(false), settings });
    const known = async (hours: number) =>
      (await run({ journal: journal(true), settings, clock: () => new Date(Date.now() + hours * 3_600_000) })).known
        .length;
    expect([await known(1), await known(25), await known(-1)]).toEqual([paths.length, 0, 0]);
  });

  it("does not stand for a file that is gone", async () => {
    writeFileSync(at("brief.pdf"), await signedSample());
    await run({ journal: journal(false) }, [at("brief.pdf")]);
    unlinkSync(at("brief.pdf"));
    const { known, results } = await run({ journal: journal(true) }, [at("brief.pdf")]);
    expect([known, results.get(at("brief.pdf"))?.error]).toEqual([[], expect.stringMatching("ENOENT")]);
  });
});
