import { describe } from "vitest";
import { BASE, FIELDS, type Objects, page, sealField, stream, textField } from "../base.ts";
import { allows, refuses } from "./cases.ts";

describe("the rule annotation-links", () => {
  const without = (text: string): Objects => ({ ...BASE, 6: textField("/V ()").replace(text, "") });
  const TYPE = "/Type /Annot ";
  const LINK = "/P 3 0 R";
  const TWO_PAGES = {
    2: "<< /Type /Pages /Kids [3 0 R 50 0 R] /Count 2 >>",
    50: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
  };
  allows([
    { title: "an annotation is told that it is one", base: without(TYPE), updates: [{ 6: textField("/V ()") }] },
    { title: "an annotation is told its page", base: without(LINK), updates: [{ 6: textField("/V ()") }] },
  ]);
  refuses([
    {
      title: "an annotation is told that it is something else",
      base: without(TYPE),
      updates: [{ 6: textField("/V ()").replace(TYPE, "/Type /Page ") }],
    },
    {
      title: "an annotation is told another page than the one that has it",
      base: { ...without(LINK), ...TWO_PAGES },
      updates: [{ 6: textField("/V ()").replace(LINK, "/P 50 0 R") }],
    },
    {
      title: "an annotation's page is exchanged",
      base: { ...BASE, ...TWO_PAGES, 6: textField("/V ()").replace(LINK, "/P 50 0 R") },
      updates: [{ 6: textField("/V ()") }],
    },
    {
      title: "an annotation's page is written into it",
      base: without(LINK),
      updates: [{ 6: textField("/V ()").replace(LINK, "/P << /Type /Page >>") }],
    },
    {
      title: "an annotation's type is exchanged",
      base: { ...BASE, 6: textField("/V ()").replace(TYPE, "/Type /Foo ") },
      updates: [{ 6: textField("/V ()") }],
    },
    { title: "an annotation is told its page under another name", updates: [{ 7: sealField("/Page 3 0 R") }] },
    { title: "a page is told a page", updates: [{ 3: page(FIELDS, "/P 3 0 R") }] },
    {
      title: "an annotation that two pages have is told one of them",
      base: {
        ...without(LINK),
        ...TWO_PAGES,
        50: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Annots [6 0 R] >>",
      },
      updates: [{ 6: textField("/V ()") }],
    },
    { title: "an annotation is told something else", updates: [{ 7: sealField("/Contents (Seal)") }] },
    {
      title: "a stream stands for the page",
      base: without(LINK),
      updates: [{ 6: textField("/V ()").replace(LINK, "/P 60 0 R"), 60: stream("", "x") }],
    },
  ]);
});
