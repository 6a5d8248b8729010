import { decodeLatin1 } from "../../src/bytes/text.ts";
import { append } from "../support/pdf-surgery.ts";
import { appendUpdate } from "../support/raw-update.ts";
import { type OneChange, turns } from "./one-change.ts";
import {
  bindOriginal,
  bytesAt,
  embeds,
  hoursBefore,
  opensWith,
  PATHS,
  page,
  replace,
  type SampleDossier,
  sha256Of,
  sign,
  withXfa,
} from "./sample-dossier.ts";

/** The result of the sample with something in it from the start. */
const madeWith = (add: Parameters<typeof page>[1]) => async (dossier: SampleDossier) => {
  replace(dossier, PATHS.result, await sign(dossier, await page("Kết quả", add), ["leader", "organisation"]));
  return {};
};

/** Another content of the page, once everybody had signed. */
export function repaint(pdf: Uint8Array): Uint8Array {
  const num = Number(/\/Contents \[ (\d+) 0 R/.exec(decodeLatin1(pdf))?.[1]);
  const source = "<< /Length 12 >>\nstream\n0 0 9 9 re f\nendstream";
  return appendUpdate(pdf, { objects: [{ num, source }], trailer: "/Info 3 0 R" });
}

/** What makes a dossier unclean: changes after signing, and what acts by itself. */
export const CONTENT_CHANGES: readonly OneChange[] = [
  turns("whose result was repainted after signing", ["clean", "no", "changed-after-signing"], (dossier) => {
    bindOriginal(dossier, PATHS.result);
    dossier.files.set(PATHS.result, repaint(bytesAt(dossier, PATHS.result)));
    return {};
  }),
  turns("whose application was repainted after signing", ["clean", "no", "changed-after-signing"], (dossier) => {
    bindOriginal(dossier, PATHS.application);
    dossier.files.set(PATHS.application, repaint(bytesAt(dossier, PATHS.application)));
    return {};
  }),
  turns(
    "whose annex has bytes at its end that nothing accounts for",
    ["clean", "unknown", "bytes-after-revision"],
    (dossier) => {
      bindOriginal(dossier, PATHS.annex);
      dossier.files.set(PATHS.annex, append(bytesAt(dossier, PATHS.annex), "(hidden)\n"));
      return {};
    },
  ),
  turns(
    "whose result runs a script when it is opened",
    ["clean", "no", "javascript"],
    madeWith(opensWith("JavaScript")),
  ),
  turns(
    "whose result starts a program when it is opened",
    ["clean", "no", "launch-action"],
    madeWith(opensWith("Launch")),
  ),
  turns("whose result has a program attached", ["clean", "no", "embedded-executable"], madeWith(embeds("viewer.exe"))),
  turns("whose result has an XFA form", ["clean", "no", "xfa-form"], madeWith(withXfa)),
  turns("with a program among its components", ["clean", "no", "file-executable"], (dossier) => {
    const program = Uint8Array.of(0x4d, 0x5a, 0x90, 0);
    const component = { id: "xem", name: "Phần mềm xem", file: "xem.bin", sha256: sha256Of(program) };
    dossier.manifest = { ...dossier.manifest, components: [...dossier.manifest.components, component] };
    dossier.files.set("xem.bin", program);
    return {};
  }),
  turns(
    "with an archive among its components, which nobody looks into",
    ["clean", "unknown", "file-archive"],
    (dossier) => {
      const archive = Uint8Array.of(0x50, 0x4b, 0x05, 0x06, ...new Uint8Array(18));
      const component = { id: "goi", name: "Gói tệp", file: "goi.zip", sha256: sha256Of(archive) };
      dossier.manifest = { ...dossier.manifest, components: [...dossier.manifest.components, component] };
      dossier.files.set("goi.zip", archive);
      return {};
    },
  ),
  turns("with a script in a component that need not be signed", ["clean", "no", "javascript"], async (dossier) => {
    const plain = await page("Nháp", opensWith("JavaScript"));
    const component = { id: "nhap", name: "Bản nháp", file: "nhap.pdf", sha256: sha256Of(plain) };
    dossier.manifest = { ...dossier.manifest, components: [...dossier.manifest.components, component] };
    dossier.files.set("nhap.pdf", plain);
    return {};
  }),
  turns("with a component that need not be signed and cannot be read", ["clean", "unknown", "not-a-pdf"], (dossier) => {
    const broken = new TextEncoder().encode("không phải PDF");
    const component = { id: "nhap", name: "Bản nháp", file: "nhap.pdf", sha256: sha256Of(broken) };
    dossier.manifest = { ...dossier.manifest, components: [...dossier.manifest.components, component] };
    dossier.files.set("nhap.pdf", broken);
    return {};
  }),
];

/** What makes a dossier no longer live: evidence and algorithms. */
export const LIFE_CHANGES: readonly OneChange[] = [
  turns("whose evidence is weeks old", ["live", "no", "revocation-not-fresh"], async ({ pki }) => ({
    evidence: await pki.evidence({ people: hoursBefore(20 * 24), tsa: hoursBefore(1) }),
  })),
  turns(
    "whose result was signed with an algorithm that is no longer safe",
    ["live", "no", "algorithm-weak"],
    async (dossier) => {
      const signed = await sign(dossier, await page("Kết quả"), ["leader", "organisation"], { digest: "SHA-512" });
      replace(dossier, PATHS.result, signed);
      return { trust: dossier.pki.trust({ algorithms: { digests: { "SHA-512": "never" } } }) };
    },
  ),
];
