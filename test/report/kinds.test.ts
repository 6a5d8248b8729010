import { beforeAll, describe, expect, it } from "vitest";
import { renderReport } from "../../src/report/render-report.ts";
import { type KindOfReport, kindsOfReport } from "./kinds-of-report.ts";

describe("a report of every kind", () => {
  let kinds: readonly KindOfReport[] = [];

  beforeAll(async () => {
    kinds = await kindsOfReport();
  });

  it.each(["vi", "en"] as const)("answers in its first words whether one may rely on it: %s", (locale) => {
    for (const { kind, verification, answer } of kinds) {
      const page = renderReport(verification, { format: "html", locale });
      const heading = /<h1>[\s\S]*?<span>([^<]*)/.exec(page)?.[1] ?? "";
      expect(heading.startsWith(answer[locale]), `${kind}: ${heading}`).toBe(true);
      const text = renderReport(verification, { format: "text", locale, width: 400 });
      // The text says the verdict in capitals, and what qualifies it in parentheses behind it.
      const [line = ""] = text.split("\n");
      const plain = line.replace(/^. /, "").replace(/ \([^)]*\)/, "");
      expect(plain.toLowerCase().startsWith(answer[locale].toLowerCase()), `${kind}: ${line}`).toBe(true);
    }
  });
});
