import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { Asn1Error } from "../asn1/asn1-error.ts";
import { encodeBase64 } from "../bytes/base64.ts";
import { parsePem } from "../bytes/pem.ts";
import { decodeLatin1, decodeUtf8 } from "../bytes/text.ts";
import { PadesError } from "../errors.ts";
import { parseCertificate } from "../x509/certificate.ts";
import { TRUST_ROLES } from "../x509/trust-anchor.ts";
import type { TrustProfile } from "../x509/trust-profile.ts";
import { createTrustStore } from "../x509/trust-store.ts";

/**
 * Reads a trust profile for createTrustStore.
 *
 * From a JSON file: as TrustProfile, but an anchor may have `file` in place of `certificate`, and an intermediate may be
 * `{ "file": … }`: a path relative to the profile, of a PEM file with one or more certificates, or of one in DER. Each
 * certificate of the file becomes an anchor with the same roles, tag and times.
 *
 * From a folder: the certificates of every .pem, .crt, .cer and .der file in it; PEM files of keys or CRLs are passed over. A certificate that names itself as its issuer becomes an
 * anchor for all roles, without a tag; any other is an intermediate, which helps to find paths and is trusted by
 * itself for nothing. To trust one of those, or less than all roles, write a profile.
 *
 * @param path of the JSON file or the folder
 * @throws PadesError ERR_TRUST_PROFILE, with the place inside the profile; its `cause` is the error of node:fs where a
 *   file could not be read
 */
export async function loadTrustProfile(path: string): Promise<TrustProfile> {
  const status = await reading(path, () => stat(path));
  const profile = status.isDirectory() ? await profileOfFolder(path) : await profileOfFile(path);
  try {
    createTrustStore(profile);
  } catch (error) {
    if (!(error instanceof PadesError)) throw error;
    throw new PadesError(error.code, `${path}: ${error.message}`, { cause: error });
  }
  // createTrustStore has just accepted every part of it.
  return profile as TrustProfile;
}

async function profileOfFile(path: string): Promise<unknown> {
  const text = decodeUtf8(await reading(path, () => readFile(path)));
  const profile = parseJson(path, text);
  if (!isObject(profile)) return profile;
  const folder = dirname(path);
  return {
    ...profile,
    ...(Array.isArray(profile["anchors"])
      ? { anchors: await inPlace(profile["anchors"], (anchor) => anchorsOf(anchor, folder)) }
      : {}),
    ...(Array.isArray(profile["intermediates"])
      ? {
          intermediates: await inPlace(profile["intermediates"], (intermediate) =>
            intermediatesOf(intermediate, folder),
          ),
        }
      : {}),
  };
}

function parseJson(path: string, text: string | null): unknown {
  if (text === null) throw new PadesError("ERR_TRUST_PROFILE", `${path}: expected JSON in UTF-8`);
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (cause) {
    throw new PadesError(
      "ERR_TRUST_PROFILE",
      `${path}: expected JSON (${cause instanceof Error ? cause.message : String(cause)})`,
      { cause },
    );
  }
}

async function inPlace(items: readonly unknown[], expand: (item: unknown) => Promise<unknown[]>): Promise<unknown[]> {
  const expanded: unknown[] = [];
  for (const item of items) expanded.push(...(await expand(item)));
  return expanded;
}

async function anchorsOf(anchor: unknown, folder: string): Promise<unknown[]> {
  if (!isObject(anchor) || typeof anchor["file"] !== "string" || "certificate" in anchor) return [anchor];
  const { file, ...rest } = anchor;
  return (await certificatesOf(resolve(folder, String(file)))).map((der) => ({
    certificate: encodeBase64(der),
    ...rest,
  }));
}

async function intermediatesOf(intermediate: unknown, folder: string): Promise<unknown[]> {
  if (!isObject(intermediate) || typeof intermediate["file"] !== "string" || Object.keys(intermediate).length > 1)
    return [intermediate];
  return (await certificatesOf(resolve(folder, intermediate["file"]))).map(encodeBase64);
}

const CERTIFICATE_FILES: ReadonlySet<string> = new Set([".pem", ".crt", ".cer", ".der"]);

async function profileOfFolder(path: string): Promise<TrustProfile> {
  const names = (await reading(path, () => readdir(path))).filter((name) =>
    CERTIFICATE_FILES.has(extname(name).toLowerCase()),
  );
  const ders: Uint8Array[] = [];
  for (const name of names.sort()) ders.push(...((await certificatesIn(join(path, name))) ?? []));
  if (ders.length === 0) {
    throw new PadesError(
      "ERR_TRUST_PROFILE",
      `${path}: expected .pem, .crt, .cer or .der files with certificates, found none`,
    );
  }
  return {
    schema: "pades-dossier/trust@1",
    id: basename(resolve(path)),
    anchors: ders.filter(isSelfIssued).map((der) => ({ certificate: encodeBase64(der), roles: TRUST_ROLES })),
    intermediates: ders.filter((der) => !isSelfIssued(der)).map(encodeBase64),
  };
}

/** The certificates of a file, DER. */
async function certificatesOf(path: string): Promise<Uint8Array[]> {
  const certificates = await certificatesIn(path);
  if (certificates !== null) return certificates;
  throw new PadesError("ERR_TRUST_PROFILE", `${path}: expected PEM blocks CERTIFICATE, found others`);
}

/** The same; null for a PEM file that holds other things only. */
async function certificatesIn(path: string): Promise<Uint8Array[] | null> {
  const bytes = await reading(path, () => readFile(path));
  const text = decodeLatin1(bytes);
  if (!text.includes("-----BEGIN")) return [checked(path, new Uint8Array(bytes))];
  const blocks = parsePem(text);
  // A block that is cut off or garbled is no block: it must not go unnoticed.
  if (blocks.length !== text.split("-----BEGIN").length - 1) {
    throw new PadesError("ERR_TRUST_PROFILE", `${path}: expected PEM blocks in base64, found one that is malformed`);
  }
  const certificates = blocks.filter(({ label }) => label === "CERTIFICATE");
  return certificates.length === 0 ? null : certificates.map(({ bytes: der }) => checked(path, der));
}

function checked(path: string, der: Uint8Array): Uint8Array {
  try {
    parseCertificate(der);
  } catch (cause) {
    if (!(cause instanceof Asn1Error)) throw cause;
    throw new PadesError("ERR_TRUST_PROFILE", `${path}: expected X.509 certificates (${cause.message})`, { cause });
  }
  return der;
}

function isSelfIssued(der: Uint8Array): boolean {
  const { subject, issuer } = parseCertificate(der);
  return subject.comparisonKey === issuer.comparisonKey;
}

async function reading<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw new PadesError(
      "ERR_TRUST_PROFILE",
      `${path}: cannot be read (${cause instanceof Error ? cause.message : String(cause)})`,
      { cause },
    );
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
