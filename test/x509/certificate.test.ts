import { describe, expect, it } from "vitest";
import { Asn1Error } from "../../src/asn1/asn1-error.ts";
import { concatBytes } from "../../src/bytes/concat.ts";
import {
  bitString,
  boolean,
  context,
  contextPrimitive,
  type Der,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  time,
  tlv,
} from "../../src/testing/der.ts";
import { encodeName } from "../../src/testing/distinguished-name.ts";
import { basicConstraints, extension, keyUsage } from "../../src/testing/extensions.ts";
import { parseCertificate } from "../../src/x509/certificate.ts";
import { contentFault } from "../../src/x509/certificate-rules.ts";

const ALGORITHM = sequence(objectIdentifier("1.2.840.10045.4.3.2"));
const KEY = sequence(
  sequence(objectIdentifier("1.2.840.10045.2.1"), objectIdentifier("1.2.840.10045.3.1.7")),
  bitString(concatBytes(Uint8Array.of(4), new Uint8Array(64).fill(7))),
);

interface Parts {
  readonly version?: Uint8Array;
  readonly serialNumber?: Uint8Array;
  readonly algorithm?: Uint8Array;
  readonly outerAlgorithm?: Uint8Array;
  readonly validity?: Uint8Array;
  readonly afterKey?: readonly Uint8Array[];
  readonly end?: Uint8Array;
}

const extensions = (...list: Uint8Array[]) => [context(3, sequence(...list))];

/** A certificate put together part by part; its signature is three bytes that mean nothing. */
function encode(parts: Parts = {}): Der {
  const tbs = sequence(
    parts.version ?? context(0, integer(2)),
    parts.serialNumber ?? integer(0x1234),
    parts.algorithm ?? ALGORITHM,
    encodeName([["CN", "Issuer"]]),
    parts.validity ?? sequence(time(new Date("2024-01-01T00:00:00Z")), time(new Date("2051-06-30T12:30:45Z"))),
    encodeName([["CN", "Subject"]]),
    KEY,
    ...(parts.afterKey ?? extensions(basicConstraints(false))),
  );
  const outer = parts.outerAlgorithm ?? parts.algorithm ?? ALGORITHM;
  return sequence(tbs, outer, bitString(Uint8Array.of(1, 2, 3)), ...(parts.end === undefined ? [] : [parts.end]));
}

describe("reading a certificate", () => {
  it("gives every field", () => {
    const der = encode({ afterKey: extensions(basicConstraints(true, 3), keyUsage("keyCertSign")) });
    const certificate = parseCertificate(der);
    expect(certificate).toMatchObject({ version: 3, serialHex: "1234", isSelfIssued: false, problems: [] });
    expect(certificate.notBefore.toISOString()).toBe("2024-01-01T00:00:00.000Z");
    expect(certificate.notAfter.toISOString()).toBe("2051-06-30T12:30:45.000Z");
    expect(certificate.signature).toEqual(Uint8Array.of(1, 2, 3));
    expect(certificate.signatureAlgorithm.oid).toBe("1.2.840.10045.4.3.2");
    expect(certificate.publicKey).toMatchObject({ kind: "EC", curve: "P-256" });
    expect(certificate.standardExtensions.basicConstraints).toEqual({ ca: true, pathLength: 3 });
    expect(certificate.extensions.get("2.5.29.15")?.critical).toBe(true);
    expect(certificate.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(indexOf(der, certificate.tbs)).toBe(headerLength(der));
  });

  it("reads version 1, which has no version field and no extensions", () => {
    expect(parseCertificate(encode({ version: new Uint8Array(), afterKey: [] }))).toMatchObject({
      version: 1,
      problems: [],
    });
  });

  it.each<[string, Uint8Array]>([
    ["bytes behind it", concatBytes(encode(), Uint8Array.of(0))],
    ["its end missing", encode().subarray(0, -1)],
    ["a value behind the signature", encode({ end: integer(1) })],
    ["a value behind the extensions", encode({ afterKey: [...extensions(basicConstraints(false)), context(4)] })],
    [
      "an indefinite length",
      concatBytes(Uint8Array.of(0x30, 0x80), encode().subarray(headerLength(encode())), Uint8Array.of(0, 0)),
    ],
    ["a length with a leading zero", withLongerLength(encode())],
    [
      "a boolean that is neither 00 nor FF",
      encode({
        afterKey: extensions(
          sequence(objectIdentifier("2.5.29.19"), tlv(1, Uint8Array.of(1)), octetString(sequence())),
        ),
      }),
    ],
    [
      "a day that does not exist",
      encode({ validity: sequence(tlv(0x17, new TextEncoder().encode("240230000000Z")), time(new Date(0))) }),
    ],
    [
      "a time without seconds",
      encode({ validity: sequence(tlv(0x17, new TextEncoder().encode("2402010000Z")), time(new Date(0))) }),
    ],
    ["nothing in it", new Uint8Array()],
  ])("refuses one with %s", (_, der) => {
    expect(() => parseCertificate(der)).toThrow(Asn1Error);
  });

  it.each<[string, Parts, string, boolean]>([
    ["a negative serial number", { serialNumber: tlv(2, Uint8Array.of(0x80)) }, "serial-number-negative", false],
    ["the serial number zero", { serialNumber: tlv(2, Uint8Array.of(0)) }, "serial-number-zero", false],
    [
      "a serial number of 21 octets",
      { serialNumber: tlv(2, new Uint8Array(21).fill(1)) },
      "serial-number-too-long",
      false,
    ],
    [
      "a serial number with an octet too many",
      { serialNumber: tlv(2, Uint8Array.of(0, 1)) },
      "serial-number-not-minimal",
      true,
    ],
    ["version 4", { version: context(0, integer(3)) }, "version-unknown", true],
    [
      "version 1 written out",
      { version: context(0, tlv(2, Uint8Array.of(0))), afterKey: [] },
      "default-value-encoded",
      false,
    ],
    ["extensions in version 2", { version: context(0, integer(1)) }, "extensions-below-version-3", true],
    [
      "a unique identifier in version 1",
      { version: new Uint8Array(), afterKey: [contextPrimitive(1, Uint8Array.of(0, 1))] },
      "unique-identifier-below-version-2",
      true,
    ],
    [
      "an extension twice",
      { afterKey: extensions(basicConstraints(true), basicConstraints(false)) },
      "extension-duplicate",
      true,
    ],
    ["no extension in its list", { afterKey: extensions() }, "extensions-empty", false],
    [
      "a critical flag that says FALSE",
      { afterKey: extensions(sequence(objectIdentifier("2.999.1"), boolean(false), octetString(sequence()))) },
      "default-value-encoded",
      false,
    ],
    [
      "another algorithm outside than inside",
      { outerAlgorithm: sequence(objectIdentifier("1.2.840.10045.4.3.3")) },
      "signature-algorithm-mismatch",
      true,
    ],
    [
      "a UTCTime year written as GeneralizedTime",
      {
        validity: sequence(
          tlv(0x18, new TextEncoder().encode("20240101000000Z")),
          time(new Date("2030-01-01T00:00:00Z")),
        ),
      },
      "time-form",
      false,
    ],
  ])("notes %s, and whether a path may contain it", (_, parts, problem, isFatal) => {
    const certificate = parseCertificate(encode(parts));
    expect(certificate.problems).toContain(problem);
    expect(contentFault(certificate)).toBe(isFatal ? "malformed" : null);
  });

  it("keeps the first of an extension given twice, in no way the last", () => {
    const certificate = parseCertificate(
      encode({ afterKey: extensions(basicConstraints(false), basicConstraints(true)) }),
    );
    expect(certificate.standardExtensions.basicConstraints?.ca).toBe(false);
  });

  it("names critical extensions that nothing here processes", () => {
    const unknown = extension("2.999.1", true, sequence());
    expect(parseCertificate(encode({ afterKey: extensions(unknown) })).standardExtensions.unknownCritical).toEqual([
      "2.999.1",
    ]);
    const harmless = extension("2.999.1", false, sequence());
    expect(parseCertificate(encode({ afterKey: extensions(harmless) })).standardExtensions.unknownCritical).toEqual([]);
  });

  it("reads a certificate whose key makes no sense, but has no key for it", () => {
    const broken = encode().slice();
    // The point's first octet says compressed, its length does not.
    broken[indexOf(broken, KEY) + KEY.length - 65] = 2;
    expect(parseCertificate(broken).publicKey).toBeNull();
  });
});

/** Octets before the contents of a value whose length takes the long form. */
function headerLength(der: Uint8Array): number {
  return 2 + ((der[1] ?? 0) & 0x7f);
}

function indexOf(haystack: Uint8Array, needle: Uint8Array): number {
  return haystack.findIndex((_, start) => needle.every((octet, i) => haystack[start + i] === octet));
}

/** The same length with a zero octet in front. */
function withLongerLength(der: Uint8Array): Uint8Array {
  return concatBytes(Uint8Array.of(0x30, (der[1] ?? 0) + 1, 0), der.subarray(2));
}
