import { webCryptoSigner } from "../../../src/keys/web-crypto-signer.ts";
import { signPdf } from "../../../src/pades/sign/sign-pdf.ts";
import type { XrefLayout } from "../../pdf/write/hand-made-pdf.ts";
import { DEMO_NOW, demoCertificate, demoSigner } from "../../support/demo-certs.ts";
import { createTestPki } from "../../support/test-pki.ts";
import { anchor, type BaseSource, baseOf, source } from "./base.ts";
import { draft } from "./draft.ts";

const LAYOUTS: readonly XrefLayout[] = ["table", "stream", "hybrid"];

/** Signed by signPdf, in each kind of cross-references; and certified, with evidence and a document timestamp. */
export const OURS: readonly BaseSource[] = [
  ...LAYOUTS.map((layout) =>
    source(
      { name: `that we signed (cross-references: ${layout})`, signedBy: "us", passedOver: 4, bytesPassedOver: 0 },
      async () => {
        const { key, chain } = await demoSigner("cong-vu/person");
        const signer = webCryptoSigner(key, chain);
        const bytes = await signPdf(draft(layout), { signer, level: "B-B", now: DEMO_NOW, field: "Leader" });
        return baseOf(bytes, DEMO_NOW, [anchor(demoCertificate("cong-vu/root"), "signer")]);
      },
    ),
  ),
  source({ name: "that we certified at level B-LTA", signedBy: "us", passedOver: 0, bytesPassedOver: 2 }, async () => {
    const {
      signer,
      authority: timestampAuthority,
      fetcher,
      trust,
      root,
      tsaRoot,
    } = await createTestPki({
      start: DEMO_NOW,
    });
    const bytes = await signPdf(draft("table"), {
      level: "B-LTA",
      field: "Leader",
      certify: 2,
      now: DEMO_NOW,
      signer,
      timestampAuthority,
      fetcher,
      trust,
    });
    return baseOf(bytes, DEMO_NOW, [anchor(root.certificate, "signer"), anchor(tsaRoot.certificate, "tsa")]);
  }),
];
