import { PdfDict, PdfName, type PdfObject, PdfRef, PdfStream } from "../pdf/objects.ts";
import { SECTION_KEYS } from "../pdf/section-keys.ts";

/**
 * What an object is used as. An object may have several roles, one for each way in which it is reached, and a change
 * to it must be harmless in each of them: a stream that is a widget's appearance and also a page's image is both.
 * `opaque` is everything that no rule knows: there, any change is suspicious.
 */
export type Role =
  | "trailer"
  | "catalog"
  | "page-node"
  | "page-kids"
  | "annots"
  | "annotation"
  | "form"
  | "fields"
  | "form-resources"
  | "form-fonts"
  | "form-xobjects"
  | "additional-streams"
  | "auth-code"
  | "value"
  | "appearance"
  | "appearance-state"
  | "dss"
  | "dss-array"
  | "dss-stream"
  | "vri"
  | "vri-entry"
  | "extensions"
  | "metadata"
  | "info"
  | "perms"
  | "struct-root"
  | "struct-node"
  | "parent-tree"
  | "parent-tree-list"
  | "stream-length"
  | "opaque";

/**
 * What is reached through an entry: a role; a `pointer` at something that has its place elsewhere, such as an
 * annotation's /P; or nothing that matters.
 */
export type Child = Role | "pointer" | "ignored";

interface Shape {
  readonly entries: ReadonlyMap<string, Child>;
  /** Entries not named. */
  readonly rest: Child;
  readonly items: Child;
}

function shape(entries: Readonly<Record<string, Child>>, rest: Child = "opaque", items: Child = "opaque"): Shape {
  return { entries: new Map(Object.entries(entries)), rest, items };
}

function list(items: Child): Shape {
  return shape({}, "opaque", items);
}

/**
 * Entries that only name an object as the one meant. They count as pointers where the object is a page, an annotation
 * or another dictionary that has its own place in the document, and as uses of any other object.
 */
const POINTER_KEYS = ["P", "Parent", "Pg", "Obj", "Popup", "IRT", "Data", "SE"];
const pointers = Object.fromEntries(POINTER_KEYS.map((key) => [key, "pointer" as const]));

const SHAPES: { readonly [R in Role]: Shape } = {
  trailer: shape({
    Root: "catalog",
    Info: "info",
    AdditionalStreams: "additional-streams",
    AuthCode: "auth-code",
    ...Object.fromEntries([...SECTION_KEYS].map((key) => [key, "ignored" as const])),
  }),
  catalog: shape({
    Pages: "page-node",
    AcroForm: "form",
    DSS: "dss",
    Extensions: "extensions",
    Metadata: "metadata",
    StructTreeRoot: "struct-root",
    Perms: "perms",
  }),
  "page-node": shape({ Parent: "pointer", Kids: "page-kids", Annots: "annots" }),
  "page-kids": list("page-node"),
  annots: list("annotation"),
  annotation: shape({ ...pointers, Kids: "fields", V: "value", AP: "appearance" }),
  form: shape({ Fields: "fields", DR: "form-resources" }),
  fields: list("annotation"),
  "form-resources": shape({ Font: "form-fonts", XObject: "form-xobjects" }),
  "form-fonts": shape({}),
  "form-xobjects": shape({}),
  "additional-streams": shape({}, "ignored", "additional-streams"),
  value: shape({}),
  appearance: shape({ N: "appearance-state", R: "appearance-state", D: "appearance-state" }),
  "appearance-state": shape({}),
  dss: shape({ VRI: "vri", Certs: "dss-array", CRLs: "dss-array", OCSPs: "dss-array" }),
  "dss-array": list("dss-stream"),
  "dss-stream": shape({}),
  vri: shape({}, "vri-entry"),
  "vri-entry": shape({ Cert: "dss-array", CRL: "dss-array", OCSP: "dss-array", TS: "dss-stream" }),
  extensions: shape({}, "extensions", "extensions"),
  metadata: shape({}),
  info: shape({}),
  perms: shape({ DocMDP: "pointer", UR3: "pointer" }),
  "struct-root": shape({ K: "struct-node", ParentTree: "parent-tree" }),
  "struct-node": shape({ ...pointers, K: "struct-node" }, "opaque", "struct-node"),
  "parent-tree": shape({ Kids: "parent-tree", Nums: "parent-tree-list" }, "opaque", "parent-tree"),
  "parent-tree-list": shape({}, "ignored", "parent-tree-list"),
  "auth-code": shape({ SigObjRef: "pointer" }),
  "stream-length": shape({}),
  opaque: shape(pointers),
};

const STATE_DICT: Child = "appearance-state";

/** What the entry `key` of a dictionary or stream in that role leads to. */
export function entryRole(role: Role, holder: PdfDict | PdfStream, key: string): Child {
  if (holder instanceof PdfStream && key === "Length" && role !== "trailer") return "stream-length";
  // A dictionary of states, as buttons have, leads to their streams (ISO 32000-2, table 170).
  if (role === "appearance-state" && holder instanceof PdfDict) return STATE_DICT;
  const { entries, rest } = SHAPES[role];
  return entries.get(key) ?? rest;
}

function itemRole(role: Role): Child {
  return SHAPES[role].items;
}

/** A reference met while walking a value, with the role of what it leads to and the entry that it stands under. */
export type EdgeListener = (child: Child, ref: PdfRef, key: string) => void;

/** Every reference in `value`, which has `role`, at any depth of its direct values. */
export function walkEdges(role: Role, value: PdfObject, listener: EdgeListener): void {
  walkChild(role, value, "", listener);
}

/** Dictionaries of things of one kind: what is in them is known by the kind, not by its name. */
const GROUPS = new Set(["Font", "XObject", "JavaScript"]);

function walkChild(child: Child, value: PdfObject, key: string, listener: EdgeListener): void {
  if (child === "ignored") return;
  if (value instanceof PdfRef) {
    listener(child, value, key);
    return;
  }
  // What is written in place of a pointer is not a pointer.
  const role = child === "pointer" ? "opaque" : child;
  if (Array.isArray(value)) {
    const items: readonly PdfObject[] = value;
    const destination = role === "opaque" && isDestination(items);
    items.forEach((item, index) =>
      walkChild(destination && index === 0 ? "pointer" : itemRole(role), item, key, listener),
    );
  } else if (value instanceof PdfDict || value instanceof PdfStream) {
    const dict = value instanceof PdfStream ? value.dict : value;
    const kept = GROUPS.has(key) ? key : null;
    for (const [name, entry] of dict.entries) walkChild(entryRole(role, value, name), entry, kept ?? name, listener);
  }
}

const FITS = new Set(["XYZ", "Fit", "FitH", "FitV", "FitR", "FitB", "FitBH", "FitBV"]);

/** An explicit destination (ISO 32000-2, 12.3.2.2) names a page and how to show it. */
function isDestination([page, fit]: readonly PdfObject[]): boolean {
  return page instanceof PdfRef && fit instanceof PdfName && FITS.has(fit.value);
}

/** Roles of dictionaries that have one place in the document, so that other entries may point at them. */
const PLACED = new Set<Role>(["catalog", "page-node", "annotation", "form", "value", "struct-root", "struct-node"]);

export function isPlaced(role: Role): boolean {
  return PLACED.has(role);
}

/** Roles in which it matters for whom an object is used: each use is kept. */
const CONTEXTUAL = new Set<Role>(["annots", "annotation", "fields", "value", "appearance", "appearance-state"]);

export function isContextual(role: Role): boolean {
  return CONTEXTUAL.has(role);
}
