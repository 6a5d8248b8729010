import { signPdf } from "../../src/pades/sign/sign-pdf.ts";
import { issueCrl } from "../../src/testing/crl.ts";
import { handlerFetcher } from "../../src/testing/handler-fetcher.ts";
import { ocspResponder } from "../../src/testing/ocsp-responder.ts";
import { timestampAuthority } from "../../src/testing/timestamp-authority.ts";
import { tsaClient } from "../../src/tsp/tsa-client.ts";
import { createTrustStore } from "../../src/x509/trust-store.ts";
import { ecSigner, smallPdf } from "../pades/sign/small-pdf.ts";
import { demoIdentity, demoTrustProfile } from "./demo-certs.ts";

/** A small document signed at B-LTA by the demo chain, all services of which are asked at `at`. */
export async function archivedSample(at: Date): Promise<Uint8Array> {
  const now = () => at;
  const [root, subCa, tsa] = [
    await demoIdentity("cong-vu/root"),
    await demoIdentity("cong-vu/sub-ca"),
    await demoIdentity("cong-vu/tsa"),
  ];
  const fetcher = handlerFetcher({
    "http://tsa.demo.invalid/": timestampAuthority({ identity: tsa, now }),
    "http://ocsp.cong-vu.demo.invalid/sub-ca": ocspResponder({ issuer: subCa, now }),
    "http://crl.cong-vu.demo.invalid/root.crl": async () => ({
      status: 200,
      contentType: "application/pkix-crl",
      body: await issueCrl(root, {
        thisUpdate: at,
        nextUpdate: new Date(at.getTime() + 86_400_000),
        number: 1,
        entries: [],
      }),
    }),
  });
  return signPdf(smallPdf(), {
    signer: await ecSigner(),
    level: "B-LTA",
    now: at,
    timestampAuthority: tsaClient("http://tsa.demo.invalid/", { fetcher }),
    trust: createTrustStore(demoTrustProfile()),
    fetcher,
  });
}
