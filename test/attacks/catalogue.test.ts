import { expect, it } from "vitest";
import { ATTACKS, CHANGES, FORGERIES } from "./catalogue.ts";

const entries = [ATTACKS, CHANGES, FORGERIES].flatMap((classes) => [...classes.values()].flat());
const twins = entries.flatMap(({ twin }) => (twin === undefined ? [] : [twin]));

it("makes at least 60 attacked files, each by a builder and under a title of its own", () => {
  const makers = new Set(entries.map((entry) => ("change" in entry ? entry.change : entry.build)));
  expect(makers.size).toBe(entries.length);
  expect(new Set(entries.map(({ title }) => title)).size).toBe(entries.length);
  expect(entries.length).toBeGreaterThanOrEqual(60);
});

it("makes at least 40 harmless twins, each by a builder and under a title of its own", () => {
  const makers = new Set(twins.map((twin) => ("change" in twin ? twin.change : twin.build)));
  expect(makers.size).toBe(twins.length);
  expect(new Set(twins.map(({ title }) => title)).size).toBe(twins.length);
  expect(twins.length).toBeGreaterThanOrEqual(40);
});
