import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toJsonSchema } from "@valibot/to-json-schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CONFIG_SCHEMA } from "../../src/cli/config-schema.ts";
import { demoPath } from "../support/demo-certs.ts";
import { signedSample } from "../support/signed-samples.ts";
import { pades } from "./test-terminal.ts";

const TRUST = demoPath("demo.trust.json");
let folder = "";
const at = (name: string) => join(folder, name);
const write = (name: string, value: unknown) => {
  writeFileSync(at(name), typeof value === "string" ? value : JSON.stringify(value));
  return at(name);
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pades-config-"));
  writeFileSync(at("signed.pdf"), await signedSample());
});
afterAll(() => rmSync(folder, { recursive: true }));

const verify = (args: readonly string[], env: Record<string, string> = {}) =>
  pades(["verify", at("signed.pdf"), "--at", "2026-01-15T10:00:00+07:00", "--waive", "revocation", ...args], {
    env: { LANG: "en_US.UTF-8", ...env },
  });

describe("the configuration of the command line", () => {
  it("says whom to trust and how to speak, from the user's own folder", async () => {
    for (const [variable, place] of [
      ["XDG_CONFIG_HOME", "xdg"],
      ["APPDATA", "roaming"],
      ["HOME", "home"],
    ] as const) {
      const base = place === "home" ? join(at("home"), ".config") : at(place);
      mkdirSync(join(base, "pades-dossier"), { recursive: true });
      writeFileSync(join(base, "pades-dossier", "config.json"), JSON.stringify({ lang: "vi", trust: TRUST }));
      const { code, stdout } = await verify([], { [variable]: at(place) });
      expect([variable, code]).toEqual([variable, 0]);
      expect(stdout).toContain("HỢP LỆ");
    }
  });

  it("is not looked for beside documents, which say nothing of whom to trust", async () => {
    for (const name of ["config.json", "pades.config.json", ".padesrc"]) write(name, { trust: TRUST });
    expect((await verify([])).code).toBe(2);
  });

  it("reads paths from where the file lies, after a byte order mark too", async () => {
    write("profile.json", readFileSync(TRUST, "utf8").replaceAll(/"file": "/g, `"file": "${demoPath("")}/`));
    const config = write("office.json", `\ufeff${JSON.stringify({ trust: "profile.json" })}`);
    expect((await verify(["--config", config])).code).toBe(0);
    expect((await verify([`--config=${config}`])).code).toBe(0);
    expect((await verify([], { PADES_CONFIG: config })).code).toBe(0);
  });

  it("gives way to the environment, and both to what is typed", async () => {
    const config = write("wrong.json", { trust: "missing.json", lang: "vi" });
    expect((await verify(["--config", config])).code).toBe(66);
    expect((await verify(["--config", config], { PADES_TRUST: TRUST })).code).toBe(0);
    const typed = await verify(["--config", config, "--trust", TRUST, "--lang", "en"], { PADES_TRUST: at("none") });
    expect([typed.code, typed.stdout.includes("VALID")]).toEqual([0, true]);
  });

  it("sets nothing that a command does not have", async () => {
    const config = write("tsa.json", { tsa: "http://tsa.example/", context: "registry" });
    expect((await pades(["explain", "digest-mismatch", "--config", config])).code).toBe(0);
  });

  it("does not stand in the way where what it sets does not fit, as the same would if it were typed", async () => {
    const config = write("desk.json", {
      trust: TRUST,
      context: "registry",
      sealerTag: ["x"],
      sealerOrganization: ["y"],
    });
    for (const mode of [[], ["--jobs", "1"]]) {
      expect([mode, (await verify(["--config", config, ...mode])).code]).toEqual([mode, 0]);
      expect([mode, (await verify(["--config", config, "--sealer-tag", "x", ...mode])).code]).toEqual([mode, 64]);
    }
    expect((await verify(["--config", config, "--context", "registry", "--jobs", "1"])).code).toBe(64);
  });

  it.each([
    ["a misspelt key", { trusts: "x" }, "trusts"],
    ["a wrong value", { lang: "fr" }, "lang"],
    ["a check that is waived once and for all", { waive: ["revocation"] }, "waive"],
    ["a list that holds something else", { evidence: ["a", 1] }, "evidence.1"],
    ["no JSON", "{", "JSON"],
  ])("is refused with the place for %s", async (_, value, place) => {
    const config = write("bad.json", value);
    const { code, stdout, stderr } = await verify(["--config", config]);
    expect([code, stdout]).toEqual([64, ""]);
    expect(stderr).toContain("bad.json");
    expect(stderr).toContain(place);
  });

  it("must be there where it is named, and does not stand in the way of help", async () => {
    expect((await verify(["--config", at("absent.json")])).code).toBe(64);
    expect((await verify([], { PADES_CONFIG: at("absent.json") })).code).toBe(64);
    expect((await pades(["verify", "--help"], { env: { PADES_CONFIG: at("absent.json") } })).code).toBe(0);
  });

  it("is published as the form that is checked", () => {
    const published: unknown = JSON.parse(readFileSync("src/cli/config.schema.json", "utf8"));
    const { $schema: _, ...made } = toJsonSchema(CONFIG_SCHEMA, { target: "draft-2020-12" });
    expect(published).toMatchObject(JSON.parse(JSON.stringify(made)) as object);
  });
});
