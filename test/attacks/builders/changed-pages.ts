import { stream } from "../../changes/base.ts";
import { EditedPdf } from "../../support/edited-pdf.ts";
import { NotOnThisFile } from "../../support/pdf-surgery.ts";
import type { ChangeAttack } from "../attack.ts";

const OTHER_CONTENT = stream("", "BT /Helv 12 Tf 20 250 Td (Pay 900 dong) Tj ET");
const OTHER_PAGE = (parent: string) =>
  `<< /Type /Page /Parent ${parent} /MediaBox [0 0 300 300] /Resources << >> /Contents [] >>`;

const on = ({ page: { number } }: EditedPdf) => ({ page: number });

/** The node above the attacked page, and its kids. */
function above(file: EditedPdf) {
  const ref = file.ref(file.page.dict, "Parent");
  const dict = file.dict(ref, "a page tree");
  return { ref, dict, kids: file.list(dict, "Kids") };
}

/** A font or a picture of the attacked page with a further entry. */
function withEntry(file: EditedPdf, kind: "font" | "picture", entries: string): void {
  const [key = "", ...value] = entries.split(" ");
  file.set(file.dict(file[kind], kind), key, value.join(" "));
}

/** What a page shows, and how it comes to show it. */
export const CHANGED_PAGES: readonly ChangeAttack[] = [
  {
    title: "the content of a page is exchanged",
    change: (file) => {
      file.put(file.content, OTHER_CONTENT);
      return on(file);
    },
    code: "content-changed",
    twin: {
      title: "the content of a page is written again as it is",
      change: (file) =>
        file.finish({ objects: [{ num: file.content.objectNumber, source: file.source(file.content) }] }),
    },
  },
  {
    title: "a page is given another content",
    change: (file) => {
      file.set(file.page.dict, "Contents", file.add(OTHER_CONTENT));
      return on(file);
    },
    code: "content-changed",
  },
  {
    title: "a second content is put over that of a page, as forms and stamps are",
    change: (file) => {
      const over = file.add(stream("", "q 1 g 0 0 300 300 re f Q BT /Helv 12 Tf 20 250 Td (Refusal) Tj ET"));
      file.set(file.page.dict, "Contents", `[${file.content} ${over}]`);
      return on(file);
    },
    code: "content-changed",
  },
  {
    title: "the text of a page is made invisible by its render mode",
    change: (file) => {
      file.set(file.page.dict, "Contents", `[${file.add(stream("", "3 Tr"))} ${file.content}]`);
      return on(file);
    },
    code: "content-changed",
  },
  {
    title: "the content of a page is freed",
    change: (file) => {
      file.free(file.content);
      return on(file);
    },
    code: "content-changed",
    twin: {
      title: "an object that nothing uses is freed, which was never there",
      change: (file) => file.finish({ freed: [file.context.largestObjectNumber + 3] }),
    },
  },
  {
    title: "the number of a page's content is freed and then used again",
    change: async (file) => {
      const { content, page } = file;
      file.free(content);
      const again = await EditedPdf.open(file.finish());
      return {
        page: page.number,
        bytes: again.finish({ objects: [{ num: content.objectNumber, source: OTHER_CONTENT }] }),
      };
    },
    code: "content-changed",
  },
  {
    title: "a font is exchanged",
    change: (file) => {
      file.put(file.font, "<< /Type /Font /Subtype /Type1 /BaseFont /Symbol >>");
      return on(file);
    },
    code: "font-changed",
  },
  {
    title: "a font is told to stand for other letters",
    change: (file) => {
      const map = file.add(stream("", "1 beginbfchar <31> <0039> endbfchar"));
      withEntry(file, "font", `ToUnicode ${map}`);
      return on(file);
    },
    code: "font-changed",
  },
  {
    title: "a picture on a page is exchanged",
    change: (file) => {
      const entries = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray";
      file.put(file.picture, stream(entries, "B"));
      return on(file);
    },
    code: "xobject-changed",
  },
  {
    title: "a picture on a page is shown under a condition",
    change: (file) => {
      withEntry(file, "picture", `OC ${file.add("<< /Type /OCG /Name (a) >>")}`);
      return on(file);
    },
    code: "xobject-changed",
  },
  {
    title: "a page's names for what it draws with lead elsewhere",
    change: (file) => {
      file.set(file.page.dict, "Resources", "<< >>");
      return on(file);
    },
    code: "resources-changed",
  },
  {
    title: "a page is rotated",
    change: (file) => {
      file.set(file.page.dict, "Rotate", "90");
      return on(file);
    },
    code: "page-changed",
    twin: {
      title: "a page is given a tab order",
      change: (file) => {
        if (file.get(file.page.dict, "Tabs") !== undefined) throw new NotOnThisFile("a page without a tab order");
        file.set(file.page.dict, "Tabs", "/S");
        return undefined;
      },
    },
  },
  {
    title: "a page is cropped",
    change: (file) => {
      file.set(file.page.dict, "CropBox", "[0 0 99 99]");
      return on(file);
    },
    code: "page-changed",
  },
  {
    title: "a page is made larger",
    change: (file) => {
      file.set(file.page.dict, "MediaBox", "[0 0 3000 3000]");
      return on(file);
    },
    code: "page-changed",
  },
  {
    title: "a page acts when it is opened",
    change: (file) => {
      file.set(file.page.dict, "AA", "<< /O << /S /URI /URI (http://a) >> >>");
      return on(file);
    },
    code: "action-changed",
  },
  ...(["CropBox [0 0 99 99]", "Rotate 90", "Resources << /Font << >> >>"] as const).map(
    (entry): ChangeAttack => ({
      title: `a page inherits another /${entry.split(" ")[0]}`,
      change: (file) => {
        const [key = "", ...value] = entry.split(" ");
        file.set(above(file).dict, key, value.join(" "));
        return {};
      },
      code: entry.startsWith("Resources") ? "resources-changed" : "page-changed",
    }),
  ),
  {
    title: "a page is added",
    change: (file) => {
      const { ref, dict, kids } = above(file);
      kids.push(file.add(OTHER_PAGE(String(ref))));
      file.set(dict, "Count", String(kids.size()));
      return { page: file.pages.length + 1 };
    },
    code: "page-added",
  },
  {
    title: "a page is removed",
    change: (file) => {
      const { ref, kids } = above(file);
      kids.set(kids.indexOf(file.page.ref) ?? 0, file.add(OTHER_PAGE(String(ref))));
      return on(file);
    },
    code: "page-removed",
  },
  {
    title: "a page is shown twice",
    change: (file) => {
      const { kids } = above(file);
      kids.push(file.page.ref);
      return on(file);
    },
    code: "page-added",
  },
  {
    title: "pages are put into another order",
    change: (file) => {
      const { kids } = above(file);
      if (kids.size() < 2) throw new NotOnThisFile("two pages under one node");
      const first = kids.get(0);
      kids.set(0, kids.get(1));
      kids.set(1, first);
      return {};
    },
    code: "page-changed",
  },
  {
    title: "a page becomes a node above another page",
    change: (file) => {
      const { ref } = above(file);
      const kid = file.add(OTHER_PAGE(String(file.page.ref)));
      file.put(file.page.ref, `<< /Type /Pages /Parent ${ref} /Kids [${kid}] /Count 1 >>`);
      return on(file);
    },
    code: "page-changed",
  },
  {
    title: "a page leads to another parent",
    change: (file) => {
      const { ref } = above(file);
      file.set(file.page.dict, "Parent", file.add(`<< /Type /Pages /Parent ${ref} /Kids [] /Count 0 /Rotate 90 >>`));
      return on(file);
    },
    code: "page-changed",
  },
  {
    title: "a page is freed",
    change: (file) => {
      file.free(file.page.ref);
      return on(file);
    },
    code: "page-changed",
  },
  {
    title: "the page tree is exchanged for another",
    change: (file) => {
      const tree = file.add("<< /Type /Pages /Kids [] /Count 1 >>");
      const kids = file.list(file.dict(tree, "a tree"), "Kids");
      kids.push(file.add(OTHER_PAGE(String(tree))));
      file.set(file.catalog, "Pages", tree);
      return { page: 1 };
    },
    code: "page-removed",
  },
];
