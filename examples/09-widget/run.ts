/**
 * `<pades-verify>` in a plain page under a strict policy, and in one that Vite serves and builds; each checks a file in a
 * real Chromium. To try the plain one by hand: `npx tsx examples/09-widget/run.ts --serve`.
 */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { build, createServer, type InlineConfig } from "vite";
import { launchChromium } from "../../test/support/chromium.ts";
import { serveFiles } from "../../test/support/static-server.ts";

const folder = import.meta.dirname;
const POLICY =
  "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; connect-src 'self'; " +
  "require-trusted-types-for 'script'; trusted-types pades-dossier";

const integrity = JSON.parse(await readFile("dist/integrity.json", "utf8")) as Record<string, string>;
const page = await readFile(join(folder, "index.html"), "utf8");
const plain = await serveFiles(
  new Map([
    ["/index.html", page.replace("INTEGRITY", integrity["pades-verify.js"] ?? "")],
    ["/page.css", await readFile(join(folder, "page.css"), "utf8")],
    ["/pades-verify.js", await readFile("dist/pades-verify.js", "utf8")],
    ["/pades-verify-worker.js", await readFile("dist/pades-verify-worker.js", "utf8")],
    ["/trust.json", await readFile("certs/demo.trust.json", "utf8")],
  ]),
  { "content-security-policy": POLICY },
);

if (process.argv.includes("--serve")) {
  console.log(`${plain.origin}/ (stop with Ctrl+C)`);
} else {
  try {
    await check("plain", plain.origin);
    await checkVite();
  } finally {
    await plain.close();
  }
}

/** Chooses the file that the first example signed, and prints what the element answers. */
async function check(name: string, url: string): Promise<void> {
  const browser = await launchChromium();
  try {
    const tab = await browser.newPage();
    await tab.goto(url);
    await tab.setInputFiles("pades-verify input[type=file]", "out/01-signed.pdf");
    await tab.waitForSelector("pades-verify[verdict]");
    const answer = await tab.textContent("pades-verify [part~=answer] h2");
    console.log(`${name}: ${answer?.trim()}`);
    if (!answer?.startsWith("Chưa đủ căn cứ kết luận")) throw new Error("expected: undecided, for want of status data");
  } finally {
    await browser.close();
  }
}

/** As in a project of its own, with the package in its node_modules. */
async function checkVite(): Promise<void> {
  const project = await mkdtemp(join(tmpdir(), "pades-vite-"));
  try {
    await cp(join(folder, "vite"), project, { recursive: true });
    await cp("certs/demo.trust.json", join(project, "trust.json"));
    await installPackage(join(project, "node_modules/pades-dossier"));
    const config: InlineConfig = {
      root: project,
      configFile: false,
      logLevel: "error",
      cacheDir: join(project, ".vite"),
    };
    const development = await createServer({ ...config, server: { port: 0, host: "127.0.0.1" } });
    await development.listen();
    await check("vite dev", development.resolvedUrls?.local[0] ?? "");
    await development.close();
    await build(config);
    const built = await serveFiles(await filesOf(join(project, "dist")));
    await check("vite build", built.origin);
    await built.close();
  } finally {
    await rm(project, { recursive: true, force: true });
  }
}

async function installPackage(target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  await cp("package.json", join(target, "package.json"));
  await cp("dist", join(target, "dist"), { recursive: true });
  for (const name of ["@noble", "fflate", "valibot"]) {
    await symlink(join(process.cwd(), "node_modules", name), join(target, "..", "..", "node_modules", name));
  }
}

async function filesOf(root: string): Promise<Map<string, string | Uint8Array>> {
  const files = new Map<string, string | Uint8Array>();
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(`/${relative(root, path)}`, await readFile(path));
  }
  return files;
}
