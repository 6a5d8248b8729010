import { describe, expect, it } from "vitest";
import { Asn1Error } from "../../src/asn1/asn1-error.ts";
import { parseCrl } from "../../src/revocation/crl.ts";
import { PathBudget } from "../../src/x509/path-budget.ts";
import { PathSignatures } from "../../src/x509/path-signatures.ts";
import { ca, crl, daysFromNow, evidence, root, signer, statusOf } from "./authority.ts";

describe("evidence that is made to harm", () => {
  it("throws nothing but Asn1Error, whichever byte of a CRL is changed, and never lists less by it", async () => {
    const anchor = await root("DEMO Root");
    const leaf = await signer(anchor, "DEMO Signer");
    const der = await crl(anchor, {
      entries: [{ serialNumber: leaf.serialNumber, revokedAt: daysFromNow(-3), reason: "superseded" }],
    });
    let refused = 0;
    for (let index = 0; index < der.length; index++) {
      for (const change of [0x01, 0x55, 0x80]) {
        const changed = new Uint8Array(der);
        changed[index] = (changed[index] ?? 0) ^ change;
        try {
          parseCrl(changed).entriesFor(leaf.serialNumber);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(Asn1Error);
          refused++;
        }
        const { status } = await statusOf(leaf, anchor, evidence({ crls: [changed] }), { anchor });
        expect(status, `byte ${index}`).not.toBe("good");
      }
    }
    expect(refused).toBeGreaterThan(100);
  });

  it("costs no more than its budget: a thousand CRLs by as many strangers who bear the issuer's name", async () => {
    const anchor = await root("DEMO Root");
    const issuer = await ca(anchor, "DEMO CA");
    const leaf = await signer(issuer, "DEMO Signer");
    const strangers = await Promise.all(Array.from({ length: 40 }, () => root("DEMO CA")));
    const crls = await Promise.all(
      strangers.flatMap((stranger) => Array.from({ length: 25 }, (_, number) => crl(stranger, { number }))),
    );
    const signatures = new PathSignatures(new PathBudget(500), null);
    const found = await statusOf(leaf, issuer, evidence({ crls }), { anchor, pool: strangers, signatures });
    expect(found.status).toBe("no-data");
  });

  it("does not lead in a circle: two certificates that sign each other's CRLs", async () => {
    const anchor = await root("DEMO Root");
    const first = await ca(anchor, "DEMO CA");
    const second = await ca(anchor, "DEMO CA");
    const leaf = await signer(first, "DEMO Signer");
    const crls = [await crl(second)];
    // Neither the anchor's CRL nor any other says anything about the second certificate.
    expect(await statusOf(leaf, first, evidence({ crls }), { anchor, pool: [first, second] })).toEqual({
      status: "no-data",
      faults: ["signer-not-authorised"],
    });
    const more = evidence({ crls: [...crls, await crl(anchor)] });
    expect(await statusOf(leaf, first, more, { anchor, pool: [first, second] })).toMatchObject({ status: "good" });
  });
});
