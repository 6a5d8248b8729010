import { readFileSync } from "node:fs";
import { toJsonSchema } from "@valibot/to-json-schema";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { encodeUtf8 } from "../../src/bytes/text.ts";
import type { DossierManifest } from "../../src/dossier/manifest.ts";
import { ManifestError } from "../../src/dossier/manifest-error.ts";
import { MANIFEST_SCHEMA } from "../../src/dossier/manifest-schema.ts";
import { parseManifest } from "../../src/dossier/parse-manifest.ts";
import {
  MAX_MANIFEST_BYTES,
  MAX_MANIFEST_FAULTS,
  MAX_MANIFEST_ITEMS,
  MAX_MANIFEST_VALUES,
  MAX_REQUIRED_SIGNATURES,
} from "../../src/limits.ts";
import { sampleDossier } from "./sample-dossier.ts";

const SMALL = {
  schema: "pades-dossier/manifest@1",
  id: "1",
  roles: { leader: { tag: ["cong-vu"] } },
  components: [{ id: "a", name: "A", file: "a.pdf", signatures: [{ role: "leader" }] }],
} as const;

const withComponent = (changes: object) => ({ ...SMALL, components: [{ ...SMALL.components[0], ...changes }] });
const withRole = (role: object) => ({ ...SMALL, roles: { leader: role } });
const manyOf = (entry: object) =>
  Object.fromEntries(Array.from({ length: MAX_MANIFEST_ITEMS + 1 }, (_, index) => [`r${index}`, entry]));
const organization = (name: object) => ({ ...SMALL, organizations: { o: { names: [name] } } });

describe("a manifest", () => {
  it("is read from bytes, from text and from its value alike", async () => {
    const { manifest } = await sampleDossier();
    const text = JSON.stringify(manifest);
    expect(parseManifest(text)).toEqual(manifest);
    expect(parseManifest(encodeUtf8(text))).toEqual(manifest);
    expect(parseManifest(manifest)).toEqual(manifest);
  });

  const faulty: readonly (readonly [string, unknown, string, RegExp])[] = [
    ["of another schema", { ...SMALL, schema: "pades-dossier/manifest@2" }, "schema", /manifest@1/],
    ["without components", { ...SMALL, components: [] }, "components", /at least one/],
    ["with a misspelt key", withComponent({ singatures: [] }), "components[0].singatures", /no such key/],
    ["with a component that has no file", withComponent({ file: undefined }), "components[0].file", /this key/],
    ["with a hash that is none", withComponent({ sha256: "00" }), "components[0].sha256", /64 hexadecimal/],
    ["with a hash in capitals", withComponent({ sha256: "AB".repeat(32) }), "components[0].sha256", /lower case/],
    [
      "with a level that does not exist",
      withComponent({ signatures: [{ role: "leader", level: "B-X" }] }),
      "components[0].signatures[0].level",
      /B-LTA/,
    ],
    [
      "with a role that is not described",
      withComponent({ signatures: [{ role: "mayor" }] }),
      "components[0].signatures[0].role",
      /key of roles/,
    ],
    [
      "with a role from the prototype of objects",
      withComponent({ signatures: [{ role: "constructor" }] }),
      "components[0].signatures[0].role",
      /key of roles/,
    ],
    ["with a deadline without a zone", { ...SMALL, deadline: "2026-01-01T00:00:00" }, "deadline", /zone/],
    ["with a date that does not exist", { ...SMALL, deadline: "2026-13-01T00:00:00Z" }, "deadline", /exists/],
    ["whose role names nobody's certificates", withRole({ commonName: ["An"] }), "roles.leader", /tag or certificate/],
    [
      "whose role knows no organisation",
      withRole({ tag: ["x"], organization: ["o"] }),
      "roles.leader.organization[0]",
      /organizations/,
    ],
    ["whose receiver is unknown", { ...SMALL, receiver: "o" }, "receiver", /organizations/],
    [
      "whose organisation has no name",
      { ...SMALL, organizations: { o: { names: [] } } },
      "organizations.o.names",
      /at least one/,
    ],
    [
      "whose organisation ended before it began",
      organization({ name: "O", from: "2026-01-01T00:00:00Z", until: "2025-01-01T00:00:00Z" }),
      "organizations.o.names[0].until",
      /after/,
    ],
    [
      "with one id twice",
      { ...SMALL, components: [SMALL.components[0], { ...SMALL.components[0], file: "b.pdf" }] },
      "components[1].id",
      /another/,
    ],
    [
      "with names that differ in case alone",
      { ...SMALL, components: [SMALL.components[0], { id: "b", name: "B", file: "A.PDF" }] },
      "components[1].file",
      /another/,
    ],
    [
      "with names that differ in composition alone",
      {
        ...SMALL,
        components: [
          { id: "a", name: "A", file: "ký.pdf".normalize("NFC") },
          { id: "b", name: "B", file: "ký.pdf".normalize("NFD") },
        ],
      },
      "components[1].file",
      /another/,
    ],
    ["with a path that leads out", withComponent({ file: "../a.pdf" }), "components[0].file", /inside/],
    ["with an absolute path", withComponent({ file: "/etc/passwd" }), "components[0].file", /inside/],
    ["with a drive", withComponent({ file: "C:a.pdf" }), "components[0].file", /inside/],
    ["with a backslash", withComponent({ file: "a\\b.pdf" }), "components[0].file", /inside/],
    ["with a name written backwards", withComponent({ file: "a\u202efdp.exe" }), "components[0].file", /inside/],
    ["that is a list", [], "schema", /this key/],
    ["that is null", null, "", /an object/],
    [
      "with too many signatures",
      withComponent({ signatures: new Array(MAX_REQUIRED_SIGNATURES + 1).fill({ role: "leader" }) }),
      "components[0].signatures",
      /at most 50/,
    ],
    ["with too many roles", { ...SMALL, roles: manyOf({ tag: ["cong-vu"] }) }, "roles", /at most 2000/],
    [
      "with too many organisations",
      { ...SMALL, organizations: manyOf({ names: [{ name: "O" }] }) },
      "org",
      /at most 2000/,
    ],
  ];

  it.each(faulty)("%s is refused, with the path of the fault", (_, value, path, expected) => {
    const [fault] = faultsOf(JSON.stringify(value));
    expect(fault?.path.startsWith(path)).toBe(true);
    expect(`${fault?.expected} ${fault?.hint}`).toMatch(expected);
  });

  const unreadable: readonly (readonly [string, Uint8Array | string, RegExp])[] = [
    ["is no JSON", "{", /JSON/],
    ["is not UTF-8", Uint8Array.of(0x7b, 0xff, 0x7d), /UTF-8/],
    ["is endless", new Uint8Array(MAX_MANIFEST_BYTES + 1), /bytes/],
    ["has a key twice", '{"schema":1,"schema":2}', /each key once/],
    ["has a key twice, once escaped", '{"components":[{"file":"a","f\\u0069le":"b"}]}', /each key once/],
  ];

  it.each(unreadable)("that %s is refused", (_, input, expected) => {
    const [fault] = faultsOf(input);
    expect([fault?.path, fault?.expected]).toEqual(["", expect.stringMatching(expected)]);
  });

  it("lists every fault, not the first alone", () => {
    const value = { ...SMALL, deadline: "soon", components: [{ id: "!", name: "", file: "a" }] };
    expect(faultsOf(JSON.stringify(value)).map(({ path }) => path)).toEqual(
      expect.arrayContaining(["deadline", "components[0].id", "components[0].name"]),
    );
  });

  it("is refused for its number of values before any of them is told to be wrong", () => {
    for (const value of [
      { ...SMALL, components: new Array(MAX_MANIFEST_VALUES + 1).fill({}) },
      withRole({ tag: new Array(MAX_MANIFEST_VALUES + 1).fill(1) }),
      { ...SMALL, components: new Array(500).fill({ signatures: new Array(300).fill({}) }) },
    ]) {
      expect(faultsOf(JSON.stringify(value))).toEqual([
        expect.objectContaining({ path: "", expected: expect.stringMatching(/at most \d+ values/) as string }),
      ]);
    }
  });

  it("tells a hundred faults, and how many more there are", () => {
    for (const [value, faults] of [
      [{ ...SMALL, components: new Array(90).fill({}) }, 270],
      [withComponent({ signatures: new Array(50).fill({ role: "r", deadline: "2026-13-01T00:00:00Z" }) }), 100],
      [{ ...SMALL, components: Array.from({ length: 101 }, () => SMALL.components[0]) }, 200],
    ] as const) {
      const told = faultsOf(JSON.stringify(value));
      expect(told).toHaveLength(Math.min(faults, MAX_MANIFEST_FAULTS + 1));
      if (faults > MAX_MANIFEST_FAULTS) expect(told.at(-1)?.found).toBe(`${faults - MAX_MANIFEST_FAULTS} more`);
    }
  });

  it("is not repeated by its faults, however long its texts and keys are", () => {
    const long = "?".repeat(1_000_000);
    for (const value of [
      { ...SMALL, id: 1, [long]: 1 },
      { ...SMALL, roles: { [long]: long } },
      { ...SMALL, receiver: long },
    ]) {
      expect(JSON.stringify(faultsOf(JSON.stringify(value))).length).toBeLessThan(4_000);
    }
    expect(faultsOf(`{"${long}":1,"${long}":1}`)[0]?.found.length).toBeLessThan(300);
  });

  it("may hold a key of one name in two objects, and quotation marks in texts", () => {
    const value = withComponent({ name: 'Đơn "A": {b, b}' });
    expect(parseManifest(JSON.stringify(value)).components[0]?.name).toBe('Đơn "A": {b, b}');
  });
});

it("shows a manifest in docs/dossier.md that can be read", () => {
  const [, shown = ""] = /```json\n(.*?)```/s.exec(readFileSync("docs/dossier.md", "utf8")) ?? [];
  expect(parseManifest(shown).components).toHaveLength(2);
});

describe("a hostile manifest", () => {
  /** Every place of a value, as the keys that lead there. */
  function placesOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
    if (typeof value !== "object" || value === null) return [path];
    return [path, ...Object.entries(value).flatMap(([key, each]) => placesOf(each, [...path, key]))];
  }

  function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
    if (key === undefined) return by;
    if (Array.isArray(value))
      return value.map((each, index) => (String(index) === key ? replaced(each, rest, by) : each));
    return { ...(value as object), [key]: replaced((value as Record<string, unknown>)[key], rest, by) };
  }

  const INSTEAD: readonly unknown[] = [
    null,
    5,
    "",
    [],
    {},
    "x".repeat(5000),
    { toString: 1 },
    "__proto__",
    [[[]]],
    true,
    "\u0000",
  ];

  it("is read or refused with the place of the fault, whatever stands where", async () => {
    const { manifest } = await sampleDossier();
    const places = placesOf(manifest);
    let refused = 0;
    for (const place of places) {
      for (const instead of INSTEAD) {
        const text = JSON.stringify(replaced(manifest, place, instead));
        const faults = faultsOf(text);
        if (faults.length > 0) refused++;
        for (const { path, expected } of faults) expect([typeof path, expected.length > 0]).toEqual(["string", true]);
      }
    }
    expect(refused).toBeGreaterThan(300);
  });
});

describe("the published schema", () => {
  const published: unknown = JSON.parse(readFileSync("src/dossier/manifest.schema.json", "utf8"));

  it("is the form that is checked", () => {
    const { $schema: _, ...made } = toJsonSchema(MANIFEST_SCHEMA, { target: "draft-2020-12" });
    expect(published).toMatchObject(JSON.parse(JSON.stringify(made)) as object);
  });

  it("accepts the manifest of a dossier and refuses a misspelt key", async () => {
    const validate = new Ajv2020({ strict: false }).compile(published as object);
    const manifest: DossierManifest = (await sampleDossier()).manifest;
    expect([validate(manifest), validate({ ...manifest, sealedby: "x" })]).toEqual([true, false]);
  });
});

function faultsOf(input: Uint8Array | string): ManifestError["faults"] {
  try {
    parseManifest(input);
  } catch (error) {
    if (error instanceof ManifestError) return error.faults;
    throw error;
  }
  return [];
}
