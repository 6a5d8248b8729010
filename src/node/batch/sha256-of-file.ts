import { encodeHex } from "../../bytes/hex.ts";
import { digestOfSource } from "../../crypto/digest.ts";
import { openFileSource } from "../file-source.ts";

/** Lower-case hex; null where the file cannot be read: then whoever works on it says why. */
export async function sha256OfFile(path: string): Promise<string | null> {
  try {
    const source = await openFileSource(path);
    try {
      return encodeHex(await digestOfSource("SHA-256", source, null));
    } finally {
      await source.close();
    }
  } catch {
    return null;
  }
}
