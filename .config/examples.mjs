/**
 * Runs every numbered example in order: examples/01-sign.ts as a script, a folder such as examples/04-browser/ by its
 * run.ts. Later ones may read what earlier ones wrote to out/. Exits non-zero where one fails.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const names = readdirSync(join(root, "examples"))
  .filter((name) => /^\d\d-/.test(name))
  .sort();
const failed = names.filter((name) => !runs(name));

console.log(`examples: ${names.length - failed.length} passed, ${failed.length} failed`);
if (names.length === 0) console.error("No examples found.");
process.exit(names.length > 0 && failed.length === 0 ? 0 : 1);

function runs(name) {
  const script = name.endsWith(".ts") ? `examples/${name}` : `examples/${name}/run.ts`;
  if (!existsSync(join(root, script))) {
    console.error(`${script} is missing`);
    return false;
  }
  console.log(`\n# ${script}`);
  const { status } = spawnSync(process.execPath, ["--import", "tsx", script], {
    cwd: root,
    stdio: "inherit",
    timeout: 180_000,
  });
  if (status !== 0) console.error(`${script} ended with ${status}`);
  return status === 0;
}
