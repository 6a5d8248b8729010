import { PdfDict, type PdfObject, PdfRef } from "../../pdf/objects.ts";
import type { PdfDocument } from "../../pdf/read/document.ts";
import { ITEM } from "../differences.ts";
import { type ObjectKey, refKey } from "../object-key.ts";
import type { Step } from "../step.ts";
import { type ChangeRule, hasOnly, isNamed, NOTHING_OF_ITS_OWN, type Ruling, ruling } from "./rule.ts";

/** Of a structure element (ISO 32000-2, table 355): nothing that a screen reader would read out. */
const ELEMENT_KEYS = new Set(["Type", "S", "P", "K", "Pg", "ID"]);
/** Of an object reference (table 358). */
const REFERENCE_KEYS = new Set(["Type", "Obj", "Pg"]);
const MAX_DEPTH = 8;
/** Nodes and entries of a parent tree that are compared; a page has one, and an annotation. */
const MAX_TREE_ENTRIES = 500_000;

const UPDATED = ruling("structure-updated", "lta-updates");

/**
 * Allows the logical structure of a tagged document (ISO 32000-2, 14.7) to take in annotations that came with the same
 * revision, and are judged for themselves: elements that hold nothing else, and their places in the parent tree.
 */
export const structureRule: ChangeRule = {
  name: "structure",
  clear({ role, key, before, after }, step) {
    const old = step.older.resolve(before);
    const now = step.newer.resolve(after);
    if (role === "struct-node" && (key === ITEM || key === "K"))
      return old === null && isNewStructure(step, after, 0) ? UPDATED : null;
    if (role === "struct-root") return key === "ParentTreeNextKey" && isLater(old, now) ? NOTHING_OF_ITS_OWN : null;
    if (role === "annotation" && key === "StructParent")
      return old === null && typeof now === "number" ? NOTHING_OF_ITS_OWN : null;
    if (role === "parent-tree") return judgeParentTree(step, before, after);
    // An element that the parent tree leads to is judged where it stands in the tree of elements.
    if (role === "parent-tree-list")
      return old instanceof PdfDict && now instanceof PdfDict ? NOTHING_OF_ITS_OWN : null;
    return null;
  },
};

function isLater(before: PdfObject, after: PdfObject): boolean {
  return typeof after === "number" && (before === null || (typeof before === "number" && after >= before));
}

/** New elements that lead to new annotations only. */
function isNewStructure(step: Step, raw: PdfObject | undefined, depth: number): boolean {
  const value = step.newer.resolve(raw);
  if (depth > MAX_DEPTH || (raw instanceof PdfRef && !step.isNew(raw))) return false;
  if (Array.isArray(value)) return value.every((item: PdfObject) => isNewStructure(step, item, depth + 1));
  if (!(value instanceof PdfDict)) return false;
  if (isNamed(step.newer.resolve(value.get("Type")), "OBJR"))
    return hasOnly(value, REFERENCE_KEYS) && step.isNew(value.get("Obj"));
  if (!hasOnly(value, ELEMENT_KEYS)) return false;
  const kids = value.get("K");
  return kids !== undefined && isNewStructure(step, kids, depth + 1);
}

interface Tree {
  readonly entries: Map<number, PdfObject>;
  /** Nodes that both trees share are compared where they change. */
  readonly shared: ReadonlySet<ObjectKey>;
  left: number;
}

/** Every entry that was there leads where it led; new ones lead to new elements. */
function judgeParentTree(step: Step, before: PdfObject | undefined, after: PdfObject | undefined): Ruling | null {
  const nodesBefore = nodesOf(step.older, before);
  const nodesAfter = nodesOf(step.newer, after);
  const shared = new Set([...nodesBefore].filter((node) => nodesAfter.has(node)));
  const old = readEntries(step.older, before, shared);
  const now = readEntries(step.newer, after, shared);
  if (old === null || now === null) return null;
  for (const [key, value] of old) if (!step.equal(value, now.get(key))) return null;
  for (const [key, value] of now) if (!old.has(key) && !isNewElement(step, value)) return null;
  return UPDATED;
}

function isNewElement(step: Step, raw: PdfObject): boolean {
  const value = step.newer.resolve(raw);
  if (Array.isArray(value)) return value.every((item: PdfObject) => step.isNew(item));
  return value instanceof PdfDict && step.isNew(raw);
}

/** The nodes directly below, which large trees are made of. */
function nodesOf(document: PdfDocument, raw: PdfObject | undefined): Set<ObjectKey> {
  const node = document.resolve(raw);
  const kids = node instanceof PdfDict ? document.resolve(node.get("Kids")) : null;
  return new Set(
    Array.isArray(kids) ? kids.flatMap((kid: PdfObject) => (kid instanceof PdfRef ? [refKey(kid)] : [])) : [],
  );
}

/** Null where it is no number tree (ISO 32000-2, 7.9.7), or too large a one. */
function readEntries(
  document: PdfDocument,
  raw: PdfObject | undefined,
  shared: ReadonlySet<ObjectKey>,
): Map<number, PdfObject> | null {
  const tree: Tree = { entries: new Map(), shared, left: MAX_TREE_ENTRIES };
  return readNode(document, raw, tree, 0) ? tree.entries : null;
}

function readNode(document: PdfDocument, raw: PdfObject | undefined, tree: Tree, depth: number): boolean {
  if (raw instanceof PdfRef && tree.shared.has(refKey(raw))) return true;
  const node = document.resolve(raw);
  if (node === null) return true;
  if (!(node instanceof PdfDict) || depth > MAX_DEPTH || --tree.left < 0) return false;
  const numbers = document.resolve(node.get("Nums"));
  const pairs: readonly PdfObject[] = Array.isArray(numbers) ? numbers : [];
  for (let at = 0; at + 1 < pairs.length; at += 2) {
    const key = document.resolve(pairs[at]);
    if (typeof key !== "number" || tree.entries.has(key) || --tree.left < 0) return false;
    tree.entries.set(key, pairs[at + 1] ?? null);
  }
  const kids = document.resolve(node.get("Kids"));
  return !Array.isArray(kids) || kids.every((kid: PdfObject) => readNode(document, kid, tree, depth + 1));
}
