import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, it } from "vitest";
import { FINDING_EFFECTS } from "../../src/findings.ts";
import { DEMO_NOW } from "../support/demo-certs.ts";
import { EditedPdf } from "../support/edited-pdf.ts";
import { forgePdf } from "../support/forged-pdf.ts";
import { codesOf, signedSample, verifyDemo } from "../support/signed-samples.ts";
import { ATTACKS, FORGERIES } from "./catalogue.ts";

/** Folders of tests that make files, or parts of verification, come to a finding. */
const OTHER_TESTS = ["pades", "changes", "pdf", "properties", "dossier"];

const codes = Object.keys(FINDING_EFFECTS);
const produced = new Set<string>();

beforeAll(async () => {
  const clean = await signedSample();
  const forgeries = [...FORGERIES.values()].flat();
  const attacks = [...ATTACKS.values()].flat();
  const base = { bytes: clean, now: DEMO_NOW, verify: (bytes: Uint8Array) => verifyDemo(bytes) };
  const files = [
    ...attacks.map(async ({ build }) => build(await EditedPdf.open(clean))),
    ...attacks.map(async ({ twin }) => twin?.build(await EditedPdf.open(clean), base) ?? clean),
    ...forgeries.map(({ build }) => build()),
    ...forgeries.map(({ twin }) => twin?.build() ?? clean),
  ];
  for (const file of [...files, forgePdf()]) {
    for (const code of codesOf(await verifyDemo(await file))) produced.add(code);
  }
});

it.each(codes)("%s is what some file of a test comes to", (code) => {
  if (!produced.has(code)) expect(testsThatName(code)).not.toEqual([]);
});

function testsThatName(code: string): string[] {
  return OTHER_TESTS.flatMap((folder) => filesWith(`../${folder}`, ".ts", `"${code}"`));
}

function filesWith(folder: string, ending: string, text: string): string[] {
  const path = fileURLToPath(new URL(folder, import.meta.url));
  const names = readdirSync(path, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(ending));
  return names.filter((name) => readFileSync(join(path, name), "utf8").includes(text));
}
