import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encodePem } from "../../src/bytes/pem.ts";
import { loadTrustProfile } from "../../src/node/load-trust-profile.ts";
import { createTrustStore } from "../../src/x509/trust-store.ts";
import { certificateBundle } from "../support/certificate-bundle.ts";
import { demoCertificate, demoPath } from "../support/demo-certs.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pades-trust-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const pem = (name: string) => readFileSync(demoPath(`${name}.pem`), "utf8");
const write = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const profile = (anchors: unknown, intermediates?: unknown) =>
  write(
    "profile.json",
    JSON.stringify({
      schema: "pades-dossier/trust@1",
      id: "mine",
      anchors,
      ...(intermediates === undefined ? {} : { intermediates }),
    }),
  );

describe("a trust profile in a JSON file", () => {
  it("is the profile that it holds", async () => {
    const loaded = await loadTrustProfile(demoPath("demo.trust.json"));
    expect(loaded).toEqual(JSON.parse(readFileSync(demoPath("demo.trust.json"), "utf8")));
  });

  it("may name files beside it, each certificate of which gets the roles and the tag", async () => {
    write("roots.pem", `${pem("public-ca/root")}\nsome text\n${pem("cong-vu/root")}`);
    write("sub.der", demoCertificate("cong-vu/sub-ca"));
    const path = profile(
      [{ file: "roots.pem", roles: ["signer"], tag: "both" }],
      [{ file: "sub.der" }, pem("public-ca/issuing-ca")],
    );
    const store = createTrustStore(await loadTrustProfile(path));
    expect(store.anchors.map(({ tag, roles }) => [tag, [...roles]])).toEqual([
      ["both", ["signer"]],
      ["both", ["signer"]],
    ]);
    expect(store.intermediates).toHaveLength(2);
  });

  it("trusts the same as one that holds its certificates itself", async () => {
    write("root.pem", pem("public-ca/root"));
    const byFile = createTrustStore(await loadTrustProfile(profile([{ file: "root.pem", roles: ["signer"] }])));
    const itself = createTrustStore(
      await loadTrustProfile(profile([{ certificate: pem("public-ca/root"), roles: ["signer"] }])),
    );
    expect(byFile.sha256).toBe(itself.sha256);
  });

  it.each([
    ["that is no JSON", () => write("profile.json", "{"), /profile\.json: expected JSON/],
    ["that is not UTF-8", () => write("profile.json", new Uint8Array([0xff, 0xfe])), /UTF-8/],
    [
      "with a misspelt key",
      () => profile([{ certificate: pem("public-ca/root"), role: ["signer"] }]),
      /profile\.json: .*anchors\[0\]/,
    ],
    [
      "with both a file and a certificate",
      () => profile([{ file: "x", certificate: pem("public-ca/root"), roles: ["signer"] }]),
      /"file"/,
    ],
    [
      "that names a file which is not there",
      () => profile([{ file: "gone.pem", roles: ["signer"] }]),
      /gone\.pem: cannot be read/,
    ],
    [
      "that names a file of keys",
      () => profile([{ file: basename(write("key.pem", pem("public-ca/root.key"))), roles: ["signer"] }]),
      /found others/,
    ],
    [
      "that names a file of rubbish",
      () => profile([{ file: basename(write("x.der", "rubbish")), roles: ["signer"] }]),
      /X\.509/,
    ],
  ])("is refused %s", async (_, make, message) => {
    await expect(loadTrustProfile(make())).rejects.toMatchObject({
      code: "ERR_TRUST_PROFILE",
      message: expect.stringMatching(message),
    });
  });
});

describe("a file of certificates", () => {
  it("is a profile of its roots and intermediates, as a folder with it would be", async () => {
    const path = write("all.pem", `${pem("public-ca/root")}${pem("public-ca/issuing-ca")}${pem("public-ca/root")}`);
    const { anchors, intermediates, id } = await loadTrustProfile(path);
    expect([id, anchors.length, intermediates?.length]).toEqual(["all.pem", 1, 1]);
  });

  it("may be a PKCS#7 bundle, also in a folder and in a profile", async () => {
    const bundle = certificateBundle(demoCertificate("public-ca/root"), demoCertificate("public-ca/issuing-ca"));
    write("all.p7b", bundle);
    write("again.p7c", encodePem("PKCS7", bundle));
    const byProfile = await loadTrustProfile(
      profile([{ file: "all.p7b", roles: ["signer"] }], [{ file: "again.p7c" }]),
    );
    expect([byProfile.anchors.length, byProfile.intermediates?.length]).toEqual([2, 2]);
    rmSync(join(folder, "profile.json"));
    for (const path of [join(folder, "all.p7b"), join(folder, "again.p7c"), folder]) {
      const { anchors, intermediates } = await loadTrustProfile(path);
      expect([anchors.length, intermediates?.length]).toEqual([1, 1]);
    }
  });
});

describe("a folder of certificates", () => {
  it("has its roots as anchors for all roles, and the others to find paths with", async () => {
    copyFileSync(demoPath("public-ca/root.pem"), join(folder, "root.crt"));
    write("sub.cer", demoCertificate("public-ca/issuing-ca"));
    write("readme.txt", "not looked at");
    write("key.pem", pem("public-ca/root.key"));
    const store = createTrustStore(await loadTrustProfile(folder));
    expect(store.anchors.map(({ roles }) => [...roles])).toEqual([["signer", "tsa", "revocation"]]);
    expect(store.intermediates).toHaveLength(1);
  });

  it("is refused where it holds none", async () => {
    await expect(loadTrustProfile(folder)).rejects.toMatchObject({ code: "ERR_TRUST_PROFILE" });
  });

  it("is refused where a certificate in it is damaged, which would otherwise be missed silently", async () => {
    write("root.pem", pem("public-ca/root"));
    write("cut.pem", pem("cong-vu/root").slice(0, 300));
    await expect(loadTrustProfile(folder)).rejects.toThrow(/cut\.pem: .*malformed/);
  });
});

it("says where there is no profile at all", async () => {
  const missing = loadTrustProfile(join(folder, "none.json"));
  await expect(missing).rejects.toMatchObject({ code: "ERR_TRUST_PROFILE", cause: { code: "ENOENT" } });
});
