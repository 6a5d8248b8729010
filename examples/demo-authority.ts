/**
 * The demo PKI's timestamp authority, OCSP responders and CRL point, as request handlers in this process: signing at
 * every level with no server and no network. With real services, `fetcher` is guardedFetcher() and the rest stays.
 */
import { readFile } from "node:fs/promises";
import { type Fetcher, type TimestampAuthority, tsaClient } from "pades-dossier";
import {
  handlerFetcher,
  issueCrl,
  ocspResponder,
  openTestIdentity,
  type TestIdentity,
  timestampAuthority,
} from "pades-dossier/testing";

export interface DemoServices {
  readonly fetcher: Fetcher;
  readonly timestampAuthority: TimestampAuthority;
}

const TSA_URL = "http://tsa.demo.invalid/";
const DAY_MS = 86_400_000;

/** @param now the clock of every service */
export async function demoServices(now: () => Date = () => new Date()): Promise<DemoServices> {
  const [root, subCa, tsa, responder] = await Promise.all([
    identity("root"),
    identity("sub-ca", "root"),
    identity("tsa", "sub-ca", "root"),
    identity("ocsp", "sub-ca", "root"),
  ]);
  const fetcher = handlerFetcher({
    [TSA_URL]: timestampAuthority({ identity: tsa, now }),
    "http://ocsp.cong-vu.demo.invalid/sub-ca": ocspResponder({ issuer: subCa, responder, now }),
    "http://ocsp.cong-vu.demo.invalid/root": ocspResponder({ issuer: root, now }),
    "http://crl.cong-vu.demo.invalid/root.crl": async () => ({
      status: 200,
      contentType: "application/pkix-crl",
      body: await issueCrl(root, {
        thisUpdate: now(),
        nextUpdate: new Date(now().getTime() + DAY_MS),
        number: 1,
        entries: [],
      }),
    }),
  });
  return { fetcher, timestampAuthority: tsaClient(TSA_URL, { fetcher }) };
}

/** A demo identity with its key; the names of those above it follow. */
async function identity(name: string, ...above: readonly string[]): Promise<TestIdentity> {
  const chain = await Promise.all([name, ...above].map((one) => pem(`${one}.pem`)));
  return openTestIdentity(chain, await pem(`${name}.key.pem`));
}

async function pem(file: string): Promise<Uint8Array<ArrayBuffer>> {
  const text = await readFile(`certs/cong-vu/${file}`, "utf8");
  return new Uint8Array(Buffer.from(text.replace(/-----[^-]+-----/g, ""), "base64"));
}
