import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { encodePem } from "../../src/bytes/pem.ts";
import { encodeUtf8 } from "../../src/bytes/text.ts";
import { context, contextPrimitive, integer, objectIdentifier, sequence } from "../../src/testing/der.ts";
import {
  authorityKeyIdentifier,
  basicConstraints,
  certificatePolicies,
  extension,
  keyUsage,
  subjectKeyIdentifier,
} from "../../src/testing/extensions.ts";
import { keyIdentifierOf } from "../../src/testing/test-identity.ts";
import { ANY_POLICY } from "../../src/x509/oids.ts";
import { findPath } from "../../src/x509/path-building.ts";
import { describeWithTools } from "../support/tools.ts";
import { certify, keyNamed, NOW, query, root, trustIn } from "./build.ts";

/** One certificate below the root. Most rules are kept most of the time, so that a good share of chains is valid. */
interface Link {
  readonly ca: boolean;
  readonly pathLength: number | null;
  readonly mayCertify: boolean;
  readonly current: boolean;
  /** The certificate before it under a new key. */
  readonly selfIssued: boolean;
  readonly signedByStranger: boolean;
  readonly unknownCritical: boolean;
  readonly policies: readonly string[];
  readonly mapping: readonly [string, string] | null;
  readonly explicitAfter: number | null;
  readonly mappingUntil: number | null;
  readonly anyPolicyUntil: number | null;
  readonly permitted: string | null;
  readonly excluded: string | null;
  readonly dnsName: string;
}

const rarely = fc.integer({ min: 0, max: 24 }).map((n) => n === 0);
const sometimes = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 2, nil: null });
const oftenAbsent = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value });
const policy = fc.constantFrom("2.999.1", "2.999.2", "2.999.3", ANY_POLICY);
const domain = fc.constantFrom("example.com", "a.example.com", "example.org");

const link: fc.Arbitrary<Link> = fc.record({
  ca: rarely.map((no) => !no),
  pathLength: oftenAbsent(fc.integer({ min: 0, max: 3 })),
  mayCertify: rarely.map((no) => !no),
  current: rarely.map((no) => !no),
  selfIssued: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
  signedByStranger: rarely,
  unknownCritical: rarely,
  policies: fc.uniqueArray(policy, { minLength: 0, maxLength: 3 }),
  mapping: oftenAbsent(fc.tuple(fc.constantFrom("2.999.1", "2.999.2"), fc.constantFrom("2.999.2", "2.999.3"))),
  explicitAfter: oftenAbsent(fc.integer({ min: 0, max: 3 })),
  mappingUntil: oftenAbsent(fc.integer({ min: 0, max: 2 })),
  anyPolicyUntil: oftenAbsent(fc.integer({ min: 0, max: 2 })),
  permitted: oftenAbsent(domain),
  excluded: oftenAbsent(domain),
  dnsName: fc.constantFrom("x.example.com", "y.a.example.com", "example.org"),
});

const scenario = fc.record({
  authorities: fc.array(link, { maxLength: 4 }),
  leaf: link,
  requireExplicitPolicy: fc.boolean(),
  inhibitAnyPolicy: rarely,
  inhibitPolicyMapping: rarely,
  initialPolicies: sometimes(fc.uniqueArray(fc.constantFrom("2.999.1", "2.999.2"), { minLength: 1 })),
});
type Scenario = typeof scenario extends fc.Arbitrary<infer S> ? S : never;

const dns = (name: string) => contextPrimitive(2, encodeUtf8(name));
const count = (value: number) => Uint8Array.of(value);
const subtrees = (number: number, name: string | null) => (name === null ? [] : [context(number, sequence(dns(name)))]);

function policyExtensions(one: Link, isLeaf: boolean): Uint8Array[] {
  const constraints = [
    ...(one.explicitAfter === null ? [] : [contextPrimitive(0, count(one.explicitAfter))]),
    ...(one.mappingUntil === null ? [] : [contextPrimitive(1, count(one.mappingUntil))]),
  ];
  return [
    ...(one.policies.length === 0 ? [] : [certificatePolicies(...one.policies)]),
    ...(one.mapping === null || isLeaf || one.mapping[0] === one.mapping[1]
      ? []
      : [extension("2.5.29.33", true, sequence(sequence(...one.mapping.map(objectIdentifier))))]),
    ...(constraints.length === 0 ? [] : [extension("2.5.29.36", true, sequence(...constraints))]),
    ...(one.anyPolicyUntil === null || isLeaf
      ? []
      : [
          extension("2.5.29.54", true, one.anyPolicyUntil === 0 ? Uint8Array.of(2, 1, 0) : integer(one.anyPolicyUntil)),
        ]),
  ];
}

async function certifyLink(
  one: Link,
  isLeaf: boolean,
  subject: string,
  subjectKey: string,
  issuer: string,
  issuerKey: string,
) {
  const isAuthority = !isLeaf && one.ca;
  const nameConstraints = [...subtrees(0, one.permitted), ...subtrees(1, one.excluded)];
  return certify({
    subject,
    subjectKey,
    issuer,
    issuerKey: one.signedByStranger ? "stranger" : issuerKey,
    notAfter: one.current ? new Date("2030-01-01T00:00:00Z") : new Date("2025-01-01T00:00:00Z"),
    onlyExtensions: [
      basicConstraints(isAuthority, isAuthority && one.mayCertify ? one.pathLength : null),
      isAuthority && one.mayCertify ? keyUsage("keyCertSign", "cRLSign") : keyUsage("digitalSignature"),
      subjectKeyIdentifier(await keyIdentifierOf((await keyNamed(subjectKey)).spki)),
      authorityKeyIdentifier(await keyIdentifierOf((await keyNamed(issuerKey)).spki)),
      ...(isLeaf ? [extension("2.5.29.17", false, sequence(dns(one.dnsName)))] : []),
      ...(isAuthority && nameConstraints.length > 0
        ? [extension("2.5.29.30", true, sequence(...nameConstraints))]
        : []),
      ...policyExtensions(one, isLeaf),
      ...(one.unknownCritical ? [extension("2.999.1", true, sequence())] : []),
    ],
  });
}

/** From below the root down to the leaf. */
async function certifyAll({ authorities, leaf }: Scenario) {
  const certificates = [];
  let name = "Root";
  let key = "Root";
  for (const [index, one] of authorities.entries()) {
    const subject = one.selfIssued && index > 0 ? name : `Authority ${index}`;
    certificates.push(await certifyLink(one, false, subject, `Authority ${index}`, name, key));
    name = subject;
    key = `Authority ${index}`;
  }
  certificates.push(await certifyLink(leaf, true, "Leaf", "Leaf", name, key));
  return certificates;
}

describeWithTools(["openssl"], "path validation and openssl verify -x509_strict -policy_check", () => {
  const folder = mkdtempSync(join(tmpdir(), "pades-x509-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function opensslAccepts(
    certificates: readonly { readonly raw: Uint8Array }[],
    anchor: Uint8Array,
    question: Scenario,
  ): boolean {
    const pem = (ders: readonly Uint8Array[]) => ders.map((der) => encodePem("CERTIFICATE", der)).join("");
    const ders = certificates.map(({ raw }) => raw);
    writeFileSync(join(folder, "root.pem"), pem([anchor]));
    writeFileSync(join(folder, "pool.pem"), pem(ders.slice(0, -1)));
    writeFileSync(join(folder, "leaf.pem"), pem(ders.slice(-1)));
    const { status, stderr } = spawnSync(
      "openssl",
      [
        ...["verify", "-x509_strict", "-policy_check", "-attime", String(NOW.getTime() / 1000)],
        ...(question.requireExplicitPolicy ? ["-explicit_policy"] : []),
        ...(question.inhibitAnyPolicy ? ["-inhibit_any"] : []),
        ...(question.inhibitPolicyMapping ? ["-inhibit_map"] : []),
        ...(question.initialPolicies ?? [ANY_POLICY]).flatMap((oid) => ["-policy", oid]),
        ...["-CAfile", "root.pem", ...(ders.length > 1 ? ["-untrusted", "pool.pem"] : []), "leaf.pem"],
      ],
      { cwd: folder, encoding: "utf8" },
    );
    if (status !== 0 && status !== 2) throw new Error(`openssl verify ended with ${status}: ${stderr}`);
    return status === 0;
  }

  it("agree on 500 random chains", async () => {
    const anchor = await root("Root");
    const answers = { accepted: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(scenario, async (question) => {
        const certificates = await certifyAll(question);
        const leaf = certificates.at(-1);
        if (leaf === undefined) return;
        const ours = await findPath(
          leaf,
          query(trustIn([anchor]), certificates.slice(0, -1), {
            settings: {
              requireExplicitPolicy: question.requireExplicitPolicy,
              inhibitAnyPolicy: question.inhibitAnyPolicy,
              inhibitPolicyMapping: question.inhibitPolicyMapping,
              ...(question.initialPolicies === null ? {} : { initialPolicies: question.initialPolicies }),
            },
          }),
        );
        answers[ours.ok ? "accepted" : "refused"] += 1;
        const explanation = ours.ok ? "we accept" : `we stop: ${ours.nearest.stop}`;
        expect(`openssl: ${opensslAccepts(certificates, anchor.raw, question)}`, explanation).toBe(
          `openssl: ${ours.ok}`,
        );
      }),
      { numRuns: 500, seed: 5280 },
    );
    // A property that holds because every chain is refused would show nothing.
    expect(answers.accepted).toBeGreaterThan(50);
    expect(answers.refused).toBeGreaterThan(50);
  }, 120_000);
});
