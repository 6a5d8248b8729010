/**
 * Makes the demo PKI anew, keys included: `npm run certs`. What it writes is committed, so that tests and
 * documents signed with it stay the same; run it only to change the PKI itself, then commit the outcome as a whole.
 */
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type CrlEntry, issueCrl } from "../src/testing/crl.ts";
import type { TestIdentity } from "../src/testing/test-identity.ts";
import { makeBad } from "./make/bad.ts";
import { CA_PERIOD, makeCongVu, makePublicCa } from "./make/trees.ts";
import { certificatePem, writeCrl, writePkcs12, writeTree } from "./make/write.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));

async function main(): Promise<void> {
  const publicCa = await makePublicCa();
  const congVu = await makeCongVu();
  const bad = await makeBad(publicCa.root, publicCa["issuing-ca"]);

  await writeTree(`${folder}public-ca`, publicCa);
  await writeTree(`${folder}cong-vu`, congVu);
  await writeTree(`${folder}bad`, bad);

  await writePkcs12(`${folder}public-ca/citizen`, publicCa.citizen, { legacy: true });
  for (const name of ["signer-pss", "signer-p384", "signer-p521", "signer-ed25519"] as const) {
    await writePkcs12(`${folder}public-ca/${name}`, publicCa[name]);
  }
  await writePkcs12(`${folder}cong-vu/person`, congVu.person, { legacy: true });
  for (const name of ["officer", "seal"] as const) await writePkcs12(`${folder}cong-vu/${name}`, congVu[name]);

  const revokedAt = new Date("2025-03-01T02:00:00Z");
  await writeCrl(
    `${folder}public-ca/root`,
    await crl(publicCa.root, [{ serialNumber: bad["revoked-ca"].serialNumber, revokedAt, reason: "cACompromise" }]),
  );
  await writeCrl(
    `${folder}public-ca/issuing-ca`,
    await crl(publicCa["issuing-ca"], [
      { serialNumber: bad.revoked.serialNumber, revokedAt, reason: "keyCompromise" },
      { serialNumber: bad["on-hold"].serialNumber, revokedAt, reason: "certificateHold" },
    ]),
  );
  await writeCrl(`${folder}cong-vu/root`, await crl(congVu.root, []));
  await writeCrl(`${folder}cong-vu/sub-ca`, await crl(congVu["sub-ca"], []));
  await writeCrl(`${folder}bad/revoked-ca`, await crl(bad["revoked-ca"], []));

  const roles = ["signer", "tsa", "revocation"];
  const profile = {
    schema: "pades-dossier/trust@1",
    id: "demo",
    anchors: [
      { certificate: certificatePem(publicCa.root), roles, tag: "public-ca" },
      { certificate: certificatePem(congVu.root), roles, tag: "cong-vu" },
    ],
    intermediates: [certificatePem(publicCa["issuing-ca"]), certificatePem(congVu["sub-ca"])],
  };
  await writeFile(`${folder}demo.trust.json`, `${JSON.stringify(profile, null, 2)}\n`);
}

/** Current for as long as the authority itself: whoever injects `now` finds a list that is not outdated. */
function crl(issuer: TestIdentity, entries: readonly CrlEntry[]): Promise<Uint8Array> {
  return issueCrl(issuer, {
    thisUpdate: new Date("2025-06-01T00:00:00Z"),
    nextUpdate: CA_PERIOD.notAfter,
    number: 1,
    entries,
  });
}

await main();
