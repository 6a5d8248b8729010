import { describe, expect, it } from "vitest";
import { hasTool } from "./tools.ts";

describe("looking for programs on the PATH", () => {
  it("finds a program that every Unix has", () => {
    expect(hasTool("sh")).toBe(true);
  });

  it("does not find a program that nobody has", () => {
    expect(hasTool("pades-no-such-program")).toBe(false);
  });
});
