import { readFileSync } from "node:fs";
import { join } from "node:path";
import { encodeHex } from "../../../src/bytes/hex.ts";
import { parseSignedData } from "../../../src/cms/parse-signed-data.ts";
import { readSignatures } from "../../interop/signed-file.ts";
import { anchor, type Base, type BaseSource, baseOf, source } from "./base.ts";

/** Clean files of the corpus; those with evidence have a document timestamp too, and none of them has text fields. */
const FILES: ReadonlyMap<string, Pick<BaseSource, "name" | "passedOver" | "bytesPassedOver">> = new Map([
  ["generated/test_simple_sign-022e41.pdf", { name: "that pyHanko signed", passedOver: 61, bytesPassedOver: 2 }],
  [
    "generated/test_sign_with_indir_annots-75e09f.pdf",
    { name: "that pyHanko signed, with a field left empty", passedOver: 55, bytesPassedOver: 2 },
  ],
  [
    "pyhanko/pades-lta-dss-indirect-arrs-test.pdf",
    { name: "that pyHanko signed at level B-LTA", passedOver: 59, bytesPassedOver: 8 },
  ],
  ["dss/pades-bes.pdf", { name: "that DSS signed", passedOver: 59, bytesPassedOver: 0 }],
  [
    "dss/pades-enveloping-other-pdf.pdf",
    { name: "that was certified and that DSS extended to level B-LTA", passedOver: 49, bytesPassedOver: 3 },
  ],
]);

export function corpusBases(folder: string): readonly BaseSource[] {
  return [...FILES].map(([file, about]) =>
    source({ ...about, signedBy: "another tool" }, () => open(join(folder, file))),
  );
}

/** The certificates that come with the signatures are taken for trusted, at the time that the last one claims. */
async function open(path: string): Promise<Base> {
  const bytes = new Uint8Array(readFileSync(path));
  const certificates = readSignatures(bytes).flatMap(({ cms }) => parseSignedData(cms).certificates);
  const distinct = new Map(certificates.map((der) => [encodeHex(der), der]));
  const anchors = [...distinct.values()].map((der) => anchor(der, "signer", "tsa"));
  const { signatures } = await (await baseOf(bytes, new Date("2026-01-01T00:00:00Z"), anchors)).verify(bytes);
  const claimed = signatures.map(({ claimedTime }) => claimedTime?.getTime() ?? 0);
  return baseOf(bytes, new Date(Math.max(...claimed)), anchors);
}
