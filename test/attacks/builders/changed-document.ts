import { stream } from "../../changes/base.ts";
import type { EditedPdf } from "../../support/edited-pdf.ts";
import { NotOnThisFile } from "../../support/pdf-surgery.ts";
import type { ChangeAttack } from "../attack.ts";
import { timestampAgain } from "../bases/second-signer.ts";

const SCRIPT = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>";

/** An entry of the catalog set. */
const entry = (title: string, key: string, value: string, code: ChangeAttack["code"]): ChangeAttack => ({
  title,
  change: (file) => {
    file.set(file.catalog, key, value);
    return {};
  },
  code,
});

/** The security store of the file; one that a later revision adds is no attack. */
function store(file: EditedPdf) {
  return file.dict(file.get(file.catalog, "DSS"), "a security store");
}

function xmp(file: EditedPdf, change: (packet: string) => string): void {
  const ref = file.ref(file.catalog, "Metadata");
  const source = file.source(ref);
  if (!source.includes("<dc:identifier>")) throw new NotOnThisFile("XMP metadata with an identifier");
  const data = change(source.slice(source.indexOf("stream\n") + 7, source.lastIndexOf("\nendstream")));
  file.put(ref, stream("/Type /Metadata /Subtype /XML", data));
}

function info(file: EditedPdf) {
  return file.dict(file.context.trailerInfo.Info, "an information dictionary");
}

/** What belongs to the document as a whole. */
export const CHANGED_DOCUMENT: readonly ChangeAttack[] = [
  {
    title: "the catalog is exchanged for one with other pages",
    change: (file) => {
      const tree = file.add("<< /Type /Pages /Kids [] /Count 0 >>");
      const root = file.add(file.source(file.catalog).replace(/\/Pages \d+ \d+ R/, `/Pages ${tree}`));
      return { page: 1, bytes: file.finish({ root: String(root) }) };
    },
    code: "page-removed",
    twin: {
      title: "the catalog is written under another number",
      change: (file) => file.finish({ root: String(file.add(file.source(file.catalog))) }),
    },
  },
  {
    title: "a script is put among the document's names",
    change: (file) => {
      file.set(file.catalog, "Names", `<< /JavaScript << /Names [(a) ${SCRIPT}] >> >>`);
      return {};
    },
    code: "javascript-added",
  },
  entry("a file is attached", "Names", "<< /EmbeddedFiles << /Names [] >> >>", "catalog-entry-changed"),
  entry("the document acts when it is opened", "OpenAction", SCRIPT, "action-changed"),
  entry("the document acts when it is closed", "AA", `<< /WC ${SCRIPT} >>`, "action-changed"),
  entry("layers are set up", "OCProperties", "<< /OCGs [] /D << >> >>", "optional-content-changed"),
  entry("an outline is added", "Outlines", "<< /Type /Outlines >>", "catalog-entry-changed"),
  entry("the document is shown in another way", "PageMode", "/UseAttachments", "catalog-entry-changed"),
  entry("permissions are added", "Perms", "<< /DocMDP << /Type /Sig >> >>", "permissions-changed"),
  entry("an extension is none", "Extensions", "<< /ADBE 1 >>", "catalog-entry-changed"),
  {
    title: "the catalog names an earlier version",
    change: (file) => {
      if (file.get(file.catalog, "Version") === undefined) throw new NotOnThisFile("a version in the catalog");
      file.set(file.catalog, "Version", "/1.0");
      return {};
    },
    code: "catalog-entry-changed",
    twin: {
      title: "the catalog names a later version",
      change: (file) => {
        file.set(file.catalog, "Version", "/2.0");
        return undefined;
      },
    },
  },
  {
    title: "permissions are removed",
    change: (file) => {
      file.dict(file.get(file.catalog, "Perms"), "permissions");
      file.remove(file.catalog, "Perms");
      return {};
    },
    code: "permissions-changed",
  },
  {
    title: "the title is changed",
    change: (file) => {
      file.set(info(file), "Title", "(Refusal)");
      return {};
    },
    code: "metadata-changed",
    twin: {
      title: "the date of the last change and the tool are written",
      change: (file) => {
        file.set(info(file), "ModDate", "(D:20270101000000Z)");
        file.set(info(file), "Producer", "(B)");
        return undefined;
      },
    },
  },
  {
    title: "the XMP metadata states something else",
    change: (file) => {
      xmp(file, (packet) => packet.replace("<dc:identifier>one", "<dc:identifier>two"));
      return {};
    },
    code: "metadata-changed",
    twin: {
      title: "the XMP metadata tells another date",
      change: (file) => {
        xmp(file, (packet) => packet.replace("2026-01-01", "2027-01-01"));
        return undefined;
      },
    },
  },
  {
    title: "the XMP metadata declares an entity",
    change: (file) => {
      xmp(file, (packet) => `<!DOCTYPE x [<!ENTITY a "b">]>${packet}`);
      return {};
    },
    code: "metadata-changed",
  },
  {
    title: "the structure has an alternative text read out",
    change: (file) => {
      const root = file.dict(file.get(file.catalog, "StructTreeRoot"), "a logical structure");
      file.set(file.dict(file.list(root, "K").get(0), "a structure element"), "Alt", "(Refusal)");
      return { page: null };
    },
    code: "structure-changed",
  },
  {
    title: "the logical structure is removed",
    change: (file) => {
      file.dict(file.get(file.catalog, "StructTreeRoot"), "a logical structure");
      file.remove(file.catalog, "StructTreeRoot");
      return {};
    },
    code: "structure-changed",
  },
  {
    title: "the trailer is given a key that no one knows",
    change: (file) => ({ bytes: file.finish({ trailer: `/Extra ${file.root}` }) }),
    code: "trailer-changed",
    twin: {
      title: "the file's identifier changes",
      change: (file) => file.finish({ kept: "", trailer: `${infoEntry(file)} /ID [<01> <02>]` }),
    },
  },
  {
    title: "the trailer leads to no information any more",
    change: (file) => {
      info(file);
      return { bytes: file.finish({ kept: "" }) };
    },
    code: "trailer-changed",
  },
  {
    title: "an office program's document is attached in the trailer",
    change: (file) => {
      const ref = file.add(stream("", "PK"));
      return { bytes: file.finish({ trailer: `/AdditionalStreams [/application#2Fodt ${ref}]` }) };
    },
    code: "trailer-changed",
    twin: {
      title: "an office program's entry in the trailer leads to nothing",
      change: (file) =>
        file.finish({
          trailer: `/AdditionalStreams [/application#2Fodt ${file.context.largestObjectNumber + 9} 0 R]`,
        }),
    },
  },

  // Evidence
  {
    title: "the security store is deleted",
    change: (file) => {
      store(file);
      file.remove(file.catalog, "DSS");
      return {};
    },
    code: "dss-changed",
    twin: {
      title: "a document timestamp is added",
      change: (_, base) => timestampAgain(base),
    },
  },
  {
    title: "a certificate is taken from the security store",
    change: (file) => {
      const certificates = file.list(store(file), "Certs");
      if (certificates.size() === 0) throw new NotOnThisFile("a certificate in the store");
      certificates.remove(0);
      return {};
    },
    code: "dss-changed",
    twin: {
      title: "a certificate is added to the security store",
      change: (file) => {
        if (file.get(file.catalog, "DSS") === undefined) file.set(file.catalog, "DSS", file.add("<< /Type /DSS >>"));
        file.list(store(file), "Certs").push(file.add(stream("", "a certificate")));
        return undefined;
      },
    },
  },
  {
    title: "a certificate in the security store is overwritten",
    change: (file) => {
      const certificates = file.list(store(file), "Certs");
      if (certificates.size() === 0) throw new NotOnThisFile("a certificate in the store");
      file.put(
        file.context.getObjectRef(file.context.lookup(certificates.get(0)) ?? file.catalog) ?? file.root,
        stream("", "x"),
      );
      return {};
    },
    code: "dss-changed",
  },
  entry("a security store comes with a key that no one knows", "DSS", "<< /Type /DSS /Blah 1 >>", "dss-changed"),
];

function infoEntry(file: EditedPdf): string {
  const { Info } = file.context.trailerInfo;
  return Info === undefined ? "" : `/Info ${Info.toString()}`;
}
