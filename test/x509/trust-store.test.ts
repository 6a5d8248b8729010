import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { encodeBase64 } from "../../src/bytes/base64.ts";
import { encodePem } from "../../src/bytes/pem.ts";
import { rsaPkcs1 } from "../../src/crypto/signature-algorithms.ts";
import { isAcceptable } from "../../src/x509/algorithm-policy.ts";
import { pathSettingsOf } from "../../src/x509/trust-policy.ts";
import { createTrustStore } from "../../src/x509/trust-store.ts";
import { demoTrustProfile } from "../support/demo-certs.ts";
import { repository } from "../support/repository.ts";
import { root } from "./build.ts";

const anchor = await root("Root");
const other = await root("Other");
const base64 = encodeBase64(anchor.raw);

const profile = {
  schema: "pades-dossier/trust@1",
  id: "test",
  anchors: [
    { certificate: base64, roles: ["signer", "tsa"], tag: "public-ca", trustUntil: "2030-01-01T00:00:00+07:00" },
    { certificate: encodePem("CERTIFICATE", other.raw), roles: ["revocation"] },
  ],
  intermediates: [],
  policy: {
    revocation: { mode: "offline", freshnessHours: 24 },
    requiredLevel: "B-T",
    tags: { signer: ["public-ca"] },
  },
};

function errorOf(input: unknown): string {
  try {
    createTrustStore(input);
  } catch (thrown) {
    return thrown instanceof Error && "code" in thrown ? `${String(thrown.code)}: ${thrown.message}` : String(thrown);
  }
  return "accepted";
}

describe("a trust store", () => {
  it("holds anchors with their roles, tags and periods", () => {
    const store = createTrustStore(profile);
    expect(
      store.anchors.map(({ roles, tag, trustUntil }) => ({ roles: [...roles], tag, until: trustUntil?.toISOString() })),
    ).toEqual([
      { roles: ["signer", "tsa"], tag: "public-ca", until: "2029-12-31T17:00:00.000Z" },
      { roles: ["revocation"], tag: null, until: undefined },
    ]);
    expect(store.findAnchors(anchor.subject.comparisonKey).map(({ certificate }) => certificate.sha256)).toEqual([
      anchor.sha256,
    ]);
    const identifier = anchor.standardExtensions.subjectKeyIdentifier ?? new Uint8Array();
    expect(store.findAnchorsByKeyIdentifier(identifier)).toEqual(store.findAnchors(anchor.subject.comparisonKey));
    expect(store.policy).toMatchObject({
      revocationMode: "offline",
      freshnessHours: 24,
      graceHours: null,
      requiredLevel: "B-T",
    });
    expect(pathSettingsOf(store.policy, "signer").anchorTags).toEqual(["public-ca"]);
    expect(pathSettingsOf(store.policy, "tsa").anchorTags).toBeNull();
  });

  it("has one fingerprint, in whatever order keys, anchors and roles stand, and as PEM or base64", () => {
    const [first, second] = profile.anchors;
    const same = {
      policy: {
        tags: { signer: ["public-ca"] },
        requiredLevel: "B-T",
        revocation: { freshnessHours: 24, mode: "offline" },
      },
      anchors: [
        { roles: second?.roles, certificate: encodeBase64(other.raw) },
        { ...first, roles: ["tsa", "signer"], certificate: encodePem("CERTIFICATE", anchor.raw) },
      ],
      id: "test",
      schema: "pades-dossier/trust@1",
    };
    expect(createTrustStore(same).sha256).toBe(createTrustStore(profile).sha256);
  });

  it.each<[string, object]>([
    ["another id", { ...profile, id: "test 2" }],
    ["one anchor less", { ...profile, anchors: profile.anchors.slice(0, 1) }],
    [
      "a role more",
      { ...profile, anchors: [{ ...profile.anchors[0], roles: ["signer", "tsa", "revocation"] }, profile.anchors[1]] },
    ],
    ["another policy", { ...profile, policy: {} }],
    ["an intermediate", { ...profile, intermediates: [base64] }],
  ])("has another fingerprint with %s", (_, changed) => {
    expect(createTrustStore(changed).sha256).not.toBe(createTrustStore(profile).sha256);
  });

  it("takes certificates as bytes, and keeps its own copy", () => {
    const bytes = anchor.raw.slice();
    const roles = ["signer"];
    const store = createTrustStore({ ...profile, anchors: [{ certificate: bytes, roles }], intermediates: [bytes] });
    bytes.fill(0);
    expect(store.anchors[0]?.certificate.raw).toEqual(anchor.raw);
    expect(store.sha256).toBe(
      createTrustStore({ ...profile, anchors: [{ certificate: base64, roles }], intermediates: [base64] }).sha256,
    );
  });

  it("may hold no anchors at all", () => {
    expect(createTrustStore({ schema: "pades-dossier/trust@1", id: "none", anchors: [] }).anchors).toEqual([]);
  });

  it.each<[unknown, string]>([
    [null, "trust profile: expected an object, found null"],
    [[], "trust profile: expected an object, found a list of 0"],
    [
      { ...profile, schema: "pades-dossier/trust@2" },
      'trust profile.schema: expected "pades-dossier/trust@1", found "pades-dossier/trust@2"',
    ],
    [{ ...profile, id: undefined }, "trust profile.id: expected a text that is not empty, found nothing"],
    [
      { ...profile, anchor: [] },
      'trust profile: expected only schema, id, anchors, intermediates, policy, found "anchor"; did you mean "anchors"?',
    ],
    [
      { ...profile, anchors: [{ certificate: base64, rolse: ["signer"] }] },
      'trust profile.anchors[0]: expected only certificate, roles, tag, trustFrom, trustUntil, found "rolse"; did you mean "roles"?',
    ],
    [
      { ...profile, anchors: [{ file: "root.pem", roles: ["signer"] }] },
      'found "file" (files are read by loadTrustProfile, of pades-dossier/node, or by parseCertificates)',
    ],
    [
      { ...profile, anchors: [{ certificate: base64, roles: ["signer"], owner: "me" }] },
      'trust profile.anchors[0]: expected only certificate, roles, tag, trustFrom, trustUntil, found "owner"',
    ],
    [{ ...profile, anchors: {} }, "trust profile.anchors: expected a list, found an object"],
    [
      { ...profile, anchors: [{ certificate: base64, roles: [] }] },
      "trust profile.anchors[0].roles: expected at least one of signer, tsa, revocation, found a list of 0",
    ],
    [
      { ...profile, anchors: [{ certificate: base64, roles: ["signr"] }] },
      'trust profile.anchors[0].roles[0]: expected "signer" or "tsa" or "revocation", found "signr"',
    ],
    [
      { ...profile, anchors: [{ certificate: "MIIB!", roles: ["signer"] }] },
      'trust profile.anchors[0].certificate: expected a certificate as PEM, or DER in base64, found "MIIB!"',
    ],
    [
      { ...profile, anchors: [{ certificate: "MAA=", roles: ["signer"] }] },
      "trust profile.anchors[0].certificate: expected one X.509 certificate (",
    ],
    [
      { ...profile, anchors: [{ certificate: encodePem("CERTIFICATE", anchor.raw).repeat(2), roles: ["signer"] }] },
      "trust profile.anchors[0].certificate: expected one PEM block",
    ],
    [
      { ...profile, anchors: [{ certificate: encodePem("X509 CRL", anchor.raw), roles: ["signer"] }] },
      "trust profile.anchors[0].certificate: expected a PEM block CERTIFICATE",
    ],
    [
      { ...profile, anchors: [{ certificate: base64, roles: ["signer"], trustFrom: "2030-01-01" }] },
      'trust profile.anchors[0].trustFrom: expected a time with its zone, as "2030-01-01T00:00:00+07:00", found "2030-01-01"',
    ],
    [
      {
        ...profile,
        anchors: [
          {
            certificate: base64,
            roles: ["signer"],
            trustFrom: "2030-01-01T00:00:00Z",
            trustUntil: "2029-01-01T00:00:00Z",
          },
        ],
      },
      "trust profile.anchors[0].trustUntil: expected a time not before trustFrom",
    ],
    [{ ...profile, intermediates: [7] }, "trust profile.intermediates[0]: expected a text that is not empty, found 7"],
    [
      { ...profile, policy: { revocation: { mode: "of-line" } } },
      'trust profile.policy.revocation.mode: expected "offline" or "online" or "evidence-only", found "of-line"',
    ],
    [
      { ...profile, policy: { algorithms: { digests: { "SHA-257": "never" } } } },
      "trust profile.policy.algorithms.digests.SHA-257: expected a digest among",
    ],
    [
      { ...profile, policy: { defaultPermission: 1 } },
      "trust profile.policy.defaultPermission: expected 2 or 3, found 1",
    ],
    [JSON.parse('{"__proto__": 1, "schema": "pades-dossier/trust@1"}'), 'found "__proto__"'],
  ])("refuses %j", (input, message) => {
    expect(errorOf(input)).toContain(message);
    expect(errorOf(input)).toMatch(/^ERR_TRUST_PROFILE: trust profile/);
  });

  it("keeps the hosts that may be asked out of the digest of the policy: no verdict depends on them", () => {
    const policyOf = (revocation: object) => createTrustStore({ ...profile, policy: { revocation } }).policy;
    const allowing = policyOf({ allowPrivateHosts: ["ca.tinh.local"] });
    expect(allowing.allowPrivateHosts).toEqual(["ca.tinh.local"]);
    expect(policyOf({})).toMatchObject({ allowPrivateHosts: [], sha256: allowing.sha256 });
  });

  it("lets a profile's policy replace rules on algorithms", () => {
    const { policy } = createTrustStore({
      ...profile,
      policy: {
        algorithms: {
          digests: { "SHA-1": "2020-01-01T00:00:00Z" },
          keys: { RSA: [{ minBits: 1024, until: "no-limit" }] },
        },
      },
    });
    const accepts = (time: string) =>
      isAcceptable(policy.algorithms, rsaPkcs1("SHA-1"), { kind: "RSA", bits: 1024 }, new Date(time));
    expect([accepts("2019-12-31T23:59:59Z"), accepts("2020-01-01T00:00:00Z")]).toEqual([true, false]);
  });
});

describe("the published JSON Schema of trust profiles", () => {
  const schema: object = JSON.parse(readFileSync(`${repository}/src/x509/trust-profile.schema.json`, "utf8"));
  const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);

  it("accepts what createTrustStore accepts", () => {
    for (const input of [profile, demoTrustProfile(), { schema: "pades-dossier/trust@1", id: "none", anchors: [] }]) {
      expect(errorOf(input)).toBe("accepted");
      expect(validate(input), JSON.stringify(validate.errors)).toBe(true);
    }
  });

  it("refuses misspelt keys, roles, modes and times as createTrustStore does", () => {
    const [first] = profile.anchors;
    const wrong = [
      { ...profile, anchor: [] },
      { ...profile, anchors: [{ ...first, roles: ["signr"] }] },
      { ...profile, anchors: [{ ...first, trustFrom: "2030-01-01" }] },
      { ...profile, policy: { revocation: { mode: "of-line" } } },
      { ...profile, policy: { algorithms: { digests: { "SHA-257": "never" } } } },
    ];
    for (const input of wrong) {
      expect(errorOf(input)).not.toBe("accepted");
      expect(validate(input)).toBe(false);
    }
  });
});
