/**
 * Signs a PDF in a real Chromium, with a key that the browser keeps and with a signing service. To try it by hand: keep it
 * open with `npx tsx examples/07-browser-signing/run.ts --serve`.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createTrustStore, verifyPdf } from "pades-dossier";
import { launchChromium } from "../../test/support/chromium.ts";
import { samplePdf } from "../sample-pdf.ts";
import { serveSigningDemo } from "./server.ts";

const demo = await serveSigningDemo({
  confirm: async (hash, origin) => {
    console.log(`The signing service signs ${Buffer.from(hash).toString("hex")} for ${origin}`);
    return true;
  },
});

if (process.argv.includes("--serve")) {
  console.log(`${demo.origin}/ (stop with Ctrl+C)`);
} else {
  await mkdir("out", { recursive: true });
  await writeFile("out/07-unsigned.pdf", await samplePdf());
  const trust = createTrustStore(JSON.parse(await readFile("certs/demo.trust.json", "utf8")));
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(demo.origin);
    await page.setInputFiles("input", "out/07-unsigned.pdf");
    for (const button of ["own-key", "service"]) {
      await page.click(`#${button}`);
      await page.waitForSelector("#signed:not([hidden])");
      const [download] = await Promise.all([page.waitForEvent("download"), page.click("#signed")]);
      const path = `out/07-${button}.pdf`;
      await download.saveAs(path);
      const { signatures } = await verifyPdf(await readFile(path), { trust });
      const [signature] = signatures;
      console.log(`${path}: ${signature?.signer?.commonName}, signature ${signature?.integrity.signature}`);
    }
  } finally {
    await browser.close();
    await demo.close();
  }
}
