import { describe, expect, it } from "vitest";
import { resumable } from "../../../../src/bytes/suspend.ts";
import { decodeLatin1 } from "../../../../src/bytes/text.ts";
import { PdfDict, PdfStream, PdfString } from "../../../../src/pdf/objects.ts";
import type { PdfDocument } from "../../../../src/pdf/read/document.ts";
import { PdfEncryptionError } from "../../../../src/pdf/read/encryption/encryption-error.ts";
import { openPdf } from "../../../../src/pdf/read/encryption/open-pdf.ts";
import type { PdfText } from "../pdf-text.ts";
import { onePage } from "../pdf-text.ts";
import { failure, fetchedView } from "../views.ts";
import { type Encryption, encryptedFile, sealed, sealedString } from "./encrypted-text.ts";

function open(file: PdfText, password: string | null = null): PdfDocument {
  return openPdf(file.view(), password).document;
}

/** Why a file stays closed; null where it opens. */
function obstacle(file: PdfText, password: string | null = null): string | null {
  try {
    open(file, password);
    return null;
  } catch (error) {
    if (error instanceof PdfEncryptionError) return error.obstacle;
    throw error;
  }
}

function textOf(document: PdfDocument, num: number): string | null {
  const value = document.load(num)?.value;
  if (value instanceof PdfString) return decodeLatin1(value.bytes);
  return value instanceof PdfStream ? decodeLatin1(value.data()) : null;
}

const FILTERS = "/CF<</StdCF<</CFM/AESV3>>>>";

describe("a password", () => {
  const file = encryptedFile({ user: "reader", owner: "writer" }, (text) => text.object(4, sealedString("secret")));

  it.each([
    ["reader", "user"],
    ["writer", "owner"],
  ])("opens the file as whose it is: %s", (password, role) => {
    const { document, security } = openPdf(file.view(), password);
    expect(security?.role).toBe(role);
    expect(textOf(document, 4)).toBe("secret");
  });

  it.each([null, "", "Reader", "reader ", "\u0000"])("that is wrong leaves it closed: %j", (password) => {
    expect(obstacle(file, password)).toBe("password");
  });

  it("is not needed where the user's is empty, and a wrong one does no harm then", () => {
    const free = encryptedFile({}, (text) => text.object(4, sealedString("open to all")));
    for (const password of [null, "", "unasked"]) expect(textOf(open(free, password), 4)).toBe("open to all");
  });

  it("is prepared as RFC 4013 says, or tried as it is", () => {
    // A soft hyphen goes, a no-break space becomes a space, the Roman numeral IX two letters.
    const prepared = encryptedFile({ user: "pass word IX" });
    expect(obstacle(prepared, "pass\u00a0wo\u00adrd \u2168")).toBeNull();
    expect(obstacle(encryptedFile({ user: "\u2168" }), "\u2168")).toBeNull();
  });

  it("counts up to its 127th byte", () => {
    const long = encryptedFile({ user: "x".repeat(127) });
    expect(obstacle(long, "x".repeat(200))).toBeNull();
    expect(obstacle(long, "x".repeat(126))).toBe("password");
  });

  it("never stands in an error", () => {
    try {
      open(file, "hunter2");
    } catch (error) {
      expect(String(error)).not.toContain("hunter2");
      expect(JSON.stringify(error)).not.toContain("hunter2");
    }
    expect.assertions(2);
  });

  it("opens a file that has to be fetched, which is unlocked once", async () => {
    const { view } = fetchedView(file.bytes());
    const { document } = await resumable(() => openPdf(view, "reader"));
    expect(await resumable(() => textOf(document, 4))).toBe("secret");
    await expect(resumable(() => openPdf(view, "wrong"))).rejects.toThrow(PdfEncryptionError);
    expect((await resumable(() => openPdf(view, "writer"))).security?.role).toBe("owner");
  });

  it("is not looked at where nothing is encrypted", () => {
    const { security } = openPdf(onePage().table().end().view(), "any");
    expect(security).toBeNull();
  });
});

describe("what is decrypted", () => {
  it("is every string and stream of the file", () => {
    const file = encryptedFile({}, (text) => {
      text.object(4, `<</A[${sealedString("in an array")}]>>`).stream(5, "", sealed("data"));
    });
    const document = open(file);
    const dict = document.load(4)?.value;
    const item = dict instanceof PdfDict ? dict.get("A") : null;
    expect(Array.isArray(item) && item[0] instanceof PdfString ? decodeLatin1(item[0].bytes) : null).toBe(
      "in an array",
    );
    expect(textOf(document, 5)).toBe("data");
  });

  it("is an object stream as a whole, and its strings not again", () => {
    const file = onePage().stream(6, "/Type/ObjStm/N 1/First 4", sealed("4 0 (abc)"));
    encryptedObjectStream(file);
    expect(textOf(open(file), 4)).toBe("abc");
  });

  it("is not the /Contents of a signature, nor the encryption dictionary itself", () => {
    const file = encryptedFile({}, (text) => {
      text.object(4, `<</Type/Sig/Contents<616263>/Reason ${sealedString("why")}>>`);
    });
    const document = open(file);
    const signature = document.load(4)?.value;
    if (!(signature instanceof PdfDict)) throw new Error("expected a dictionary");
    const text = (key: string) => {
      const value = signature.get(key);
      return value instanceof PdfString ? decodeLatin1(value.bytes) : null;
    };
    expect([text("Contents"), text("Reason")]).toEqual(["abc", "why"]);
    const owner = document.encryption?.dict.get("O");
    expect(owner instanceof PdfString ? owner.bytes.length : 0).toBe(48);
  });

  it.each([
    ["strings", `${FILTERS}/StmF/StdCF`, "plain string", sealed("secret data")],
    ["streams", `${FILTERS}/StrF/StdCF`, sealedString("plain string"), "secret data"],
    ["neither", `${FILTERS}/StmF/Identity/StrF/Identity`, "plain string", "secret data"],
  ])("is left out where the crypt filter is Identity: %s", (_, filters, string, data) => {
    const token = string.startsWith("<") ? string : `(${string})`;
    const file = encryptedFile({ filters }, (text) => text.object(4, token).stream(5, "", data));
    const document = open(file);
    expect([textOf(document, 4), textOf(document, 5)]).toEqual(["plain string", "secret data"]);
  });

  it.each([
    ["without a name", "/Filter/Crypt", "in the plain"],
    ["named Identity", "/Filter[/Crypt]/DecodeParms[<</Name/Identity>>]", "in the plain"],
    ["named StdCF", "/Filter[/Crypt]/DecodeParms[<</Name/StdCF>>]", sealed("in the plain")],
    ["before another filter", "/Filter[/Crypt/AHx]/DecodeParms[<</Name/Identity>>null]", "696e"],
  ])("is what a stream's own crypt filter says: %s", (_, entries, data) => {
    const file = encryptedFile({}, (text) => text.stream(4, entries, data));
    expect(textOf(open(file), 4)).toBe(data === "696e" ? "696e" : "in the plain");
  });

  it.each([
    ["of no such name", "/Filter/Crypt/DecodeParms<</Name/Other>>"],
    ["behind another filter", "/Filter[/AHx/Crypt]"],
    ["whose name is no name", "/Filter/Crypt/DecodeParms<</Name 1>>"],
  ])("is nothing where a stream's own crypt filter is wrong: %s", (_, entries) => {
    const file = encryptedFile({}, (text) => text.stream(4, entries, sealed("data")));
    expect(failure(() => textOf(open(file), 4))).toBe("filter-unsupported");
  });

  it("leaves out metadata where the dictionary says so, and only then", () => {
    const plain = encryptedFile({ encryptMetadata: false }, (text) => text.stream(4, "/Type/Metadata", "<xmp/>"));
    expect(textOf(open(plain), 4)).toBe("<xmp/>");
    const secret = encryptedFile({}, (text) => text.stream(4, "/Type/Metadata", sealed("<xmp/>")));
    expect(textOf(open(secret), 4)).toBe("<xmp/>");
  });

  it("follows /EFF for embedded files", () => {
    const attached = encryptedFile({ filters: `${FILTERS}/StmF/Identity/StrF/Identity/EFF/StdCF` }, (text) => {
      text.stream(4, "/Type/EmbeddedFile", sealed("attached")).stream(5, "", "page");
    });
    expect([textOf(open(attached), 4), textOf(open(attached), 5)]).toEqual(["attached", "page"]);
  });

  it.each([
    ["is not whole blocks", sealed("data").slice(0, -1)],
    ["has the wrong padding", sealed("sixteen letters!").slice(0, -16)],
  ])("is damaged where it %s", (_, data) => {
    const file = encryptedFile({}, (text) => text.stream(4, "", data));
    expect(failure(() => textOf(open(file), 4))).toBe("encrypted-data");
  });

  it("is an empty string where nothing stands at all, or the initialisation vector alone", () => {
    const vector = `${sealedString("").slice(0, 33)}>`;
    const file = encryptedFile({}, (text) => text.object(4, "()").object(5, sealedString("")).object(6, vector));
    expect([4, 5, 6].map((num) => textOf(open(file), num))).toEqual(["", "", ""]);
  });

  it("is what a plain string in an encrypted file is not: it cannot be read", () => {
    const file = encryptedFile({}, (text) => text.object(4, "(smuggled in)"));
    expect(failure(() => textOf(open(file), 4))).toBe("encrypted-data");
  });
});

describe("an encryption dictionary", () => {
  const broken: readonly (readonly [string, Encryption])[] = [
    ["without /O", { instead: { O: null } }],
    ["with a short /U", { instead: { U: "<0011>" } }],
    ["with /U that is no string", { instead: { U: "/U" } }],
    ["without /UE", { instead: { UE: null } }],
    ["without /Perms", { instead: { Perms: null } }],
    ["without /P", { instead: { P: null } }],
    ["whose /P is no integer", { instead: { P: "-4.5" } }],
    ["whose /P has more than 32 bits", { instead: { P: "4294967296" } }],
    ["whose /P was changed", { instead: { P: "-1" } }],
    ["whose /EncryptMetadata was changed", { instead: { EncryptMetadata: "false" } }],
    ["whose /EncryptMetadata is no boolean", { instead: { EncryptMetadata: "0" } }],
    ["without /V", { instead: { V: null } }],
    ["without /R", { instead: { R: null } }],
    ["whose /V and /R do not go together", { instead: { V: "2", R: "6" } }],
    ["whose /StmF is not in /CF", { filters: "/StmF/StdCF/StrF/Identity" }],
    ["whose /StrF is no name", { filters: `${FILTERS}/StrF(StdCF)` }],
    ["whose /CF is no dictionary", { filters: "/CF[]/StmF/StdCF" }],
    ["whose crypt filter is no dictionary", { filters: "/CF<</StdCF 1>>/StmF/StdCF" }],
    ["whose crypt filter is of another version", { filters: "/CF<</StdCF<</CFM/AESV2>>>>/StmF/StdCF" }],
    ["with a key given twice", { filters: `${FILTERS}/StmF/StdCF/StmF/Identity` }],
    ["with a crypt filter given twice", { filters: "/CF<</A<</CFM/AESV3>>/A<</CFM/AESV3>>>>/StmF/A" }],
    ["whose key has an impossible length", { instead: { V: "2", R: "3", Length: "4" }, filters: "" }],
    ["whose key is absurdly long", { instead: { V: "2", R: "3", Length: "8000000000" }, filters: "" }],
    ["whose key has a negative length", { instead: { V: "2", R: "3", Length: "-40" }, filters: "" }],
  ];
  it.each(broken)("is malformed %s", (_, options) => {
    expect(obstacle(encryptedFile(options))).toBe("malformed");
  });

  const foreign: readonly (readonly [string, Encryption])[] = [
    ["a public-key handler", { instead: { Filter: "/Adobe.PubSec" } }],
    ["no handler", { instead: { Filter: null } }],
    ["a later version", { instead: { V: "6", R: "7" } }],
    ["the unpublished version", { instead: { V: "3" } }],
    ["a crypt filter method of its own", { filters: "/CF<</StdCF<</CFM/AESV4>>>>/StmF/StdCF" }],
    ["a handler that decrypts by itself", { filters: "/CF<</StdCF<</CFM/None>>>>/StmF/StdCF" }],
  ];
  it.each(foreign)("is not supported with %s", (_, options) => {
    expect(obstacle(encryptedFile(options))).toBe("unsupported");
  });

  it("may write /P as an unsigned number", () => {
    expect(obstacle(encryptedFile({ instead: { P: "4294967292" } }))).toBeNull();
  });

  it("may have its strings in objects of their own, which are not encrypted with the rest", () => {
    const user = /\/U (<[0-9a-f]+>)/.exec(encryptedFile().text)?.[1] ?? "";
    const file = onePage().object(8, user);
    const dictionary = encryptedFile({ instead: { U: "8 0 R" } }).text;
    const source = /9 0 obj\n(<<.*>>)\nendobj/.exec(dictionary)?.[1] ?? "";
    const text = file.object(9, source).object(4, sealedString("read")).table("/Root 1 0 R/Encrypt 9 0 R").end();
    expect(textOf(open(text), 4)).toBe("read");
  });
});

/** Finishes a file whose object 4 stands in the object stream 6, with a cross-reference stream. */
function encryptedObjectStream(file: PdfText): void {
  const source = /9 0 obj\n(<<.*>>)\nendobj/.exec(encryptedFile().text)?.[1] ?? "";
  file.object(9, source);
  const rows = [1, 2, 3, 6, 9].map((num) => [num, 1, file.offsetOf(num), 0] as const);
  file.xrefStream(10, [...rows, [4, 2, 6, 0], [10, 1, file.length, 0]], "/Root 1 0 R/Encrypt 9 0 R/ID[(a)(b)]").end();
}
