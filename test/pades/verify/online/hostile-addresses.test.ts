import { describe, expect, it } from "vitest";
import { webCryptoSigner } from "../../../../src/keys/web-crypto-signer.ts";
import {
  MAX_FETCH_ROUNDS,
  MAX_FETCHED_BYTES_PER_FILE,
  MAX_ISSUER_FETCHES,
  MAX_ISSUER_FETCHES_PER_HOST,
  MAX_SMALL_ANSWER_BYTES,
} from "../../../../src/limits.ts";
import { FetchError, type Fetcher, type FetchRequest } from "../../../../src/net/fetcher.ts";
import { signPdf } from "../../../../src/pades/sign/sign-pdf.ts";
import { verifyPdf } from "../../../../src/pades/verify/verify-pdf.ts";
import { sequence } from "../../../../src/testing/der.ts";
import { authorityInfoAccess } from "../../../../src/testing/extensions.ts";
import { createRoot, issueIdentity } from "../../../../src/testing/issue.ts";
import type { TestIdentity } from "../../../../src/testing/test-identity.ts";
import { importSigningKey } from "../../../../src/testing/test-signature.ts";
import { exchangeText } from "../../../support/pdf-surgery.ts";
import { unsignedSample } from "../../../support/signed-samples.ts";
import { createTestPki } from "../../../support/test-pki.ts";
import { HOUR_MS, reasons, SIGNED_AT, signatureAt, timeAfter } from "../time/time-machine.ts";

/* Addresses that whoever made the file chose. */

const pki = await createTestPki();
const NOW = timeAfter(HOUR_MS);
const validity = { notBefore: new Date("2020-01-01T00:00:00Z"), notAfter: new Date("2040-01-01T00:00:00Z") };
const URLS = {
  caIssuers: "http://evil.example/ca.cer",
  crl: "http://evil.example/list.crl",
  ocsp: "http://evil.example/ocsp",
};

interface Asked {
  readonly asked: string[];
  readonly fetcher: Fetcher;
}

function recording(answer: (request: FetchRequest) => Uint8Array | Promise<Uint8Array> | null): Asked {
  const asked: string[] = [];
  return {
    asked,
    fetcher: async (request) => {
      asked.push(request.url);
      const body = await answer(request);
      return { url: request.url, status: body === null ? 404 : 200, contentType: null, body: body ?? new Uint8Array() };
    },
  };
}

const online = (pdf: Uint8Array, fetcher: Fetcher, signal?: AbortSignal) =>
  verifyPdf(pdf, {
    trust: pki.trust,
    fetcher,
    policy: { revocationMode: "online" },
    now: NOW,
    ...(signal === undefined ? {} : { signal }),
  });

const authority = (name: string, urls: object = URLS) =>
  ({ subject: [["CN", name]], profile: { use: "authority" }, key: "P-256", publication: urls, ...validity }) as const;

const signer = (issuer: TestIdentity, name: string, extensions: readonly Uint8Array[] = []) =>
  issueIdentity(issuer, {
    subject: [["CN", name]],
    profile: { use: "signer" },
    key: "P-256",
    ...validity,
    extensions,
  });

async function signedBy(person: TestIdentity, chain: readonly Uint8Array[], pdf = unsignedSample()) {
  const by = webCryptoSigner(await importSigningKey(person.key), chain);
  return signPdf(pdf, { signer: by, level: "B-B", now: SIGNED_AT });
}

const hostsOf = (asked: readonly string[]) => asked.map((url) => new URL(url).host);

describe("a certificate that leads to no anchor", () => {
  it("gets no status asked for, whatever addresses it and its issuers name", async () => {
    const root = await createRoot(authority("Evil Root"));
    const ca = await issueIdentity(root, authority("Evil CA"));
    const person = await signer(ca, "Mallory");
    const { fetcher, asked } = recording(() => null);
    const whole = await online(await signedBy(person, person.chain), fetcher);
    expect(reasons(signatureAt(whole))).toEqual(["no-path-to-anchor"]);
    expect(asked).toEqual([]);
    await online(await signedBy(person, [person.certificate]), fetcher);
    expect(asked).toEqual([URLS.caIssuers]);
  });

  it("with an issuer that is its own issuer is asked for once", async () => {
    const root = await createRoot(authority("Evil Root"));
    const ca = await issueIdentity(root, authority("Evil CA"));
    const person = await signer(ca, "Mallory");
    for (const answer of [person.certificate, ca.certificate, root.certificate]) {
      const { fetcher, asked } = recording(() => answer);
      await online(await signedBy(person, [person.certificate]), fetcher);
      expect(asked.length).toBeLessThanOrEqual(2);
    }
  });

  it("is not followed up a chain without end", async () => {
    const chain: TestIdentity[] = [await createRoot(authority("CA 0", { caIssuers: "http://h0.example/" }))];
    for (let step = 1; step < 20; step++) {
      const above = chain[step - 1];
      if (above === undefined) throw new Error("no issuer");
      chain.push(await issueIdentity(above, authority(`CA ${step}`, { caIssuers: `http://h${step}.example/` })));
    }
    const last = chain.at(-1);
    if (last === undefined) throw new Error("no issuer");
    const person = await signer(last, "Mallory");
    const { fetcher, asked } = recording(({ url }) => {
      const step = Number(/\d+/.exec(url)?.[0]);
      return chain[step]?.certificate ?? null;
    });
    await online(await signedBy(person, [person.certificate]), fetcher);
    expect(asked.length).toBeLessThanOrEqual(MAX_FETCH_ROUNDS);
  });

  it("cannot make a crowd of requests: so many for a file, so many for one host", async () => {
    const ca = await createRoot(authority("Evil CA", {}));
    const addresses = (host: string) =>
      [1, 2, 3, 4].map((path) => authorityInfoAccess({ caIssuers: `http://${host}/${path}` }));
    let oneHost = unsignedSample();
    let manyHosts = unsignedSample();
    for (let count = 0; count < 6; count++) {
      const [single = new Uint8Array()] = addresses("victim.example");
      const victim = await signer(ca, `To one ${count}`, [single]);
      oneHost = await signedBy(victim, [victim.certificate], oneHost);
    }
    for (let count = 0; count < 20; count++) {
      const other = await signer(ca, `To many ${count}`, [
        authorityInfoAccess({ caIssuers: `http://v${count}.example/` }),
      ]);
      manyHosts = await signedBy(other, [other.certificate], manyHosts);
    }
    const first = recording(() => null);
    const verification = await online(oneHost, first.fetcher);
    expect(hostsOf(first.asked)).toEqual(Array(MAX_ISSUER_FETCHES_PER_HOST).fill("victim.example"));
    expect(verification.signatures.at(-1)?.missingEvidence[0]?.tried).toMatchObject([{ reason: "limit" }]);
    const second = recording(() => null);
    await online(manyHosts, second.fetcher);
    expect(second.asked).toHaveLength(MAX_ISSUER_FETCHES);
  });
});

describe("a signature that has failed", () => {
  it("causes no request", async () => {
    const pdf = await signedBy(pki.person, [pki.person.certificate]);
    const broken = exchangeText(pdf, "Pay 100 dong", "Pay 900 dong");
    const { fetcher, asked } = recording(() => null);
    const verification = await online(broken, fetcher);
    expect(verification.verdict).toBe("invalid");
    expect(asked).toEqual([]);
  });
});

describe("a fetcher, whosever it is", () => {
  const leafOnly = () => signedBy(pki.person, [pki.person.certificate]);

  it.each<[string, Fetcher, string]>([
    [
      "throws something else",
      () => {
        throw new TypeError("fetch failed");
      },
      "network",
    ],
    ["rejects with something else", () => Promise.reject(new Error("no")), "network"],
    ["answers what is no answer", async () => "text" as never, "network"],
    [
      "answers more than it was asked",
      async ({ url, maxBytes = 0 }) => ({
        url,
        status: 200,
        contentType: null,
        body: new Uint8Array(maxBytes + 1),
      }),
      "too-large",
    ],
    [
      "answers with garbage",
      async ({ url }) => ({
        url,
        status: 200,
        contentType: "application/pkix-cert",
        body: sequence(),
      }),
      "no certificate",
    ],
    [
      "says that the address is refused",
      async ({ url }) => {
        throw new FetchError("address", url, "private");
      },
      "address",
    ],
  ])("that %s leaves the verdict undecided, and says why", async (_, fetcher, reason) => {
    const verification = await online(await leafOnly(), fetcher);
    expect(signatureAt(verification)).toMatchObject({
      indication: "INDETERMINATE",
      subIndication: "NO_CERTIFICATE_CHAIN_FOUND",
      missingEvidence: [{ kind: "issuer", tried: [{ url: "http://issuing.example/ca.cer", reason }] }],
    });
  });

  it("that never answers is left when the signal says so", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const deaf: Fetcher = () => {
      setTimeout(() => controller.abort(reason), 10);
      return new Promise(() => undefined);
    };
    await expect(online(await leafOnly(), deaf, controller.signal)).rejects.toBe(reason);
  });

  it("is told how much it may bring: little of what is small, all together no more than the cap", async () => {
    const bounds: (number | undefined)[] = [];
    const pdf = await signedBy(pki.person, [pki.person.certificate]);
    await online(pdf, (request) => {
      bounds.push(request.maxBytes);
      return pki.fetcher(request);
    });
    expect(bounds[0]).toBe(MAX_SMALL_ANSWER_BYTES);
    expect(bounds[1]).toBeLessThan(MAX_FETCHED_BYTES_PER_FILE);
  });

  it("is not asked again for a host that was out of reach", async () => {
    const asked: string[] = [];
    const pdf = await signedBy(pki.person, pki.person.chain, await signedBy(pki.person, pki.person.chain));
    await online(pdf, async ({ url }) => {
      asked.push(url);
      throw new FetchError("timeout", url, "no answer");
    });
    expect(asked.toSorted()).toEqual(["http://issuing.example/list.crl", "http://root.example/list.crl"]);
  });
});
