import { digestOf } from "../crypto/digest.ts";
import type { SignatureAlgorithm } from "../crypto/signature-algorithms.ts";
import { PadesError } from "../errors.ts";
import { abortable } from "../net/abortable.ts";
import { type AlgorithmChoice, chooseAlgorithm } from "./choose-algorithm.ts";
import { ecdsaValueFromPair } from "./ecdsa-value.ts";
import type { SignCallOptions, Signer } from "./signer.ts";

export type RemoteSignerOptions = AlgorithmChoice & {
  /** The signer's certificate, DER. Its key says how signatures are made, as far as it can. */
  readonly certificate: Uint8Array;
  /** The certificates above it, DER. */
  readonly chain: readonly Uint8Array[];
  /** For ECDSA: whether the service answers with Ecdsa-Sig-Value in DER (the default), or r and s one after another. */
  readonly ecdsaFormat?: "der" | "pair";
} & (
    | {
        /** Resolves with the signature value over `data`, a few hundred octets which the service hashes itself. */
        readonly sign: (data: Uint8Array, call: RemoteCall) => Promise<Uint8Array>;
      }
    | {
        /** Resolves with the signature value over data whose digest, by `call.algorithm.digest`, this is. */
        readonly signDigest: (digest: Uint8Array, call: RemoteCall) => Promise<Uint8Array>;
      }
  );

export interface RemoteCall extends SignCallOptions {
  readonly algorithm: SignatureAlgorithm;
}

/**
 * A signer whose key is somewhere else: a remote signing service, an HSM, a token behind a local program.
 *
 * @throws PadesError ERR_CERTIFICATE; ERR_UNSUPPORTED_ALGORITHM where the certificate's key cannot sign as asked, or
 *   signs no digests (Ed25519)
 */
export function remoteSigner(options: RemoteSignerOptions): Signer {
  const { certificate, chain, ecdsaFormat = "der" } = options;
  const algorithm = chooseAlgorithm(certificate, options);
  if ("signDigest" in options && algorithm.scheme === "EdDSA") {
    throw new PadesError("ERR_UNSUPPORTED_ALGORITHM", `${algorithm.curve} signs data, not a digest of it: give sign`);
  }
  return {
    certificate,
    chain,
    algorithm,
    async sign(data, call = {}) {
      call.signal?.throwIfAborted();
      const remoteCall = { ...call, algorithm };
      const asked =
        "signDigest" in options
          ? options.signDigest(digestOf(algorithm.digest, data), remoteCall)
          : options.sign(data, remoteCall);
      const value = await abortable(asked, call.signal);
      return algorithm.scheme === "ECDSA" && ecdsaFormat === "pair" ? ecdsaValueFromPair(value) : value;
    },
  };
}
