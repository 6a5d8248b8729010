import { expect, it } from "vitest";
import { DEMO_NOW } from "../support/demo-certs.ts";
import { describeWithTools } from "../support/tools.ts";
import { opensslVerify, type VerifyOptions } from "./openssl.ts";

const TREE = { trusted: ["public-ca/root"], untrusted: ["public-ca/issuing-ca"], at: DEMO_NOW };
const CRLS = ["public-ca/root", "public-ca/issuing-ca"];
const below = (...authorities: readonly string[]) => ({ ...TREE, untrusted: [...TREE.untrusted, ...authorities] });

interface Case {
  readonly name: string;
  readonly options: VerifyOptions;
  readonly error: RegExp;
  /** The same question with the one fault out of the way: it must be the only one. Null where no option does that. */
  readonly harmless: VerifyOptions | null;
}

const SIGNING = { ...TREE, flags: ["-purpose", "smimesign"] };
const STRONG = { ...TREE, flags: ["-auth_level", "2"] };

const CASES: readonly Case[] = [
  {
    name: "bad/expired",
    options: TREE,
    error: /certificate has expired/,
    harmless: { ...TREE, at: new Date("2024-12-01T00:00:00Z") },
  },
  {
    name: "bad/not-yet-valid",
    options: TREE,
    error: /certificate is not yet valid/,
    harmless: { ...TREE, at: new Date("2115-01-01T00:00:00Z") },
  },
  { name: "bad/revoked", options: { ...TREE, crls: CRLS }, error: /certificate revoked/, harmless: TREE },
  { name: "bad/on-hold", options: { ...TREE, crls: CRLS }, error: /certificate revoked/, harmless: TREE },
  {
    name: "bad/self-signed",
    options: TREE,
    error: /self[- ]signed certificate/,
    harmless: { trusted: ["bad/self-signed"], at: DEMO_NOW },
  },
  {
    name: "bad/fake-root",
    options: TREE,
    error: /self[- ]signed certificate/,
    harmless: { trusted: ["bad/fake-root"], at: DEMO_NOW },
  },
  {
    name: "bad/issued-by-fake-root",
    options: below("bad/fake-root"),
    error: /certificate signature failure/,
    harmless: { trusted: ["bad/fake-root"], at: DEMO_NOW },
  },
  {
    name: "bad/key-usage-encipherment",
    options: SIGNING,
    error: /un(suitable|supported) certificate purpose/,
    harmless: TREE,
  },
  {
    name: "bad/eku-server-auth",
    options: SIGNING,
    error: /un(suitable|supported) certificate purpose/,
    harmless: TREE,
  },
  {
    name: "bad/issued-by-not-ca",
    options: below("bad/not-ca"),
    error: /invalid CA certificate/,
    harmless: null,
  },
  {
    name: "bad/issued-by-too-deep-ca",
    options: below("bad/too-deep-ca"),
    error: /path length constraint exceeded/,
    harmless: { trusted: ["bad/too-deep-ca"], at: DEMO_NOW, flags: ["-partial_chain"] },
  },
  {
    name: "bad/revoked-ca",
    options: { ...TREE, crls: CRLS },
    error: /certificate revoked/,
    harmless: TREE,
  },
  {
    name: "bad/issued-by-revoked-ca",
    options: { ...below("bad/revoked-ca"), crls: [...CRLS, "bad/revoked-ca"] },
    error: /error 23 at 1 depth lookup: certificate revoked/,
    harmless: below("bad/revoked-ca"),
  },
  {
    name: "bad/unknown-critical-extension",
    options: TREE,
    error: /unhandled critical extension/,
    harmless: { ...TREE, flags: ["-ignore_critical"] },
  },
  { name: "bad/sha1-signed", options: STRONG, error: /CA signature digest algorithm too weak/, harmless: TREE },
  { name: "bad/rsa-1024", options: STRONG, error: /EE certificate key too weak/, harmless: TREE },
];

describeWithTools(["openssl"], "bad demo certificates, as openssl judges them", () => {
  it.each(CASES)("refuses $name: $error", ({ name, options, error }) => {
    const result = opensslVerify(name, options);
    expect(result.output).toMatch(error);
    expect(result.status).not.toBe(0);
  });

  it.each(CASES.flatMap(({ name, harmless }) => (harmless === null ? [] : [{ name, harmless }])))(
    "finds no other fault in $name",
    ({ name, harmless }) => expect(opensslVerify(name, harmless).output).toContain(": OK"),
  );

  it("bad/not-ca is an ordinary signer that passes as one", () => {
    expect(opensslVerify("bad/not-ca", SIGNING).output).toContain(": OK");
  });
});
