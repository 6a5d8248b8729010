/**
 * `npm run conformance [-- --only SUITE] [--verbose]`: runs every suite of the corpus folder (../shared/corpus, or
 * PADES_CORPUS) and prints a table. Exits 0 only where the gates hold: no false accept and no error anywhere, and no
 * false reject where the suite's gate says so.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { corpusFolder } from "../support/corpus-folder.ts";
import { SUITES } from "./suites.ts";

const { values: options } = parseArgs({ options: { only: { type: "string" }, verbose: { type: "boolean" } } });
const folder = corpusFolder();
if (folder === null) {
  console.log("No corpus: set PADES_CORPUS, or put one at ../shared/corpus. Nothing was compared.");
  process.exitCode = process.env["CI"] === "true" && process.env["PADES_CORPUS"] !== "none" ? 1 : 0;
} else if (options.only !== undefined && !SUITES.some(({ name }) => name === options.only)) {
  console.log(`No suite "${options.only}". Suites: ${SUITES.map(({ name }) => name).join(", ")}`);
  process.exitCode = 64;
} else {
  process.exitCode = (await runSuites(folder)) ? 0 : 1;
}

async function runSuites(corpus: string): Promise<boolean> {
  const columns = (cells: readonly (string | number)[]) =>
    cells.map((cell, index) => (index === 0 ? String(cell).padEnd(22) : String(cell).padStart(14))).join("");
  console.log(columns(["suite", "agreed", "false accepts", "false rejects", "errors", "left open"]));
  let isGateHeld = true;
  const notes: string[] = [];
  for (const { name, needs, gate, run } of SUITES) {
    if (options.only !== undefined && options.only !== name) continue;
    if (!needs.every((path) => existsSync(join(corpus, path)))) {
      console.log(`${name.padEnd(22)}absent from ${corpus}: passed over`);
      continue;
    }
    const { agreed, falseAccepts, falseRejects, errors, open, measures = [], failedGates = [] } = await run(corpus);
    const isHeld =
      falseAccepts.length === 0 &&
      errors.length === 0 &&
      failedGates.length === 0 &&
      (gate === "no-false-accept" || falseRejects.length === 0);
    isGateHeld &&= isHeld;
    console.log(columns([name, agreed, falseAccepts.length, falseRejects.length, errors.length, open.length]));
    for (const line of [...measures, ...falseAccepts, ...errors, ...failedGates]) notes.push(`${name}: ${line}`);
    if (!isHeld || options.verbose === true) for (const line of falseRejects) notes.push(`${name}: ${line}`);
    if (options.verbose === true) for (const line of open) notes.push(`${name}: left open: ${line}`);
    else for (const line of open.filter((each) => each.includes("because"))) notes.push(`${name}: ${line}`);
  }
  if (notes.length > 0) console.log(`\n${notes.join("\n")}`);
  console.log(isGateHeld ? "\nAll gates hold." : "\nA gate does not hold.");
  return isGateHeld;
}
