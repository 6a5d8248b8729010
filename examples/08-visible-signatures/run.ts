/**
 * A decision with visible signatures: the leader's, the organisation's seal over
 * a third of it, and the mark of a true copy. Each step leaves the earlier signatures valid.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { appearancePresets, createTrustStore, pkcs12Signer, signPdf, verifyPdf } from "pades-dossier";
import { decision } from "./decision.ts";

const picture = (name: string) => readFile(`examples/08-visible-signatures/${name}.png`);
const level = "B-B";

const leader = await pkcs12Signer(await readFile("certs/cong-vu/person.p12"), "demo");
const signed = await signPdf(await decision(), {
  signer: leader,
  level,
  field: "Leader",
  appearance: {
    template: appearancePresets["vn-competent-person"],
    images: { signature: await picture("signature") },
    // Points from the lower left corner of the page: between title and name.
    place: { box: [345, 196, 150, 64] },
  },
});

const organization = await pkcs12Signer(await readFile("certs/cong-vu/seal.p12"), "demo");
const sealed = await signPdf(signed, {
  signer: organization,
  level,
  field: "Organization",
  appearance: {
    template: appearancePresets["vn-organization-seal"],
    images: { seal: await picture("seal") },
    place: { over: "Leader", width: 102, height: 102 },
  },
});

const copy = await signPdf(sealed, {
  signer: organization,
  level,
  field: "Copy",
  appearance: { template: appearancePresets["vn-sao-y"] },
});

const trust = createTrustStore(JSON.parse(await readFile("certs/demo.trust.json", "utf8")));
const { verdict, signatures } = await verifyPdf(copy, { trust, policy: { waive: ["revocation"] } });
for (const { field, indication, changes } of signatures) {
  console.log(`${field}: ${indication}, since then: ${changes.items.map(({ code }) => code).join(", ") || "nothing"}`);
}
if (verdict !== "valid") throw new Error(`the verdict is ${verdict}`);

await mkdir("out", { recursive: true });
await writeFile("out/08-visible.pdf", copy);
console.log(`out/08-visible.pdf: ${copy.length} bytes`);
