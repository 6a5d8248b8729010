import { MAX_PATH_RULE_CHECKS, MAX_PATH_SIGNATURE_CHECKS, MAX_PATH_STEPS } from "../limits.ts";

/**
 * What finding the paths of one certificate may still cost. Whoever made the certificates decides how many names,
 * policies and crossing signatures they hold; each counter is taken from before the work is done.
 */
export class PathBudget {
  #signatureChecks: number;
  #steps: number;
  #ruleChecks: number;
  #exhausted = false;

  constructor(signatureChecks = MAX_PATH_SIGNATURE_CHECKS, steps = MAX_PATH_STEPS, ruleChecks = MAX_PATH_RULE_CHECKS) {
    this.#signatureChecks = signatureChecks;
    this.#steps = steps;
    this.#ruleChecks = ruleChecks;
  }

  /** Whether anything was refused: then a path that was not found may still exist. */
  get exhausted(): boolean {
    return this.#exhausted;
  }

  takeSignatureCheck(): boolean {
    return this.#grant(--this.#signatureChecks >= 0);
  }

  takeStep(): boolean {
    return this.#grant(--this.#steps >= 0);
  }

  takeRuleChecks(count: number): boolean {
    this.#ruleChecks -= count;
    return this.#grant(this.#ruleChecks >= 0);
  }

  #grant(granted: boolean): boolean {
    if (!granted) this.#exhausted = true;
    return granted;
  }
}
