import { readFile } from "node:fs/promises";
import { encodeHex } from "../../bytes/hex.ts";
import { decodeUtf8, encodeUtf8 } from "../../bytes/text.ts";
import { digestOf } from "../../crypto/digest.ts";
import { parseManifest } from "../../dossier/parse-manifest.ts";
import { readPageScripts } from "../../node/page-scripts.ts";
import { parseEvidenceBundle } from "../../pades/evidence/parse-evidence-bundle.ts";
import { composePage } from "../../report/offline-page/compose-page.ts";
import { plainText } from "../../report/plain-text.ts";
import { createTimeFormatter } from "../../report/time-zone.ts";
import { earliestOf } from "../../revocation/timing.ts";
import { createTrustStore } from "../../x509/trust-store.ts";
import type { CommandContext } from "../command-context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { orInputError, writeOutput } from "../inputs.ts";
import { refuseToReplaceInput } from "../refuse-to-replace-input.ts";
import { openTrustProfile } from "../trust-inputs.ts";

export interface PageFlags {
  readonly trust: string;
  readonly out: string;
  readonly evidence?: string;
  readonly manifest?: string;
  readonly force?: boolean;
}

/** `pades page`: one file that verifies offline in a browser, with trust and evidence in it. */
export async function page(flags: PageFlags, context: CommandContext): Promise<ExitCode> {
  const { terminal, words, locale } = context;
  const { pageCommand: say } = words;
  const read = [flags.evidence, flags.manifest].filter((path) => path !== undefined);
  await refuseToReplaceInput([flags.out], read, { trust: flags.trust }, context);
  const profile = await openTrustProfile(flags.trust, context);
  const trust = createTrustStore(profile);
  const evidence = await readInput(flags.evidence, context, parseEvidenceBundle);
  const manifest = await readInput(flags.manifest, context, parseManifest);
  const html = composePage({
    scripts: await readPageScripts(),
    data: {
      trust: profile,
      ...(evidence === null ? {} : { evidence: evidence.json }),
      ...(manifest === null ? {} : { manifest: manifest.json }),
    },
    language: locale.tag,
  });
  const bytes = encodeUtf8(html);
  await writeOutput(flags.out, bytes, flags.force === true, context);
  const time = createTimeFormatter(locale.tag);
  const oldest = earliestOf((evidence?.value.items ?? []).map(({ thisUpdate }) => thisUpdate));
  const lines = [
    say.written(plainText(flags.out), Math.ceil(bytes.length / 1000)),
    say.hash(encodeHex(digestOf("SHA-256", bytes))),
    say.trusted(plainText(trust.id), trust.anchors.length, trust.sha256),
    evidence === null || oldest === null ? say.noEvidence : say.evidenceFrom(time(oldest)),
  ];
  terminal.write(`${lines.join("\n")}\n`);
  return EXIT.ok;
}

interface Input<T> {
  /** What the file stands for, as JSON. */
  readonly json: object;
  readonly value: T;
}

/** A JSON file that `parse` accepts; null where none was named. */
async function readInput<T>(
  path: string | undefined,
  context: CommandContext,
  parse: (bytes: Uint8Array) => T,
): Promise<Input<T> | null> {
  if (path === undefined) return null;
  const bytes = await orInputError(path, context, async () => new Uint8Array(await readFile(path)));
  const value = parse(bytes);
  const json: unknown = JSON.parse((decodeUtf8(bytes) ?? "").replace(/^\ufeff/, ""));
  // Both parsers take an object and nothing else.
  return { json: typeof json === "object" && json !== null ? json : {}, value };
}
