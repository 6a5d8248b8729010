import { decodeUtf8, encodeUtf8 } from "../bytes/text.ts";
import { PadesError } from "../errors.ts";
import type { DossierManifest, DossierOrganization, DossierRole } from "./manifest.ts";

/**
 * Who may seal a manifest, as whoever verifies says: the same as a role of a manifest, but for the organisation, which is
 * given by its names. It never comes from the dossier itself. Needs a tag or certificates: names alone anybody can have.
 */
export interface DossierSealer extends Omit<DossierRole, "organization"> {
  /** Names of the organisation, each with the time in which it was right, where it was not always. */
  readonly organization?: readonly (string | DossierOrganization["names"][number])[];
}

/** The same as a role, and the organisations that it points to. */
export interface SealerRole {
  readonly role: DossierRole;
  readonly organizations: Pick<DossierManifest, "organizations">;
}

const TEXT_LISTS = ["tag", "organizationalUnit", "title", "commonName", "identifier", "certificate"] as const;
const KNOWN: ReadonlySet<string> = new Set(["name", "organization", ...TEXT_LISTS]);

/**
 * @throws PadesError ERR_INVALID_ARGUMENT where a key is unknown, so that none is overlooked, a list is empty, or there is
 *   neither tag nor certificate
 */
export function sealerRole(sealer: DossierSealer): SealerRole {
  if (typeof sealer !== "object" || sealer === null) throw invalid("expected an object with tag or certificate");
  const stranger = Object.keys(sealer).find((key) => !KNOWN.has(key));
  if (stranger !== undefined) throw invalid(`expected no such key, found ${JSON.stringify(stranger)}`);
  for (const key of TEXT_LISTS) checkList(key, sealer[key], isText);
  checkList("organization", sealer.organization, (each) => isText(each) || isName(each));
  if (sealer.tag === undefined && sealer.certificate === undefined) throw invalid("expected tag or certificate");
  const { organization, ...role } = sealer;
  if (organization === undefined) return { role, organizations: {} };
  const names = organization.map((each) => (typeof each === "string" ? { name: each } : each));
  return { role: { ...role, organization: [KEY] }, organizations: { organizations: { [KEY]: { names } } } };
}

/** A sealer as UTF-8 JSON, the same for the same: by its SHA-256 a report names who was said to be allowed to seal. */
export function encodeSealer(sealer: DossierSealer): Uint8Array {
  const entries = Object.entries(sealer).sort(([a], [b]) => (a < b ? -1 : 1));
  return encodeUtf8(JSON.stringify(Object.fromEntries(entries)));
}

/** The reverse. @throws PadesError ERR_INVALID_ARGUMENT where it is none */
export function parseSealer(bytes: Uint8Array): DossierSealer {
  const sealer = parseJson(bytes) as DossierSealer;
  // Whatever it is: this looks at every key.
  sealerRole(sealer);
  return sealer;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decodeUtf8(bytes) ?? "");
  } catch {
    throw invalid("expected JSON in UTF-8");
  }
}

const KEY = "sealer";

function checkList(key: string, value: unknown, holds: (item: unknown) => boolean): void {
  if (value === undefined) return;
  if (!Array.isArray(value) || value.length === 0 || !value.every(holds)) throw invalid(`${key}: expected texts`);
}

function isText(value: unknown): boolean {
  return typeof value === "string" && /\S/.test(value);
}

function isName(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const time = (key: string) => {
    const text: unknown = Reflect.get(value, key);
    return text === undefined || (typeof text === "string" && !Number.isNaN(Date.parse(text)));
  };
  return isText(Reflect.get(value, "name")) && time("from") && time("until");
}

function invalid(message: string): PadesError {
  return new PadesError("ERR_INVALID_ARGUMENT", `sealer: ${message}`);
}
