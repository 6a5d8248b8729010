import { expect, it } from "vitest";
import { forgePdf, signatureEntries } from "../../support/forged-pdf.ts";
import { verifyDemo } from "../../support/signed-samples.ts";

const permissionOf = async (reference: string) => {
  const file = await forgePdf({
    dictionary: (byteRange, contents) =>
      signatureEntries(`/ByteRange ${byteRange} /Reference ${reference}`, `/Contents ${contents}`),
  });
  return (await verifyDemo(file)).signatures[0]?.docMdp;
};

it.each([
  ["[<< /TransformMethod /DocMDP /TransformParams << /P 1 /V /1.2 >> >>]", 1],
  ["[<< /TransformMethod /DocMDP /TransformParams << /P 2 /V /1.2 >> >>]", 2],
  ["[<< /TransformMethod /DocMDP /TransformParams << /P 3 /V /1.2 >> >>]", 3],
  ["[<< /TransformMethod /DocMDP /TransformParams << /V /1.2 >> >>]", 2],
  ["[<< /TransformMethod /FieldMDP >> << /TransformMethod /DocMDP /TransformParams << /P 1 >> >>]", 1],
])("reads the permission of %s", async (reference, permission) => {
  expect(await permissionOf(reference)).toBe(permission);
});

it.each(["[]", "null", "[<< /TransformMethod /FieldMDP /TransformParams << /P 1 >> >>]"])(
  "finds no permission in %s",
  async (reference) => {
    expect(await permissionOf(reference)).toBeNull();
  },
);
