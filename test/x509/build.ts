import { encodeBase64 } from "../../src/bytes/base64.ts";
import { issueCertificate } from "../../src/testing/certificate.ts";
import { encodeName, type TestName } from "../../src/testing/distinguished-name.ts";
import {
  authorityKeyIdentifier,
  basicConstraints,
  keyUsage,
  subjectKeyIdentifier,
} from "../../src/testing/extensions.ts";
import { keyIdentifierOf } from "../../src/testing/test-identity.ts";
import { generateTestKey, type TestKey } from "../../src/testing/test-key.ts";
import { type Certificate, parseCertificate } from "../../src/x509/certificate.ts";
import type { PathQuery } from "../../src/x509/path-building.ts";
import type { TrustRole } from "../../src/x509/trust-anchor.ts";
import { createTrustStore, type TrustStore } from "../../src/x509/trust-store.ts";

export const NOW = new Date("2026-01-15T03:00:00Z");
const START = new Date("2024-01-01T00:00:00Z");
const END = new Date("2030-01-01T00:00:00Z");

const keys = new Map<string, Promise<TestKey>>();

/** A P-256 key of this name, the same each time within a test run. */
export function keyNamed(name: string): Promise<TestKey> {
  const known = keys.get(name) ?? generateTestKey("P-256");
  keys.set(name, known);
  return known;
}

export interface Recipe {
  /** CN and name of the key, unless told otherwise. */
  readonly subject: string;
  readonly issuer: string;
  readonly subjectKey?: string;
  readonly issuerKey?: string;
  readonly subjectName?: TestName | Uint8Array;
  readonly ca?: boolean;
  readonly pathLength?: number;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly serialNumber?: number;
  /** Beside basicConstraints, keyUsage and key identifiers. */
  readonly extensions?: readonly Uint8Array[];
  /** Instead of all of them. */
  readonly onlyExtensions?: readonly Uint8Array[];
}

let serial = 1;

/** A certificate; with `ca`, of an authority. Everything about it that matters to a test stands in the recipe. */
export async function certify(recipe: Recipe): Promise<Certificate> {
  return parseCertificate(await certifyDer(recipe));
}

async function certifyDer(recipe: Recipe): Promise<Uint8Array> {
  const subjectKey = await keyNamed(recipe.subjectKey ?? recipe.subject);
  const issuerKey = await keyNamed(recipe.issuerKey ?? recipe.issuer);
  const { ca = false, pathLength = null } = recipe;
  serial += 1;
  return issueCertificate({
    subject: recipe.subjectName ?? nameOf(recipe.subject),
    publicKey: subjectKey.spki,
    issuer: nameOf(recipe.issuer),
    issuerKey,
    serialNumber: numberOctets(recipe.serialNumber ?? serial),
    notBefore: recipe.notBefore ?? START,
    notAfter: recipe.notAfter ?? END,
    extensions: recipe.onlyExtensions ?? [
      basicConstraints(ca, pathLength),
      ca ? keyUsage("keyCertSign", "cRLSign") : keyUsage("nonRepudiation"),
      subjectKeyIdentifier(await keyIdentifierOf(subjectKey.spki)),
      authorityKeyIdentifier(await keyIdentifierOf(issuerKey.spki)),
      ...(recipe.extensions ?? []),
    ],
  });
}

/** An authority that issued itself. */
export function root(name: string, recipe: Partial<Recipe> = {}): Promise<Certificate> {
  return certify({ subject: name, issuer: name, ca: true, ...recipe });
}

function nameOf(name: string): Uint8Array {
  return encodeName([
    ["O", "Test"],
    ["CN", name],
  ]);
}

function numberOctets(value: number): Uint8Array {
  return Uint8Array.of(value >> 16, (value >> 8) & 0xff, value & 0xff);
}

/** A store in which these certificates are anchors for every role, or for those given. */
export function trustIn(
  anchors: readonly Certificate[],
  roles: readonly TrustRole[] = ["signer", "tsa", "revocation"],
): TrustStore {
  return createTrustStore({
    schema: "pades-dossier/trust@1",
    id: "test",
    anchors: anchors.map(({ raw }) => ({ certificate: encodeBase64(raw), roles })),
  });
}

export function query(trust: TrustStore, pool: readonly Certificate[], rest: Partial<PathQuery> = {}): PathQuery {
  return { trust, pool, role: "signer", time: NOW, ...rest };
}

/** The CN of each certificate of a path. */
export function commonNames(path: readonly Certificate[]): string[] {
  return path.map(({ subject }) => subject.textsOf("2.5.4.3")[0] ?? "");
}
