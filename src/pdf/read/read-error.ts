import type { PdfDamage } from "../../findings.ts";

/** The file is damaged, or means different things to different readers, at a place that reading needs. */
export class PdfReadError extends Error {
  override readonly name = "PdfReadError";
  readonly reason: PdfDamage;
  /** Where in the file, in bytes from its start; null inside decoded data. */
  readonly offset: number | null;

  constructor(reason: PdfDamage, message: string, offset: number | null = null, options?: ErrorOptions) {
    super(offset === null ? message : `${message} (at byte ${offset})`, options);
    this.reason = reason;
    this.offset = offset;
  }
}

/** The file asks for more than a cap of limits.ts allows. */
export class PdfLimitError extends Error {
  override readonly name = "PdfLimitError";
  /** The name of the constant in limits.ts. */
  readonly limit: string;
  readonly maximum: number;

  constructor(limit: string, maximum: number) {
    super(`the file exceeds ${limit} (${maximum})`);
    this.limit = limit;
    this.maximum = maximum;
  }
}

/** The bytes do not start as a PDF does (ISO 32000-2, 7.5.2). */
export class NotPdfError extends Error {
  override readonly name = "NotPdfError";

  constructor() {
    super("no %PDF header with a version in the first 1,024 bytes");
  }
}
