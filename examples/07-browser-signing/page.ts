/** The page: one button signs with a key that this browser keeps, the other asks a signing service on this machine. */
import { signPdf, webCryptoSigner } from "pades-dossier/sign";
import { ownIdentity } from "./own-identity.ts";
import { signWithService } from "./sign-with-service.ts";
import { webSocketSigningService } from "./signing-service.ts";

type Sign = (pdf: Blob) => Promise<Uint8Array>;

const withOwnKey: Sign = async (pdf) => {
  const { key, chain } = await ownIdentity("enrol");
  return signPdf(pdf, { signer: webCryptoSigner(key, chain), level: "B-B" });
};

const withService: Sign = async (pdf) => {
  const { url } = await (await fetch("service.json")).json();
  const service = await webSocketSigningService(url);
  try {
    return await signWithService(pdf, service);
  } finally {
    service.close();
  }
};

function whenClicked(id: string, sign: Sign): void {
  document.getElementById(id)?.addEventListener("click", async () => {
    const file = document.querySelector<HTMLInputElement>('input[type="file"]')?.files?.[0];
    const status = document.getElementById("status");
    const link = document.querySelector<HTMLAnchorElement>("#signed");
    if (file === undefined || status === null || link === null) return;
    link.hidden = true;
    status.textContent = "Signing…";
    try {
      const signed = await sign(file);
      link.href = URL.createObjectURL(new Blob([new Uint8Array(signed)], { type: "application/pdf" }));
      link.download = file.name.replace(/(\.pdf)?$/i, "-signed.pdf");
      link.hidden = false;
      status.textContent = "Signed.";
    } catch (error) {
      status.textContent = `Not signed: ${error instanceof Error ? error.message : String(error)}`;
    }
  });
}

whenClicked("own-key", withOwnKey);
whenClicked("service", withService);
