import type { SignatureFields } from "../../../src/pades/sign/options.ts";
import { signPdf } from "../../../src/pades/sign/sign-pdf.ts";
import { timestampPdf } from "../../../src/pades/sign/timestamp-pdf.ts";
import { createTestPki, type TestPki } from "../../support/test-pki.ts";
import type { Base } from "./base.ts";

let making: Promise<TestPki> | undefined;

/** Somebody whom the verifiers of all bases trust, with a timestamp authority; certificates last from 2005 to 2050. */
export function secondSigner(): Promise<TestPki> {
  making ??= createTestPki();
  return making;
}

/** An honest signature more. */
export async function signAgain(
  { bytes, now }: Pick<Base, "bytes" | "now">,
  fields: Omit<SignatureFields, "now"> = {},
): Promise<Uint8Array> {
  const { signer } = await secondSigner();
  return signPdf(bytes, { signer, level: "B-B", now, ...fields });
}

/** An honest document timestamp. */
export async function timestampAgain({ bytes, now }: Pick<Base, "bytes" | "now">): Promise<Uint8Array> {
  const { authority: timestampAuthority, clock } = await secondSigner();
  clock.time = now;
  return timestampPdf(bytes, { timestampAuthority });
}
