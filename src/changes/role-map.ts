import { PdfDict, type PdfObject } from "../pdf/objects.ts";
import type { PdfDocument } from "../pdf/read/document.ts";
import { PdfLimitError, PdfReadError } from "../pdf/read/read-error.ts";
import { keyRef, type ObjectKey, refKey, TRAILER_KEY } from "./object-key.ts";
import { type Child, isContextual, isPlaced, type Role, walkEdges } from "./roles.ts";

/** One way in which an object is reached. */
export interface Use {
  readonly role: Role;
  /** The object that refers to it, or the trailer. */
  readonly holder: ObjectKey;
  readonly holderRole: Role;
  /** The entry it stands under. */
  readonly key: string;
}

/** Uses kept for one object in one role; beyond that any change to it is suspicious, which is what `opaque` means. */
const MAX_USES = 256;
/** Uses kept where only the role matters: enough to say where a change shows. */
const MAX_SIMPLE_USES = 4;

/**
 * Every object that the trailer leads to, with all roles in which it does: the reachability walk. It is made once for
 * the first revision that is looked at, and then kept up with each later one by walking the changed objects only. Uses
 * that a later revision gave up stay in it, which can only make a verdict stricter.
 *
 * The walk can be interrupted (a Suspension) at any point: what is left is queued, and `drain` goes on with it.
 */
export class RoleMap {
  readonly #uses = new Map<ObjectKey, Use[]>();
  readonly #queue: { readonly key: ObjectKey; readonly role: Role }[] = [];
  readonly #pointers = new Map<ObjectKey, Use>();
  /** Objects that are used but could not be read in the revision they were walked in. */
  readonly unreadable = new Set<ObjectKey>();

  uses(key: ObjectKey): readonly Use[] {
    return this.#uses.get(key) ?? [];
  }

  /** The distinct roles of an object. */
  roles(key: ObjectKey): Set<Role> {
    return new Set(this.uses(key).map(({ role }) => role));
  }

  /** Queues the trailer's entries. */
  enterTrailer(document: PdfDocument): void {
    this.#walk(TRAILER_KEY, "trailer", document.trailer);
    if (document.rootTrailer !== document.trailer) this.#walk(TRAILER_KEY, "trailer", document.rootTrailer);
  }

  /** Queues an object to be walked again in all its roles, because it has changed. */
  enter(key: ObjectKey): void {
    for (const role of this.roles(key)) this.#queue.push({ key, role });
  }

  /** Walks what is queued, in the revision that `document` shows. */
  drain(document: PdfDocument): void {
    for (;;) {
      for (let next = this.#queue.at(-1); next !== undefined; next = this.#queue.at(-1)) {
        const { key, role } = next;
        const value = this.#read(document, key);
        this.#queue.pop();
        this.#walk(key, role, value);
      }
      for (const [key, use] of this.#pointers) {
        // What is only ever pointed at has no place of its own: then this is its use.
        if (!this.uses(key).some(({ role }) => isPlaced(role)) || !(this.#read(document, key) instanceof PdfDict))
          this.#add(key, use);
        this.#pointers.delete(key);
      }
      if (this.#queue.length === 0) return;
    }
  }

  #read(document: PdfDocument, key: ObjectKey): PdfObject {
    try {
      const { num, gen } = keyRef(key);
      const object = document.load(num);
      this.unreadable.delete(key);
      return object === null || object.gen !== gen ? null : object.value;
    } catch (thrown) {
      if (!(thrown instanceof PdfReadError) && !(thrown instanceof PdfLimitError)) throw thrown;
      this.unreadable.add(key);
      return null;
    }
  }

  #walk(holder: ObjectKey, holderRole: Role, value: PdfObject): void {
    walkEdges(holderRole, value, (child: Child, ref, key) => {
      const target = refKey(ref);
      if (target < 0 || child === "ignored") return;
      if (child === "pointer") {
        if (!this.#pointers.has(target)) this.#pointers.set(target, { role: "opaque", holder, holderRole, key });
      } else {
        this.#add(target, { role: child, holder, holderRole, key });
      }
    });
  }

  #add(target: ObjectKey, use: Use): void {
    const known = this.#uses.get(target);
    if (known === undefined) {
      this.#uses.set(target, [use]);
      this.#queue.push({ key: target, role: use.role });
      return;
    }
    const same = known.filter(({ role }) => role === use.role);
    if (same.length === 0) this.#queue.push({ key: target, role: use.role });
    else if (!isContextual(use.role) && same.length >= MAX_SIMPLE_USES) return;
    else if (
      same.some(
        ({ holder, holderRole, key }) => holder === use.holder && holderRole === use.holderRole && key === use.key,
      )
    )
      return;
    if (same.length < MAX_USES) known.push(use);
    else if (!known.some(({ role }) => role === "opaque")) this.#add(target, { ...use, role: "opaque" });
  }
}
