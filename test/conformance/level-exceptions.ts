const WHOSE_STATUS =
  "levelFound says that status about the signer is stored; DSS asks whether what is stored suffices for all chains " +
  "and times, which is a matter of the verdict here";
const TYPE_SIG =
  "/SubFilter ETSI.RFC3161 under /Type /Sig (ISO 32000-2, table 255): DSS passes it over, here it is listed with a " +
  "remark, and proves nothing";
const PAGE_TREE = "its page tree is malformed, so that the file counts as unreadable and no signature of it is listed";

/** What DSS's tests assert of levels and timestamps and is not followed, and why. By file and claim. */
export const LEVEL_EXCEPTIONS: ReadonlyMap<string, string> = new Map([
  ["dss/Signature-P-SK-6.pdf: timestamps", TYPE_SIG],
  ["dss/pades-tst-with-sig-type.pdf: timestamps", TYPE_SIG],
  ["dss/doc-firmado.pdf: level", WHOSE_STATUS],
  ["dss/pades-lt-extended-dss.pdf: has PAdES-BASELINE-T", WHOSE_STATUS],
  ["dss/pades-t-duplicated-doctst.pdf: level", WHOSE_STATUS],
  ["dss/pades-5-signatures-and-1-document-timestamp.pdf: timestamps", PAGE_TREE],
  ["dss/pades-5-signatures-and-1-document-timestamp.pdf: signatures", PAGE_TREE],
  ["dss/pades-5-signatures-and-1-document-timestamp.pdf: at least 1 signatures", PAGE_TREE],
  [
    "dss/pdf-signed-corrupted.pdf: at least 1 signatures",
    "its cross-reference chain is broken: unreadable, and no signature of it is listed",
  ],
  [
    "dss/signature-referenced-from-multiple-fields.pdf: signatures",
    "one signature dictionary under two fields: DSS counts one, here each field is listed, and both fail",
  ],
  [
    "dss/BadEncodedCMS.pdf: signatures",
    "DSS cannot read its CMS and drops the signature; its digest and value are good (pyHanko agrees), and a signature that is left out would make of the file one that nobody signed",
  ],
]);
