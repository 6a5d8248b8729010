import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEMO_NOW, DEMO_PASSWORD, demoCertificate, demoPath } from "../../support/demo-certs.ts";
import { anchor, type BaseSource, baseOf, source } from "./base.ts";
import { draft } from "./draft.ts";

/** What makes the file: poppler's program, and NSS, in whose database it looks for the key. */
export const PDFSIG_TOOLS = ["pdfsig", "certutil", "pk12util"] as const;

/** Signed by poppler with a demo key; in an update of its own, /SubFilter adbe.pkcs7.detached. */
export const PDFSIG: readonly BaseSource[] = (["table", "stream"] as const).map((layout) =>
  source(
    {
      name: `that pdfsig signed (cross-references: ${layout})`,
      signedBy: "another tool",
      passedOver: 5,
      bytesPassedOver: layout === "stream" ? 1 : 0,
    },
    () => baseOf(signedByPdfsig(draft(layout)), DEMO_NOW, [anchor(demoCertificate("public-ca/root"), "signer")]),
  ),
);

function signedByPdfsig(bytes: Uint8Array): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "pades-pdfsig-"));
  const run = (program: string, ...args: readonly string[]) =>
    execFileSync(program, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  try {
    run("certutil", "-N", "-d", "sql:.", "--empty-password");
    run("pk12util", "-i", demoPath("public-ca/citizen.p12"), "-d", "sql:.", "-W", DEMO_PASSWORD);
    const nick = /^(.*\S)\s+u,u,u\s*$/m.exec(run("certutil", "-L", "-d", "sql:."))?.[1] ?? "";
    writeFileSync(join(folder, "draft.pdf"), bytes);
    run("pdfsig", "-nssdir", "sql:.", "-sign", "Leader", "-nick", nick, "draft.pdf", "signed.pdf");
    return new Uint8Array(readFileSync(join(folder, "signed.pdf")));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
