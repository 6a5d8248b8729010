import { PdfDict } from "../../pdf/objects.ts";
import { type ChangeRule, hasOnly, ruling } from "./rule.ts";

/** Of an integrity protection dictionary (ISO/TS 32004, 6.2). */
const KEYS = new Set(["MACLocation", "MAC", "ByteRange", "SigObjRef"]);

/** Allows the trailer of an encrypted file to carry a new authentication code, as each of its revisions does. */
export const authCodeRule: ChangeRule = {
  name: "auth-code",
  clear({ role, key, after }, step) {
    if (!(role === "trailer" && key === "AuthCode") && role !== "auth-code") return null;
    const code = step.newer.resolve(after);
    return code instanceof PdfDict && hasOnly(code, KEYS) ? ruling("file-id-changed", "lta-updates") : null;
  },
};
