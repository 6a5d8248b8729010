import { expect } from "vitest";
import { NotOnThisFile } from "../support/pdf-surgery.ts";
import type { BaseSource } from "./bases/base.ts";

/** What could not be made on a file, by title, and what the file lacks for it. */
export class PassedOver {
  readonly #reasons = new Map<string, string>();

  /** The file made, or null where it lacks something for that; any other error is thrown on. */
  async orNull<T>(title: string, make: () => T | Promise<T>): Promise<T | null> {
    try {
      return await make();
    } catch (thrown) {
      if (!(thrown instanceof NotOnThisFile)) throw thrown;
      this.#reasons.set(title, thrown.message);
      return null;
    }
  }

  /** Prints what was passed over and why; that it is so much and no more is part of the test. */
  expectCount(count: number, { name }: Pick<BaseSource, "name">): void {
    const groups = new Map<string, string[]>();
    for (const [title, reason] of this.#reasons) groups.set(reason, [...(groups.get(reason) ?? []), title]);
    for (const [what, titles] of groups) console.info(`a file ${name}, without ${what}, so not: ${titles.join("; ")}`);
    expect(this.#reasons.size).toBe(count);
  }
}
