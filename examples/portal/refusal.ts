/** Thrown where an upload is not looked at: its form is wrong, not what it says. */
export class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
