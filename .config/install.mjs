/**
 * Installs the packages of package-lock.json where node_modules does not hold exactly them; does nothing otherwise.
 * `npm start` and `npm test` begin with it, so that a fresh clone needs no other command. It uses nothing but Node.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node 20.19 or newer is needed; this is ${process.versions.node}.`);
  process.exit(1);
}

const reason = whyStale();
if (reason !== null) {
  console.error(`Installing packages (${reason}) ...`);
  const [program, ...first] = npmCommand();
  // Said explicitly, because NODE_ENV=production would leave out the tools.
  const args = [...first, "ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund"];
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: ["inherit", 2, 2] });
  if (error) console.error(error.message);
  process.exit(status ?? 1);
}

/** Why node_modules is not what the lock file describes, or null where it is. */
function whyStale() {
  const installed = readJson("node_modules/.package-lock.json")?.packages;
  if (!installed) return "no node_modules yet";
  const lock = readJson("package-lock.json").packages;
  const manifest = readJson("package.json");
  for (const kind of ["dependencies", "devDependencies", "optionalDependencies"]) {
    // npm ci explains the difference and stops.
    if (!sameEntries(manifest[kind], lock[""][kind])) return `package.json and package-lock.json differ in ${kind}`;
  }
  for (const [path, { version, integrity, optional, devOptional }] of Object.entries(lock)) {
    if (path === "") continue;
    const found = installed[path];
    if (!found && (optional || devOptional)) continue;
    if (found?.version !== version || found?.integrity !== integrity) return `${path} is not at ${version}`;
    if (!existsSync(join(root, path, "package.json"))) return `${path} is gone`;
  }
  // An optional peer is installed by whoever wants it, and not saved.
  const peers = Object.keys(manifest.peerDependencies ?? {}).map((name) => `node_modules/${name}`);
  const extra = Object.keys(installed).find((path) => !lock[path] && !peers.includes(path));
  return extra ? `${extra} is not in package-lock.json` : null;
}

function sameEntries(one = {}, other = {}) {
  const lines = (entries) => Object.entries(entries).map(String).sort().join("\n");
  return lines(one) === lines(other);
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), "utf8"));
  } catch {
    return null;
  }
}

/** The npm that runs this script, or the one on the PATH. */
function npmCommand() {
  const path = process.env.npm_execpath;
  if (path && /npm-cli\.[cm]?js$/.test(path)) return [process.execPath, path];
  return process.platform === "win32" ? ["cmd", "/c", "npm"] : ["npm"];
}
