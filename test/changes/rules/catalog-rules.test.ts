import { describe } from "vitest";
import { BASE, catalog, FIELDS, page, stream, xmp } from "../base.ts";
import { allows, refuses } from "./cases.ts";

describe("the rule catalog-version", () => {
  const version = (value: string) => ({ ...BASE, 1: catalog(`/Version ${value}`) });
  allows([
    {
      title: "a version is raised",
      code: "version-raised",
      base: version("/1.7"),
      updates: [{ 1: catalog("/Version /2.0") }],
    },
  ]);
  refuses([
    { title: "a version is lowered", base: version("/2.0"), updates: [{ 1: catalog("/Version /1.7") }] },
    { title: "a version is removed", base: version("/1.7"), updates: [{ 1: catalog() }] },
    { title: "a version is no name", updates: [{ 1: catalog("/Version (2.0)") }] },
    { title: "a version has something before it", updates: [{ 1: catalog("/Version /PDF2.0") }] },
    { title: "a version has something after it", updates: [{ 1: catalog("/Version /2.0.1") }] },
    { title: "a version has a letter in it", updates: [{ 1: catalog("/Version /2.x") }] },
    {
      title: "a version takes the place of what was none",
      base: version("/New"),
      updates: [{ 1: catalog("/Version /2.0") }],
    },
    { title: "the catalog has a version under another name", updates: [{ 1: catalog("/Needs /2.0") }] },
    { title: "a page has a version", updates: [{ 3: page(FIELDS, "/Version /2.0") }] },
  ]);
});

describe("the rule extensions", () => {
  const extensions = (source: string) => [{ 24: source }];
  const NONE = { ...BASE, 1: catalog().replace("/Extensions << /ESIC 24 0 R >>", "") };
  allows([
    {
      title: "a file gets its first extension",
      code: "extensions-updated",
      base: NONE,
      updates: [{ 1: catalog() }],
    },
    {
      title: "a developer has a list of extensions, each with all its entries",
      code: "extensions-updated",
      updates: [
        {
          1: catalog().replace(
            "/ESIC 24 0 R",
            "/ESIC [<< /Type /DeveloperExtensions /BaseVersion /2.0 /ExtensionLevel 5 /URL (http://a) /ExtensionRevision (:2020) >> 24 0 R]",
          ),
        },
      ],
    },
  ]);
  refuses([
    { title: "an extension holds a stream", updates: extensions("<< /BaseVersion /2.0 /X 4 0 R >>") },
    { title: "an entry of an extension is a stream", updates: extensions("<< /BaseVersion /2.0 /URL 4 0 R >>") },
    { title: "an entry of an extension is a list", updates: extensions("<< /BaseVersion [/2.0] >>") },
    { title: "an extension has an entry twice", updates: extensions("<< /BaseVersion /2.0 /BaseVersion /1.0 >>") },
    { title: "an extension has an entry that no one knows", updates: extensions("<< /BaseVersion /2.0 /X (x) >>") },
    { title: "one of several extensions holds a stream", updates: extensions("[<< /BaseVersion /2.0 >> 4 0 R]") },
    {
      title: "extensions are nested without end",
      updates: extensions("<< /A << /B << /C << /D << /BaseVersion /2.0 >> >> >> >> >>"),
    },
    {
      title: "lists of extensions are nested without end",
      updates: extensions("[[[[[[<< /BaseVersion /2.0 >>]]]]]]"),
    },
    { title: "the extensions are removed", updates: [{ 1: catalog().replace("/Extensions", "/Blah") }] },
    { title: "an image becomes an extension", updates: [{ 19: "<< /BaseVersion /2.0 /ExtensionLevel 5 >>" }] },
    { title: "a page has extensions", updates: [{ 3: page(FIELDS, "/Extensions << /ESIC 24 0 R >>") }] },
  ]);
});

describe("the rule page", () => {
  allows([
    {
      title: "a page tells when it was changed",
      code: "metadata-updated",
      updates: [{ 3: page(FIELDS, "/LastModified (D:2027)") }],
    },
  ]);
  refuses([
    {
      title: "a page's tab order changes",
      base: { ...BASE, 3: page(FIELDS, "/Tabs /R") },
      updates: [{ 3: page(FIELDS, "/Tabs /S") }],
    },
    { title: "a tab order is no name", updates: [{ 3: page(FIELDS, "/Tabs [4 0 R]") }] },
    { title: "the date of a page is no string", updates: [{ 3: page(FIELDS, "/LastModified [4 0 R]") }] },
    { title: "the catalog has a tab order", updates: [{ 1: catalog("/Tabs /S") }] },
    { title: "the catalog has a date of a page", updates: [{ 1: catalog("/LastModified (D:2027)") }] },
    { title: "a page gets a thumbnail", updates: [{ 3: page(FIELDS, "/Thumb 19 0 R") }] },
  ]);
});

describe("the rule metadata", () => {
  const ONE = "<dc:identifier>one</dc:identifier>";
  const NONE = { ...BASE, 1: catalog().replace("/Metadata 11 0 R", "") };
  const packet = (more: string) => [{ 11: xmp(`${ONE}${more}`) }];
  const typed = (entries: string) => [{ 11: xmp(ONE).replace("/Type /Metadata /Subtype /XML", entries) }];
  const mm = (name: string) => `<m:${name} xmlns:m="http://ns.adobe.com/xap/1.0/mm/">x</m:${name}>`;
  const pdf = (name: string) => `<p:${name} xmlns:p="http://ns.adobe.com/pdf/1.3/">x</p:${name}>`;
  const saving = [
    "<xmp:ModifyDate>2027</xmp:ModifyDate>",
    "<xmp:MetadataDate>2027</xmp:MetadataDate>",
    "<xmp:CreateDate>2027</xmp:CreateDate>",
    "<xmp:CreatorTool>B</xmp:CreatorTool>",
    mm("InstanceID"),
    mm("VersionID"),
    mm("History"),
    mm("DocumentID"),
    mm("OriginalDocumentID"),
    pdf("Producer"),
    pdf("PDFVersion"),
  ];
  allows([
    ...saving.map((statement) => ({
      title: `metadata tells of the saving: ${statement}`,
      code: "metadata-updated" as const,
      updates: packet(statement),
    })),
    {
      title: "metadata names the tool kit that wrote it",
      code: "metadata-updated",
      updates: [
        {
          11: xmp(ONE)
            .replace("<x:xmpmeta", '<x:xmpmeta x:xmptk="B"')
            .replace(/Length \d+/, (length) => `Length ${Number(length.slice(7)) + 12}`),
        },
      ],
    },
    { title: "metadata has an empty statement more", updates: packet("<dc:subject></dc:subject>") },
    {
      title: "metadata is added where there was none",
      code: "metadata-updated",
      base: NONE,
      updates: [{ 1: catalog(), 11: xmp("<dc:title>Decision</dc:title>") }],
    },
    {
      title: "metadata that cannot be read is replaced",
      code: "metadata-updated",
      base: { ...BASE, 11: stream("/Type /Metadata /Subtype /XML", "<") },
      updates: packet(""),
    },
    {
      title: "metadata stands under another number",
      code: "metadata-updated",
      updates: [{ 1: catalog().replace("/Metadata 11 0 R", "/Metadata 60 0 R"), 60: xmp(`${ONE}${saving.join("")}`) }],
    },
  ]);
  refuses([
    { title: "metadata states another title", updates: packet("<dc:title>Refusal</dc:title>") },
    { title: "metadata states less", updates: [{ 11: xmp("<xmp:ModifyDate>2027</xmp:ModifyDate>") }] },
    { title: "metadata states another value", updates: [{ 11: xmp("<dc:identifier>two</dc:identifier>") }] },
    {
      title: "metadata states a value under another name",
      updates: [{ 11: xmp("<dc:source>one</dc:source>") }],
    },
    { title: "metadata is not of its type", updates: typed("/Type /XObject /Subtype /XML") },
    { title: "metadata has no type", updates: typed("/Subtype /XML") },
    { title: "metadata is not of its subtype", updates: typed("/Type /Metadata /Subtype /Image") },
    { title: "metadata has no subtype", updates: typed("/Type /Metadata") },
    { title: "metadata becomes unreadable", updates: [{ 11: stream("/Type /Metadata /Subtype /XML", "<") }] },
    { title: "metadata is removed", updates: [{ 1: NONE[1] }] },
    { title: "metadata is no stream", updates: [{ 11: "<< /Type /Metadata /Subtype /XML >>" }] },
    { title: "a page gets metadata", updates: [{ 3: page(FIELDS, "/Metadata 60 0 R"), 60: xmp(ONE) }] },
  ]);
});
