import { finding } from "../../findings.ts";
import type { CmsCheck } from "./check.ts";

/**
 * Does nothing but zeros follow the signature in /Contents? ISO 32000-2, 12.8.1, lets it be padded with zeros. Whatever
 * else stands there is covered by no digest, and two readers may find two different signatures in it.
 */
export const checkContentsTrailingBytes: CmsCheck = ({ cms, bare }) => {
  const bytes = (cms ?? bare)?.trailingBytes ?? 0;
  return bytes > 0 ? [finding("contents-trailing-bytes", { bytes })] : [];
};
