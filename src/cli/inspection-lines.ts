import type { ChangeItem } from "../changes/change-item.ts";
import type { RevisionComparison } from "../changes/compare-revisions.ts";
import type {
  ChangesAfterSignature,
  InspectedField,
  InspectedSignature,
  PdfInspection,
  RevisionChanges,
} from "../pades/inspect/inspection.ts";
import { plainParams, plainText } from "../report/plain-text.ts";
import { createTimeFormatter } from "../report/time-zone.ts";
import { hang, wrap } from "../report/wrap.ts";
import { type CommandContext, lineWidth } from "./command-context.ts";
import { drawTree, type TreeNode } from "./tree.ts";

/** Of one kind under one heading; a person reads no more, and --json has them all. */
const MAX_SHOWN = 20;
/** Changes, and signatures before each, that the first lines name. */
const MAX_ALARMS = 5;

/** A file as a tree of revisions, with what each brought; what was changed after a signature comes first. */
export function inspectionLines(inspection: PdfInspection, context: CommandContext): string[] {
  const { inspect: say } = context.words;
  const width = lineWidth(context);
  const count = new Intl.NumberFormat(context.locale.tag);
  const { encryption, revisions, fields, bytesAfterLastRevision: after } = inspection;
  const heading = [
    say.file(plainText(inspection.version), count.format(inspection.size), revisions.length),
    ...(encryption === null ? [] : [say.encrypted(plainText(encryption.filter ?? "?"))]),
  ].join(", ");
  const signed = new Map<number | null, TreeNode[]>();
  for (const { field, signature } of fields) {
    if (signature === null) continue;
    const nodes = signed.get(signature.revision) ?? [];
    nodes.push(signatureNode(field, signature, context));
    signed.set(signature.revision, nodes);
  }
  const nodes: TreeNode[] = revisions.map(({ revision, start, end, changes }) => ({
    lines: [say.revision(revision, count.format(start), count.format(end))],
    branches: [
      ...(changes === null ? [] : [revisionChangesNode(revision, changes, context)]),
      ...(signed.get(revision) ?? []),
    ],
  }));
  if (after > 0) nodes.push({ lines: [say.bytesAfter(count.format(after))], branches: [] });
  const adrift = signed.get(null);
  if (adrift !== undefined) nodes.push({ lines: [say.outsideRevisions], branches: adrift });
  nodes.push(...unsignedNodes(fields, context), ...placeNodes(inspection, context));
  return [
    ...wrap(heading, width),
    ...afterSignatures(fields, context),
    ...drawTree(nodes, width),
    ...wrap(say.structureOnly, width),
  ];
}

/** What lies between two revisions, as a tree. */
export function comparisonLines(comparison: RevisionComparison, context: CommandContext): string[] {
  const { inspect: say } = context.words;
  const { from, to, level, items } = comparison;
  const node = {
    lines: [say.changesBetween(from, to, say.changeLevel[level]), ...unverifiedLines(comparison, context)],
    branches: changeNodes(items, true, context),
  };
  const width = lineWidth(context);
  return [...drawTree([node], width), ...wrap(say.structureOnly, width)];
}

/** The first thing to know of a signed file: whether what was added later goes beyond what may be, and after whom. */
function afterSignatures(fields: readonly InspectedField[], context: CommandContext): string[] {
  const { inspect: say } = context.words;
  const width = lineWidth(context);
  const signed = fields.flatMap(({ field, signature }) => (signature === null ? [] : [{ field, ...signature }]));
  signed.sort((a, b) => (a.revision ?? 0) - (b.revision ?? 0));
  const alarms = new Map<string, string[]>();
  for (const { field, changes } of signed) {
    if (changes?.permitted === true) continue;
    const [gravest] = changes?.items ?? [];
    const alarm = gravest === undefined ? say.notCompared : speakChange(gravest, true, context);
    alarms.set(alarm, [...(alarms.get(alarm) ?? []), field]);
  }
  if (alarms.size > 0) {
    return [...alarms]
      .slice(0, MAX_ALARMS)
      .flatMap(([change, signatures]) => hang("! ", say.alarm(quoted(signatures, MAX_ALARMS), change), width));
  }
  const [earliest] = signed;
  if (!earliest?.changes) return [];
  return wrap(say.changesAfterSignature(plainText(earliest.field), say.changeLevel[earliest.changes.level]), width);
}

/** Names in a row, the first of them. */
function quoted(names: readonly string[], limit: number): string {
  const shown = names.slice(0, limit).map((name) => `“${plainText(name)}”`);
  return [...shown, ...(names.length > limit ? ["…"] : [])].join(", ");
}

function revisionChangesNode(revision: number, changes: RevisionChanges, context: CommandContext): TreeNode {
  const { inspect: say } = context.words;
  return {
    lines: [say.changesOfRevision(revision - 1, say.changeLevel[changes.level])],
    branches: changeNodes(changes.items, false, context),
  };
}

function signatureNode(field: string, signature: InspectedSignature, context: CommandContext): TreeNode {
  const { words, locale } = context;
  const { inspect: say } = words;
  const time = createTimeFormatter(locale.tag);
  const { kind, byteRange, coverage, name, reason, location, claimedTime, docMdp, anomalies, changes } = signature;
  const title = (kind === "signature" ? say.signature : say.documentTimestamp)(plainText(field));
  const optional = [
    docMdp === null ? null : locale.words.docMdp[docMdp],
    name === null ? null : say.names(plainText(name)),
    claimedTime === null ? null : say.claimed(time(claimedTime)),
    reason === null ? null : say.reason(plainText(reason)),
    location === null ? null : say.location(plainText(location)),
  ];
  return {
    lines: [
      [title, plainText(signature.subFilter ?? "")].filter((part) => part !== "").join(", "),
      locale.words.coverage[coverage],
      byteRange === null ? say.noRange : say.range(plainText(`[${byteRange.join(" ")}]`)),
      ...optional.filter((line) => line !== null),
      ...anomalies.slice(0, MAX_SHOWN).map(({ kind, key }) => `${kind}: ${plainText(key)}`),
    ],
    branches: [changes === null ? { lines: [say.notCompared], branches: [] } : laterChangesNode(changes, context)],
  };
}

function laterChangesNode(changes: ChangesAfterSignature, context: CommandContext): TreeNode {
  const { words, locale } = context;
  const { inspect: say } = words;
  const { level, permitted, forbiddenBy, items } = changes;
  if (level === "none" && permitted === true)
    return { lines: [say.changesAfterSignature(null, say.changeLevel.none)], branches: [] };
  const judgment = permitted === null ? say.neitherPermittedNorForbidden : permitted ? say.permitted : say.notPermitted;
  return {
    lines: [
      `${say.changesAfterSignature(null, say.changeLevel[level])}, ${judgment}`,
      ...(forbiddenBy === null ? [] : [locale.words.forbidden[forbiddenBy]]),
      ...(permitted === true ? unverifiedLines(changes, context) : []),
    ],
    branches: changeNodes(items, true, context),
  };
}

function unverifiedLines({ unverified }: RevisionChanges, { words: { inspect: say } }: CommandContext): string[] {
  const fields = [...new Set(unverified.map(({ field }) => field))];
  if (fields.length === 0) return [];
  return [say.unverified(quoted(fields, MAX_SHOWN))];
}

function changeNodes(items: readonly ChangeItem[], withRevision: boolean, context: CommandContext): TreeNode[] {
  return firstOf(items, (item) => speakChange(item, withRevision, context), context);
}

function speakChange(item: ChangeItem, withRevision: boolean, { words }: CommandContext): string {
  return words.inspect.change({ ...plainParams(item), revision: withRevision ? item.revision : null });
}

function unsignedNodes(fields: readonly InspectedField[], context: CommandContext): TreeNode[] {
  const { inspect: say } = context.words;
  if (fields.length === 0) return [{ lines: [say.noSignatures], branches: [] }];
  const empty = fields.filter(({ signature }) => signature === null);
  return firstOf(empty, ({ field }) => say.emptyField(plainText(field)), context);
}

function placeNodes({ irregularities, remarks }: PdfInspection, context: CommandContext): TreeNode[] {
  const { inspect: say } = context.words;
  return [
    ...placesNode(say.irregularities, irregularities, context),
    ...placesNode(
      say.remarks,
      remarks.map(({ code, offset }) => ({ code, offset, object: null })),
      context,
    ),
  ];
}

interface Place {
  readonly code: string;
  readonly offset: number;
  readonly object: number | null;
}

function placesNode(heading: string, places: readonly Place[], context: CommandContext): TreeNode[] {
  if (places.length === 0) return [];
  const count = new Intl.NumberFormat(context.locale.tag);
  const speak = ({ code, offset, object }: Place) => context.words.inspect.place(code, count.format(offset), object);
  return [{ lines: [heading], branches: firstOf(places, speak, context) }];
}

/** A leaf each, and how many are left out. */
function firstOf<T>(all: readonly T[], speak: (one: T) => string, { words, locale }: CommandContext): TreeNode[] {
  const leaves = all.slice(0, MAX_SHOWN).map((one) => ({ lines: [speak(one)], branches: [] }));
  const left = all.length - leaves.length;
  if (left === 0) return leaves;
  return [...leaves, { lines: [words.inspect.more(new Intl.NumberFormat(locale.tag).format(left))], branches: [] }];
}
