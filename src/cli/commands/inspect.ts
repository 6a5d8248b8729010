import { sentencesOf } from "../../locale/sentences.ts";
import { plainFinding } from "../../report/headline.ts";
import { escapeForTerminals } from "../../report/json.ts";
import { plainText } from "../../report/plain-text.ts";
import { createTimeFormatter } from "../../report/time-zone.ts";
import { wrap } from "../../report/wrap.ts";
import { type CommandContext, lineWidth } from "../command-context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { withFile } from "../inputs.ts";
import {
  type InspectedField,
  type InspectedSignature,
  type Inspection,
  inspectSource,
  type PdfStructure,
} from "../inspection.ts";
import { documentPassword, type PasswordFlags } from "../password.ts";
import { drawTree, type TreeNode } from "../tree.ts";

export interface InspectFlags extends PasswordFlags {
  readonly json?: boolean;
}

/** `pades inspect`: shows the structure of a file; 1 where it has none that can be read. */
export async function inspect(path: string, flags: InspectFlags, context: CommandContext): Promise<ExitCode> {
  const password = await documentPassword(path, flags, context);
  const inspection = await withFile(path, context, (source) => inspectSource(source, password));
  context.terminal.write(
    flags.json === true ? renderInspectionJson(path, inspection) : renderInspection(path, inspection, context),
  );
  return "unreadable" in inspection ? EXIT.invalid : EXIT.ok;
}

function renderInspectionJson(path: string, inspection: Inspection): string {
  return `${escapeForTerminals(JSON.stringify({ schema: "pades-dossier/inspection@1", path, ...inspection }, null, 2))}\n`;
}

function renderInspection(path: string, inspection: Inspection, context: CommandContext): string {
  const width = lineWidth(context);
  const lines =
    "unreadable" in inspection ? unreadableLines(inspection.unreadable, context) : structureLines(inspection, context);
  return `${[...wrap(plainText(path), width), ...lines].join("\n")}\n`;
}

function unreadableLines(
  finding: Extract<Inspection, { unreadable: unknown }>["unreadable"],
  context: CommandContext,
): string[] {
  const { title, sentence } = sentencesOf(context.locale, plainFinding(finding), { signer: null, time: (iso) => iso });
  const word = context.locale.words.verdict.unreadable;
  return [...wrap(`${word}: ${title}. ${sentence}`, lineWidth(context)), finding.code];
}

function structureLines(structure: PdfStructure, context: CommandContext): string[] {
  const { words, locale } = context;
  const { inspect: say } = words;
  const width = lineWidth(context);
  const count = new Intl.NumberFormat(locale.tag);
  const { encryption, revisions, fields, remarks, bytesAfterLastRevision: after } = structure;
  const heading = [
    say.file(plainText(structure.version), count.format(structure.size), revisions.length),
    ...(encryption === null ? [] : [say.encrypted(plainText(encryption.filter ?? "?"))]),
  ].join(", ");
  const nodes: TreeNode[] = revisions.map(({ revision, start, end }) => ({
    lines: [say.revision(revision, count.format(start), count.format(end))],
    branches: fields.flatMap(({ field, signature }) =>
      signature?.revision === revision ? [signatureNode(field, signature, context)] : [],
    ),
  }));
  if (after > 0) nodes.push({ lines: [say.bytesAfter(count.format(after))], branches: [] });
  const adrift = fields.flatMap(({ field, signature }) =>
    signature !== null && signature.revision === null ? [signatureNode(field, signature, context)] : [],
  );
  if (adrift.length > 0) nodes.push({ lines: [say.outsideRevisions], branches: adrift });
  nodes.push(...unsignedNodes(fields, context));
  if (remarks.length > 0)
    nodes.push({
      lines: [say.remarks],
      branches: remarks.map(({ code, offset }) => ({
        lines: [`${code} (byte ${count.format(offset)})`],
        branches: [],
      })),
    });
  return [...wrap(heading, width), ...drawTree(nodes, width), ...wrap(say.structureOnly, width)];
}

function unsignedNodes(fields: readonly InspectedField[], { words: { inspect: say } }: CommandContext): TreeNode[] {
  if (fields.length === 0) return [{ lines: [say.noSignatures], branches: [] }];
  return fields
    .filter(({ signature }) => signature === null)
    .map(({ field }) => ({ lines: [say.emptyField(plainText(field))], branches: [] }));
}

function signatureNode(field: string, signature: InspectedSignature, { words, locale }: CommandContext): TreeNode {
  const { inspect: say } = words;
  const time = createTimeFormatter(locale.tag);
  const { byteRange, coverage, name, reason, location, claimedTime, anomalies } = signature;
  const optional = [
    name === null ? null : say.names(plainText(name)),
    claimedTime === null ? null : say.claimed(time(new Date(claimedTime))),
    reason === null ? null : say.reason(plainText(reason)),
    location === null ? null : say.location(plainText(location)),
  ];
  return {
    lines: [
      [say.signature(plainText(field)), plainText(signature.subFilter ?? "")].filter((part) => part !== "").join(", "),
      locale.words.coverage[coverage],
      byteRange === null ? say.noRange : say.range(`[${byteRange.join(" ")}]`),
      ...optional.filter((line) => line !== null),
      ...anomalies.map(({ kind, key }) => `${kind}: ${plainText(key)}`),
    ],
    branches: [],
  };
}
