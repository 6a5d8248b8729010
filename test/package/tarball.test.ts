import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, inject, it } from "vitest";
import { repository } from "../support/repository.ts";

const { consumer, files } = inject("packed");
const manifest = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as {
  version: string;
  exports: Record<string, unknown>;
};

/** Every entry that is code, as a user names it. */
const entries = Object.keys(manifest.exports)
  .filter((path) => !/\.js(on)?$/.test(path))
  .map((path) => `pades-dossier${path.slice(1)}`);

/** Names that src/public exports as values, read from its text by the compiler. */
function valuesExportedBy(entry: string): string[] {
  const file = join(repository, "src/public", `${entry.split("/")[1] ?? "index"}.ts`);
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022);
  const names: string[] = [];
  for (const statement of source.statements) {
    if (!ts.isExportDeclaration(statement) || statement.isTypeOnly) continue;
    if (statement.exportClause === undefined || !ts.isNamedExports(statement.exportClause)) continue;
    for (const element of statement.exportClause.elements) if (!element.isTypeOnly) names.push(element.name.text);
  }
  return names.sort();
}

function node(...args: string[]): string {
  return execFileSync(process.execPath, args, { cwd: consumer, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

describe("the packed tarball", () => {
  it("holds dist and the papers, and nothing of the workshop", () => {
    const stray = files.filter((path) => !/^(dist\/.+|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/.test(path));
    expect(stray).toEqual([]);
    for (const path of ["LICENSE", "README.md", "dist/public/verify.js", "dist/platform/web.js", "dist/cli/main.js"]) {
      expect(files).toContain(path);
    }
  });

  it.each(entries.filter((entry) => entry !== "pades-dossier/jsx"))(
    "loads %s by import and by require, with the names that src/public gives it",
    (entry) => {
      const expected = valuesExportedBy(entry);
      expect(expected.length).toBeGreaterThan(0);
      const list =
        "console.log(JSON.stringify(Object.keys(m).filter((n) => n !== '__esModule' && n !== 'module.exports').sort()))";
      const imported = node("--input-type=module", "-e", `const m = await import("${entry}"); ${list}`);
      const required = node("--input-type=commonjs", "-e", `const m = require("${entry}"); ${list}`);
      expect(JSON.parse(imported)).toEqual(expected);
      expect(JSON.parse(required)).toEqual(expected);
    },
  );

  it("loads where others have a condition for their own sources", () => {
    const script = `console.log(typeof (await import("pades-dossier/verify")).verifyPdf)`;
    const flags = ["--conditions=source", "--conditions=development"];
    expect(node(...flags, "--input-type=module", "-e", script).trim()).toBe("function");
  });

  it.each(["report.schema.json", "trust-profile.schema.json", "evidence-bundle.schema.json"])(
    "publishes %s",
    (name) => {
      const printed = node("-p", `JSON.stringify(require("pades-dossier/${name}"))`);
      expect(JSON.parse(printed)).toMatchObject({ $schema: expect.stringContaining("json-schema.org") });
    },
  );

  it("has a command line that names its version", () => {
    const program = join("node_modules/pades-dossier/dist/cli/main.js");
    expect(readFileSync(join(consumer, program), "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(node(program, "--version").trim()).toBe(manifest.version);
  });

  it("writes its own version into a verification", () => {
    const script = `
      import { createTrustStore, verifyPdf } from "pades-dossier";
      const trust = createTrustStore({ schema: "pades-dossier/trust@1", id: "none", anchors: [] });
      const { inputs } = await verifyPdf(new TextEncoder().encode("no PDF"), { trust });
      console.log(inputs.version);`;
    expect(node("--input-type=module", "-e", script).trim()).toBe(manifest.version);
  });

  it.each([
    ["node16", ts.ModuleKind.Node16, ts.ModuleResolutionKind.Node16],
    ["bundler", ts.ModuleKind.ESNext, ts.ModuleResolutionKind.Bundler],
  ])("gives types to a strict TypeScript project with %s resolution", (name, module, moduleResolution) => {
    const file = join(consumer, `uses-${name}.mts`);
    // The types for JSX are for those who have React's.
    const plain = entries.filter((entry) => entry !== "pades-dossier/jsx");
    const imports = plain.map((entry, index) => `import * as e${index} from "${entry}";`).join("\n");
    const uses = `
      import { verifyPdf, type PdfVerification } from "pades-dossier/verify";
      export const verdict = async (pdf: Uint8Array, trust: Parameters<typeof verifyPdf>[1]["trust"]) => {
        const verification: PdfVerification = await verifyPdf(pdf, { trust });
        // @ts-expect-error there is no silent default for trust
        await verifyPdf(pdf, {});
        return verification.verdict;
      };
      import type { PadesVerifyElement } from "pades-dossier/widget";
      export const listen = (element: PadesVerifyElement) => {
        element.addEventListener("verified", ({ detail }) => detail.verdict satisfies PdfVerification["verdict"]);
        element.addEventListener("error", ({ detail }) => detail.error.code.startsWith("ERR_"));
        element.addEventListener("click", (event) => event.clientX);
        // @ts-expect-error that is an event of the element, of which it knows the detail
        element.addEventListener("verified", ({ detail }) => detail.nothing);
        document.querySelector("pades-verify")?.cancel();
      };
      export const all = [${plain.map((_, index) => `e${index}`).join(", ")}];`;
    writeFileSync(file, `${imports}\n${uses}`);
    const program = ts.createProgram([file], {
      module,
      moduleResolution,
      target: ts.ScriptTarget.ES2022,
      lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
      types: [],
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      noEmit: true,
    });
    const problems = ts.getPreEmitDiagnostics(program).map((problem) => {
      const text = ts.flattenDiagnosticMessageText(problem.messageText, "\n");
      return `${problem.file?.fileName ?? ""}: ${text}`;
    });
    expect(problems).toEqual([]);
  });
});
