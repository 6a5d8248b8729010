import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { concatBytes } from "../../src/bytes/concat.ts";
import { encodeUtf8 } from "../../src/bytes/text.ts";
import { webCryptoSigner } from "../../src/keys/web-crypto-signer.ts";
import { type LocalServer, serveLocally } from "../../src/node/local-server.ts";
import { signPdf } from "../../src/pades/sign/sign-pdf.ts";
import { createTestAuthority, type TestAuthority } from "../../src/testing/test-authority.ts";
import { importSigningKey } from "../../src/testing/test-signature.ts";
import { tsaClient } from "../../src/tsp/tsa-client.ts";
import type { TrustProfile } from "../../src/x509/trust-profile.ts";
import { createTrustStore } from "../../src/x509/trust-store.ts";
import { smallPdf } from "../pades/sign/small-pdf.ts";

export interface SignedArchive {
  /** Files to be signed: their names, with "/" between folders. */
  readonly names: readonly string[];
  readonly folder: string;
}

/** Signs each name at B-LTA, each file with bytes of its own, by the authority that was the newest at a time. */
export async function signArchive({ names, folder }: SignedArchive, line: AuthorityLine, time: Date): Promise<void> {
  const authority = line.at(time);
  const person = await authority.issueSigner([["CN", "Chủ tịch"]]);
  const signer = webCryptoSigner(await importSigningKey(person.key), person.chain);
  const { fetcher } = authority;
  const trust = createTrustStore(line.trustProfile);
  const timestampAuthority = tsaClient(authority.tsaUrl, { fetcher });
  for (const name of names) {
    const pdf = concatBytes(smallPdf(), encodeUtf8(`% ${name}\n`));
    const signed = await signPdf(pdf, { signer, level: "B-LTA", timestampAuthority, trust, fetcher });
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), signed);
  }
}

/** Authorities that follow one another, as they do in an archive's life: none outlasts it. */
export interface AuthorityLine {
  /** Trust in all of them. */
  readonly trustProfile: TrustProfile;
  /** The newest that exists at a time. */
  at(time: Date): TestAuthority;
  close(): Promise<void>;
}

/** For each of `years` an authority from its beginning on, for `forYears`; on real http, by the clock of `now`. */
export async function serveAuthorities(
  years: readonly number[],
  forYears: number,
  now: () => Date,
): Promise<AuthorityLine> {
  const authorities: { readonly from: Date; readonly authority: TestAuthority; readonly prefix: string }[] = [];
  const server: LocalServer = await serveLocally(async (request) => {
    const found = authorities.find(({ prefix }) => request.url.startsWith(prefix));
    if (found === undefined) throw new Error(`no authority at ${request.url}`);
    return found.authority.handler(request);
  });
  for (const year of years) {
    const from = new Date(Date.UTC(year, 0, 1));
    const origin = `${server.origin}/${year}`;
    const period = { notBefore: from, notAfter: new Date(Date.UTC(year + forYears, 0, 1)) };
    authorities.push({ from, prefix: `${origin}/`, authority: await createTestAuthority({ origin, now, ...period }) });
  }
  return {
    trustProfile: {
      schema: "pades-dossier/trust@1",
      id: "line",
      anchors: authorities.flatMap(({ authority }) => authority.trustProfile.anchors),
    },
    at: (time) => {
      const found = authorities.findLast(({ from }) => from <= time);
      if (found === undefined) throw new RangeError(`no authority at ${time.toISOString()}`);
      return found.authority;
    },
    close: () => server.close(),
  };
}
