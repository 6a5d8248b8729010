import { execFileSync } from "node:child_process";
import { PDFDocument, PDFName, PDFString } from "pdf-lib";
import { expect, it } from "vitest";
import { appearancePresets } from "../../src/appearance/presets.ts";
import type { AppearanceOptions } from "../../src/appearance/template.ts";
import { decodeBase64 } from "../../src/bytes/base64.ts";
import { decodeUtf8 } from "../../src/bytes/text.ts";
import { handwriting, seal } from "../support/pictures.ts";
import { isBlue, isRed, renderPage, withPdf } from "../support/rendered-page.ts";
import { verifyDemo } from "../support/signed-samples.ts";
import { describeWithTools } from "../support/tools.ts";
import { signShown } from "./signed-page.ts";

interface Shape {
  readonly tagged?: boolean;
  readonly intent?: boolean;
}

/** A page of a document that claims a part of PDF/A at level B; with an output intent, and tagged where asked. */
async function pdfA(part: number, { tagged = false, intent = true }: Shape = {}): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const page = document.addPage([595, 842]);
  const { context, catalog } = document;
  const claim = `xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="${part}" pdfaid:conformance="B"`;
  const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" ${claim}/></rdf:RDF>`;
  const packet = `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">${rdf}</x:xmpmeta><?xpacket end="w"?>`;
  const metadata = context.stream(Buffer.from(packet, "utf8"), { Type: "Metadata", Subtype: "XML" });
  catalog.set(PDFName.of("Metadata"), context.register(metadata));
  if (intent) {
    const one = { Type: "OutputIntent", S: "GTS_PDFA1", OutputConditionIdentifier: PDFString.of("sRGB IEC61966-2.1") };
    catalog.set(PDFName.of("OutputIntents"), context.obj([context.register(context.obj(one))]));
  }
  if (tagged) {
    const [root, whole, paragraph] = [context.nextRef(), context.nextRef(), context.nextRef()];
    context.assign(paragraph, context.obj({ Type: "StructElem", S: "P", P: whole, Pg: page.ref, K: 0 }));
    context.assign(whole, context.obj({ Type: "StructElem", S: "Document", P: root, K: paragraph }));
    const parents = context.register(context.obj({ Nums: [0, [paragraph]] }));
    context.assign(root, context.obj({ Type: "StructTreeRoot", K: whole, ParentTree: parents, ParentTreeNextKey: 1 }));
    catalog.set(PDFName.of("StructTreeRoot"), root);
    catalog.set(PDFName.of("MarkInfo"), context.obj({ Marked: true }));
    page.node.set(PDFName.of("StructParents"), context.obj(0));
    const drawing = "/P << /MCID 0 >> BDC 0 g 60 700 200 2 re f EMC";
    page.node.set(PDFName.of("Contents"), context.register(context.stream(drawing)));
  }
  return document.save({ useObjectStreams: false });
}

const details = appearancePresets["vn-details"];
const signature: AppearanceOptions = {
  template: { ...details, parts: [...details.parts, { kind: "frame", color: [0.2, 0.3, 0.8] }] },
  images: { signature: handwriting() },
  place: { box: [200, 300, 260, 64] },
};
const over: AppearanceOptions = {
  template: appearancePresets["vn-organization-seal"],
  images: { seal: seal() },
  place: { over: "Signature1", share: 0.3 },
};
const signTwice = async (pdf: Uint8Array) =>
  signShown(await signShown(pdf, signature), over, { identity: "cong-vu/seal" });

type Dict = Readonly<Record<string, unknown>>;

/** Every object of a file as qpdf reads it: by "6 0 R", its dictionary, array or other value; and streams' data. */
function objectsByQpdf(pdf: Uint8Array): {
  readonly values: ReadonlyMap<string, unknown>;
  readonly data: ReadonlyMap<string, Uint8Array>;
} {
  const flags = ["--json=2", "--json-key=qpdf", "--json-stream-data=inline", "--decode-level=generalized"];
  const json = withPdf(pdf, (path) => execFileSync("qpdf", [...flags, path], { encoding: "utf8", maxBuffer: 1 << 26 }));
  const objects = JSON.parse(json).qpdf[1] as Record<
    string,
    { value?: unknown; stream?: { dict: Dict; data: string } }
  >;
  const values = new Map<string, unknown>();
  const data = new Map<string, Uint8Array>();
  for (const [name, { value, stream }] of Object.entries(objects)) {
    const ref = name.replace(/^obj:/, "");
    values.set(ref, value ?? stream?.dict);
    if (stream !== undefined) data.set(ref, decodeBase64(stream.data) ?? new Uint8Array(0));
  }
  return { values, data };
}

function dictsOf(values: ReadonlyMap<string, unknown>): Dict[] {
  const nested = (value: unknown): Dict[] => {
    if (Array.isArray(value)) return value.flatMap(nested);
    return typeof value === "object" && value !== null ? [value as Dict, ...Object.values(value).flatMap(nested)] : [];
  };
  return [...values.values()].flatMap(nested);
}

const byType = (values: ReadonlyMap<string, unknown>, key: string, name: string) =>
  dictsOf(values).filter((dict) => dict[key] === name);

describeWithTools(
  ["qpdf", "pdftoppm", "pdfinfo"],
  "visible signatures in archival documents, as qpdf reads them",
  () => {
    it.each([1, 2, 3])("leave the claim to be PDF/A-%ib and the output intent as they were", async (part) => {
      const pdf = await pdfA(part);
      const before = objectsByQpdf(pdf);
      const signed = await signTwice(pdf);
      const { values, data } = objectsByQpdf(signed);
      const [catalog] = byType(values, "/Type", "/Catalog");
      const metadata = data.get(String(catalog?.["/Metadata"])) ?? new Uint8Array(0);
      expect(decodeUtf8(metadata)).toContain(`pdfaid:part="${part}" pdfaid:conformance="B"`);
      expect(byType(before.values, "/Type", "/Catalog")[0]?.["/Metadata"]).toBe(catalog?.["/Metadata"]);
      expect(catalog?.["/OutputIntents"]).toEqual(byType(before.values, "/Type", "/Catalog")[0]?.["/OutputIntents"]);
      expect((await verifyDemo(signed)).verdict).toBe("valid");
    });

    it.each([
      ["PDF/A-1", 1, true],
      ["PDF/A-2 without an output intent", 2, false],
    ])("have no transparency in %s, and still do not hide what is below a seal", async (_, part, intent) => {
      const pdf = await pdfA(part, { intent });
      const signed = await signTwice(pdf);
      const { values } = objectsByQpdf(signed);
      const keys = new Set(dictsOf(values).flatMap((dict) => Object.keys(dict)));
      for (const key of ["/SMask", "/ca", "/CA", "/BM", "/Group"]) expect(keys).not.toContain(key);
      expect(byType(values, "/Subtype", "/Image").filter((image) => "/Mask" in image)).toHaveLength(2);
      const page = renderPage(signed);
      const shared = { left: 200, bottom: 300, right: 278, top: 364 };
      expect(page.count(isRed, shared)).toBeGreaterThan(50);
      const before = renderPage(await signShown(pdf, signature)).count(isBlue, shared);
      expect(page.count(isBlue, shared)).toBeGreaterThan(0.4 * before);
    });

    it("have soft edges in PDF/A-2 and 3 with an output intent", async () => {
      for (const part of [2, 3]) {
        const { values } = objectsByQpdf(await signTwice(await pdfA(part)));
        expect(byType(values, "/Subtype", "/Image").filter((image) => "/SMask" in image)).toHaveLength(2);
      }
    });

    it.each([1, 2, 3])("use no colours of a device but grey, and embed every font, in PDF/A-%ib", async (part) => {
      const { values, data } = objectsByQpdf(await signTwice(await pdfA(part)));
      const spaces = byType(values, "/Subtype", "/Image").flatMap((image) =>
        "/ImageMask" in image ? [] : [image["/ColorSpace"]],
      );
      expect(spaces.length).toBeGreaterThan(0);
      for (const space of spaces)
        expect(space === "/DeviceGray" || (Array.isArray(space) && space[0] === "/CalRGB")).toBe(true);
      const forms = [...values].filter(([, value]) => (value as Dict | null)?.["/Subtype"] === "/Form");
      const contents = forms.map(([ref]) => Buffer.from(data.get(ref) ?? []).toString("latin1"));
      expect(contents.join("\n")).toContain("/Cs0 CS");
      expect(contents.join("\n")).not.toMatch(/\s(?:rg|RG|k|K)\s/);
      const descriptors = byType(values, "/Type", "/FontDescriptor");
      expect(descriptors.length).toBeGreaterThan(0);
      for (const descriptor of descriptors) {
        expect(descriptor["/FontFile2"]).toMatch(/ 0 R$/);
        // ISO 19005-1, 6.3.5: a bit for each glyph, which later parts ask for no more.
        expect("/CIDSet" in descriptor).toBe(part === 1);
        if (part !== 1) continue;
        const file = Buffer.from(data.get(String(descriptor["/FontFile2"])) ?? []);
        const bits = Buffer.from(data.get(String(descriptor["/CIDSet"])) ?? []);
        const glyphs = file.readUInt16BE(tableAt(file, "maxp") + 4);
        expect(glyphs).toBeGreaterThan(20);
        expect([...bits].reduce((sum, byte) => sum + byte.toString(2).replaceAll("0", "").length, 0)).toBe(glyphs);
      }
    });

    it("refuse a CMYK image there", async () => {
      // The frame header of a JPEG with four components says so; nothing else of it is read.
      const jpeg = Uint8Array.of(
        0xff,
        0xd8,
        0xff,
        0xc0,
        0,
        20,
        8,
        0,
        8,
        0,
        8,
        4,
        1,
        17,
        0,
        2,
        17,
        0,
        3,
        17,
        0,
        4,
        17,
        0,
      );
      const appearance = { ...signature, images: { signature: jpeg } };
      await expect(signShown(await pdfA(2), appearance)).rejects.toThrow("CMYK is not for a PDF/A document");
    });

    it("become part of a tagged document's structure", async () => {
      const pdf = await pdfA(2, { tagged: true });
      const signed = await signTwice(pdf);
      const { values } = objectsByQpdf(signed);
      const [catalog] = byType(values, "/Type", "/Catalog");
      expect(catalog?.["/MarkInfo"]).toEqual({ "/Marked": true });
      const root = values.get(String(catalog?.["/StructTreeRoot"])) as Dict;
      const whole = values.get(String(root["/K"])) as Dict;
      const kids = (whole["/K"] as string[]).map((ref) => values.get(ref) as Dict);
      expect(kids.map((kid) => kid["/S"])).toEqual(["/P", "/Form", "/Form"]);
      const parents = (values.get(String(root["/ParentTree"])) as Dict)["/Nums"] as unknown[];
      const widgets = [...values].filter(([, value]) => (value as Dict | null)?.["/FT"] === "/Sig");
      expect(widgets).toHaveLength(2);
      for (const [ref, widget] of widgets) {
        const key = (widget as Dict)["/StructParent"];
        const element = values.get(String(parents[parents.indexOf(key) + 1])) as Dict;
        expect(element).toMatchObject({ "/S": "/Form", "/K": { "/Type": "/OBJR", "/Obj": ref } });
        expect((widget as Dict)["/TU"]).toMatch(/^u:/);
      }
      expect(root["/ParentTreeNextKey"]).toBe(3);
      const structure = withPdf(signed, (path) => execFileSync("pdfinfo", ["-struct", path], { encoding: "utf8" }));
      expect(structure.match(/^\s*Form/gm)).toHaveLength(2);

      const { verdict, signatures } = await verifyDemo(signed);
      expect(verdict).toBe("valid");
      expect(signatures[0]?.changes.items.map(({ code }) => code)).toContain("signature-added");
    });
  },
);

function tableAt(file: Buffer, name: string): number {
  for (let entry = 12; entry < 12 + 16 * file.readUInt16BE(4); entry += 16) {
    if (file.toString("latin1", entry, entry + 4) === name) return file.readUInt32BE(entry + 8);
  }
  throw new Error(`no table ${name}`);
}
