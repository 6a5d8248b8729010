import { PdfDict, type PdfObject, PdfRef, PdfStream, PdfString } from "../../pdf/objects.ts";
import { ITEM, WHOLE } from "../differences.ts";
import type { Role } from "../roles.ts";
import type { Step } from "../step.ts";
import { type ChangeRule, isNamed, NOTHING_OF_ITS_OWN, ruling } from "./rule.ts";

const UPDATED = ruling("dss-updated", "lta-updates");
/** ETSI EN 319 142-1, 5.4.2.3: the SHA-1 of a signature, in hexadecimal; some producers take a longer digest. */
const VRI_KEY = /^[0-9A-Fa-f]{40,128}$/;
const PARTS = new Set<Role>(["dss", "vri", "vri-entry", "dss-array"]);

/**
 * Allows adding evidence to the document security store (ETSI EN 319 142-1, 5.4): the store itself, certificates,
 * CRLs, OCSP responses, and what relates them to signatures.
 */
export const dssRule: ChangeRule = {
  name: "dss",
  clear({ role, key, before, after }, step) {
    if (step.older.resolve(before) !== null) return null;
    if (key === WHOLE) return isPart(step, role, after) ? UPDATED : null;
    if (role === "catalog" && key === "DSS") return isStore(step, after) ? UPDATED : null;
    if (role === "dss") return isStoreEntry(step, key, after) ? UPDATED : null;
    if (role === "vri") return isRelatedEntry(step, key, after) ? UPDATED : null;
    if (role === "vri-entry") return isVriEntryPart(step, key, after) ? UPDATED : null;
    if (role === "dss-array" && key === ITEM) return step.newer.resolve(after) instanceof PdfStream ? UPDATED : null;
    return null;
  },
};

/**
 * Allows evidence to be replaced by newer evidence, as tools do that write a store for the newest signature only. What
 * was there is still in the bytes of its own revision. Taking evidence away and bringing none is not allowed, and
 * concerns the signatures whose revision had it.
 */
export const dssReplacedRule: ChangeRule = {
  name: "dss-replaced",
  clear({ role, key, before, after }, step) {
    if (!PARTS.has(role) || step.older.resolve(before) === null || step.newer.resolve(after) !== null) return null;
    if (key === "Type") return NOTHING_OF_ITS_OWN;
    if (step.brings("dss-stream")) return ruling("dss-replaced", "lta-updates");
    return ruling("dss-changed", "other", { concernsFrom: step.bornIn(before) });
  },
};

/** What takes the place of nothing: a reference led to it before it was there. */
function isPart(step: Step, role: Role, raw: PdfObject | undefined): boolean {
  switch (role) {
    case "dss":
      return isStore(step, raw);
    case "vri":
      return everyEntry(step, raw, (name, entry) => isRelatedEntry(step, name, entry));
    case "vri-entry":
      return everyEntry(step, raw, (part, entry) => isVriEntryPart(step, part, entry));
    case "dss-array":
      return isStreamList(step, raw);
    case "dss-stream":
      return step.newer.resolve(raw) instanceof PdfStream;
    default:
      return false;
  }
}

function isStore(step: Step, raw: PdfObject | undefined): boolean {
  return everyEntry(step, raw, (key, entry) => isStoreEntry(step, key, entry));
}

function isStoreEntry(step: Step, key: string, raw: PdfObject | undefined): boolean {
  switch (key) {
    case "Type":
      return isNamed(step.newer.resolve(raw), "DSS");
    case "Certs":
    case "CRLs":
    case "OCSPs":
      return isStreamList(step, raw);
    case "VRI":
      return everyEntry(step, raw, (name, entry) => isRelatedEntry(step, name, entry));
    default:
      return false;
  }
}

/** An entry of the VRI dictionary; some producers give it a /Type, which says nothing. */
function isRelatedEntry(step: Step, key: string, raw: PdfObject | undefined): boolean {
  if (key === "Type") return isNamed(step.newer.resolve(raw), "VRI");
  return VRI_KEY.test(key) && everyEntry(step, raw, (part, entry) => isVriEntryPart(step, part, entry));
}

function isVriEntryPart(step: Step, key: string, raw: PdfObject | undefined): boolean {
  switch (key) {
    case "Type":
      return isNamed(step.newer.resolve(raw), "VRI");
    case "Cert":
    case "CRL":
    case "OCSP":
      return isStreamList(step, raw);
    case "TU":
      return step.newer.resolve(raw) instanceof PdfString;
    case "TS":
      return step.newer.resolve(raw) instanceof PdfStream;
    default:
      return false;
  }
}

function isStreamList(step: Step, raw: PdfObject | undefined): boolean {
  const list = step.newer.resolve(raw);
  return Array.isArray(list)
    ? list.every((item: PdfObject) => isStreamOrDangling(step, item))
    : list === null && raw instanceof PdfRef;
}

/** A reference that leads nowhere stands for nothing, as several producers leave them. */
function isStreamOrDangling(step: Step, item: PdfObject): boolean {
  const stream = item instanceof PdfRef ? step.newer.resolve(item) : undefined;
  return stream === null || stream instanceof PdfStream;
}

function everyEntry(step: Step, raw: PdfObject | undefined, test: (key: string, entry: PdfObject) => boolean): boolean {
  const dict = step.newer.resolve(raw);
  // A reference to an object that is not there stands for null, and thereby for no entry (ISO 32000-2, 7.3.7 and 7.3.10).
  if (dict === null) return raw instanceof PdfRef;
  return (
    dict instanceof PdfDict &&
    dict.duplicateKeys.length === 0 &&
    [...dict.entries].every(([key, entry]) => test(key, entry))
  );
}
