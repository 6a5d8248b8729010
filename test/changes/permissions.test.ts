import { describe, expect, it } from "vitest";
import { readPermissions } from "../../src/changes/field-mdp.ts";
import { type ChangePermissions, NO_PERMISSIONS } from "../../src/changes/permissions.ts";
import { readSignatureFields } from "../../src/pdf/read/form.ts";
import { readSignatureDictionary } from "../../src/pdf/read/signature-dictionary.ts";
import { newField, withField } from "./allowed.ts";
import {
  BASE,
  build,
  catalog,
  FIELDS,
  judge,
  type Objects,
  open,
  page,
  SIGNATURE,
  sealField,
  stream,
  TIMESTAMP,
  textAppearance,
  textField,
} from "./base.ts";

const filled: Objects = { 6: textField("/V (12) /AP << /N 42 0 R >>"), 42: textAppearance("12") };
const sealed: Objects = { 7: sealField("/V 41 0 R"), 41: SIGNATURE };
const added: Objects = { ...withField, 40: newField("/Rect [0 0 0 0] /V 41 0 R"), 41: SIGNATURE };
const timestamp: Objects = { ...withField, 40: newField("/Rect [0 0 0 0] /V 41 0 R"), 41: TIMESTAMP };
const visibleTimestamp: Objects = {
  ...timestamp,
  40: newField("/Rect [150 80 250 130] /V 41 0 R /AP << /N 15 0 R >>"),
};
const evidence: Objects = { 1: catalog("/DSS 30 0 R"), 30: "<< /Certs [31 0 R] >>", 31: stream("", "certificate") };
const comment: Objects = {
  3: page(`${FIELDS} 45 0 R`),
  45: "<< /Type /Annot /Subtype /Text /Rect [280 280 290 290] >>",
};
const content: Objects = { 4: stream("", "BT ET") };

const ask = (objects: Objects, permissions: Partial<ChangePermissions>, defaultPermission: 2 | 3 = 2) => {
  const { permitted, forbiddenBy, level } = judge(build(BASE, objects), {
    permissions: { ...NO_PERMISSIONS, ...permissions },
    defaultPermission,
  });
  return { permitted, forbiddenBy, level };
};

describe("under DocMDP", () => {
  it.each([
    ["evidence", evidence, true],
    ["an invisible document timestamp", timestamp, true],
    ["a visible document timestamp", visibleTimestamp, false],
    ["a signature", added, false],
    ["filling a field", filled, false],
    ["a comment", comment, false],
  ] as const)("with /P 1, %s is judged as ISO 32000-2, table 257, has it", (_, objects, permitted) => {
    expect(ask(objects, { docMdp: 1 })).toMatchObject({ permitted, forbiddenBy: permitted ? null : "docmdp" });
  });

  it("with /P 2 allows filling and signing, and no comments", () => {
    expect(ask(filled, { docMdp: 2 }).permitted).toBe(true);
    expect(ask(sealed, { docMdp: 2 }).permitted).toBe(true);
    expect(ask(comment, { docMdp: 2 }, 3)).toMatchObject({ permitted: false, forbiddenBy: "docmdp" });
  });

  it("with /P 3 allows comments whatever the policy says, and never content", () => {
    expect(ask(comment, { docMdp: 3 }, 2).permitted).toBe(true);
    expect(ask(content, { docMdp: 3 }, 3)).toMatchObject({ permitted: false, level: "other" });
  });
});

describe("without DocMDP the policy decides:", () => {
  it("form filling is permitted, a comment neither permitted nor forbidden", () => {
    expect(ask(filled, {})).toEqual({ permitted: true, forbiddenBy: null, level: "form-filling" });
    expect(ask(comment, {})).toEqual({ permitted: null, forbiddenBy: null, level: "annotations" });
    expect(ask(comment, {}, 3)).toEqual({ permitted: true, forbiddenBy: null, level: "annotations" });
  });

  it("what no rule clears is forbidden by no one, and not permitted", () => {
    expect(ask(content, {}, 3)).toEqual({ permitted: false, forbiddenBy: null, level: "other" });
  });
});

describe("a lock", () => {
  it.each([
    ["all fields", { action: "all" }, false],
    ["the field", { action: "include", fields: ["So"] }, false],
    ["another field", { action: "include", fields: ["Sop", "S"] }, true],
    ["all but the field", { action: "exclude", fields: ["So"] }, true],
    ["all but another", { action: "exclude", fields: ["Ngay"] }, false],
  ] as const)("of %s by FieldMDP forbids filling it or not", (_, lock, permitted) => {
    expect(ask(filled, { fieldMdp: [lock] })).toMatchObject(
      permitted ? { permitted } : { permitted, forbiddenBy: "fieldmdp", level: "other" },
    );
  });

  it("of the field by the signature field's /Lock forbids filling it", () => {
    expect(ask(filled, { lock: { action: "all" } })).toMatchObject({ permitted: false, forbiddenBy: "lock" });
  });

  it("of several counts each", () => {
    const fieldMdp = [
      { action: "include", fields: ["Ngay"] },
      { action: "include", fields: ["So"] },
    ] as const;
    expect(ask(filled, { fieldMdp }).permitted).toBe(false);
  });

  it("of all fields lets a new signature be added, and none of the fields that were there be signed", () => {
    expect(ask(added, { lock: { action: "all" } }).permitted).toBe(true);
    expect(ask(sealed, { lock: { action: "all" } }).permitted).toBe(false);
  });

  it("with its own /P forbids what that does not allow", () => {
    expect(ask(filled, { lockPermission: 1 })).toMatchObject({ permitted: false, forbiddenBy: "lock" });
    expect(ask(timestamp, { lockPermission: 1 }).permitted).toBe(true);
  });
});

describe("what a signature says of later changes", () => {
  const read = (signature: string, lock = "") => {
    const document = open(
      build({
        ...BASE,
        8: (BASE[8] ?? "").replace("/F 4", `/F 4 ${lock}`),
        14: SIGNATURE.replace("/Type /Sig", `/Type /Sig ${signature}`),
      }),
    );
    const field = readSignatureFields(document).fields.find(({ name }) => name === "Leader");
    if (field?.value?.dict == null) throw new Error("no signature");
    const { reference } = readSignatureDictionary(document, { ref: field.value.ref, dict: field.value.dict });
    return readPermissions(document, field.dict, reference);
  };
  const transform = (method: string, parameters: string) =>
    `/Reference [<< /TransformMethod /${method} /TransformParams << ${parameters} >> >>]`;

  it("is read from its own references", () => {
    expect(read("")).toEqual(NO_PERMISSIONS);
    expect(read(transform("DocMDP", "/P 1"))).toEqual({ ...NO_PERMISSIONS, docMdp: 1 });
    expect(read(transform("DocMDP", ""))).toEqual({ ...NO_PERMISSIONS, docMdp: 2 });
    expect(read(transform("FieldMDP", "/Action /Include /Fields [(So) (a.b)]"))).toEqual({
      ...NO_PERMISSIONS,
      fieldMdp: [{ action: "include", fields: ["So", "a.b"] }],
    });
  });

  it("takes the strictest of several", () => {
    const two =
      "/Reference [<< /TransformMethod /DocMDP /TransformParams << /P 3 >> >> << /TransformMethod /DocMDP /TransformParams << /P 1 >> >>]";
    expect(read(two).docMdp).toBe(1);
  });

  it("is read from its field's /Lock", () => {
    expect(read("", "/Lock << /Action /All /P 1 >>")).toEqual({
      ...NO_PERMISSIONS,
      lock: { action: "all" },
      lockPermission: 1,
    });
  });

  it("closes everything where it cannot be read", () => {
    expect(read(transform("DocMDP", "/P 7"))).toMatchObject({ docMdp: 1, malformed: true });
    expect(read(transform("FieldMDP", "/Action /Some"))).toMatchObject({
      fieldMdp: [{ action: "all" }],
      malformed: true,
    });
    expect(read(transform("FieldMDP", "/Action /Include /Fields [1]"))).toMatchObject({ malformed: true });
    expect(read("", "/Lock 99 0 R").lock).toBeNull();
  });
});
