import { build } from "esbuild";
import { expect, it } from "vitest";
import { appearancePresets } from "../../src/appearance/presets.ts";
import { decodeBase64, encodeBase64 } from "../../src/bytes/base64.ts";
import { webCryptoSigner } from "../../src/keys/web-crypto-signer.ts";
import { signPdf } from "../../src/pades/sign/sign-pdf.ts";
import { emptyPage } from "../appearance/signed-page.ts";
import { launchChromium } from "../support/chromium.ts";
import { DEMO_NOW, demoChain, demoPrivateKey, demoSigner } from "../support/demo-certs.ts";
import { handwriting } from "../support/pictures.ts";
import { repository } from "../support/repository.ts";
import { verifyDemo } from "../support/signed-samples.ts";
import { serveFiles } from "../support/static-server.ts";

const source = `
import { appearancePresets } from "./src/appearance/presets.ts";
import { decodeBase64, encodeBase64 } from "./src/bytes/base64.ts";
import { webCryptoSigner } from "./src/keys/web-crypto-signer.ts";
import { signPdf } from "./src/pades/sign/sign-pdf.ts";

globalThis.signVisibly = async ({ pdf, key, chain, picture, now }) => {
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const own = await crypto.subtle.importKey("pkcs8", decodeBase64(key), algorithm, false, ["sign"]);
  const signed = await signPdf(decodeBase64(pdf), {
    level: "B-B",
    signer: webCryptoSigner(own, chain.map(decodeBase64)),
    now: new Date(now),
    appearance: {
      template: appearancePresets["vn-details"],
      images: { signature: decodeBase64(picture) },
      place: { box: [100, 200, 260, 64] },
    },
  });
  return encodeBase64(signed);
};
`;

interface Job {
  readonly pdf: string;
  readonly key: string;
  readonly chain: readonly string[];
  readonly picture: string;
  readonly now: string;
}
interface SigningPage {
  signVisibly(job: Job): Promise<string>;
}

it("a visible signature made in a browser has the same bytes as one made in Node, its fonts loaded on demand", async () => {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: repository, loader: "ts" },
    bundle: true,
    splitting: true,
    format: "esm",
    outdir: "/",
    entryNames: "page",
    write: false,
    minify: true,
    target: "es2022",
    conditions: ["pades-source"],
  });
  const files = new Map<string, string | Uint8Array>(outputFiles.map(({ path, text }) => [path, text]));
  files.set("/index.html", '<!doctype html><title>sign</title><script type="module" src="/page.js"></script>');
  const server = await serveFiles(files);
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    const loaded: string[] = [];
    page.on("request", (request) => loaded.push(request.url()));
    await page.goto(server.origin);
    await page.waitForFunction(() => "signVisibly" in globalThis);
    const first = loaded.length;
    const pdf = await emptyPage();
    const picture = handwriting();
    const job: Job = {
      pdf: encodeBase64(pdf),
      key: encodeBase64(demoPrivateKey("public-ca/citizen")),
      chain: demoChain("public-ca/citizen").map(encodeBase64),
      picture: encodeBase64(picture),
      now: DEMO_NOW.toISOString(),
    };
    const made = await page.evaluate((asked) => (globalThis as unknown as SigningPage).signVisibly(asked), job);
    expect(loaded.length).toBeGreaterThan(first);
    const inBrowser = decodeBase64(made) ?? new Uint8Array(0);

    const { key, chain } = await demoSigner("public-ca/citizen", { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" });
    const inNode = await signPdf(pdf, {
      level: "B-B",
      signer: webCryptoSigner(key, chain),
      now: DEMO_NOW,
      appearance: {
        template: appearancePresets["vn-details"],
        images: { signature: picture },
        place: { box: [100, 200, 260, 64] },
      },
    });
    expect(Buffer.from(inBrowser).equals(inNode)).toBe(true);
    expect((await verifyDemo(inBrowser)).verdict).toBe("valid");
  } finally {
    await browser.close();
    await server.close();
  }
}, 120_000);
