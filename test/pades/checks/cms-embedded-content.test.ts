import { expect, it } from "vitest";
import { finding } from "../../../src/findings.ts";
import { checkCmsEmbeddedContent } from "../../../src/pades/checks/cms-embedded-content.ts";
import { forgedSubject } from "./subject-of.ts";

it("reports a CMS that brings content along, empty as it may be", async () => {
  for (const content of [Uint8Array.of(1, 2, 3), new Uint8Array(0)]) {
    expect(checkCmsEmbeddedContent(await forgedSubject({ cms: { content } }))).toEqual([
      finding("cms-embedded-content", {}),
    ]);
  }
});

it("accepts a detached CMS", async () => {
  expect(checkCmsEmbeddedContent(await forgedSubject())).toEqual([]);
});

it("expects content in a timestamp token", async () => {
  const subject = await forgedSubject({
    cms: { content: Uint8Array.of(1) },
    dictionary: (byteRange, contents) =>
      `<< /Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161 /ByteRange ${byteRange} /Contents ${contents} >>`,
  });
  expect(checkCmsEmbeddedContent(subject)).toEqual([]);
});
