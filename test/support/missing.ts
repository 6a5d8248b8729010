/** Says why tests are passed over; under CI=true that is a failure. */
export function requireInCi(title: string, reason: string): void {
  if (process.env["CI"] === "true") throw new Error(`${title}: ${reason}`);
  console.warn(`skipped: ${title}: ${reason}`);
}
