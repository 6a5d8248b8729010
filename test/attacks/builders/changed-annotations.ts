import { form } from "../../changes/base.ts";
import type { EditedPdf } from "../../support/edited-pdf.ts";
import { NotOnThisFile } from "../../support/pdf-surgery.ts";
import type { ChangeAttack } from "../attack.ts";

const on = ({ page: { number } }: EditedPdf) => ({ page: number });

/** An annotation put on the attacked page; it says which page that is. */
const added = (title: string, source: string, code: ChangeAttack["code"] = "annotation-added"): ChangeAttack => ({
  title,
  change: (file) => {
    file.annotate(source.replace("PICTURE", () => String(file.add(form(300, 300, "1 g 0 0 300 300 re f", "")))));
    return on(file);
  },
  code,
});

/** A note that was there when the page was signed. */
function note(file: EditedPdf) {
  const annots = file.list(file.page.dict, "Annots");
  const index = annots
    .asArray()
    .findIndex((one) => file.get(file.dict(one, "an annotation"), "Subtype")?.toString() === "/Text");
  if (index < 0) throw new NotOnThisFile("a note on the page");
  return { annots, index, dict: file.dict(annots.get(index), "a note") };
}

/** Annotations: those that cover or act, and notes where nothing permits them. */
export const CHANGED_ANNOTATIONS: readonly ChangeAttack[] = [
  {
    ...added(
      "a note is put on a page, which nothing permits",
      "<< /Type /Annot /Subtype /Text /Rect [280 1 290 9] /Contents (I approve) /F 28 >>",
    ),
    verdict: "indeterminate",
    twin: {
      title: "a note is put on a page, which the verifier permits",
      change: (file) => {
        file.annotate("<< /Type /Annot /Subtype /Text /Rect [280 1 290 9] /Contents (Seen) /F 28 >>");
        return undefined;
      },
      defaultPermission: 3,
    },
  },
  added(
    "an annotation with text covers a page",
    "<< /Type /Annot /Subtype /FreeText /Rect [0 0 1000 1000] /Contents (Refusal) /DA (/Helv 12 Tf) >>",
    "overlay",
  ),
  added(
    "a stamp covers a page",
    "<< /Type /Annot /Subtype /Stamp /Rect [0 0 1000 1000] /AP << /N PICTURE >> >>",
    "overlay",
  ),
  added(
    "a highlight hides what it stands on",
    "<< /Type /Annot /Subtype /Highlight /Rect [0 0 1000 1000] /AP << /N PICTURE >> >>",
    "overlay",
  ),
  added(
    "a link is put on a page",
    "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (http://a) >> >>",
  ),
  added(
    "a note acts when it is clicked",
    "<< /Type /Annot /Subtype /Text /Rect [280 1 290 9] /A << /S /URI /URI (http://a) >> >>",
  ),
  added(
    "a widget comes that is in no form",
    "<< /Type /Annot /Subtype /Widget /Rect [0 0 9 9] /AP << /N PICTURE >> >>",
  ),
  added("a film is put on a page", "<< /Type /Annot /Subtype /RichMedia /Rect [0 0 9 9] >>"),
  {
    ...added(
      "a file is attached to a page",
      "<< /Type /Annot /Subtype /FileAttachment /Rect [280 1 290 9] /FS << /F (a.exe) >> >>",
    ),
    verdict: "indeterminate",
  },
  {
    title: "a note that was there says something else",
    change: (file) => {
      file.set(note(file).dict, "Contents", "(Not read)");
      return on(file);
    },
    code: "annotation-changed",
    verdict: "indeterminate",
  },
  {
    title: "a note that was there is taken away",
    change: (file) => {
      const { annots, index } = note(file);
      annots.remove(index);
      return on(file);
    },
    code: "annotation-removed",
    verdict: "indeterminate",
  },
  {
    title: "annotations are put into another order",
    change: (file) => {
      const annots = file.list(file.page.dict, "Annots");
      if (annots.size() < 2) throw new NotOnThisFile("two annotations on the page");
      const first = annots.get(0);
      annots.set(0, annots.get(1));
      annots.set(1, first);
      return on(file);
    },
    code: "annotation-changed",
  },
  {
    title: "a signature's field is taken from its page",
    change: (file) => {
      const field = file.fields.find(({ type, page }) => type === "Sig" && page === file.page.number);
      if (field === undefined) throw new NotOnThisFile("a signature's field on the page");
      const annots = file.list(file.page.dict, "Annots");
      annots.remove(annots.indexOf(field.ref) ?? 0);
      return { page: field.page, field: field.name };
    },
    code: "annotation-removed",
  },
];
