/** Signs the two files of a dossier, seals its manifest, and verifies all of it by the manifest that came with it. */
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import {
  createTrustStore,
  type DossierManifest,
  pkcs12Signer,
  renderReport,
  sealManifest,
  signPdf,
  verifyDossier,
} from "pades-dossier";
import { readDossierFolder } from "pades-dossier/node";
import { demoServices } from "./demo-authority.ts";
import { samplePdf } from "./sample-pdf.ts";

const folder = "out/06-dossier";
const { fetcher, timestampAuthority } = await demoServices();
const chair = await pkcs12Signer(await readFile("certs/cong-vu/person.p12"), "demo");
const office = await pkcs12Signer(await readFile("certs/cong-vu/seal.p12"), "demo");

// The chair signs both files, and the office the result.
const application = await signPdf(await samplePdf(), { signer: chair, level: "B-T", timestampAuthority });
const opinion = await signPdf(await samplePdf(), { signer: chair, level: "B-T", timestampAuthority });
const result = await signPdf(opinion, { signer: office, level: "B-T", timestampAuthority });

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const manifest: DossierManifest = {
  schema: "pades-dossier/manifest@1",
  id: "DEMO-26-0007",
  roles: {
    chair: { name: "Chair of the commune", tag: ["cong-vu"], commonName: ["Trần Thị Bích (DEMO)"] },
    office: { name: "People's Committee", tag: ["cong-vu"], commonName: ["Ủy ban nhân dân xã Demo"] },
  },
  components: [
    {
      id: "application",
      name: "Application",
      file: "application.pdf",
      sha256: sha256(application),
      signatures: [{ role: "chair" }],
    },
    {
      id: "result",
      name: "Result",
      file: "result.pdf",
      sha256: sha256(result),
      signatures: [{ role: "chair" }, { role: "office", level: "B-T" }],
    },
  ],
};
const hoso = new TextEncoder().encode(JSON.stringify(manifest, null, 2));
const seal = await sealManifest(hoso, { signer: office, timestampAuthority });

await mkdir(folder, { recursive: true });
await writeFile(`${folder}/application.pdf`, application);
await writeFile(`${folder}/result.pdf`, result);
await writeFile(`${folder}/hoso.json`, hoso);
await writeFile(`${folder}/hoso.json.p7s`, seal);

// Whoever receives it says whom they trust, and who may seal; the dossier says neither.
const trust = createTrustStore(JSON.parse(await readFile("certs/demo.trust.json", "utf8")));
const sealer = { tag: ["cong-vu"], organization: ["Ủy ban nhân dân xã Demo"] };
const verification = await verifyDossier(await readDossierFolder(folder), { trust, sealer, fetcher });
console.log(renderReport(verification, { format: "text", locale: "en" }));
if (verification.verdict !== "valid") process.exitCode = 1;
