import { readFile } from "node:fs/promises";
import type { Signer } from "../keys/signer.ts";
import type { CommandContext } from "./command-context.ts";
import { orInputError } from "./inputs.ts";
import { obtainPassword, type PasswordFlags } from "./password.ts";

/** The key in a PKCS#12 file, unlocked once. */
export async function openSigner(
  { p12, ...password }: PasswordFlags & { readonly p12: string },
  context: CommandContext,
): Promise<Signer> {
  const container = await orInputError(p12, context, () => readFile(p12));
  // What opens PKCS#12 is large, and no other command needs it.
  const { pkcs12Signer } = await import("../keys/pkcs12-signer.ts");
  return pkcs12Signer(new Uint8Array(container), await obtainPassword(p12, password, context));
}
