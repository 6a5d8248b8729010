import { PDFDocument, PDFName, PDFString, StandardFonts } from "pdf-lib";
import { encodeHex } from "../../src/bytes/hex.ts";
import { digestOf } from "../../src/crypto/digest.ts";
import type { DossierFile } from "../../src/dossier/dossier-files.ts";
import type { DossierComponent, DossierManifest } from "../../src/dossier/manifest.ts";
import { signPdf } from "../../src/pades/sign/sign-pdf.ts";
import { createDossierPki, type DossierPki, type Person } from "./dossier-pki.ts";

const DOSSIER_ID = "000.00.01.H26-260302-0001";
/** When everybody signs, and when the dossier is verified. */
export const SIGNED_AT = new Date("2026-03-02T02:00:00Z");
export const VERIFIED_AT = new Date("2026-03-03T02:00:00Z");

/** A dossier in the making: its files by path, and what its manifest asks for. */
export interface SampleDossier {
  readonly pki: DossierPki;
  readonly files: Map<string, Uint8Array>;
  manifest: DossierManifest;
}

export const PATHS = {
  application: "to-khai.pdf",
  copy: "giay-to/ban-sao.pdf",
  opinion: "y-kien-xa.pdf",
  result: "ket-qua.pdf",
  annex: "phu-luc.pdf",
} as const;

let pki: Promise<DossierPki> | null = null;

/**
 * An application signed by a citizen, a copy certified by the one-stop officer, the opinion of the commune, the result
 * signed by the leader and then by the organisation, and its annex.
 */
export async function sampleDossier(): Promise<SampleDossier> {
  pki ??= createDossierPki();
  const dossier: SampleDossier = { pki: await pki, files: new Map(), manifest: emptyManifest() };
  dossier.files.set(PATHS.application, await sign(dossier, await page("Tờ khai"), ["citizen"]));
  dossier.files.set(PATHS.copy, await sign(dossier, await page("Bản sao"), ["officer"]));
  dossier.files.set(PATHS.opinion, await sign(dossier, await page("Ý kiến"), ["commune"]));
  dossier.files.set(PATHS.result, await sign(dossier, await page("Kết quả"), ["leader", "organisation"]));
  dossier.files.set(PATHS.annex, await sign(dossier, await page("Phụ lục"), ["organisation"]));
  dossier.manifest = manifestOf(dossier);
  return dossier;
}

export interface SignOptions {
  readonly level?: "B-B" | "B-T";
  readonly digest?: "SHA-256" | "SHA-512";
  readonly at?: Date;
  readonly reason?: string;
}

/** `pdf` signed by these people, one after another. */
export async function sign(
  { pki }: SampleDossier,
  pdf: Uint8Array,
  people: readonly Person[],
  { level = "B-T", digest = "SHA-256", at = SIGNED_AT, reason = `Hồ sơ ${DOSSIER_ID}` }: SignOptions = {},
): Promise<Uint8Array> {
  let signed = pdf;
  pki.clock.time = at;
  for (const person of people) {
    const options = { signer: await pki.signerOf(person, { digest }), reason, now: at };
    signed =
      level === "B-B"
        ? await signPdf(signed, { ...options, level })
        : await signPdf(signed, { ...options, level, timestampAuthority: pki.authority });
  }
  return signed;
}

/** A page as another program makes it, with whatever `add` does to the document. */
export async function page(title: string, add?: (document: PDFDocument) => void | Promise<void>): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.TimesRoman);
  const ascii = title.normalize("NFD").replace(/[^\x20-\x7e]/g, "");
  document.addPage([300, 300]).drawText(`${ascii}, dossier ${DOSSIER_ID}`, { x: 20, y: 250, size: 10, font });
  await add?.(document);
  return document.save({ useObjectStreams: false });
}

/** An action that the document runs when it is opened. */
export function opensWith(kind: "JavaScript" | "Launch") {
  return (document: PDFDocument): void => {
    const entries =
      kind === "JavaScript"
        ? { S: "JavaScript", JS: PDFString.of("app.alert('1')") }
        : { S: "Launch", F: PDFString.of("calc.exe") };
    document.catalog.set(PDFName.of("OpenAction"), document.context.obj(entries));
  };
}

/** An attachment of this name. */
export function embeds(name: string) {
  return async (document: PDFDocument): Promise<void> => {
    await document.attach(Uint8Array.of(0x4d, 0x5a), name, { mimeType: "application/octet-stream" });
  };
}

/** A form that some programs show in place of the pages. */
export function withXfa(document: PDFDocument): void {
  const { context } = document;
  const xfa = context.register(context.stream("<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>"));
  document.catalog.set(PDFName.of("AcroForm"), context.obj({ Fields: [], XFA: xfa }));
}

export function bytesAt({ files }: SampleDossier, path: string): Uint8Array {
  return files.get(path) ?? new Uint8Array(0);
}

export function hoursBefore(hours: number): Date {
  return new Date(VERIFIED_AT.getTime() - hours * 3_600_000);
}

/** The files as they are handed in. */
export function filesOf({ files }: SampleDossier): DossierFile[] {
  return [...files].map(([path, source]) => ({ path, source }));
}

/** Replaces a file and what the manifest says of its bytes, as if it had been so from the start. */
export function replace(dossier: SampleDossier, path: string, bytes: Uint8Array): void {
  dossier.files.set(path, bytes);
  editComponent(dossier, path, ({ sha256: _, ...component }) => ({ ...component, sha256: sha256Of(bytes) }));
}

/** Binds a component to what its file is now, so that additions to it do not make it another file. */
export function bindOriginal(dossier: SampleDossier, path: string): void {
  const bytes = bytesAt(dossier, path);
  const original = { size: bytes.length, sha256: sha256Of(bytes) };
  editComponent(dossier, path, ({ sha256: _, ...component }) => ({ ...component, original }));
}

export function editComponent(
  dossier: SampleDossier,
  path: string,
  edit: (component: DossierComponent) => DossierComponent,
): void {
  const components = dossier.manifest.components.map((each) => (each.file === path ? edit(each) : each));
  dossier.manifest = { ...dossier.manifest, components };
}

export function sha256Of(bytes: Uint8Array): string {
  return encodeHex(digestOf("SHA-256", bytes));
}

function emptyManifest(): DossierManifest {
  return { schema: "pades-dossier/manifest@1", id: DOSSIER_ID, components: [] };
}

function manifestOf({ files }: SampleDossier): DossierManifest {
  const deadline = "2026-03-10T17:00:00+07:00";
  const component = (id: string, name: string, file: string, ...roles: readonly string[]): DossierComponent => ({
    id,
    name,
    file,
    sha256: sha256Of(files.get(file) ?? new Uint8Array(0)),
    signatures: roles.map((role) => ({ role, level: "B-T", deadline })),
  });
  return {
    ...emptyManifest(),
    procedure: { code: "1.004.227", name: "Cấp bản sao trích lục hộ tịch" },
    receiver: "xa-demo",
    decider: "tinh-demo",
    organizations: {
      "xa-demo": {
        names: [
          { name: "Ủy ban nhân dân xã Demo", from: "2019-01-01T00:00:00+07:00" },
          { name: "Ủy ban nhân dân huyện Cũ", until: "2025-07-01T00:00:00+07:00" },
        ],
      },
      "tinh-demo": { names: [{ name: "Ủy ban nhân dân tỉnh Demo" }] },
    },
    roles: {
      applicant: { name: "người nộp hồ sơ", tag: ["public-ca"], identifier: ["CCCD:001234567890"] },
      officer: {
        name: "công chức một cửa",
        tag: ["cong-vu"],
        organization: ["xa-demo"],
        organizationalUnit: ["Bộ phận Một cửa"],
      },
      commune: { name: "Chủ tịch UBND xã", tag: ["cong-vu"], organization: ["xa-demo"], title: ["Chủ tịch"] },
      leader: {
        name: "lãnh đạo UBND tỉnh",
        tag: ["cong-vu"],
        organization: ["tinh-demo"],
        title: ["Chủ tịch", "Phó Chủ tịch"],
      },
      organisation: {
        name: "UBND tỉnh",
        tag: ["cong-vu"],
        organization: ["tinh-demo"],
        commonName: ["Ủy ban nhân dân tỉnh Demo"],
      },
    },
    components: [
      component("to-khai", "Tờ khai", PATHS.application, "applicant"),
      component("ban-sao", "Bản sao giấy khai sinh", PATHS.copy, "officer"),
      component("y-kien", "Ý kiến của xã", PATHS.opinion, "commune"),
      component("ket-qua", "Kết quả giải quyết", PATHS.result, "leader", "organisation"),
      component("phu-luc", "Phụ lục", PATHS.annex, "organisation"),
    ],
  };
}
