import { describe, expect, it } from "vitest";
import type { BatchResult } from "../../../src/node/batch/batch-result.ts";
import { filesOfShard, parseShard } from "../../../src/node/batch/shard.ts";
import { BatchSummary, encodeCsv, encodeMetrics } from "../../../src/node/batch/summary.ts";

describe("shards", () => {
  const files = (...names: string[]) => names.map((below) => ({ below }));
  const many = files(...Array.from({ length: 1000 }, (_, i) => `${i}.pdf`));

  it("share files out whole: each in one, and about as many in each", () => {
    const parts = [1, 2, 3, 4].map((index) => filesOfShard(many, { index, of: 4 }));
    expect(new Set(parts.flat()).size).toBe(1000);
    for (const part of parts) expect(Math.abs(part.length - 250)).toBeLessThan(80);
  });

  it("put a file in the same part, whatever other files there are and however its accents are composed", () => {
    const name = "hồ sơ/tờ khai.pdf";
    const part = [1, 2, 3].find((index) => filesOfShard(files(name.normalize("NFC")), { index, of: 3 }).length === 1);
    expect(part).toBeDefined();
    const decomposed = files(name.normalize("NFD"));
    expect(filesOfShard([...many, ...decomposed], { index: part ?? 0, of: 3 })).toContain(decomposed[0]);
  });

  it.each(["0/2", "3/2", "1", "1/0", "a/b", "-1/2", "1/2/3", "1.5/2", ""])("do not take %j for one", (text) => {
    expect(parseShard(text)).toBeNull();
  });

  it("take 2/5 for one", () => expect(parseShard("2/5")).toEqual({ index: 2, of: 5 }));
});

describe("the summary of a batch", () => {
  const result = (changes: Partial<BatchResult>): BatchResult => ({
    path: "a.pdf",
    sha256: null,
    verdict: "valid",
    reasons: [],
    organizations: ["UBND xã Demo"],
    authorities: ['CN=CA "Một", O=Demo'],
    validationTime: "2026-01-15T03:00:00.000Z",
    signatures: [],
    provableUntil: null,
    error: null,
    report: null,
    ...changes,
  });
  const summary = new BatchSummary();
  summary.add(result({}), "Cấp giấy phép xây dựng");
  summary.add(
    result({ verdict: "invalid", reasons: ["digest-mismatch"], organizations: ['=HYPERLINK("http://x")'] }),
    null,
  );
  summary.add(result({ verdict: "unreadable", error: "ENOENT", organizations: [], authorities: [] }), null);

  it("is a table for spreadsheets, in which no name runs as a formula", () => {
    const csv = encodeCsv(summary);
    expect(csv.startsWith("\ufeffgroup,name,verdict,files\r\n")).toBe(true);
    expect(csv).toContain("verdict,,valid,1\r\n");
    expect(csv).toContain("reason,digest-mismatch,,1\r\n");
    expect(csv).toContain("reason,file-not-read,,1\r\n");
    expect(csv).toContain("procedure,Cấp giấy phép xây dựng,valid,1\r\n");
    expect(csv).toContain('authority,"CN=CA ""Một"", O=Demo",valid,1\r\n');
    expect(csv).toContain(`organization,"'=HYPERLINK(""http://x"")",invalid,1\r\n`);
  });

  it("is text for Prometheus, without names of people or organisations", () => {
    const metrics = encodeMetrics(summary, 1.5);
    expect(metrics).toContain('pades_files_total{verdict="invalid"} 1\n');
    expect(metrics).toContain('pades_findings_total{code="digest-mismatch"} 1\n');
    expect(metrics).toContain("pades_run_seconds 1.500\n");
    expect(metrics).not.toMatch(/UBND|HYPERLINK/);
    for (const line of metrics.trimEnd().split("\n"))
      expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"]*"\})? [\d.]+)$/);
  });
});
