import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import {
  authorityKeyIdentifier,
  issueCertificate,
  keyUsage,
  openTestIdentity,
  randomSerialNumber,
} from "pades-dossier/testing";

/**
 * Stands for a certification authority. It asks nobody who they are, and certifies one demo person; the key of this
 * authority is public, and nothing that it issues is worth any trust.
 *
 * @param publicKey SubjectPublicKeyInfo, DER
 * @returns the certificate and those above it, base64 each
 */
export async function issueDemoCertificate(publicKey: Uint8Array): Promise<readonly string[]> {
  const chain = await Promise.all(["issuing-ca", "root"].map(readCertificate));
  const authority = await openTestIdentity(chain, await readKey("issuing-ca"));
  const now = Date.now();
  const certificate = await issueCertificate({
    subject: [
      ["C", "VN"],
      ["CN", "DEMO Key of a browser"],
    ],
    publicKey,
    issuer: authority.subject,
    issuerKey: authority.key,
    serialNumber: randomSerialNumber(),
    notBefore: new Date(now - 3_600_000),
    notAfter: new Date(now + 86_400_000),
    extensions: [keyUsage("nonRepudiation"), authorityKeyIdentifier(authority.keyIdentifier)],
  });
  return [certificate, ...chain].map((der) => Buffer.from(der).toString("base64"));
}

async function readCertificate(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(new X509Certificate(await readFile(`certs/public-ca/${name}.pem`)).raw);
}

async function readKey(name: string): Promise<Uint8Array<ArrayBuffer>> {
  const pem = await readFile(`certs/public-ca/${name}.key.pem`, "utf8");
  return new Uint8Array(Buffer.from(pem.replace(/-----[^-]+-----/g, ""), "base64"));
}
