import { MAX_FIELD_DEPTH, MAX_FIELD_NAME, MAX_FIELDS } from "../../limits.ts";
import { isPdfArray, PdfDict, PdfName, type PdfObject, PdfRef, PdfString } from "../objects.ts";
import type { PdfDocument } from "./document.ts";
import { PdfLimitError, PdfReadError } from "./read-error.ts";
import { decodeTextString } from "./text.ts";

/** A node of the field tree: a field, or a widget annotation of the field above it. */
export interface FieldNode {
  /** Null where it is written into its parent's /Kids. */
  readonly ref: PdfRef | null;
  readonly dict: PdfDict;
}

export interface FieldWidget extends FieldNode {
  /** The page that the widget names as its own (/P). */
  readonly page: PdfRef | null;
}

/** The value of a signature field, wherever it stands. */
export interface SignatureValue {
  /** Null where the dictionary is written into the field. */
  readonly ref: PdfRef | null;
  /** Null where /V is no dictionary. */
  readonly dict: PdfDict | null;
  /** The field that has the /V. */
  readonly holder: FieldNode;
  /** Whether that is a field above this one: legal for other fields, and for a signature a trick. */
  readonly inherited: boolean;
}

export interface SignatureField extends FieldNode {
  /** Fully qualified (ISO 32000-2, 12.7.4.2). */
  readonly name: string;
  /** The fields above it, the topmost first. */
  readonly parents: readonly FieldNode[];
  /** Its widgets; the field itself where the two are one dictionary. */
  readonly widgets: readonly FieldWidget[];
  readonly value: SignatureValue | null;
  readonly anomalies: readonly FieldAnomaly[];
}

export type FieldAnomaly =
  /** /T is there but is no text string. */
  | "name-not-text"
  /** A partial name holds the period that separates partial names. */
  | "name-with-period"
  /** /Parent is there and is not the field above. */
  | "parent-mismatch"
  /** A widget, which is no field, has a /V or /FT of its own. */
  | "widget-with-field-keys";

export interface SignatureFieldReading {
  /** In the order of the tree. */
  readonly fields: readonly SignatureField[];
  /** Full names that a signature field shares with another field. */
  readonly duplicateNames: readonly string[];
  /** Signature dictionaries that are the value of several fields. */
  readonly sharedValues: readonly { readonly ref: PdfRef; readonly names: readonly string[] }[];
  /** Fields and widgets that the tree leads to more than once; each is read where it is met first. */
  readonly repeated: readonly FieldNode[];
}

interface Branch extends FieldNode {
  readonly name: string;
  readonly type: string | null;
  readonly value: SignatureValue | null;
  readonly parents: readonly FieldNode[];
  readonly anomalies: readonly FieldAnomaly[];
}

interface Step {
  readonly branch: Branch | null;
  readonly kids: readonly PdfObject[];
  next: number;
}

/**
 * Every signature field that /AcroForm leads to (ISO 32000-2, 12.7.3 and 12.7.5.5), signed or not.
 * @throws PdfReadError form-loop where a field is its own ancestor; form-malformed
 * @throws PdfLimitError MAX_FIELDS, MAX_FIELD_DEPTH, MAX_FIELD_NAME
 */
export function readSignatureFields(document: PdfDocument): SignatureFieldReading {
  const walk = new FieldWalk(document);
  const form = document.resolve(document.catalog.get("AcroForm"));
  if (form === null) return walk.reading();
  if (!(form instanceof PdfDict)) throw new PdfReadError("form-malformed", "/AcroForm is no dictionary");
  const roots = document.resolve(form.get("Fields"));
  if (roots !== null && !isPdfArray(roots)) throw new PdfReadError("form-malformed", "/Fields is no array");
  walk.run(roots ?? []);
  return walk.reading();
}

class FieldWalk {
  readonly #document: PdfDocument;
  readonly #fields: SignatureField[] = [];
  readonly #names = new Map<string, number>();
  readonly #repeated: FieldNode[] = [];
  // Each dictionary is one object however often it is resolved, also one that is written into a shared array.
  readonly #visited = new Set<PdfDict>();
  readonly #path = new Set<PdfDict>();
  #kids = 0;

  constructor(document: PdfDocument) {
    this.#document = document;
  }

  /** Depth first, without recursion: the tree is as deep as its author wants. */
  run(roots: readonly PdfObject[]): void {
    this.#count(roots.length);
    const stack: Step[] = [{ branch: null, kids: roots, next: 0 }];
    for (let step = stack.at(-1); step !== undefined; step = stack.at(-1)) {
      const kid = step.kids[step.next++];
      if (kid === undefined) {
        stack.pop();
        if (step.branch !== null) this.#path.delete(step.branch.dict);
        continue;
      }
      const node = this.#enter(kid);
      if (node === null) continue;
      const branch = this.#branch(node, step.branch);
      const kids = this.#kidsOf(node.dict);
      const fields = kids.filter((one) => this.#isField(one));
      if (fields.length === 0) {
        this.#finish(branch, kids);
        continue;
      }
      if (stack.length > MAX_FIELD_DEPTH) throw new PdfLimitError("MAX_FIELD_DEPTH", MAX_FIELD_DEPTH);
      this.#path.add(node.dict);
      stack.push({ branch, kids: fields, next: 0 });
    }
  }

  reading(): SignatureFieldReading {
    const byValue = new Map<number, { ref: PdfRef; names: string[] }>();
    for (const { name, value } of this.#fields) {
      if (value === null || value.ref === null) continue;
      const known = byValue.get(value.ref.num);
      if (known === undefined) byValue.set(value.ref.num, { ref: value.ref, names: [name] });
      else known.names.push(name);
    }
    return {
      fields: this.#fields,
      duplicateNames: [...new Set(this.#fields.map(({ name }) => name))].filter(
        (name) => (this.#names.get(name) ?? 0) > 1,
      ),
      sharedValues: [...byValue.values()].filter(({ names }) => names.length > 1),
      repeated: this.#repeated,
    };
  }

  #enter(kid: PdfObject): FieldNode | null {
    const ref = kid instanceof PdfRef ? kid : null;
    const dict = this.#document.resolve(kid);
    if (!(dict instanceof PdfDict)) return null;
    if (this.#path.has(dict)) throw new PdfReadError("form-loop", `field ${ref?.num ?? ""} is its own ancestor`);
    if (this.#visited.has(dict)) {
      this.#repeated.push({ ref, dict });
      return null;
    }
    this.#visited.add(dict);
    return { ref, dict };
  }

  #branch(node: FieldNode, above: Branch | null): Branch {
    const { ref, dict } = node;
    const title = this.#document.resolve(dict.get("T"));
    // Sixteen bits a character, and room for language tags.
    if (title instanceof PdfString && title.bytes.length > 4 * MAX_FIELD_NAME) {
      throw new PdfLimitError("MAX_FIELD_NAME", MAX_FIELD_NAME);
    }
    const partial = title instanceof PdfString ? decodeTextString(title.bytes) : null;
    const name =
      above === null || above.name === ""
        ? (partial ?? "")
        : partial === null
          ? above.name
          : `${above.name}.${partial}`;
    if (name.length > MAX_FIELD_NAME) throw new PdfLimitError("MAX_FIELD_NAME", MAX_FIELD_NAME);
    const anomalies: FieldAnomaly[] = [...(above?.anomalies ?? [])];
    if (title !== null && partial === null) anomalies.push("name-not-text");
    if (partial?.includes(".")) anomalies.push("name-with-period");
    if (!hasParent(dict, above?.ref ?? null)) anomalies.push("parent-mismatch");
    const type = this.#document.resolve(dict.get("FT"));
    return {
      ref,
      dict,
      name,
      type: type instanceof PdfName ? type.value : (above?.type ?? null),
      value: this.#valueOf(node) ?? (above?.value ? { ...above.value, inherited: true } : null),
      parents: above === null ? [] : [...above.parents, { ref: above.ref, dict: above.dict }],
      anomalies,
    };
  }

  /** A /V that is null, or leads nowhere, is none (ISO 32000-2, 7.3.7). */
  #valueOf(holder: FieldNode): SignatureValue | null {
    const raw = holder.dict.get("V");
    const value = this.#document.resolve(raw);
    if (value === null) return null;
    const ref = raw instanceof PdfRef ? raw : null;
    return { ref, dict: value instanceof PdfDict ? value : null, holder, inherited: false };
  }

  /** A field with no fields below it; what is in its /Kids are its widgets. */
  #finish(branch: Branch, kids: readonly PdfObject[]): void {
    this.#names.set(branch.name, (this.#names.get(branch.name) ?? 0) + 1);
    if (branch.type !== "Sig") return;
    const { ref, dict, name, parents, value } = branch;
    const anomalies = new Set(branch.anomalies);
    const widgets: FieldWidget[] = kids.length === 0 && isWidget(dict) ? [this.#widget(branch)] : [];
    for (const kid of kids) {
      const node = this.#enter(kid);
      if (node === null) continue;
      widgets.push(this.#widget(node));
      if (node.dict.entries.has("V") || node.dict.entries.has("FT")) anomalies.add("widget-with-field-keys");
      if (!hasParent(node.dict, ref)) anomalies.add("parent-mismatch");
    }
    this.#fields.push({ ref, dict, name, parents, widgets, value, anomalies: [...anomalies] });
  }

  #widget({ ref, dict }: FieldNode): FieldWidget {
    const page = dict.get("P");
    return { ref, dict, page: page instanceof PdfRef ? page : null };
  }

  #kidsOf(dict: PdfDict): readonly PdfObject[] {
    const kids = this.#document.resolve(dict.get("Kids"));
    if (!isPdfArray(kids)) return [];
    // Counted before they are visited: fields may share one long array.
    this.#count(kids.length);
    return kids;
  }

  #count(kids: number): void {
    this.#kids += kids;
    if (this.#kids > MAX_FIELDS) throw new PdfLimitError("MAX_FIELDS", MAX_FIELDS);
  }

  /** ISO 32000-2, 12.7.4.1: below a field, what has a /T is a field and all else its widgets; and what has /Kids. */
  #isField(kid: PdfObject): boolean {
    const dict = this.#document.resolve(kid);
    return dict instanceof PdfDict && (dict.entries.has("T") || dict.entries.has("Kids"));
  }
}

function isWidget(dict: PdfDict): boolean {
  const subtype = dict.get("Subtype");
  return (subtype instanceof PdfName && subtype.value === "Widget") || dict.entries.has("Rect");
}

function hasParent(dict: PdfDict, above: PdfRef | null): boolean {
  const parent = dict.get("Parent") ?? null;
  return parent === null || (parent instanceof PdfRef && parent.num === above?.num);
}
