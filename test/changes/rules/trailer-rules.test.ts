import { describe, expect, it } from "vitest";
import { encryptedSample } from "../../support/encrypted-sample.ts";
import { appendUpdate } from "../../support/raw-update.ts";
import { catalog, judge, stream } from "../base.ts";
import { allows, refuses, trailer } from "./cases.ts";

describe("the rule additional-streams", () => {
  const listed = trailer("/AdditionalStreams 60 0 R", { 60: "[/a 90 0 R]" });
  allows([
    { title: "the entry comes to lead to nothing", updates: [trailer("/AdditionalStreams 90 0 R")] },
    {
      title: "its list leads to nothing under other numbers",
      since: 1,
      updates: [listed, trailer("/AdditionalStreams 60 0 R", { 60: "[/a 91 0 R]" })],
    },
  ]);
  refuses([
    { title: "the entry leads to a stream", updates: [trailer("/AdditionalStreams 60 0 R", { 60: stream("", "x") })] },
    {
      title: "one item of its list leads to a stream",
      updates: [trailer("/AdditionalStreams [/a 90 0 R /b 60 0 R]", { 60: stream("", "x") })],
    },
    {
      title: "its list comes to lead to a stream",
      since: 1,
      updates: [listed, trailer("/AdditionalStreams 60 0 R", { 60: "[/a 61 0 R]", 61: stream("", "x") })],
    },
    { title: "another entry of the trailer leads to nothing", updates: [trailer("/Streams [90 0 R]")] },
    { title: "the catalog has an entry of that name", updates: [{ 1: catalog("/AdditionalStreams [90 0 R]") }] },
  ]);
});

describe("the rule auth-code", () => {
  const code = "<< /MACLocation /Standalone /MAC <00> /ByteRange [0 1 2 3] >>";
  const pointed = trailer("/AuthCode 60 0 R", { 60: code });
  allows([
    { title: "the code has all its parts", code: "file-id-changed", updates: [trailer(`/AuthCode ${code}`)] },
    {
      title: "the code is written again",
      code: "file-id-changed",
      since: 1,
      updates: [pointed, trailer("/AuthCode 60 0 R", { 60: code.replace("<00>", "<01>") })],
    },
  ]);
  refuses([
    { title: "the code has a part that no one knows", updates: [trailer("/AuthCode << /MAC <00> /Page 3 0 R >>")] },
    { title: "the code has a part twice", updates: [trailer("/AuthCode << /MAC <00> /MAC <01> >>")] },
    { title: "another entry of the trailer has the parts of a code", updates: [trailer("/Code << /MAC <00> >>")] },
    { title: "the code is no dictionary", updates: [trailer("/AuthCode /None")] },
    { title: "the code is taken away", since: 1, updates: [pointed, trailer("")] },
    {
      title: "the code becomes a stream",
      since: 1,
      updates: [pointed, trailer("/AuthCode 60 0 R", { 60: stream("", "x") })],
    },
    { title: "the catalog has an entry of that name", updates: [{ 1: catalog(`/AuthCode ${code}`) }] },
  ]);
});

describe("the rule file-id", () => {
  const id = (value: string) => ({ objects: {}, trailer: `/Root 1 0 R /Info 10 0 R ${value}` });
  refuses([
    { title: "the identifier loses its second part", updates: [id("/ID [<00>]")] },
    { title: "the identifier gets a third part", updates: [id("/ID [<00> <00> <00>]")] },
    { title: "the identifier is no list", updates: [id("/ID <00>")] },
    { title: "the identifier is removed", updates: [id("")] },
    { title: "the catalog has an entry of that name", updates: [{ 1: catalog("/ID [<00> <01>]") }] },
  ]);
});

/** The keys of older encryptions depend on the first part (ISO 32000-2, 7.6.4.3.2); what is asked here is for AES-256 too. */
describe("the rule file-id, in an encrypted file,", () => {
  it.each([
    ["allows another second part", "/ID [<01> <09>]", true],
    ["does not allow another first part", "/ID [<09> <02>]", false],
    ["does not allow that the identifier is removed", "", false],
  ])("%s", async (_, kept, isAllowed) => {
    const signed = await encryptedSample();
    const changes = judge(appendUpdate(signed, { kept: `/Encrypt 20 0 R ${kept}` }));
    expect(changes.items.filter(({ level }) => level === "other").length === 0).toBe(isAllowed);
    expect(changes.permitted).toBe(isAllowed);
  });
});

describe("the rule info", () => {
  const bare = { objects: {}, trailer: "/Root 1 0 R /ID [<00> <00>]" };
  const saved = "<< /ModDate (D:2027) /CreationDate (D:2026) /Producer (B) >>";
  const info = (source: string) => ({ 10: source });
  allows([
    {
      title: "a file gets the dates and the tool",
      code: "metadata-updated",
      since: 1,
      updates: [bare, trailer("", info(saved))],
    },
    {
      title: "the date of creation is written again",
      code: "metadata-updated",
      updates: [info("<< /Title (Decision) /CreationDate (D:2026) /ModDate (D:20260101000000Z) /Producer (A) >>")],
    },
  ]);
  refuses([
    {
      title: "a file gets a title",
      since: 1,
      updates: [bare, trailer("", info("<< /ModDate (D:2027) /Title (Refusal) >>"))],
    },
    {
      title: "a file gets information that is no dictionary",
      since: 1,
      updates: [bare, trailer("", info("[(D:2027)]"))],
    },
    { title: "the title changes", updates: [info("<< /Title (Refusal) /ModDate (D:2027) /Producer (A) >>")] },
    { title: "a date is no string", updates: [info("<< /Title (Decision) /ModDate 3 0 R /Producer (A) >>")] },
    {
      title: "the information is exchanged for other information",
      updates: [{ objects: { 60: saved }, trailer: "/Root 1 0 R /Info 60 0 R /ID [<00> <00>]" }],
    },
    { title: "the catalog has an entry of that name", updates: [{ 1: catalog(`/Info ${saved}`) }] },
    { title: "the catalog names a producer", updates: [{ 1: catalog("/Producer (B)") }] },
    { title: "another entry of the trailer names a producer", updates: [trailer("/About << /Producer (B) >>")] },
  ]);
});
