import { type Encryption, encryptionDictionary, sealed, sealedString } from "../pdf/read/encryption/encrypted-text.ts";
import { catalog, type ForgedPdf, field, forgePdf } from "./forged-pdf.ts";

const TEXT = "BT /F1 12 Tf 30 250 Td (Pay 100 dong) Tj ET";

export interface EncryptedSample extends Encryption {
  /** Whether strings and streams are written encrypted; not where the crypt filters leave them as they are. */
  readonly isSealed?: boolean;
  /** Objects beside the usual ones: from 10 on. */
  readonly objects?: ForgedPdf["objects"];
  readonly catalog?: string;
}

/** A signed file that is encrypted: user password "", owner password "owner" where nothing is said. */
export function encryptedSample(options: EncryptedSample = {}): Promise<Uint8Array> {
  const { isSealed = true, objects = [], catalog: more = "", ...encryption } = options;
  const string = (text: string) => (isSealed ? sealedString(text) : `(${text})`);
  const data = isSealed ? sealed(TEXT) : TEXT;
  return forgePdf({
    objects: [
      [1, catalog(`<< /Fields [8 0 R] /SigFlags 3 >> ${more}`)],
      [4, `<< /Length 6 0 R >>\nstream\n${data}\nendstream`],
      [6, String(data.length)],
      [8, field(`/FT /Sig /T ${string("Signature1")} /V 7 0 R`)],
      [20, encryptionDictionary(encryption)],
      ...objects,
    ],
    dictionary: (byteRange, contents) =>
      `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M ${string("D:20260115030000Z")}` +
      ` /Reason ${string("Approved")} /ByteRange ${byteRange} /Contents ${contents} >>`,
    trailer: "/Encrypt 20 0 R /ID [<01> <02>]",
  });
}
