/**
 * The second half of signing, in a process of its own: it has the JSON that was prepared, the value and the document, and
 * finds authority and evidence over the network. Arguments: folder, address of the authority, level.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { guardedFetcher } from "../../src/node/guarded-fetcher.ts";
import { completeSignature } from "../../src/pades/sign/complete.ts";
import { tsaClient } from "../../src/tsp/tsa-client.ts";
import { createTrustStore } from "../../src/x509/trust-store.ts";

const [folder = "", tsaUrl = "", level = ""] = process.argv.slice(2);
const read = (name: string) => readFileSync(join(folder, name));
const fetcher = guardedFetcher({ allowPrivate: ["127.0.0.1"] });
const trust = createTrustStore(JSON.parse(read("trust.json").toString()));
const timestampAuthority = tsaClient(tsaUrl, { fetcher });
const options = level === "B-LTA" ? ({ level, timestampAuthority, trust, fetcher } as const) : {};
const prepared = JSON.parse(read("prepared.json").toString());
const signed = await completeSignature(
  prepared,
  new Uint8Array(read("value.bin")),
  new Uint8Array(read("in.pdf")),
  options,
);
writeFileSync(join(folder, "signed.pdf"), signed);
