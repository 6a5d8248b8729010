import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { DIGESTS } from "../../src/crypto/algorithms.ts";
import { loadTrustProfile } from "../../src/node/load-trust-profile.ts";
import { createTrustStore } from "../../src/x509/trust-store.ts";
import { repository } from "../support/repository.ts";

const read = (path: string): unknown => JSON.parse(readFileSync(join(repository, path), "utf8"));
const isOfSchema = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
  read("src/x509/trust-profile.schema.json") as object,
);
const demo = read("certs/demo.trust.json") as { anchors: { certificate: string }[] };
const certificate = demo.anchors[0]?.certificate ?? "";
const anchor = { certificate, roles: ["signer"] };
const profile = { schema: "pades-dossier/trust@1", id: "p", anchors: [anchor] };
const HOSTS = ["ca.tinh.local", "10.0.0.5:8080", "[fd00::5]:80", "localhost"];
const digests = Object.fromEntries(Object.keys(DIGESTS).map((name) => [name, "never"]));

function isAccepted(value: unknown): boolean {
  try {
    createTrustStore(value);
    return true;
  } catch {
    return false;
  }
}

/** Every profile in the documentation. */
const documented = ["README.md", "docs/trust-policies.md"].flatMap((path) =>
  [...readFileSync(join(repository, path), "utf8").matchAll(/```json\n([\s\S]*?)```/g)]
    .map(([, json]) => JSON.parse(json ?? "") as { schema?: string })
    .filter(({ schema }) => schema === "pades-dossier/trust@1"),
);

describe("the published schema of trust profiles", () => {
  it("takes every profile that is shown or shipped", () => {
    expect(documented.length).toBeGreaterThan(0);
    for (const example of [...documented, demo])
      expect(isOfSchema(example), JSON.stringify(isOfSchema.errors)).toBe(true);
  });

  it("takes files in the place of certificates, as loadTrustProfile does", async () => {
    const folder = mkdtempSync(join(tmpdir(), "pades-schema-"));
    writeFileSync(join(folder, "root.pem"), certificate);
    const write = (value: object) => {
      writeFileSync(join(folder, "p.json"), JSON.stringify(value));
      return loadTrustProfile(join(folder, "p.json")).then(
        () => true,
        () => false,
      );
    };
    const file = { file: "root.pem", roles: ["signer"] };
    const cases: [object, boolean][] = [
      [{ ...profile, anchors: [file] }, true],
      [{ ...profile, intermediates: [{ file: "root.pem" }, certificate] }, true],
      [{ ...profile, anchors: [{ ...file, certificate }] }, false],
      [{ ...profile, anchors: [{ roles: ["signer"] }] }, false],
      [{ ...profile, anchors: [{ ...file, roles: [] }] }, false],
      [{ ...profile, intermediates: [{ file: "root.pem", roles: ["signer"] }] }, false],
      [{ ...profile, intermediates: [{ file: 7 }] }, false],
    ];
    for (const [value, expected] of cases) {
      expect([isOfSchema(value), await write(value)], JSON.stringify(value).slice(0, 200)).toEqual([
        expected,
        expected,
      ]);
    }
    rmSync(folder, { recursive: true });
  });

  it.each<[string, unknown]>([
    ["the demo profile", demo],
    ["no anchors", { ...profile, anchors: [] }],
    [
      "an anchor with all that it may have",
      {
        ...profile,
        anchors: [{ ...anchor, tag: "t", trustFrom: "2020-01-01T00:00:00Z", trustUntil: "2030-01-01T00:00:00+07:00" }],
        intermediates: [certificate],
      },
    ],
    [
      "every rule that a policy may have",
      {
        ...profile,
        policy: {
          id: "strict",
          algorithms: { digests, keys: { RSA: [{ minBits: 3072, until: "2035-01-01T00:00:00Z" }], EdDSA: [] } },
          revocation: { mode: "evidence-only", freshnessHours: 24, graceHours: 0.5, allowPrivateHosts: HOSTS },
          requiredLevel: "B-T",
          defaultPermission: 3,
          tags: { signer: ["public-ca"], tsa: [] },
          certificatePolicies: {
            initial: ["2.5.29.32.0"],
            requireExplicit: true,
            inhibitMapping: true,
            inhibitAny: false,
          },
        },
      },
    ],
  ])("takes %s, as createTrustStore does", (_what, value) => {
    expect(isOfSchema(value), JSON.stringify(isOfSchema.errors)).toBe(true);
    expect(isAccepted(value)).toBe(true);
  });

  it.each<[string, unknown]>([
    ["another schema", { ...profile, schema: "pades-dossier/trust@2" }],
    ["no name", { ...profile, id: " " }],
    ["no list of anchors", { schema: profile.schema, id: "p" }],
    ["a misspelt key", { ...profile, anchor: [] }],
    ["an anchor without a role", { ...profile, anchors: [{ certificate, roles: [] }] }],
    ["a role that there is not", { ...profile, anchors: [{ certificate, roles: ["tls"] }] }],
    ["a time without a zone", { ...profile, anchors: [{ ...anchor, trustFrom: "2020-01-01T00:00:00" }] }],
    ["a digest that there is not", { ...profile, policy: { algorithms: { digests: { "SHA-0": "never" } } } }],
    ["a kind of key that there is not", { ...profile, policy: { algorithms: { keys: { GOST: [] } } } }],
    ["a key rule without an end", { ...profile, policy: { algorithms: { keys: { RSA: [{ minBits: 2048 }] } } } }],
    ["a negative age", { ...profile, policy: { revocation: { freshnessHours: -1 } } }],
    ...["http://ca.local/", "*.local", "ca.local/list", "", "a b", "ca.local:port"].map((host): [string, unknown] => [
      `the host ${JSON.stringify(host)}`,
      { ...profile, policy: { revocation: { allowPrivateHosts: [host] } } },
    ]),
    ["a permission that nothing may have by default", { ...profile, policy: { defaultPermission: 1 } }],
    ["tags of a role that there is not", { ...profile, policy: { tags: { tls: [] } } }],
    ["a policy that is a text", { ...profile, policy: "strict" }],
  ])("refuses %s, as createTrustStore does", (_what, value) => {
    expect(isOfSchema(value)).toBe(false);
    expect(isAccepted(value)).toBe(false);
  });
});
