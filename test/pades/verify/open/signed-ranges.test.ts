import { expect, it } from "vitest";
import { signedRanges } from "../../../../src/pades/verify/open/signed-ranges.ts";

it("takes pairs of offset and length as they stand, anomalous ones too", () => {
  expect(signedRanges([0, 10, 20, 30], 50)).toEqual([
    { start: 0, end: 10 },
    { start: 20, end: 50 },
  ]);
  expect(signedRanges([5, 10], 50)).toEqual([{ start: 5, end: 15 }]);
  expect(signedRanges([0, 1, 1, 1, 2, 1], 3)).toHaveLength(3);
  expect(signedRanges([0, 0, 0, 0], 0)).toHaveLength(2);
});

const UNUSABLE: readonly (readonly [numbers: readonly number[] | null, what: string])[] = [
  [null, "no numbers"],
  [[], "none"],
  [[0], "one"],
  [[0, 10, 20], "three"],
  [[-1, 10, 20, 5], "a negative offset"],
  [[0, -10, 20, 5], "a negative length"],
  [[0, 20, 10, 5], "an overlap"],
  [[20, 5, 0, 10], "a descent"],
  [[0, 10, 20, 31], "an end after the file"],
  [[0, 10.5, 20, 5], "a fraction in a length"],
  [[0.5, 10, 20, 5], "a fraction in an offset"],
  [[0, 2 ** 60, 2 ** 61, 1], "numbers that cannot be told apart"],
  [[0, Number.POSITIVE_INFINITY, 0, 0], "no end"],
  [[0, Number.NaN, 0, 0], "no number"],
];

it.each(UNUSABLE)("has nothing hashed for %j: %s", (byteRange) => {
  expect(signedRanges(byteRange, 50)).toBeNull();
});
