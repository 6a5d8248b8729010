import { expect, it } from "vitest";
import { onDemand } from "../../src/bytes/on-demand.ts";

it("loads a part once, when it is first needed", async () => {
  let loads = 0;
  const part = onDemand(async () => ({ number: ++loads }));
  expect(loads).toBe(0);
  expect(await Promise.all([part(), part()])).toEqual([{ number: 1 }, { number: 1 }]);
  expect(await part()).toEqual({ number: 1 });
});

it("tries again where loading failed, as over a network that was down", async () => {
  let attempts = 0;
  const part = onDemand(() => (attempts++ === 0 ? Promise.reject(new Error("offline")) : Promise.resolve("loaded")));
  await expect(part()).rejects.toThrow("offline");
  expect(await part()).toBe("loaded");
});
