/** The demo PKI's CRLs, issued on demand in this process; a real portal passes guardedFetcher() instead. */
import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Fetcher } from "pades-dossier";
import { handlerFetcher, issueCrl, openTestIdentity, type TestIdentity } from "pades-dossier/testing";

const DAY_MS = 86_400_000;

const AUTHORITIES = [
  ["cong-vu", ["root"]],
  ["cong-vu", ["sub-ca", "root"]],
  ["public-ca", ["root"]],
  ["public-ca", ["issuing-ca", "root"]],
] as const;

const urlOf = (tree: string, name: string) => `http://crl.${tree}.demo.invalid/${name}.crl`;

export const demoCrlUrls: readonly string[] = AUTHORITIES.map(([tree, [name]]) => urlOf(tree, name));

export async function demoCrlFetcher(): Promise<Fetcher> {
  const routes = AUTHORITIES.map(async ([tree, names]) => {
    const authority = await identity(tree, names);
    const answer = async () => {
      const thisUpdate = new Date();
      const nextUpdate = new Date(thisUpdate.getTime() + DAY_MS);
      const body = await issueCrl(authority, { thisUpdate, nextUpdate, number: 1, entries: [] });
      return { status: 200, contentType: "application/pkix-crl", body };
    };
    return [urlOf(tree, names[0]), answer] as const;
  });
  return handlerFetcher(Object.fromEntries(await Promise.all(routes)));
}

/** An authority with its key; the first name is its own, those above follow. */
async function identity(tree: string, names: readonly string[]): Promise<TestIdentity> {
  const chain = await Promise.all(
    names.map(async (name) => new Uint8Array(new X509Certificate(await readFile(`certs/${tree}/${name}.pem`)).raw)),
  );
  const pem = await readFile(`certs/${tree}/${names[0]}.key.pem`, "utf8");
  return openTestIdentity(chain, new Uint8Array(Buffer.from(pem.replace(/-----[^-]+-----/g, ""), "base64")));
}
