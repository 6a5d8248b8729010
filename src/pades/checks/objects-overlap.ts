import { finding } from "../../findings.ts";
import type { Check } from "./check.ts";

/**
 * Does each byte that was added after signing belong to one object only? An object inside the data of another, or of a
 * stream whose /Length was stretched over it, is there for some readers and not for others.
 */
export const checkObjectsOverlap: Check = ({ later }) => {
  const found = later.bytes.find(({ code }) => code === "overlap");
  return found === undefined ? [] : [finding("objects-overlap", { object: found.object, offset: found.start })];
};
