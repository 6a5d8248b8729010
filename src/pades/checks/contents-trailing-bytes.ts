import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/**
 * Does nothing but zeros follow the CMS in /Contents? ISO 32000-2, 12.8.1, lets it be padded with zeros. Whatever
 * else stands there is covered by no digest, and two readers may find two different signatures in it.
 */
export const checkContentsTrailingBytes: Check = ({ cms }) =>
  cms !== null && cms.trailingBytes > 0 ? [finding("contents-trailing-bytes", { bytes: cms.trailingBytes })] : [];
