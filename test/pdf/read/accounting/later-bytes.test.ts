import { describe, expect, it } from "vitest";
import { resumable } from "../../../../src/bytes/suspend.ts";
import { laterAnomalies } from "../../../../src/pdf/read/accounting/later-bytes.ts";
import { PdfDocument } from "../../../../src/pdf/read/document.ts";
import { onePage, type PdfText, row } from "../pdf-text.ts";
import { countedView, fetchedView } from "../views.ts";

/** The anomalies that a signature over revision `index` has to answer for. */
function since(file: PdfText, index = 0): string[] {
  const document = file.open();
  const revision = document.revisions[index];
  if (revision === undefined) throw new Error("no such revision");
  const { bytes, entries } = laterAnomalies(document, revision);
  return [...bytes, ...entries].map(({ code, object }) => `${code}${object === null ? "" : ` ${object}`}`);
}

const entryAt = (offset: number) => `${String(offset).padStart(10, "0")} 00000 n \n`;

describe("bytes after a signed revision", () => {
  it("add up where a later revision only brings objects", () => {
    const file = onePage().table().end().object(3, "<</Type/Page/Parent 2 0 R>>").object(4, "null").table().end();
    expect(since(file)).toEqual([]);
  });

  it("may repeat what the signed revision said", () => {
    const file = onePage().table().end();
    file
      .entry(2, entryAt(file.offsetOf(2)))
      .object(3, "<</Type/Page/Parent 2 0 R>>")
      .table()
      .end();
    expect(since(file)).toEqual([]);
  });

  it("are asked for from the signed revision on: garbage within it is as its signer made it", () => {
    const file = onePage().add("garbage\n").table().end().add("more garbage\n").object(4, "null").table().end();
    expect(since(file, 0)).toEqual(["garbage"]);
    expect(since(file, 1)).toEqual([]);
  });

  it("do not add up with bytes behind the last revision", () => {
    expect(since(onePage().table().end().add("3 0 obj\n<</Type/Page>>\nendobj\n"))).toEqual(["unnamed-object 3"]);
  });

  describe("in an object stream", () => {
    const withMembers = (numbers: string, data: string, listed: readonly number[]) => {
      const file = onePage().table().end();
      const at = file.length;
      file.stream(
        9,
        `/Type/ObjStm/N ${numbers.split(" ").length / 2}/First ${numbers.length + 1}`,
        `${numbers} ${data}`,
      );
      const members = listed.map((num, index) => [num, 2, 9, index] as const);
      return file.xrefStream(10, [...members, [9, 1, at, 0]]).end();
    };

    it("add up where entries lead to all of its objects", () => {
      expect(since(withMembers("3 0 4 5", "null null", [3, 4]))).toEqual([]);
    });

    it("do not add up where no entry leads to one of them", () => {
      expect(since(withMembers("3 0 4 5", "null <</Type/Page>>", [3]))).toEqual(["unnamed-object 4"]);
      expect(since(withMembers("3 0 4 5", "null null", []))).toEqual(["unnamed-object 3", "unnamed-object 4"]);
    });

    it("do not add up where an object is in it twice", () => {
      expect(since(withMembers("3 0 3 5", "null <</Type/Page>>", [3]))).toEqual(["unnamed-object 3"]);
    });

    it("are as their signer made them in the signed revision", () => {
      expect(since(withMembers("3 0 4 5", "null null", [3]), 1)).toEqual([]);
    });
  });

  it("are read from a source in pieces as from memory", async () => {
    const file = onePage().stream(4, "", "x".repeat(200_000)).table().end();
    file.add("junk\n").stream(5, "", "y".repeat(200_000)).table().end();
    const { view, reads } = fetchedView(file.bytes());
    const codes = await resumable(() => {
      const document = PdfDocument.open(view);
      const [first] = document.revisions;
      if (first === undefined) throw new Error("no revision");
      return laterAnomalies(document, first).bytes.map(({ code }) => code);
    });
    expect(codes).toEqual(["garbage"]);
    expect(reads()).toBeLessThan(6);
  });
});

describe("entries of a later revision", () => {
  it("must not lead to an object that the signed bytes kept unnamed", () => {
    const file = onePage();
    const shadow = file.length;
    file.add("3 0 obj\n<</Type/Page/Parent 2 0 R/Rotate 180>>\nendobj\n").table().end();
    file.entry(3, entryAt(shadow)).table().end();
    expect(since(file)).toEqual(["entry-repointed 3"]);
  });

  it("must not lead to an object of another number or inside of another object", () => {
    const file = onePage().stream(4, "", "3 0 obj\n<</Type/Page/Parent 2 0 R>>\nendobj\n").table().end();
    file
      .entry(3, entryAt(file.text.lastIndexOf("3 0 obj")))
      .table()
      .end();
    expect(since(file)).toEqual(["entry-repointed 3"]);
  });

  it("may go back to where the object once was, which is a change to be judged by its value", () => {
    const file = onePage();
    const old = file.offsetOf(3);
    file.table().end().object(3, "<</Type/Page/Parent 2 0 R>>").table().end();
    file.entry(3, entryAt(old)).table().end();
    expect(since(file, 1)).toEqual([]);
  });

  it("must not go back to where another object once was", () => {
    const file = onePage();
    const other = file.offsetOf(2);
    file.table().end().entry(3, entryAt(other)).table().end();
    expect(since(file)).toEqual(["entry-repointed 3"]);
  });

  it("may count white space before the object or not", () => {
    const file = onePage().add("\n");
    file
      .object(4, "null")
      .table()
      .end()
      .entry(4, entryAt(file.offsetOf(4) - 1))
      .table()
      .end();
    expect(since(file)).toEqual([]);
  });

  it("must not name an object that the signed object stream hid", () => {
    const file = onePage();
    const numbers = "4 0 3 5 ";
    const at = file.length;
    file.stream(9, `/Type/ObjStm/N 2/First ${numbers.length}`, `${numbers}null <</Type/Page/Parent 2 0 R/Rotate 90>>`);
    const rows = [1, 2, 3].map((num) => [num, 1, file.offsetOf(num), 0] as const);
    file.xrefStream(10, [...rows, [4, 2, 9, 0], [9, 1, at, 0]]).end();
    file.xrefStream(11, [[3, 2, 9, 1]]).end();
    expect(since(file)).toEqual(["entry-repointed 3"]);
  });

  it("may name the objects of an object stream that the later revision brought", () => {
    const file = onePage().table().end();
    const at = file.length;
    file.stream(9, "/Type/ObjStm/N 1/First 4", "3 0 <</Type/Page/Parent 2 0 R>>");
    file
      .xrefStream(10, [
        [3, 2, 9, 0],
        [9, 1, at, 0],
      ])
      .end();
    expect(since(file)).toEqual([]);
  });

  it("answer only to the signatures before them", () => {
    const file = onePage();
    const shadow = file.length;
    file.add("3 0 obj\n<</Type/Page/Parent 2 0 R/Rotate 180>>\nendobj\n").table().end();
    file.entry(3, entryAt(shadow)).table().end();
    file.object(4, "null").table().end();
    expect(since(file, 0)).toEqual(["entry-repointed 3"]);
    expect(since(file, 1)).toEqual([]);
  });
});

describe("entries of the signed revision", () => {
  it("must not lead behind its end, where anybody may put an object afterwards", () => {
    const file = onePage(undefined, "/Extra 4 0 R");
    const ahead = 2_000;
    file.entry(4, entryAt(ahead)).table().end();
    file
      .add(" ".repeat(ahead - file.length))
      .add("4 0 obj\n(not signed)\nendobj\n")
      .object(5, "null")
      .table()
      .end();
    expect(since(file)).toEqual(["unnamed-object 4", "entry-beyond-revision 4"]);
  });

  it("may lead nowhere, if a later revision says where the object is", () => {
    const file = onePage();
    file.entry(4, entryAt(900)).table().end();
    file
      .add(" ".repeat(900 - file.length))
      .object(4, "(later)")
      .table()
      .end();
    expect(since(file)).toEqual([]);
  });
});

describe("sections of a later revision", () => {
  it("must not stand in the signed bytes, outside of the chain", () => {
    const file = onePage();
    // A whole section that the signed chain does not name, but goes on from.
    const shadow = file.length;
    file.add("@".repeat(120));
    file.table().end();
    const signed = file.xref;
    const section = `xref\n0 0\ntrailer\n<</Root 1 0 R/Size 4/Prev ${signed}>>\n`.padEnd(120, " ");
    file.text = file.text.replace("@".repeat(120), section);
    file.end(shadow);
    expect(since(file)).toEqual(["section-repointed"]);
  });

  it("may have beside them the stream that an earlier trailer named, as tools that copy trailers do", () => {
    const file = onePage();
    const at = file.length;
    const hidden = row(1, file.offsetOf(3), 0);
    file.stream(7, "/Type/XRef/W[1 4 2]/Index[3 1]/Size 8", hidden);
    file.entry(3, "0000000000 65535 f \n").table(`/Root 1 0 R/XRefStm ${at}`).end();
    file.object(4, "null").table(`/Root 1 0 R/XRefStm ${at}`).end();
    expect(since(file)).toEqual([]);
  });
});

it("tells of an object that the /Index of a later cross-reference stream leaves out", () => {
  const update = (left: readonly number[]) => {
    const file = onePage().table().end();
    file.object(4, "(named)").object(5, "(left out)");
    return file
      .xrefStream(
        9,
        [...left, 9].map((num) => [num, 1, num === 9 ? file.length : file.offsetOf(num), 0]),
      )
      .end();
  };
  expect(since(update([4, 5]))).toEqual([]);
  expect(since(update([4]))).toEqual(["unnamed-object 5"]);
});

it("costs no more for each of many revisions than for each of few, with many signatures over them", () => {
  const cost = (revisions: number) => {
    const file = onePage().table().end();
    for (let i = 0; i < revisions; i++) {
      file
        .entry(2, entryAt(file.offsetOf(2)))
        .object(3, `<</Type/Page/Parent 2 0 R/N ${i}>>`)
        .object(4 + i, "null")
        .table()
        .end();
    }
    const { view, work } = countedView(file.bytes());
    const document = PdfDocument.open(view);
    for (const revision of document.revisions.slice(0, 51))
      expect(laterAnomalies(document, revision).bytes).toEqual([]);
    return work() / revisions;
  };
  expect(cost(1_600)).toBeLessThan(2 * cost(200));
});
