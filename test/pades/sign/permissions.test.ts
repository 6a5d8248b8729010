import { describe, expect, it } from "vitest";
import type { BaselineBOptions } from "../../../src/pades/sign/options.ts";
import { signPdf } from "../../../src/pades/sign/sign-pdf.ts";
import { openPdf, readSignatures } from "../../interop/signed-file.ts";
import { catalog, ecSigner, NOW, page, rsaSigner, signatureField, smallPdf, sourceOf } from "./small-pdf.ts";

const [first, second] = await Promise.all([ecSigner(), rsaSigner()]);
const sign = (pdf: Uint8Array, options: Partial<BaselineBOptions> = {}) =>
  signPdf(pdf, { signer: first, level: "B-B", now: NOW, ...options });
const again = (pdf: Uint8Array, options: Partial<BaselineBOptions> = {}) => sign(pdf, { signer: second, ...options });
const refused = (message: string) =>
  expect.objectContaining({ code: "ERR_SIGNING_NOT_PERMITTED", message: expect.stringContaining(message) });

/** A form with an unsigned field of these entries, and another one called Seal. */
const withField = (entries: string) =>
  smallPdf({
    1: catalog("5 0 R 6 0 R"),
    3: page("/Annots [5 0 R 6 0 R]"),
    5: signatureField("Leader", entries),
    6: signatureField("Seal"),
  });

describe("signing after a certification", () => {
  it.each([2, 3] as const)("is permitted with permission %i", async (certify) => {
    const certified = await sign(smallPdf(), { certify });
    expect(readSignatures(await again(certified))).toHaveLength(2);
  });

  it("is refused with permission 1", async () => {
    const certified = await sign(smallPdf(), { certify: 1 });
    await expect(again(certified)).rejects.toThrow(refused('"Signature1" allows no change'));
  });

  it("is refused with permission 1 that only the catalog leads to", async () => {
    const docMdp = "<< /Type /Sig /Reference [<< /TransformMethod /DocMDP /TransformParams << /P 1 >> >>] >>";
    const pdf = smallPdf({ 1: `<< /Type /Catalog /Pages 2 0 R /Perms << /DocMDP ${docMdp} >> >>` });
    await expect(sign(pdf)).rejects.toThrow(refused("allows no change"));
  });

  it("cannot be a certification again, nor can it after an ordinary signature", async () => {
    await expect(again(await sign(smallPdf(), { certify: 2 }), { certify: 2 })).rejects.toThrow(
      refused("first signature"),
    );
    await expect(again(await sign(smallPdf()), { certify: 2 })).rejects.toThrow(refused("first signature"));
  });
});

describe("a /Lock", () => {
  it.each([
    ["All", "/Lock << /Type /SigFieldLock /Action /All >>", "/Action /All"],
    [
      "Include",
      "/Lock << /Action /Include /Fields [(Number) (Group)] >>",
      "/Action /Include /Fields [(Number) (Group)]",
    ],
    ["Exclude", "/Lock << /Action /Exclude /Fields [(Seal)] >>", "/Action /Exclude /Fields [(Seal)]"],
  ])("%s becomes the FieldMDP of the signature", async (_, lock, parameters) => {
    const document = openPdf(await sign(withField(lock), { field: "Leader" }));
    expect(sourceOf(document, document.load(7)?.value)).toContain(
      `/Reference [<< /Type /SigRef /TransformMethod /FieldMDP /TransformParams << /Type /TransformParams ${parameters} /V /1.2 >> /Data 1 0 R >>]`,
    );
  });

  it.each([
    ["All", "/Lock << /Action /All >>"],
    ["Include with its name", "/Lock << /Action /Include /Fields [(Seal)] >>"],
    ["Exclude without its name", "/Lock << /Action /Exclude /Fields [(Other)] >>"],
    ["permission 1", "/Lock << /Action /Include /Fields [(Other)] /P 1 >>"],
  ])("of an earlier signature closes another field by %s", async (_, lock) => {
    const locked = await sign(withField(lock), { field: "Leader" });
    await expect(again(locked, { field: "Seal" })).rejects.toThrow(refused('the signature "Leader" locks'));
  });

  it.each([
    ["Include without its name", "/Lock << /Action /Include /Fields [(Sea) (Seal2)] >>"],
    ["Exclude with its name", "/Lock << /Action /Exclude /Fields [(Seal)] >>"],
    ["Include with permission 2", "/Lock << /Action /Include /Fields [(Other)] /P 2 >>"],
  ])("of an earlier signature leaves another field open by %s", async (_, lock) => {
    const locked = await sign(withField(lock), { field: "Leader" });
    expect(readSignatures(await again(locked, { field: "Seal" }))).toHaveLength(2);
  });

  it("names the fields below a name too", async () => {
    const pdf = smallPdf({
      1: catalog("5 0 R 6 0 R"),
      5: signatureField("Leader", "/Lock << /Action /Include /Fields [(Group)] >>"),
      6: "<< /T (Group) /FT /Sig /Kids [7 0 R] >>",
      7: signatureField("Seal", "/Parent 6 0 R"),
    });
    const locked = await sign(pdf, { field: "Leader" });
    await expect(again(locked, { field: "Group.Seal" })).rejects.toThrow(refused('locks the field "Group.Seal"'));
  });

  it("that cannot be understood is refused, both to be signed and to be signed after", async () => {
    await expect(sign(withField("/Lock << /Action /Some >>"), { field: "Leader" })).rejects.toThrow(
      refused("cannot be understood"),
    );
    const value =
      "/V << /Type /Sig /Reference [<< /TransformMethod /FieldMDP /TransformParams << /Action /Include >> >>] >>";
    await expect(sign(withField(value), { field: "Seal" })).rejects.toThrow(refused("cannot be understood"));
  });
});
