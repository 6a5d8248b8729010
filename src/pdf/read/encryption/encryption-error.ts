/** Why an encrypted file cannot be read. */
export type EncryptionObstacle =
  /** Neither the password that was given nor the empty one opens it. */
  | "password"
  /** A handler, version or method that is not implemented. */
  | "unsupported"
  /** Its encryption dictionary contradicts itself or ISO 32000-2, 7.6. */
  | "malformed";

/** The file is encrypted and stays closed. The message never holds a password. */
export class PdfEncryptionError extends Error {
  override readonly name = "PdfEncryptionError";
  readonly obstacle: EncryptionObstacle;
  /** The security handler that the file names, or "". */
  readonly handler: string;

  constructor(obstacle: EncryptionObstacle, handler: string, message: string) {
    super(message);
    this.obstacle = obstacle;
    this.handler = handler;
  }
}
