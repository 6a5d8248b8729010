import { describe, expect, it } from "vitest";
import { encodeUtf8 } from "../../src/bytes/text.ts";
import { context, contextPrimitive, objectIdentifier, sequence, utf8String } from "../../src/testing/der.ts";
import { encodeName } from "../../src/testing/distinguished-name.ts";
import { extension } from "../../src/testing/extensions.ts";
import { matchDns, matchIp, matchMailbox, matchUri } from "../../src/x509/name-matching.ts";
import { findPath } from "../../src/x509/path-building.ts";
import { certify, query, root, trustIn } from "./build.ts";

describe("comparing a name with a subtree", () => {
  it.each([
    ["example.com", "example.com", "inside", "inside"],
    ["www.Example.com", "example.COM", "inside", "inside"],
    ["badexample.com", "example.com", "outside", "outside"],
    ["example.com", ".example.com", "outside", "outside"],
    ["a.example.com", ".example.com", "inside", "inside"],
    ["*.example.com", "example.com", "inside", "inside"],
    ["*.example.com", ".example.com", "inside", "inside"],
    ["*.example.com", "a.example.com", "outside", "inside"],
    ["*.example.com", "b.a.example.com", "outside", "outside"],
    ["anything.org", "", "inside", "inside"],
    ["example.com.", "example.com", "incomparable", "incomparable"],
    ["a..example.com", "example.com", "incomparable", "incomparable"],
    ["a.example.com", "*.example.com", "incomparable", "incomparable"],
    ["", "", "incomparable", "incomparable"],
  ])("DNS name %j, subtree %j: %s if permitted, %s if excluded", (name, subtree, permitted, excluded) => {
    expect(matchDns(name, subtree, "permitted")).toBe(permitted);
    expect(matchDns(name, subtree, "excluded")).toBe(excluded);
  });

  it.each([
    ["a@example.com", "example.com", "inside"],
    ["a@EXAMPLE.com", "a@example.COM", "inside"],
    ["A@example.com", "a@example.com", "outside"],
    ["a@sub.example.com", "example.com", "outside"],
    ["a@sub.example.com", ".example.com", "inside"],
    ["a@example.com", ".example.com", "outside"],
    ['"b@c"@example.com', "example.com", "inside"],
    ["example.com", "example.com", "incomparable"],
    ["@example.com", "example.com", "incomparable"],
    ["a@", "example.com", "incomparable"],
  ])("mailbox %j, subtree %j: %s", (name, subtree, expected) => {
    expect(matchMailbox(name, subtree)).toBe(expected);
  });

  it.each([
    ["http://example.com/x", "example.com", "inside"],
    ["https://user:p@EXAMPLE.com:8443?q", "example.com", "inside"],
    ["https://a.example.com#f", "example.com", "outside"],
    ["https://a.example.com", ".example.com", "inside"],
    ["https://evil.org/@example.com", "example.com", "outside"],
    ["https://example.com@evil.org/", "example.com", "outside"],
    ["urn:x:y", "example.com", "incomparable"],
    ["https://192.0.2.1/", "example.com", "incomparable"],
    ["https://[2001:db8::1]/", "example.com", "incomparable"],
    ["https:///x", "example.com", "incomparable"],
  ])("URI %j, subtree %j: %s", (name, subtree, expected) => {
    expect(matchUri(name, subtree)).toBe(expected);
  });

  it.each<[number[], number[], string]>([
    [[192, 0, 2, 7], [192, 0, 2, 0, 255, 255, 255, 0], "inside"],
    [[192, 0, 3, 7], [192, 0, 2, 0, 255, 255, 255, 0], "outside"],
    [[192, 0, 2, 7], [192, 0, 2, 0, 255, 0, 255, 0], "incomparable"],
    [[192, 0, 2, 7], new Array<number>(32).fill(0), "outside"],
    [new Array<number>(16).fill(1), new Array<number>(32).fill(0), "inside"],
    [[192, 0, 2], [192, 0, 2, 0, 255, 255, 255, 0], "incomparable"],
    [[192, 0, 2, 7], [192, 0, 2, 0], "incomparable"],
  ])("address %j, range %j: %s", (address, range, expected) => {
    expect(matchIp(Uint8Array.from(address), Uint8Array.from(range))).toBe(expected);
  });
});

const dns = (name: string) => contextPrimitive(2, encodeUtf8(name));
const mail = (name: string) => contextPrimitive(1, encodeUtf8(name));
const directory = (...name: Parameters<typeof encodeName>[0]) => context(4, encodeName(name));
const other = (oid: string) => context(0, objectIdentifier(oid), context(0, utf8String("x")));
const subtrees = (number: number, ...bases: Uint8Array[]) => context(number, ...bases.map((base) => sequence(base)));
const constraints = (...parts: Uint8Array[]) => extension("2.5.29.30", true, sequence(...parts));
const alternative = (...names: Uint8Array[]) => extension("2.5.29.17", false, sequence(...names));

interface Setup {
  readonly onRoot?: Uint8Array;
  readonly onMiddle?: Uint8Array;
  readonly leaf?: Uint8Array;
  readonly mailInSubject?: string;
}

async function stopWith({ onRoot, onMiddle, leaf, mailInSubject }: Setup): Promise<string> {
  const anchor = await root("Root", { extensions: onRoot === undefined ? [] : [onRoot] });
  const middle = await certify({
    subject: "Middle",
    issuer: "Root",
    ca: true,
    extensions: onMiddle === undefined ? [] : [onMiddle],
  });
  const certificate = await certify({
    subject: "Leaf",
    issuer: "Middle",
    extensions: leaf === undefined ? [] : [leaf],
    subjectName: [
      ["O", "Test"],
      ["CN", "Leaf"],
      ...(mailInSubject === undefined ? [] : ([["E", mailInSubject]] as const)),
    ],
  });
  const result = await findPath(certificate, query(trustIn([anchor]), [middle]));
  return result.ok ? "found" : result.nearest.stop;
}

describe("name constraints on a path (RFC 5280, 4.2.1.10)", () => {
  it.each<[string, Setup, string]>([
    [
      "permit a name inside",
      { onMiddle: constraints(subtrees(0, dns("example.com"))), leaf: alternative(dns("a.example.com")) },
      "found",
    ],
    [
      "refuse a name outside",
      { onMiddle: constraints(subtrees(0, dns("example.com"))), leaf: alternative(dns("a.example.org")) },
      "name-constraints",
    ],
    [
      "refuse when one of several names is outside",
      { onMiddle: constraints(subtrees(0, dns("example.com"))), leaf: alternative(dns("a.example.com"), dns("b.org")) },
      "name-constraints",
    ],
    [
      "refuse an excluded name even where it is permitted",
      {
        onMiddle: constraints(subtrees(0, dns("example.com")), subtrees(1, dns("a.example.com"))),
        leaf: alternative(dns("a.example.com")),
      },
      "name-constraints",
    ],
    [
      "hold on an anchor too",
      { onRoot: constraints(subtrees(0, dns("example.com"))), leaf: alternative(dns("a.example.org")) },
      "name-constraints",
    ],
    [
      "narrow from certificate to certificate",
      {
        onRoot: constraints(subtrees(0, dns("example.com"))),
        onMiddle: constraints(subtrees(0, dns("example.org"))),
        leaf: alternative(dns("a.example.com")),
      },
      "name-constraints",
    ],
    [
      "leave names of other forms alone",
      { onMiddle: constraints(subtrees(0, dns("example.com"))), leaf: alternative(mail("a@b.org")) },
      "found",
    ],
    ["apply to the subject", { onMiddle: constraints(subtrees(0, directory(["O", "Other"]))) }, "name-constraints"],
    [
      "compare directory names as names compare",
      { onMiddle: constraints(subtrees(0, directory(["O", "TEST "]))) },
      "found",
    ],
    [
      "apply to mail addresses in the subject",
      { onMiddle: constraints(subtrees(0, mail("example.com"))), mailInSubject: "a@example.org" },
      "name-constraints",
    ],
    [
      "refuse a form that cannot be compared, where the certificate has it",
      { onMiddle: constraints(subtrees(1, other("2.999.1"))), leaf: alternative(other("2.999.1")) },
      "name-constraints",
    ],
    [
      "ignore a form that cannot be compared, where it has not",
      { onMiddle: constraints(subtrees(1, other("2.999.1"))) },
      "found",
    ],
    [
      "apply to mail addresses beyond ASCII, by refusing them",
      { onMiddle: constraints(subtrees(0, mail("example.com"))), leaf: alternative(other("1.3.6.1.5.5.7.8.9")) },
      "name-constraints",
    ],
    [
      "refuse names that are illegible",
      { onMiddle: constraints(subtrees(1, dns("example.com"))), leaf: alternative(dns("a..b")) },
      "name-constraints",
    ],
  ])("%s", async (_, setup, expected) => {
    expect(await stopWith(setup)).toBe(expected);
  });

  it("do not apply to a self-issued authority on the way, but to what it issues", async () => {
    const anchor = await root("Root");
    const first = await certify({
      subject: "Middle",
      issuer: "Root",
      ca: true,
      extensions: [constraints(subtrees(0, directory(["O", "Leaf only"])))],
    });
    const rollover = await certify({ subject: "Middle", subjectKey: "Middle 2", issuer: "Middle", ca: true });
    const inside = await certify({
      subject: "Leaf",
      subjectName: [
        ["O", "Leaf only"],
        ["CN", "x"],
      ],
      issuer: "Middle",
      issuerKey: "Middle 2",
    });
    const outside = await certify({ subject: "Leaf", issuer: "Middle", issuerKey: "Middle 2" });
    expect((await findPath(inside, query(trustIn([anchor]), [first, rollover]))).ok).toBe(true);
    expect(await findPath(outside, query(trustIn([anchor]), [first, rollover]))).toMatchObject({
      nearest: { stop: "name-constraints" },
    });
  });

  it("stop at the limit where thousands of names meet thousands of subtrees", async () => {
    const many = (label: string) => Array.from({ length: 600 }, (_, i) => dns(`${label}${i}.example`));
    expect(await stopWith({ onMiddle: constraints(subtrees(1, ...many("x"))), leaf: alternative(...many("y")) })).toBe(
      "limit",
    );
  });
});
