import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

/** Counts how this file lays out what it unpacks, so that an older cache is not taken for a newer one. */
const LAYOUT = 2;

/** The package's own configuration looks for the fonts in /tmp; without any font a page crashes the browser. */
const fontConfig = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">.</dir>
  <cachedir prefix="xdg">pades-dossier/fontconfig</cachedir>
</fontconfig>
`;

/**
 * Starts the Chromium of @sparticuz/chromium, with the shared libraries and fonts that the package brings along, so
 * that it runs on a bare Debian, as root or not. Close it when done.
 */
export async function launchChromium(): Promise<Browser> {
  // The package's own list of arguments switches web security off; none of it is wanted here.
  return chromium.launch({ ...(await chromiumProgram()), chromiumSandbox: false });
}

/** Where the unpacked Chromium is, and the environment that it needs. */
export async function chromiumProgram(): Promise<{
  readonly executablePath: string;
  readonly env: Record<string, string | undefined>;
}> {
  const folder = await unpackedChromium();
  const libraries = [join(folder, "al2023", "lib"), process.env["LD_LIBRARY_PATH"]].filter(Boolean).join(":");
  return {
    executablePath: join(folder, "chromium"),
    env: { ...process.env, LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: join(folder, "fonts") },
  };
}

/** The folder with `chromium`, `al2023/lib` and `fonts`, unpacked on first use. */
async function unpackedChromium(): Promise<string> {
  const packed = packageFolder("@sparticuz/chromium");
  const cache = cacheFolder();
  const folder = join(cache, `chromium-${packed.version}-${process.arch}-${LAYOUT}`);
  if (existsSync(join(folder, "ready"))) return folder;

  mkdirSync(cache, { recursive: true });
  const staging = mkdtempSync(join(cache, "unpacking-"));
  try {
    await unpack(join(packed.folder, "bin"), staging);
    writeFileSync(join(staging, "fonts", "fonts.conf"), fontConfig);
    writeFileSync(join(staging, "ready"), "");
    putInPlace(staging, folder);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
  return folder;
}

/** The package unpacks into os.tmpdir() under fixed names, which two processes at once must not share. */
async function unpack(archives: string, target: string): Promise<void> {
  const before = process.env["TMPDIR"];
  process.env["TMPDIR"] = target;
  try {
    const { inflate } = await import("@sparticuz/chromium");
    for (const name of ["chromium.br", "al2023.tar.br", "fonts.tar.br"]) await inflate(join(archives, name));
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
}

/** Renames a complete folder into place, over a broken one; another process that got there first is as good. */
function putInPlace(staging: string, folder: string): void {
  try {
    if (!existsSync(join(folder, "ready"))) rmSync(folder, { recursive: true, force: true });
    renameSync(staging, folder);
  } catch (error) {
    if (!existsSync(join(folder, "ready"))) throw error;
  }
}

/** XDG_CACHE_HOME or ~/.cache; node_modules where the home folder cannot be written. */
function cacheFolder(): string {
  const home = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  const folder = join(home, "pades-dossier");
  try {
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch {
    return join(import.meta.dirname, "../../node_modules/.cache/pades-dossier");
  }
}

function packageFolder(name: string): { readonly folder: string; readonly version: string } {
  let folder = dirname(createRequire(import.meta.url).resolve(name));
  while (!existsSync(join(folder, "package.json"))) folder = dirname(folder);
  const manifest: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (typeof manifest !== "object" || manifest === null || !("version" in manifest))
    throw new Error(`no version: ${name}`);
  return { folder, version: String(manifest.version) };
}
