import { describe, expect, it } from "vitest";
import { encodeBase64 } from "../../src/bytes/base64.ts";
import { nullValue } from "../../src/testing/der.ts";
import { extendedKeyUsage, extension } from "../../src/testing/extensions.ts";
import type { Certificate } from "../../src/x509/certificate.ts";
import { findPath, type PathResult } from "../../src/x509/path-building.ts";
import { createTrustStore } from "../../src/x509/trust-store.ts";
import { createVerifiedSignatureCache } from "../../src/x509/verified-signature-cache.ts";
import { certify, commonNames, NOW, query, root, trustIn } from "./build.ts";

function stopOf(result: PathResult) {
  return result.ok ? "found" : result.nearest.stop;
}

describe("finding a path", () => {
  it("goes from the leaf to the anchor through an unordered pool", async () => {
    const anchor = await root("Root");
    const middle = await certify({ subject: "Middle", issuer: "Root", ca: true });
    const low = await certify({ subject: "Low", issuer: "Middle", ca: true });
    const leaf = await certify({ subject: "Leaf", issuer: "Low" });
    const result = await findPath(leaf, query(trustIn([anchor]), [leaf, low, anchor, middle]));
    expect(result.ok && commonNames(result.path)).toEqual(["Leaf", "Low", "Middle", "Root"]);
    expect(result.ok && result.links.map(({ issuer }) => commonNames([issuer])[0])).toEqual(["Low", "Middle", "Root"]);
    expect(result.ok && result.anchor.certificate.sha256).toBe(anchor.sha256);
  });

  it("finds intermediates that only the trust profile has", async () => {
    const anchor = await root("Root");
    const middle = await certify({ subject: "Middle", issuer: "Root", ca: true });
    const leaf = await certify({ subject: "Leaf", issuer: "Middle" });
    const trust = createTrustStore({
      schema: "pades-dossier/trust@1",
      id: "test",
      anchors: [{ certificate: encodeBase64(anchor.raw), roles: ["signer"] }],
      intermediates: [encodeBase64(middle.raw)],
    });
    expect(stopOf(await findPath(leaf, query(trust, [])))).toBe("found");
  });

  it("is not led astray by an authority of the same name with another key, wherever it stands in the pool", async () => {
    const anchor = await root("Root");
    const real = await certify({ subject: "Middle", issuer: "Root", ca: true });
    const rogues = await Promise.all(
      ["a", "b", "c"].map((name) =>
        certify({ subject: "Middle", subjectKey: name, issuer: "Root", issuerKey: name, ca: true }),
      ),
    );
    const leaf = await certify({ subject: "Leaf", issuer: "Middle" });
    for (const pool of [
      [real, ...rogues],
      [...rogues, real],
    ]) {
      const result = await findPath(leaf, query(trustIn([anchor]), pool));
      expect(result.ok && result.path[1]?.sha256).toBe(real.sha256);
    }
  });

  it("never takes an anchor by its name alone", async () => {
    const anchor = await root("Root");
    const fake = await root("Root", { subjectKey: "fake", issuerKey: "fake" });
    const leaf = await certify({ subject: "Leaf", issuer: "Root", issuerKey: "fake" });
    const result = await findPath(leaf, query(trustIn([anchor]), [fake]));
    expect(stopOf(result)).toBe("issuer-signature");
    expect(!result.ok && result.nearest.at.sha256).toBe(fake.sha256);
  });

  it("takes an anchor that another authority has certified too, and does not go on beyond it", async () => {
    const oldRoot = await root("Old root");
    const newRoot = await root("New root");
    const cross = await certify({ subject: "New root", issuer: "Old root", ca: true });
    const leaf = await certify({ subject: "Leaf", issuer: "New root" });
    const viaBoth = await findPath(leaf, query(trustIn([oldRoot, newRoot]), [cross]));
    expect(viaBoth.ok && commonNames(viaBoth.path)).toEqual(["Leaf", "New root"]);
    const viaOld = await findPath(leaf, query(trustIn([oldRoot]), [cross, newRoot]));
    expect(viaOld.ok && commonNames(viaOld.path)).toEqual(["Leaf", "New root", "Old root"]);
  });

  it("leaves a loop of authorities that certify each other", async () => {
    const anchor = await root("Root");
    const loop = [
      await certify({ subject: "A", issuer: "B", ca: true }),
      await certify({ subject: "B", issuer: "C", ca: true }),
      await certify({ subject: "C", issuer: "A", ca: true }),
    ];
    const way = await certify({ subject: "C", issuer: "Root", ca: true });
    const leaf = await certify({ subject: "Leaf", issuer: "A" });
    expect(stopOf(await findPath(leaf, query(trustIn([anchor]), loop)))).toBe("issuer-not-found");
    const result = await findPath(leaf, query(trustIn([anchor]), [...loop, way]));
    expect(result.ok && commonNames(result.path)).toEqual(["Leaf", "A", "B", "C", "Root"]);
  });

  it("gives the same answer for every order of the pool", async () => {
    const anchors = [await root("Root 1"), await root("Root 2")];
    const pool = [
      await certify({ subject: "X", issuer: "Root 1", ca: true }),
      await certify({ subject: "X", issuer: "Root 2", ca: true }),
      await certify({ subject: "X", issuer: "Y", ca: true }),
      await certify({ subject: "Y", issuer: "Root 1", ca: true }),
    ];
    const leaf = await certify({ subject: "Leaf", issuer: "X" });
    const found = new Set<string>();
    for (let turn = 0; turn < pool.length; turn++) {
      const turned = [...pool.slice(turn), ...pool.slice(0, turn)];
      for (const order of [turned, [...turned].reverse()]) {
        const result = await findPath(leaf, query(trustIn(turn % 2 === 0 ? anchors : [...anchors].reverse()), order));
        found.add(result.ok ? result.path.map(({ sha256 }) => sha256).join() : result.nearest.stop);
      }
    }
    expect(found.size).toBe(1);
  });

  it("names a signer that is an anchor itself, for that anchor's roles only", async () => {
    const pinned = await certify({ subject: "Pinned", issuer: "Nobody" });
    const result = await findPath(pinned, query(trustIn([pinned], ["signer"]), []));
    expect(result.ok && result.path).toEqual([pinned]);
    expect(stopOf(await findPath(pinned, query(trustIn([pinned], ["tsa"]), [])))).toBe("anchor-role");
  });

  it("does not let a signer that is an anchor issue certificates", async () => {
    const pinned = await certify({ subject: "Pinned", issuer: "Pinned" });
    const leaf = await certify({ subject: "Leaf", issuer: "Pinned" });
    expect(stopOf(await findPath(leaf, query(trustIn([pinned]), [])))).toBe("issuer-not-ca");
  });

  it("does not let an expired anchor sign, although as an authority it would still do", async () => {
    const notAfter = new Date("2025-01-01T00:00:00Z");
    const pinned = await certify({ subject: "Pinned", issuer: "Nobody", notAfter });
    expect(stopOf(await findPath(pinned, query(trustIn([pinned]), [])))).toBe("expired");
    const anchor = await root("Root", { notAfter });
    const leaf = await certify({ subject: "Leaf", issuer: "Root" });
    expect(stopOf(await findPath(leaf, query(trustIn([anchor]), [])))).toBe("found");
  });
});

describe("explaining why there is no path", () => {
  it("names expiry only where the path is whole and good but for that, with the certificate", async () => {
    const anchor = await root("Root");
    const middle = await certify({ subject: "Middle", issuer: "Root", ca: true });
    const leaf = await certify({ subject: "Leaf", issuer: "Middle", notAfter: new Date("2025-12-31T00:00:00Z") });
    const result = await findPath(leaf, query(trustIn([anchor]), [middle]));
    expect(result).toMatchObject({ ok: false, nearest: { stop: "expired", at: leaf, path: [leaf, middle, anchor] } });
    expect(!result.ok && result.nearest.links.length).toBe(2);
    const unknown = await findPath(leaf, query(trustIn([await root("Other")]), [middle]));
    expect(stopOf(unknown)).toBe("issuer-not-found");
  });

  it("prefers a whole path outside its validity to an attempt that broke another rule", async () => {
    const anchor = await root("Root");
    const expired = await certify({
      subject: "Middle",
      issuer: "Root",
      ca: true,
      notAfter: new Date("2025-01-01T00:00:00Z"),
    });
    const noAuthority = await certify({ subject: "Middle", issuer: "Root" });
    const leaf = await certify({ subject: "Leaf", issuer: "Middle" });
    const result = await findPath(leaf, query(trustIn([anchor]), [noAuthority, expired]));
    expect(result).toMatchObject({ ok: false, nearest: { stop: "expired", at: expired } });
  });

  it("says not yet valid before the first second, and expired after the last", async () => {
    const anchor = await root("Root");
    const leaf = await certify({
      subject: "Leaf",
      issuer: "Root",
      notBefore: new Date("2026-01-01T00:00:00Z"),
      notAfter: new Date("2026-02-01T00:00:00Z"),
    });
    const at = async (time: string) =>
      stopOf(await findPath(leaf, query(trustIn([anchor]), [], { time: new Date(time) })));
    expect(await at("2025-12-31T23:59:59.999Z")).toBe("not-yet-valid");
    expect(await at("2026-01-01T00:00:00Z")).toBe("found");
    expect(await at("2026-02-01T00:00:00.999Z")).toBe("found");
    expect(await at("2026-02-01T00:00:01Z")).toBe("expired");
    expect(await at("no time at all")).toBe("not-yet-valid");
  });

  it.each<[string, Promise<Certificate>, string]>([
    ["an issuer that is no authority", certify({ subject: "Middle", issuer: "Root" }), "issuer-not-ca"],
    [
      "an authority with an unknown critical extension",
      certify({ subject: "Middle", issuer: "Root", ca: true, extensions: [extension("2.999.1", true, nullValue())] }),
      "critical-extension",
    ],
    [
      "an authority for servers only",
      certify({ subject: "Middle", issuer: "Root", ca: true, extensions: [extendedKeyUsage(["serverAuth"])] }),
      "key-usage",
    ],
    [
      "an authority whose issuer's signature is another's",
      certify({ subject: "Middle", issuer: "Root", issuerKey: "stranger", ca: true }),
      "issuer-signature",
    ],
  ])("stops at %s", async (_, middle, stop) => {
    const anchor = await root("Root");
    const leaf = await certify({ subject: "Leaf", issuer: "Middle" });
    expect(stopOf(await findPath(leaf, query(trustIn([anchor]), [await middle])))).toBe(stop);
  });

  it("masks personal numbers in the name that it gives", async () => {
    const leaf = await certify({
      subject: "Leaf",
      issuer: "Nobody",
      subjectName: [
        ["CN", "Nguyễn Văn A"],
        ["UID", "CCCD:001099012345"],
      ],
    });
    const result = await findPath(leaf, query(trustIn([await root("Root")]), []));
    expect(!result.ok && result.nearest.certificate).toBe("UID=CCCD:*********345, CN=Nguyễn Văn A");
  });
});

describe("anchors", () => {
  async function storeWith(fields: object) {
    const anchor = await root("Root");
    return createTrustStore({
      schema: "pades-dossier/trust@1",
      id: "test",
      anchors: [{ certificate: encodeBase64(anchor.raw), roles: ["signer"], tag: "public-ca", ...fields }],
    });
  }

  it("count only for their roles", async () => {
    const leaf = await certify({ subject: "Leaf", issuer: "Root" });
    expect(stopOf(await findPath(leaf, query(await storeWith({ roles: ["tsa"] }), [])))).toBe("anchor-role");
    expect(stopOf(await findPath(leaf, query(await storeWith({}), [])))).toBe("found");
  });

  it("count only from trustFrom to trustUntil", async () => {
    const leaf = await certify({ subject: "Leaf", issuer: "Root" });
    const trust = await storeWith({ trustFrom: "2025-01-01T00:00:00Z", trustUntil: "2026-01-01T00:00:00Z" });
    const at = async (time: string) => stopOf(await findPath(leaf, query(trust, [], { time: new Date(time) })));
    expect(await at("2024-12-31T23:59:59Z")).toBe("anchor-period");
    expect(await at("2025-06-01T00:00:00Z")).toBe("found");
    expect(await at("2026-01-01T00:00:01Z")).toBe("anchor-period");
  });

  it("count only with a tag that the profile's policy takes for the role", async () => {
    const anchor = await root("Root");
    const leaf = await certify({ subject: "Leaf", issuer: "Root" });
    const profile = {
      schema: "pades-dossier/trust@1",
      id: "test",
      anchors: [{ certificate: encodeBase64(anchor.raw), roles: ["signer"], tag: "public-ca" }],
    };
    const withTags = (tags: string[]) => createTrustStore({ ...profile, policy: { tags: { signer: tags } } });
    expect(stopOf(await findPath(leaf, query(withTags(["cong-vu"]), [])))).toBe("anchor-role");
    expect(stopOf(await findPath(leaf, query(withTags(["cong-vu", "public-ca"]), [])))).toBe("found");
  });
});

describe("limits", () => {
  it("give up on hundreds of authorities of one name, and say so", async () => {
    const anchor = await root("Root");
    const pool = await Promise.all(
      Array.from({ length: 300 }, (_, i) =>
        certify({ subject: "Middle", subjectKey: `other ${i % 250}`, issuer: "Root", ca: true }),
      ),
    );
    const leaf = await certify({ subject: "Leaf", issuer: "Middle", onlyExtensions: [] });
    expect(stopOf(await findPath(leaf, query(trustIn([anchor]), pool)))).toBe("limit");
  });

  it("do not stand in the way of the authority that the user configured", async () => {
    const anchor = await root("Root");
    const real = await certify({ subject: "Middle", issuer: "Root", ca: true });
    const pool = await Promise.all(
      Array.from({ length: 300 }, (_, i) =>
        certify({
          subject: "Middle",
          subjectKey: `other ${i % 250}`,
          issuer: "Root",
          ca: true,
          notAfter: new Date("2040-01-01T00:00:00Z"),
        }),
      ),
    );
    const trust = createTrustStore({
      schema: "pades-dossier/trust@1",
      id: "test",
      anchors: [{ certificate: encodeBase64(anchor.raw), roles: ["signer"] }],
      intermediates: [encodeBase64(real.raw)],
    });
    const leaf = await certify({ subject: "Leaf", issuer: "Middle", onlyExtensions: [] });
    expect(stopOf(await findPath(leaf, query(trust, pool)))).toBe("found");
  });

  it("end a chain that is longer than any path may be", async () => {
    const anchor = await root("CA 0");
    const pool: Certificate[] = [];
    for (let i = 1; i <= 20; i++) pool.push(await certify({ subject: `CA ${i}`, issuer: `CA ${i - 1}`, ca: true }));
    const reach = async (i: number) =>
      stopOf(await findPath(await certify({ subject: "Leaf", issuer: `CA ${i}` }), query(trustIn([anchor]), pool)));
    expect(await reach(14)).toBe("found");
    expect(await reach(15)).toBe("limit");
  });
});

describe("the cache of verified signatures", () => {
  it("changes no answer, and remembers neither time nor trust", async () => {
    const anchor = await root("Root");
    const middle = await certify({ subject: "Middle", issuer: "Root", ca: true });
    const leaf = await certify({ subject: "Leaf", issuer: "Middle" });
    const caches = { signatures: createVerifiedSignatureCache() };
    const ask = async (trust = trustIn([anchor]), time = NOW) =>
      stopOf(await findPath(leaf, query(trust, [middle], { caches, time })));
    expect(await ask()).toBe("found");
    expect(caches.signatures.size).toBe(2);
    expect(await ask()).toBe("found");
    expect(await ask(trustIn([anchor]), new Date("2031-01-01T00:00:00Z"))).toBe("expired");
    expect(await ask(trustIn([anchor], ["tsa"]))).toBe("anchor-role");
    expect(await ask(trustIn([await root("Root", { subjectKey: "other", issuerKey: "other" })]))).toBe(
      "issuer-signature",
    );
  });
});
