import type { PDFDict } from "pdf-lib";
import { form } from "../../changes/base.ts";
import { EditedPdf, type FieldSpot } from "../../support/edited-pdf.ts";
import { NotOnThisFile } from "../../support/pdf-surgery.ts";
import type { ChangeAttack, Place } from "../attack.ts";
import type { Base } from "../bases/base.ts";
import { signAgain, timestampAgain } from "../bases/second-signer.ts";

const PICTURE = form(100, 40, "0 0 100 40 re f", "");
const FAKE =
  "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 1 2 3] /Contents <00> >>";

const at = ({ page, name }: FieldSpot): Place => ({ page, field: name });

const signed = (file: EditedPdf) => file.field("Sig", true);

/** One entry of the signed field set. */
const entry = (
  title: string,
  key: string,
  value: string,
  code: ChangeAttack["code"] = "field-changed",
): ChangeAttack => ({
  title,
  change: (file) => {
    const field = signed(file);
    file.set(field.dict, key, value);
    return at(field);
  },
  code,
});

/**
 * What is done to a signature that another person signed after: the first no longer speaks for itself, but the second
 * tells what became of it.
 */
async function underASecond(
  base: Base,
  change: (file: EditedPdf, field: FieldSpot) => void,
): Promise<Place & { readonly bytes: Uint8Array }> {
  const file = await EditedPdf.open(await signAgain(base, { field: "Second" }));
  const field = signed(file);
  change(file, field);
  return { ...at(field), bytes: file.finish() };
}

/** A signature field of that name put on the attacked page. */
function addField(file: EditedPdf, name: string, entries: string): Place {
  const widget = `/Type /Annot /Subtype /Widget /FT /Sig /T (${name}) /F 132 /P ${file.page.ref}`;
  file.list(file.form, "Fields").push(file.annotate(`<< ${widget} ${entries} >>`));
  return { page: file.page.number, field: name };
}

/** An honest signature more, changed by its own revision's author before anything was signed: a field put on a page. */
async function signedField(
  file: EditedPdf,
  base: { readonly now: Date },
  rect: string,
  entries = "",
): Promise<Uint8Array> {
  addField(file, "Second", `/Rect ${rect} ${entries}`);
  return signAgain({ bytes: file.finish(), now: base.now }, { field: "Second" });
}

/** Signatures: what they are, what they show, and what is added that looks like them. */
export const CHANGED_SIGNATURES: readonly ChangeAttack[] = [
  {
    title: "a signature's picture is exchanged",
    change: (file) => {
      const field = signed(file);
      file.set(field.dict, "AP", `<< /N ${file.add(PICTURE)} >>`);
      return at(field);
    },
    code: "appearance-changed",
    twin: { title: "another person signs as well, without a picture", change: (_, base) => signAgain(base) },
  },
  {
    title: "a signature is given the picture of another field",
    change: (file) => {
      const field = signed(file);
      const shown = (dict: PDFDict) =>
        file.look(file.get(file.dict(file.get(dict, "AP"), "a picture"), "N"))?.toString();
      const others = file.fields.filter(({ dict }) => file.get(dict, "AP") !== undefined);
      const own = file.get(field.dict, "AP") === undefined ? null : shown(field.dict);
      const other = others.find(({ dict }) => shown(dict) !== own);
      const picture = other === undefined ? undefined : file.get(other.dict, "AP");
      if (picture === undefined) throw new NotOnThisFile("another field with a picture");
      file.set(field.dict, "AP", picture);
      return at(field);
    },
    code: "appearance-changed",
  },
  entry("a signature is moved on its page", "Rect", "[20 200 120 240]", "widget-moved"),
  entry("a signature is hidden", "F", "2"),
  entry("a signature is shown under a condition", "OC", "<< /Type /OCG /Name (a) >>"),
  entry("a signature's field is given another background", "MK", "<< /BG [1 0 0] >>"),
  entry("a signature's field is renamed", "T", "(Other)", "field-renamed"),
  {
    title: "a signature's field is retyped",
    change: (_, base) => underASecond(base, (file, { dict }) => file.set(dict, "FT", "/Tx")),
    code: "field-retyped",
  },
  entry("a signature's field locks something afterwards", "Lock", "<< /Type /SigFieldLock /Action /All >>"),
  entry("a signature's field acts when it is clicked", "A", "<< /S /URI /URI (http://a) >>", "action-changed"),
  {
    title: "a signature's value leads to another dictionary",
    change: (_, base) => underASecond(base, (file, { dict }) => file.set(dict, "V", file.add(FAKE))),
    code: "signature-changed",
  },
  {
    title: "a signature states another reason",
    change: (_, base) =>
      underASecond(base, (file, { dict }) =>
        file.set(file.dict(file.get(dict, "V"), "a signature"), "Reason", "(Refused)"),
      ),
    code: "signature-changed",
  },
  {
    title: "a second field is given a signature that was there",
    change: (file) => {
      const empty = file.field("Sig", false);
      const value = file.get(signed(file).dict, "V");
      if (value === undefined) throw new NotOnThisFile("a signature");
      file.set(empty.dict, "V", value);
      return at(empty);
    },
    code: "signature-changed",
    twin: {
      title: "an empty signature field is signed by another person",
      change: (file, base) => signAgain(base, { field: file.field("Sig", false).name }),
    },
  },
  {
    title: "a new field is given a signature that was there",
    change: (file) => addField(file, "Second", `/Rect [0 0 0 0] /V ${file.ref(signed(file).dict, "V")}`),
    code: "field-added",
    twin: {
      title: "another person signs in a new field",
      change: (file, base) => signedField(file, base, "[0 0 0 0]"),
    },
  },
  {
    title: "an empty signature field is filled with junk",
    change: (file) => {
      const empty = file.field("Sig", false);
      file.set(empty.dict, "V", "(junk)");
      return at(empty);
    },
    code: "signature-changed",
  },
  {
    title: "an empty signature field is filled with a dictionary without its parts",
    change: (file) => {
      const empty = file.field("Sig", false);
      file.set(empty.dict, "V", "<< /Type /Sig >>");
      return at(empty);
    },
    code: "signature-changed",
  },
  {
    title: "an empty signature field is filled with a signature that proves nothing",
    change: (file) => {
      const empty = file.field("Sig", false);
      file.set(empty.dict, "V", file.add(FAKE));
      file.set(empty.dict, "AP", `<< /N ${file.add(PICTURE)} >>`);
      return at(empty);
    },
    code: "signature-added",
  },
  {
    title: "a signature that proves nothing comes in a new field over what is on the page",
    change: (file) =>
      addField(file, "Second", `/Rect [0 0 1000 1000] /V ${file.add(FAKE)} /AP << /N ${file.add(PICTURE)} >>`),
    code: "overlay",
  },
  {
    title: "a document timestamp that proves nothing is added",
    change: (file) =>
      addField(
        file,
        "Time",
        `/Rect [0 0 0 0] /V ${file.add(FAKE.replace("/Sig ", "/DocTimeStamp ").replace("/adbe.pkcs7.detached", "/ETSI.RFC3161"))}`,
      ),
    code: "document-timestamp-added",
    twin: { title: "a document timestamp is added as it should be", change: (_, base) => timestampAgain(base) },
  },
  {
    title: "an empty signature field comes with a picture",
    change: (file) => addField(file, "Second", `/Rect [0 0 9 9] /AP << /N ${file.add(PICTURE)} >>`),
    code: "field-added",
  },
  {
    title: "a new signature field has the name of one that was there",
    change: (file) => ({
      ...addField(file, signed(file).name, `/Rect [0 0 0 0] /V ${file.add(FAKE)}`),
    }),
    code: "field-added",
  },
  {
    title: "a new signature field acts when it is clicked",
    change: async (file, base) => ({
      page: file.page.number,
      field: "Second",
      bytes: await signedField(file, base, "[0 0 0 0]", "/A << /S /URI /URI (http://a) >>"),
    }),
    code: "field-added",
  },
  {
    title: "an honest signature's picture covers the signature before it",
    change: async (file, base) => {
      const { dict, page } = signed(file);
      const rect = file.source(file.get(dict, "Rect"));
      const [a = 0, , c = 0] = rect.match(/-?[\d.]+/g)?.map(Number) ?? [];
      if (page !== file.page.number || a === c) throw new NotOnThisFile("a signature that can be seen on that page");
      return { page, field: "Second", bytes: await signedField(file, base, rect) };
    },
    code: "overlay",
  },
  {
    title: "an honest signature's picture covers what is on the page",
    change: async (file, base) => ({
      page: file.page.number,
      field: "Second",
      bytes: await signedField(file, base, "[0 0 1000 1000]"),
    }),
    code: "overlay",
  },
  {
    title: "a signature is taken from its field",
    change: (_, base) => underASecond(base, (file, { dict }) => file.remove(dict, "V")),
    code: "signature-removed",
  },
  {
    title: "a signature's field is removed from the form",
    change: (_, base) =>
      underASecond(base, (file, { ref }) => {
        const fields = file.list(file.form, "Fields");
        fields.remove(fields.indexOf(ref) ?? 0);
      }),
    code: "field-removed",
  },
  {
    title: "a document timestamp is removed",
    change: async (file, base) => {
      const before = new Set(file.fields.map(({ name }) => name));
      const again = await EditedPdf.open(await timestampAgain(base));
      const stamp = again.fields.find(({ name }) => !before.has(name));
      if (stamp === undefined) throw new NotOnThisFile("the document timestamp");
      const fields = again.list(again.form, "Fields");
      fields.remove(fields.indexOf(stamp.ref) ?? 0);
      return { ...at(stamp), bytes: again.finish() };
    },
    code: "field-removed",
  },
];
