/** `pades-dossier/pkcs11`: signing with tokens and HSMs behind PKCS#11, through the optional package pkcs11js. */
export { PadesError, type PadesErrorCode } from "../errors.ts";
export type { AlgorithmChoice, RsaScheme, SigningDigest } from "../keys/choose-algorithm.ts";
export type { SignCallOptions, Signer } from "../keys/signer.ts";
export type { KeyChoice } from "../node/pkcs11/choose-key.ts";
export type { AskPin, PinRequest } from "../node/pkcs11/log-in.ts";
export { type Pkcs11Signer, type Pkcs11SignerOptions, pkcs11Signer } from "../node/pkcs11/pkcs11-signer.ts";
export { listPkcs11Tokens, type PinState, type Pkcs11Token, type TokenChoice } from "../node/pkcs11/tokens.ts";
