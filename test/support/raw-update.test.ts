import { expect, it } from "vitest";
import { decodeLatin1, encodeLatin1 } from "../../src/bytes/text.ts";
import { appendUpdate, readFileTail } from "./raw-update.ts";

const withId = (id: string) =>
  encodeLatin1(`%PDF-1.7\nxref\n0 0\ntrailer\n<< /Size 1 /Root 1 0 R /ID ${id} >>\nstartxref\n9\n%%EOF\n`);

it.each([
  ["hexadecimal", "[<00ff> <0F>]"],
  ["bytes, brackets among them", "[(a]b\xff) (\x00]])]"],
  ["bytes with escaped parentheses and backslashes", "[(a\\)b\\\\) (\\()]"],
  ["bytes with an escaped line end", "[(a\\\nb)\n(c) ]"],
])("takes an /ID over whole where it is %s", (_, id) => {
  const file = withId(id);
  expect(readFileTail(file).kept).toBe(`/ID ${id}`);
  expect(decodeLatin1(appendUpdate(file, {}))).toContain(`/Root 1 0 R /ID ${id} `);
});
