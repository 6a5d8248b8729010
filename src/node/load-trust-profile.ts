import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { encodeBase64 } from "../bytes/base64.ts";
import { decodeUtf8 } from "../bytes/text.ts";
import { parseCertificates } from "../cms/parse-certificates.ts";
import { PadesError } from "../errors.ts";
import { parseCertificate } from "../x509/certificate.ts";
import { TRUST_ROLES } from "../x509/trust-anchor.ts";
import type { TrustProfile } from "../x509/trust-profile.ts";
import { createTrustStore } from "../x509/trust-store.ts";

/**
 * Reads a trust profile for createTrustStore.
 *
 * From a JSON file: as TrustProfile, but an anchor may have `file` in place of `certificate`, and an intermediate may be
 * `{ "file": … }`: a path relative to the profile, of a file with certificates in PEM or DER, or of a PKCS#7 bundle. Each
 * certificate of the file becomes an anchor with the same roles, tag and times.
 *
 * From a file of certificates, or a folder: those of the file, or of every .pem, .crt, .cer, .der, .p7b and .p7c file in
 * it; PEM blocks of keys or CRLs are passed over. A certificate that names itself as its issuer becomes an
 * anchor for all roles, without a tag; any other is an intermediate, which helps to find paths and is trusted by
 * itself for nothing. To trust one of those, or less than all roles, write a profile.
 *
 * @param path of the JSON file, the file of certificates (by its ending) or the folder
 * @throws PadesError ERR_TRUST_PROFILE, with the place inside the profile; its `cause` is the error of node:fs where a
 *   file could not be read
 */
export async function loadTrustProfile(path: string): Promise<TrustProfile> {
  const status = await reading(path, () => stat(path));
  const profile = await (status.isDirectory()
    ? profileOfFolder(path)
    : isCertificateFile(path)
      ? profileOfCertificates(path, await certificatesOf(path))
      : profileOfFile(path));
  try {
    createTrustStore(profile);
  } catch (error) {
    if (!(error instanceof PadesError)) throw error;
    throw new PadesError(error.code, `${path}: ${error.message}`, { cause: error });
  }
  // createTrustStore has just accepted every part of it.
  return profile as TrustProfile;
}

/**
 * The files that a trust profile is read from: itself, or those of its folder, and those that it names. Of a profile that
 * cannot be read, itself alone: loading it says why.
 */
export async function filesOfTrustProfile(path: string): Promise<string[]> {
  if (isCertificateFile(path)) return [path];
  const text = await readFile(path).then(decodeUtf8, () => null);
  try {
    const profile: unknown = JSON.parse((text ?? "").replace(/^\ufeff/, ""));
    const { anchors, intermediates } = isObject(profile) ? profile : {};
    const entries = [anchors, intermediates].flatMap((list): unknown[] => (Array.isArray(list) ? list : []));
    const names = entries.map((entry) => (isObject(entry) ? entry["file"] : null));
    return [path, ...names.filter((name) => typeof name === "string").map((name) => resolve(dirname(path), name))];
  } catch {
    return [path];
  }
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

const CERTIFICATE_FILES: ReadonlySet<string> = new Set([".pem", ".crt", ".cer", ".der", ".p7b", ".p7c"]);

function isCertificateFile(name: string): boolean {
  return CERTIFICATE_FILES.has(extname(name).toLowerCase());
}

async function profileOfFolder(path: string): Promise<TrustProfile> {
  const names = (await reading(path, () => readdir(path))).filter(isCertificateFile);
  const ders: Uint8Array[] = [];
  for (const name of names.sort()) {
    const known = new Set(ders.map(encodeBase64));
    ders.push(...(await certificatesIn(join(path, name))).filter((der) => !known.has(encodeBase64(der))));
  }
  if (ders.length === 0) {
    throw new PadesError(
      "ERR_TRUST_PROFILE",
      `${path}: expected ${[...CERTIFICATE_FILES].join(", ")} files with certificates, found none`,
    );
  }
  return profileOfCertificates(path, ders);
}

function profileOfCertificates(path: string, ders: readonly Uint8Array[]): TrustProfile {
  return {
    schema: "pades-dossier/trust@1",
    id: basename(resolve(path)),
    anchors: ders.filter(isSelfIssued).map((der) => ({ certificate: encodeBase64(der), roles: TRUST_ROLES })),
    intermediates: ders.filter((der) => !isSelfIssued(der)).map(encodeBase64),
  };
}

/** The certificates of a file, DER; at least one. */
async function certificatesOf(path: string): Promise<Uint8Array[]> {
  const certificates = await certificatesIn(path);
  if (certificates.length > 0) return certificates;
  throw new PadesError("ERR_TRUST_PROFILE", `${path}: expected PEM blocks CERTIFICATE, found others`);
}

/** The same; none for a PEM file that holds other things only. */
async function certificatesIn(path: string): Promise<Uint8Array[]> {
  const bytes = await reading(path, () => readFile(path));
  try {
    return parseCertificates(new Uint8Array(bytes));
  } catch (cause) {
    if (!(cause instanceof PadesError)) throw cause;
    throw new PadesError("ERR_TRUST_PROFILE", `${path}: ${cause.message}`, { cause });
  }
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
