/**
 * Bundles the page, serves it and checks a file in it with a real Chromium. To try it by hand: keep it open with
 * `npx tsx examples/04-browser/run.ts --serve`.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { launchChromium } from "../../test/support/chromium.ts";
import { serveFiles } from "../../test/support/static-server.ts";

const folder = import.meta.dirname;
const { outputFiles } = await build({
  entryPoints: [join(folder, "page.ts")],
  bundle: true,
  format: "esm",
  write: false,
  minify: true,
  target: "es2022",
});
const server = await serveFiles(
  new Map([
    ["/index.html", await readFile(join(folder, "index.html"), "utf8")],
    ["/page.js", outputFiles[0]?.text ?? ""],
    ["/trust.json", await readFile("certs/demo.trust.json", "utf8")],
  ]),
);

if (process.argv.includes("--serve")) {
  console.log(`${server.origin}/ (stop with Ctrl+C)`);
} else {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(server.origin);
    await page.setInputFiles("input", "out/01-signed.pdf");
    await page.waitForSelector("pre:not([hidden])");
    console.log(await page.textContent("pre"));
  } finally {
    await browser.close();
    await server.close();
  }
}
