import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { repository } from "../support/repository.ts";

interface CruiseReport {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

/** A small tree in which each file breaks one rule, named beside it. */
const culprits: readonly { file: string; imports: string; rule: string }[] = [
  { file: "src/bytes/reads-pdf.ts", imports: "../pdf/objects.ts", rule: "layer-platform-bytes-crypto" },
  { file: "src/asn1/reads-cms.ts", imports: "../cms/message.ts", rule: "layer-asn1-pdf" },
  { file: "src/pdf/read/reads-x509.ts", imports: "../../x509/certificate.ts", rule: "pdf-knows-no-asn1" },
  { file: "src/cms/reads-pdf.ts", imports: "../pdf/objects.ts", rule: "cms-knows-no-pdf" },
  { file: "src/changes/reads-cms.ts", imports: "../cms/message.ts", rule: "changes-know-no-signatures" },
  { file: "src/changes/reads-x509.ts", imports: "../x509/certificate.ts", rule: "changes-know-no-signatures" },
  { file: "src/net/asks-pades.ts", imports: "../pades/verify/verify-pdf.ts", rule: "layer-x509-cms-net-changes" },
  { file: "src/pades/verify/signs.ts", imports: "../sign/sign-pdf.ts", rule: "verifying-never-signs" },
  { file: "src/pades/checks/opens-keys.ts", imports: "../../keys/signer.ts", rule: "verifying-never-signs" },
  { file: "src/pades/checks/draws.ts", imports: "../../appearance/draw.ts", rule: "verifying-never-signs" },
  { file: "src/pades/inspect/verifies.ts", imports: "../../cms/message.ts", rule: "inspecting-judges-nobody" },
  { file: "src/pades/verify/speaks.ts", imports: "../../locale/en.ts", rule: "layer-pades" },
  { file: "src/report/asks-public.ts", imports: "../public/index.ts", rule: "layer-report-locale" },
  { file: "src/public/reads-files.ts", imports: "../node/files.ts", rule: "layer-public" },
  { file: "src/pades/verify/reads-files.ts", imports: "node:fs", rule: "node-core-at-the-edge" },
  { file: "src/platform/web.ts", imports: "node:crypto", rule: "node-core-at-the-edge" },
  { file: "src/x509/parses.ts", imports: "asn1js", rule: "asn1js-builds-only" },
  { file: "src/cms/parses.ts", imports: "pkijs", rule: "asn1js-builds-only" },
  { file: "src/keys/verifies.ts", imports: "node-forge", rule: "node-forge-opens-pkcs12-only" },
  { file: "src/pdf/read/parses.ts", imports: "pdf-lib", rule: "pdf-lib-draws-only" },
  { file: "src/public/verify.ts", imports: "../asn1/build.ts", rule: "verify-entry-stays-light" },
  { file: "src/bytes/ping.ts", imports: "./pong.ts", rule: "no-circular" },
  { file: "src/cli/imports-what-is-not-there.ts", imports: "./nowhere.ts", rule: "no-unresolvable" },
  { file: "src/node/imports-a-tool.ts", imports: "esbuild", rule: "no-undeclared" },
  { file: "src/errors.ts", imports: "./bytes/hex.ts", rule: "shared-root-files-import-nothing" },
];

/** Files that break nothing: what the culprits import, and imports that the layers allow. */
const innocents: Readonly<Record<string, string>> = {
  "src/bytes/hex.ts": "",
  "src/bytes/pong.ts": `import "./ping.ts";`,
  "src/pdf/objects.ts": `import "../bytes/hex.ts"; import "../errors.ts";`,
  "src/asn1/build.ts": `import "asn1js";`,
  "src/x509/certificate.ts": `import "../bytes/hex.ts";`,
  "src/cms/message.ts": `import "../x509/certificate.ts";`,
  "src/keys/signer.ts": "",
  "src/appearance/draw.ts": `import "../errors.ts";`,
  "src/pades/sign/sign-pdf.ts": `import "../../keys/signer.ts";`,
  "src/pades/verify/verify-pdf.ts": `import "../../cms/message.ts"; import "../../pdf/objects.ts";`,
  "src/locale/en.ts": "",
  "src/public/index.ts": `import "../pades/sign/sign-pdf.ts";`,
  "src/node/files.ts": `import "node:fs"; import "../public/index.ts";`,
  "src/platform/node.ts": `import "node:crypto";`,
};

describe("the rules about who may import whom", () => {
  let folder: string;
  let report: CruiseReport;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "pades-layers-"));
    const write = (file: string, content: string): void => {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), content);
    };
    for (const { file, imports } of culprits) write(file, `import "${imports}";`);
    for (const [file, content] of Object.entries(innocents)) write(file, content);
    for (const name of ["package.json", "tsconfig.json"]) copyFileSync(join(repository, name), join(folder, name));
    symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"));
    const program = join(repository, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
    const config = join(repository, ".config/dependency-cruiser.mjs");
    const args = [program, "--config", config, "--no-cache", "--output-type", "json", "src"];
    report = JSON.parse(execFileSync(process.execPath, args, { cwd: folder, encoding: "utf8" }));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(culprits)("reports $file, which imports $imports", ({ file, rule }) => {
    const names = report.summary.violations.filter(({ from }) => from === file).map((violation) => violation.rule.name);
    expect(names).toContain(rule);
  });

  it("reports no import that the layers allow", () => {
    const guilty = new Set(culprits.map(({ file }) => file));
    const accused = report.summary.violations.filter(({ from }) => !guilty.has(from) && from !== "src/bytes/pong.ts");
    expect(accused).toEqual([]);
    expect(report.summary.totalCruised).toBeGreaterThan(culprits.length);
  });
});
