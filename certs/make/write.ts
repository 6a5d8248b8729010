import { mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { encodePem } from "../../src/bytes/pem.ts";
import type { TestIdentity } from "../../src/testing/test-identity.ts";
import { encodePkcs12 } from "./pkcs12.ts";
import type { Tree } from "./trees.ts";

const PASSWORD = "demo";

/** `name.pem` and `name.key.pem` for each identity of a tree. */
export async function writeTree(folder: string, tree: Tree<string>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, identity] of Object.entries(tree)) {
    await writeFile(join(folder, `${name}.pem`), certificatePem(identity));
    await writeFile(join(folder, `${name}.key.pem`), encodePem("PRIVATE KEY", identity.key.pkcs8));
  }
}

/** `name.p12`, and with `legacy` also `name.3des.p12` and `name.rc2.p12`. */
export async function writePkcs12(path: string, identity: TestIdentity, { legacy = false } = {}): Promise<void> {
  const friendlyName = `DEMO ${basename(path)} – chữ ký số`;
  await writeFile(`${path}.p12`, encodePkcs12(identity, friendlyName, PASSWORD, "modern"));
  if (!legacy) return;
  await writeFile(`${path}.3des.p12`, encodePkcs12(identity, friendlyName, PASSWORD, "3des"));
  await writeFile(`${path}.rc2.p12`, encodePkcs12(identity, friendlyName, PASSWORD, "rc2"));
}

/** `name.crl.pem`. */
export async function writeCrl(path: string, crl: Uint8Array): Promise<void> {
  await writeFile(`${path}.crl.pem`, encodePem("X509 CRL", crl));
}

export function certificatePem(identity: TestIdentity): string {
  return encodePem("CERTIFICATE", identity.certificate);
}
