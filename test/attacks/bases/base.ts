import { encodePem } from "../../../src/bytes/pem.ts";
import type { PdfVerification } from "../../../src/pades/verify/verification.ts";
import { verifyPdf } from "../../../src/pades/verify/verify-pdf.ts";
import type { TrustProfileAnchor } from "../../../src/x509/trust-profile.ts";
import { createTrustStore } from "../../../src/x509/trust-store.ts";
import { secondSigner } from "./second-signer.ts";

/** A signed file that nobody has touched, and what its verification rests on. */
export interface Base {
  readonly bytes: Uint8Array;
  /** When it is verified, and signed again where a test does so. */
  readonly now: Date;
  readonly verify: (bytes: Uint8Array, defaultPermission?: 2 | 3) => Promise<PdfVerification>;
}

/** How a base comes about; made once, when a test first asks for it. */
export interface BaseSource {
  /** Goes on from "a file ". */
  readonly name: string;
  readonly signedBy: "us" | "another tool";
  /** How many of the changes, and of their twins, find nothing in it to be made on. */
  readonly passedOver: number;
  /** The same of the attacks on bytes and of theirs. */
  readonly bytesPassedOver: number;
  readonly make: () => Promise<Base>;
}

/** The same base for all who ask. */
export function source(about: Omit<BaseSource, "make">, make: () => Promise<Base>): BaseSource {
  let making: Promise<Base> | undefined;
  return {
    ...about,
    make: () => {
      making ??= make();
      return making;
    },
  };
}

/** Verified for whoever trusts these and the signer of `signAgain`, revocation waived. */
export async function baseOf(bytes: Uint8Array, now: Date, anchors: readonly TrustProfileAnchor[]): Promise<Base> {
  const { root, tsaRoot } = await secondSigner();
  const trust = createTrustStore({
    schema: "pades-dossier/trust@1",
    id: "attacks",
    anchors: [...anchors, anchor(root.certificate, "signer"), anchor(tsaRoot.certificate, "tsa")],
  });
  return {
    bytes,
    now,
    verify: (changed, defaultPermission = 2) =>
      verifyPdf(changed, { trust, now, policy: { waive: ["revocation"], defaultPermission } }),
  };
}

export function anchor(certificate: Uint8Array, ...roles: TrustProfileAnchor["roles"]): TrustProfileAnchor {
  return { certificate: encodePem("CERTIFICATE", certificate), roles };
}
