import { webCryptoSigner } from "../../src/keys/web-crypto-signer.ts";
import type { Fetcher } from "../../src/net/fetcher.ts";
import { extendPdf } from "../../src/pades/sign/extend.ts";
import { signPdf } from "../../src/pades/sign/sign-pdf.ts";
import { verifyPdf } from "../../src/pades/verify/verify-pdf.ts";
import { createTestAuthority, type TestAuthority } from "../../src/testing/test-authority.ts";
import { importSigningKey } from "../../src/testing/test-signature.ts";
import { tsaClient } from "../../src/tsp/tsa-client.ts";
import { createTrustStore } from "../../src/x509/trust-store.ts";
import { DEMO_NOW } from "../support/demo-certs.ts";
import { documentOfSize } from "./documents.ts";

const SIGNATURES = 5;

/** RSA throughout, as most authorities have it. */
const authority = await createTestAuthority({ now: () => DEMO_NOW, key: "RSA-2048" });
const trust = createTrustStore(authority.trustProfile);
const callFor = ({ tsaUrl }: TestAuthority, fetcher: Fetcher) => ({
  timestampAuthority: tsaClient(tsaUrl, { fetcher }),
  trust,
  fetcher,
  now: DEMO_NOW,
});

/** Verifies a file with five signatures, each with its timestamp, all of them archived at B-LTA. */
export async function verifyArchived(): Promise<() => Promise<unknown>> {
  const call = callFor(authority, authority.fetcher);
  let file = await documentOfSize(10_000);
  for (let index = 0; index < SIGNATURES; index++) {
    const signer = await newSigner(`Signer ${index}`);
    file = await signPdf(file, { signer, level: "B-T", now: DEMO_NOW, timestampAuthority: call.timestampAuthority });
  }
  const archived = await extendPdf(file, { to: "B-LTA", ...call });
  const verify = () => verifyPdf(archived, { trust, now: DEMO_NOW });
  const { verdict, signatures } = await verify();
  const levels = signatures.filter(({ level }) => level === "B-LTA");
  if (verdict !== "valid" || levels.length !== SIGNATURES) throw new Error(`the archived sample is ${verdict}`);
  return verify;
}

export interface SigningTimes {
  /** Milliseconds waiting for the authority, its own work included, and the rest: the medians. */
  readonly networkMs: number;
  readonly ownMs: number;
}

/** Signs at B-LTA against the authority in this process, and tells waiting for it from our own work. */
export async function signArchived(rounds: number): Promise<SigningTimes> {
  let waitedMs = 0;
  let asking = 0;
  let since = 0;
  // What is asked at once counts once.
  const timed: Fetcher = async (request) => {
    if (asking++ === 0) since = performance.now();
    try {
      return await authority.fetcher(request);
    } finally {
      if (--asking === 0) waitedMs += performance.now() - since;
    }
  };
  const pdf = await documentOfSize(10_000);
  const signer = await newSigner("Signer");
  const call = callFor(authority, timed);
  const runs: { networkMs: number; ownMs: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    waitedMs = 0;
    const start = performance.now();
    await signPdf(pdf, { signer, level: "B-LTA", ...call });
    const all = performance.now() - start;
    runs.push({ networkMs: waitedMs, ownMs: all - waitedMs });
  }
  const median = (of: (run: SigningTimes) => number) => runs.map(of).sort((a, b) => a - b)[runs.length >> 1] ?? 0;
  return { networkMs: median((run) => run.networkMs), ownMs: median((run) => run.ownMs) };
}

async function newSigner(name: string) {
  const identity = await authority.issueSigner([["CN", name]]);
  return webCryptoSigner(await importSigningKey(identity.key), identity.chain);
}
