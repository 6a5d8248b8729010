/** Decrypted to what cannot have been encrypted: the key, and so the password, is another one. */
export class WrongKeyError extends Error {
  override readonly name = "WrongKeyError";
}
