import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Asn1Error } from "../../src/asn1/asn1-error.ts";
import { type Certificate, parseCertificate } from "../../src/x509/certificate.ts";
import { checkEndEntity } from "../../src/x509/end-entity.ts";
import { nameToText } from "../../src/x509/name-text.ts";
import { findPath } from "../../src/x509/path-building.ts";
import { personOf } from "../../src/x509/person.ts";
import { createTrustStore } from "../../src/x509/trust-store.ts";
import { DEMO_NOW, demoCertificate, demoTrustProfile } from "../support/demo-certs.ts";

const trust = createTrustStore(demoTrustProfile());

function tryParse(der: Uint8Array): Certificate | null {
  try {
    return parseCertificate(der);
  } catch (thrown) {
    if (thrown instanceof Asn1Error) return null;
    throw thrown;
  }
}

/** Bytes changed, inserted or removed at a few places. */
const damage = fc.array(
  fc.record({
    at: fc.nat(2_000),
    kind: fc.constantFrom("set", "insert", "remove", "flip"),
    octet: fc.integer({ min: 0, max: 255 }),
  }),
  { minLength: 1, maxLength: 3 },
);

function apply(der: Uint8Array, changes: typeof damage extends fc.Arbitrary<infer T> ? T : never): Uint8Array {
  const octets = Array.from(der);
  for (const { at, kind, octet } of changes) {
    const place = at % octets.length;
    if (kind === "set") octets[place] = octet;
    else if (kind === "flip") octets[place] = (octets[place] ?? 0) ^ (1 << (octet & 7));
    else octets.splice(place, kind === "remove" ? 1 : 0, ...(kind === "insert" ? [octet] : []));
  }
  return Uint8Array.from(octets);
}

describe("damaged certificates", () => {
  it.each(["public-ca/citizen", "cong-vu/seal"])(
    "made from %s are read or refused, and never found good",
    async (name) => {
      const original = demoCertificate(name);
      let parsed = 0;
      await fc.assert(
        fc.asyncProperty(damage, async (changes) => {
          const der = apply(original, changes);
          const certificate = tryParse(der);
          if (certificate === null) return;
          parsed += 1;
          nameToText(certificate.subject);
          personOf(certificate.subject);
          checkEndEntity(certificate, "signer");
          const result = await findPath(certificate, { pool: [], trust, role: "signer", time: DEMO_NOW });
          expect(result.ok).toBe(der.length === original.length && der.every((octet, i) => octet === original[i]));
        }),
        { numRuns: 2_000, seed: 42 },
      );
      expect(parsed).toBeGreaterThan(300);
    },
  );
});
