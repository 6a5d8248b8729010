import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { toByteSource } from "../../../src/bytes/source.ts";
import { encodeUtf8 } from "../../../src/bytes/text.ts";
import { verifyDossier } from "../../../src/dossier/verify-dossier.ts";
import { readZip } from "../../../src/dossier/zip/read-zip.ts";
import { createTrustStore } from "../../../src/x509/trust-store.ts";
import { HOSTILE_ZIPS } from "./hostile-zips.ts";
import { rawZip, unicodePath } from "./raw-zip.ts";

const CONTENTS = new Map([
  ["to-khai.txt", encodeUtf8("một hai ba ".repeat(200))],
  ["giấy tờ/bản sao.txt", encodeUtf8("bản sao")],
  ["rỗng.txt", new Uint8Array(0)],
]);
const trust = createTrustStore({ schema: "pades-dossier/trust@1", id: "none", anchors: [] });

async function unpack(bytes: Uint8Array): Promise<Map<string, Uint8Array>> {
  const { files } = await readZip(bytes);
  const unpacked = new Map<string, Uint8Array>();
  for (const { path, source } of files) {
    const opened = toByteSource(source);
    unpacked.set(path.normalize("NFC"), Uint8Array.from(await opened.read(0, opened.size)));
  }
  return unpacked;
}

describe("an archive made by another program", () => {
  it("opens without a remark where fflate made it", async () => {
    const bytes = zipSync(Object.fromEntries(CONTENTS));
    expect((await readZip(bytes)).findings).toEqual([]);
    expect(await unpack(bytes)).toEqual(CONTENTS);
  });

  it.each([
    ["deflated", "ZIP_DEFLATED"],
    ["stored", "ZIP_STORED"],
  ])("opens without a remark where Python made it, %s", async (_, method) => {
    if (!hasPython()) return console.info("skipped: no python3 to make an archive with");
    const bytes = pythonZip(`zipfile.ZipFile(path, "w", zipfile.${method})`);
    expect((await readZip(bytes)).findings).toEqual([]);
    expect(await unpack(bytes)).toEqual(CONTENTS);
  });

  it("opens without a remark where it was written as a stream, with descriptors", async () => {
    for (const descriptor of ["with-signature", "without-signature"] as const) {
      const entries = [...CONTENTS].map(([name, content]) => ({ name, content, descriptor }));
      const bytes = rawZip({ entries });
      expect((await readZip(bytes)).findings).toEqual([]);
      expect(await unpack(bytes)).toEqual(CONTENTS);
    }
  });

  it("opens without a remark where an extra field repeats its name", async () => {
    const entries = [...CONTENTS].map(([name, content]) => {
      const extra = unicodePath(name, name);
      return { name, content, extra, local: { extra } };
    });
    const bytes = rawZip({ entries });
    expect((await readZip(bytes)).findings).toEqual([]);
    expect(await unpack(bytes)).toEqual(CONTENTS);
  });

  it("tells a name whose encoding it does not say", async () => {
    const latin = rawZip({ entries: [{ name: Uint8Array.of(0xe1, 0x2e, 0x74), content: encodeUtf8("a"), flags: 0 }] });
    expect((await readZip(latin)).findings.map(({ code }) => code)).toEqual(["archive-name-guessed"]);
    const unsaid = rawZip({ entries: [{ name: "ký.txt", content: encodeUtf8("a"), flags: 0 }] });
    const { files, findings } = await readZip(unsaid);
    expect([files[0]?.path, findings.map(({ code }) => code)]).toEqual(["ký.txt", ["archive-name-guessed"]]);
  });
});

describe("a hostile archive", () => {
  it.each(HOSTILE_ZIPS.map((each) => [each.title, each] as const))(
    "with %s is named",
    async (_, { bytes, code, detail }) => {
      const archive = bytes();
      const { findings } = await readZip(archive);
      const named = findings.filter(
        (finding) => finding.code === code && Object.values(finding.params).includes(detail),
      );
      expect(named.length, JSON.stringify(findings)).toBeGreaterThan(0);
      const { verdict, answers } = await verifyDossier(archive, { trust });
      expect(["invalid", "unreadable"]).toContain(verdict);
      expect(answers.complete.answer).toBe("no");
    },
  );

  it("gives nothing but what it holds or a finding, wherever it is cut", async () => {
    const whole = rawZip({ entries: [...CONTENTS].map(([name, content]) => ({ name, content })) });
    for (let length = 0; length < whole.length; length += 3) {
      const { findings } = await readZip(whole.subarray(0, length));
      expect(findings.length, `cut to ${length}`).toBeGreaterThan(0);
    }
  });

  it("gives nothing but what it holds or a finding, whatever byte is changed", async () => {
    const whole = rawZip({ entries: [...CONTENTS].map(([name, content]) => ({ name, content })) });
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const changed = whole.slice();
        changed[at] = (changed[at] ?? 0) ^ change;
        const { files, findings } = await readZip(changed);
        if (findings.length > 0) return;
        for (const { path, source } of files) {
          const opened = toByteSource(source);
          const content = CONTENTS.get(path.normalize("NFC"));
          if (content !== undefined) expect(Uint8Array.from(await opened.read(0, opened.size))).toEqual(content);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("is read to the end for any bytes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        expect((await readZip(bytes)).findings.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});

function hasPython(): boolean {
  try {
    execFileSync("python3", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function pythonZip(open: string): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "pades-zip-"));
  try {
    const names = JSON.stringify([...CONTENTS].map(([name, content]) => [name, Buffer.from(content).toString("hex")]));
    const script = `import json,sys,zipfile\npath=sys.argv[1]\nwith ${open} as z:\n  for n,h in json.loads(sys.argv[2]): z.writestr(n, bytes.fromhex(h))\n`;
    writeFileSync(join(folder, "make.py"), script);
    execFileSync("python3", [join(folder, "make.py"), join(folder, "a.zip"), names]);
    return new Uint8Array(readFileSync(join(folder, "a.zip")));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
