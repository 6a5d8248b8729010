import { pdflibAddPlaceholder } from "@signpdf/placeholder-pdf-lib";
import { P12Signer } from "@signpdf/signer-p12";
import { SignPdf } from "@signpdf/signpdf";
import forge from "node-forge";
import { PDFDocument } from "pdf-lib";
import { decodeLatin1, encodeLatin1 } from "../../../src/bytes/text.ts";
import { createRoot, issueIdentity } from "../../../src/testing/issue.ts";
import type { TestIdentity } from "../../../src/testing/test-identity.ts";
import { openTestKey } from "../../../src/testing/test-key.ts";
import { DEMO_NOW, demoPrivateKey } from "../../support/demo-certs.ts";
import { anchor, type BaseSource, baseOf, source } from "./base.ts";
import { draft } from "./draft.ts";

const PASSWORD = "demo";

/**
 * Signed by @signpdf, which lays the file out with pdf-lib and makes the CMS with node-forge: /SubFilter
 * adbe.pkcs7.detached, cross-references of either kind.
 */
export const SIGNPDF: readonly BaseSource[] = [false, true].map((useObjectStreams) =>
  source(
    {
      name: `that @signpdf signed (object streams: ${useObjectStreams ? "yes" : "no"})`,
      signedBy: "another tool",
      passedOver: 5,
      bytesPassedOver: useObjectStreams ? 5 : 4,
    },
    async () => {
      const person = await identity();
      const bytes = await signBySignpdf(person, DEMO_NOW, useObjectStreams);
      return baseOf(
        bytes,
        DEMO_NOW,
        person.chain.slice(-1).map((root) => anchor(root, "signer")),
      );
    },
  ),
);

/** @param person with a key and a chain of RSA, the only one that node-forge reads */
export async function signBySignpdf(
  person: TestIdentity,
  signingTime: Date,
  useObjectStreams: boolean,
): Promise<Uint8Array> {
  const document = await PDFDocument.load(draft("table"), { updateMetadata: false });
  pdflibAddPlaceholder({
    pdfDoc: document,
    reason: "Approved",
    contactInfo: "",
    name: "Leader",
    location: "",
    signingTime,
    widgetRect: [20, 20, 120, 60],
  });
  const prepared = await document.save({ useObjectStreams, updateFieldAppearances: false });
  const signer = new P12Signer(pkcs12(person), { passphrase: PASSWORD });
  return new Uint8Array(await new SignPdf().sign(prepared, signer, signingTime));
}

/** node-forge writes an issuer's name wrongly that is not ASCII, as those of certs/ are: hence names of our own. */
async function identity(): Promise<TestIdentity> {
  const validity = { notBefore: new Date("2020-01-01T00:00:00Z"), notAfter: new Date("2045-01-01T00:00:00Z") };
  const [rootKey, key] = await Promise.all(
    ["public-ca/root", "public-ca/citizen"].map((name) => openTestKey(demoPrivateKey(name))),
  );
  if (rootKey === undefined || key === undefined) throw new Error("no keys");
  const root = await createRoot({
    subject: [["CN", "Another Root"]],
    profile: { use: "authority" },
    key: rootKey,
    ...validity,
  });
  return issueIdentity(root, { subject: [["CN", "Another Signer"]], profile: { use: "signer" }, key, ...validity });
}

function pkcs12({ key, chain }: TestIdentity): Buffer {
  const asn1 = (der: Uint8Array) => forge.asn1.fromDer(decodeLatin1(der));
  const file = forge.pkcs12.toPkcs12Asn1(
    forge.pki.privateKeyFromAsn1(asn1(key.pkcs8)),
    chain.map((certificate) => forge.pki.certificateFromAsn1(asn1(certificate))),
    PASSWORD,
    { algorithm: "3des" },
  );
  return Buffer.from(encodeLatin1(forge.asn1.toDer(file).getBytes()));
}
