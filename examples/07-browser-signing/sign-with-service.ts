import { completeSignature, prepareSignature } from "pades-dossier/sign";
import { fromBase64 } from "./base64.ts";
import type { SigningService } from "./signing-service.ts";

/**
 * Two-phase signing: the document is prepared here, the service gets one digest, and its answer is put in here, checked
 * against the certificate first. Between the phases `prepared` could wait for as long as it takes; it is plain JSON.
 */
export async function signWithService(pdf: Blob, service: SigningService): Promise<Uint8Array> {
  const [certificate, ...chain] = await service.certificates();
  if (certificate === undefined) throw new Error("the signing service has no certificate");
  const prepared = await prepareSignature(pdf, {
    level: "B-B",
    signer: {
      certificate,
      chain,
      algorithm: { scheme: "RSASSA-PKCS1-v1_5", digest: "SHA-256", name: "RSASSA-PKCS1-v1_5 with SHA-256" },
    },
  });
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", fromBase64(prepared.toBeSigned)));
  const value = await service.signHash({ hash, digestAlgorithm: "SHA-256", certificate });
  return completeSignature(prepared, value, pdf);
}
