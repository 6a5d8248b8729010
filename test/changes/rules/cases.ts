import { expect, it } from "vitest";
import type { ChangeCode, ChangeLevel } from "../../../src/changes/change-item.ts";
import { BASE, build, codes, judge, type Objects, type Revision } from "../base.ts";

interface Case {
  readonly title: string;
  readonly base?: Objects;
  readonly updates: readonly (Objects | Revision)[];
  /** The revision that was signed, from 0. */
  readonly since?: number;
  readonly code?: ChangeCode;
}

export interface Allowed extends Case {
  readonly level?: ChangeLevel;
}

/** Each is a harmless change: nothing in it is suspicious, and it is told by `code`. */
export function allows(cases: readonly Allowed[]): void {
  it.each(cases)("allows that $title", ({ base = BASE, updates, since = 0, level = "lta-updates", code }) => {
    const changes = judge(build(base, ...updates), { since });
    expect(changes.items.filter((item) => item.level === "other")).toEqual([]);
    expect(changes.level).toBe(level);
    expect(changes.permitted).toBe(level === "annotations" ? null : true);
    if (code !== undefined) expect(codes(changes)).toContain(code);
  });
}

/** Each is the nearest change that is not harmless. */
export function refuses(cases: readonly Case[]): void {
  it.each(cases)("does not allow that $title", ({ base = BASE, updates, since = 0, code }) => {
    const changes = judge(build(base, ...updates), { since, defaultPermission: 3 });
    expect(changes.level).toBe("other");
    expect(changes.permitted).toBe(false);
    if (code !== undefined) expect(codes(changes)).toContain(code);
  });
}

/** An update of the trailer alone, with more entries than it has. */
export function trailer(more: string, objects: Objects = {}): Revision {
  return { objects, trailer: `/Root 1 0 R /Info 10 0 R /ID [<00> <00>] ${more}` };
}
