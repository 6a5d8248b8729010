import { PdfDict, type PdfObject, PdfStream, PdfString } from "../../pdf/objects.ts";
import { ITEM } from "../differences.ts";
import type { Step } from "../step.ts";
import { type ChangeRule, isNamed, ruling } from "./rule.ts";

const UPDATED = ruling("dss-updated", "lta-updates");
/** ETSI EN 319 142-1, 5.4.2.3: the SHA-1 of a signature, in upper-case hexadecimal. */
const VRI_KEY = /^[0-9A-F]{40}$/;

/**
 * Allows adding evidence to the document security store (ETSI EN 319 142-1, 5.4): the store itself, certificates,
 * CRLs, OCSP responses, and what relates them to signatures. Taking evidence away is not allowed.
 */
export const dssRule: ChangeRule = {
  name: "dss",
  clear({ role, key, before, after }, step) {
    if (before !== undefined && before !== null) return null;
    const value = step.newer.resolve(after);
    if (role === "catalog" && key === "DSS") return isStore(step, value) ? UPDATED : null;
    if (role === "dss") return isStoreEntry(step, key, value) ? UPDATED : null;
    if (role === "vri") return isRelatedEntry(step, key, value) ? UPDATED : null;
    if (role === "vri-entry") return isVriEntryPart(step, key, value) ? UPDATED : null;
    if (role === "dss-array" && key === ITEM) return value instanceof PdfStream ? UPDATED : null;
    return null;
  },
};

function isStore(step: Step, value: PdfObject): boolean {
  return value instanceof PdfDict && everyEntry(value, (key, entry) => isStoreEntry(step, key, step.newer.resolve(entry)));
}

function isStoreEntry(step: Step, key: string, value: PdfObject): boolean {
  switch (key) {
    case "Type":
      return isNamed(value, "DSS");
    case "Certs":
    case "CRLs":
    case "OCSPs":
      return isStreamList(step, value);
    case "VRI":
      return value instanceof PdfDict && everyEntry(value, (name, entry) => isRelatedEntry(step, name, step.newer.resolve(entry)));
    default:
      return false;
  }
}

/** An entry of the VRI dictionary; some producers give it a /Type, which says nothing. */
function isRelatedEntry(step: Step, key: string, value: PdfObject): boolean {
  if (key === "Type") return isNamed(value, "VRI");
  return (
    VRI_KEY.test(key) &&
    value instanceof PdfDict &&
    everyEntry(value, (part, entry) => isVriEntryPart(step, part, step.newer.resolve(entry)))
  );
}

function isVriEntryPart(step: Step, key: string, value: PdfObject): boolean {
  switch (key) {
    case "Type":
      return isNamed(value, "VRI");
    case "Cert":
    case "CRL":
    case "OCSP":
      return isStreamList(step, value);
    case "TU":
      return value instanceof PdfString;
    case "TS":
      return value instanceof PdfStream;
    default:
      return false;
  }
}

function isStreamList(step: Step, value: PdfObject): boolean {
  if (!Array.isArray(value)) return value === null;
  return value.every((item: PdfObject) => {
    const stream = step.newer.resolve(item);
    return stream === null || stream instanceof PdfStream;
  });
}

function everyEntry(dict: PdfDict, test: (key: string, value: PdfObject) => boolean): boolean {
  return dict.duplicateKeys.length === 0 && [...dict.entries].every(([key, value]) => test(key, value));
}
