/** The whole page: a chosen file is verified here, read in slices, and the report shown as text. */
import { renderReport } from "pades-dossier/report";
import { createTrustStore, verifyPdf } from "pades-dossier/verify";

const input = document.querySelector("input");
const output = document.querySelector("pre");
const profile = await (await fetch("trust.json")).json();
const trust = createTrustStore(profile);

input?.addEventListener("change", async () => {
  const file = input.files?.[0];
  if (file === undefined || output === null) return;
  const verification = await verifyPdf(file, { trust, path: file.name });
  output.textContent = renderReport(verification, { format: "text", locale: "en", width: 72 });
  output.hidden = false;
});
