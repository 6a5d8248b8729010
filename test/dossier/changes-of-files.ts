import { encodeLatin1, encodeUtf8 } from "../../src/bytes/text.ts";
import { type Harmless, type OneChange, turns } from "./one-change.ts";
import { bindOriginal, bytesAt, editComponent, PATHS, page, replace, sha256Of, sign } from "./sample-dossier.ts";

/** What makes a dossier incomplete: missing, extra, swapped, doubled, of another dossier. */
export const FILE_CHANGES: readonly OneChange[] = [
  turns("without the annex", ["complete", "no", "component-missing"], ({ files }) => {
    files.delete(PATHS.annex);
    return {};
  }),
  turns("without the copy in its folder", ["complete", "no", "component-missing"], ({ files }) => {
    files.delete(PATHS.copy);
    return {};
  }),
  turns("with nothing but the application", ["complete", "no", "component-missing"], ({ files }) => {
    for (const path of [PATHS.copy, PATHS.opinion, PATHS.result, PATHS.annex]) files.delete(path);
    return {};
  }),
  turns("with a signed file too many", ["complete", "no", "file-extra"], async (dossier) => {
    dossier.files.set("them.pdf", await sign(dossier, await page("Thêm"), ["citizen"]));
    return {};
  }),
  turns("with a text file too many", ["complete", "no", "file-extra"], ({ files }) => {
    files.set("ghi-chu.txt", encodeUtf8("xin xem xét"));
    return {};
  }),
  turns("with a file too many in a folder", ["complete", "no", "file-extra"], ({ files }) => {
    files.set("giay-to/anh.jpg", Uint8Array.of(0xff, 0xd8, 0xff));
    return {};
  }),
  turns("with a text named as a Mac names its view of a folder", ["complete", "no", "file-extra"], ({ files }) => {
    files.set("giay-to/.DS_Store", encodeUtf8("xin xem xét"));
    return {};
  }),
  turns("whose copy and annex have changed places", ["complete", "no", "components-swapped"], (dossier) => {
    const [copy, annex] = [bytesAt(dossier, PATHS.copy), bytesAt(dossier, PATHS.annex)];
    dossier.files.set(PATHS.copy, annex).set(PATHS.annex, copy);
    return {};
  }),
  turns(
    "whose annex lies in the place of the opinion, and nowhere else",
    ["complete", "no", "component-missing"],
    ({ files }) => {
      const annex = files.get(PATHS.annex) ?? new Uint8Array(0);
      files.delete(PATHS.annex);
      files.set(PATHS.opinion, annex);
      return {};
    },
  ),
  turns("whose annex is the result again", ["complete", "no", "component-duplicated"], (dossier) => {
    dossier.files.set(PATHS.annex, bytesAt(dossier, PATHS.result));
    return {};
  }),
  turns("whose manifest asks for one file in two places", ["complete", "no", "component-duplicated"], (dossier) => {
    const [, , , , annex] = dossier.manifest.components;
    const twice = { ...annex, id: "phu-luc-2", name: "Phụ lục 2", file: "phu-luc-2.pdf" } as NonNullable<typeof annex>;
    dossier.manifest = { ...dossier.manifest, components: [...dossier.manifest.components, twice] };
    dossier.files.set("phu-luc-2.pdf", bytesAt(dossier, PATHS.annex));
    return {};
  }),
  turns(
    "whose result was rightly signed, and is not the one in the manifest",
    ["complete", "no", "component-altered"],
    async (dossier) => {
      dossier.files.set(PATHS.result, await sign(dossier, await page("Khác"), ["leader", "organisation"]));
      return {};
    },
  ),
  turns(
    "whose result does not begin as the manifest says",
    ["complete", "no", "component-altered"],
    async (dossier) => {
      bindOriginal(dossier, PATHS.result);
      dossier.files.set(PATHS.result, await sign(dossier, await page("Khác"), ["leader", "organisation"]));
      return {};
    },
  ),
  turns("whose manifest names no hash of the result", ["complete", "unknown", "component-unbound"], (dossier) => {
    editComponent(dossier, PATHS.result, ({ sha256: _, ...component }) => component);
    return {};
  }),
  turns(
    "with the result of another dossier, where no hash tells",
    ["complete", "unknown", "component-unbound"],
    async (dossier) => {
      editComponent(dossier, PATHS.result, ({ sha256: _, ...component }) => component);
      const other = await sign(dossier, await page("Khác"), ["leader", "organisation"], { reason: "Hồ sơ khác" });
      dossier.files.set(PATHS.result, other);
      return {};
    },
  ),
  turns(
    "with the result of another dossier, which its reason tells",
    ["complete", "no", "component-of-other-dossier"],
    async (dossier) => {
      editComponent(dossier, PATHS.result, ({ sha256: _, ...component }) => ({ ...component, binding: "reason" }));
      const { id } = dossier.manifest;
      const other = await sign(dossier, await page("Khác"), ["leader", "organisation"], { reason: `Hồ sơ ${id}9` });
      dossier.files.set(PATHS.result, other);
      return {};
    },
  ),
  turns("without a manifest that can be read", ["complete", "unknown", "manifest-malformed"], () => ({
    manifest: '{"schema":"pades-dossier/manifest@1"}',
  })),
];

export const HARMLESS_FILE_CHANGES: readonly Harmless[] = [
  {
    title: "with what a Mac put into its folders",
    note: "desktop-leftover",
    change: ({ files }) => {
      files.set("giay-to/.DS_Store", encodeLatin1("\x00\x00\x00\x01Bud1"));
      return {};
    },
  },
  {
    title: "whose annex bears another name",
    note: "component-renamed",
    change: (dossier) => {
      const annex = bytesAt(dossier, PATHS.annex);
      dossier.files.delete(PATHS.annex);
      dossier.files.set("phụ lục (1).pdf", annex);
      return {};
    },
  },
  {
    title: "whose names are composed otherwise than in the manifest",
    change: (dossier) => {
      const file = "phụ lục.pdf";
      editComponent(dossier, PATHS.annex, (component) => ({ ...component, file: file.normalize("NFC") }));
      const annex = bytesAt(dossier, PATHS.annex);
      dossier.files.delete(PATHS.annex);
      dossier.files.set(file.normalize("NFD"), annex);
      return {};
    },
  },
  {
    title: "whose result is known by what it began as",
    change: async (dossier) => {
      replace(dossier, PATHS.result, await page("Kết quả"));
      bindOriginal(dossier, PATHS.result);
      const unsigned = bytesAt(dossier, PATHS.result);
      dossier.files.set(PATHS.result, await sign(dossier, unsigned, ["leader", "organisation"]));
      return {};
    },
  },
  {
    title: "whose result is bound by the reason of its signatures",
    change: (dossier) => {
      editComponent(dossier, PATHS.result, ({ sha256: _, ...component }) => ({ ...component, binding: "reason" }));
      return {};
    },
  },
  {
    title: "without a component that need not be there",
    change: (dossier) => {
      editComponent(dossier, PATHS.annex, (component) => ({ ...component, required: false }));
      dossier.files.delete(PATHS.annex);
      return {};
    },
  },
  {
    title: "with a component that need not be signed, and is not",
    change: (dossier) => {
      const scan = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0);
      const component = { id: "anh", name: "Ảnh", file: "anh.jpg", sha256: sha256Of(scan) };
      dossier.manifest = { ...dossier.manifest, components: [...dossier.manifest.components, component] };
      dossier.files.set("anh.jpg", scan);
      return {};
    },
  },
];
