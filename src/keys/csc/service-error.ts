import { PadesError } from "../../errors.ts";

/** Thrown where a signing service refused or failed: what it said, in its own words. */
export class SigningServiceError extends PadesError {
  /** HTTP status. */
  readonly status: number;
  /** Its code, such as invalid_request; null where it gave none. */
  readonly error: string | null;

  constructor(
    code: "ERR_SIGNING_SERVICE" | "ERR_SIGNING_TIMEOUT" | "ERR_PIN_INCORRECT" | "ERR_PIN_LOCKED",
    message: string,
    facts: { readonly status: number; readonly error: string | null },
  ) {
    super(code, message);
    this.status = facts.status;
    this.error = facts.error;
  }
}
