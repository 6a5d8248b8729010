import { candidates } from "./choose-key.ts";
import { CKF } from "./cryptoki.ts";
import { loadLibrary } from "./load-library.ts";
import { readTokenCertificates, type TokenCertificate } from "./objects.ts";
import { findTokens, type Pkcs11Token } from "./tokens.ts";

/** A token and the certificates of people on it that can be seen without a login, those of authorities left out. */
export interface TokenContents {
  readonly token: Pkcs11Token;
  readonly certificates: readonly TokenCertificate[];
}

/** @throws PadesError as listPkcs11Tokens does */
export async function listTokenContents({ library }: { readonly library: string }): Promise<readonly TokenContents[]> {
  const { cryptoki, release } = await loadLibrary(library);
  try {
    return findTokens(cryptoki).map(({ token, handle }) => {
      if (!token.isInitialized) return { token, certificates: [] };
      try {
        const session = cryptoki.C_OpenSession(handle, CKF.serialSession);
        const certificates = candidates(readTokenCertificates(cryptoki, session), {});
        cryptoki.C_CloseSession(session);
        return { token, certificates };
      } catch {
        // One that cannot be looked into is listed all the same.
        return { token, certificates: [] };
      }
    });
  } finally {
    release();
  }
}
