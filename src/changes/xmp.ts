import { decodeUtf8 } from "../bytes/text.ts";

/** One statement of an XMP packet: where it stands, by namespace and name, and what it says. */
export interface XmpStatement {
  readonly path: readonly string[];
  readonly text: string;
}

const RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
/** Elements in one packet, and their depth. Real packets stay under 2,000 and 20. */
const MAX_ELEMENTS = 50_000;
const MAX_DEPTH = 100;

const TAG = /<([^<>"']|"[^"<]*"|'[^'<]*')*>/y;
const NAME = /[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?/y;
const ATTRIBUTE = /\s+([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)\s*=\s*("[^"<]*"|'[^'<]*')/y;

interface Element {
  readonly name: string;
  /** Qualified by its namespace. */
  readonly id: string;
  readonly namespaces: ReadonlyMap<string, string>;
  text: string;
  hasChildren: boolean;
}

/**
 * The statements of an XMP packet (ISO 16684-1), or null where it is no well-formed XML with rdf:RDF in it. A document
 * type declaration, which could bring entities of its own, is refused. Attributes of rdf:Description count as the
 * elements they abbreviate.
 */
export function readXmp(bytes: Uint8Array): readonly XmpStatement[] | null {
  const text = decodePacket(bytes);
  return text === null ? null : new XmpReader(text).read();
}

function decodePacket(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  return decodeUtf8(bytes);
}

class XmpReader {
  readonly #text: string;
  readonly #statements: XmpStatement[] = [];
  readonly #open: Element[] = [];
  #at = 0;
  #elements = 0;
  #sawRdf = false;

  constructor(text: string) {
    this.#text = text;
  }

  read(): readonly XmpStatement[] | null {
    let roots = 0;
    while (this.#at < this.#text.length) {
      const next = this.#text.indexOf("<", this.#at);
      const content = this.#text.slice(this.#at, next < 0 ? this.#text.length : next);
      if (!this.#addText(content)) return null;
      if (next < 0) break;
      this.#at = next;
      if (this.#open.length === 0 && this.#startsElement()) roots++;
      if (!this.#markup()) return null;
    }
    return this.#open.length === 0 && roots === 1 && this.#sawRdf ? this.#statements : null;
  }

  #startsElement(): boolean {
    const after = this.#text[this.#at + 1];
    return after !== "?" && after !== "!";
  }

  #addText(content: string): boolean {
    const element = this.#open.at(-1);
    const text = decodeEntities(content);
    if (text === null) return false;
    // The packet may be padded, and start with a byte order mark.
    if (element === undefined) return /^[\s\ufeff\0]*$/.test(text);
    element.text += text;
    return true;
  }

  #markup(): boolean {
    if (this.#skip("<?", "?>") || this.#skip("<!--", "-->")) return true;
    if (this.#text.startsWith("<!", this.#at)) return false;
    TAG.lastIndex = this.#at;
    const tag = TAG.exec(this.#text)?.[0];
    if (tag === undefined) return false;
    this.#at += tag.length;
    return tag.startsWith("</") ? this.#close(tag) : this.#enter(tag);
  }

  #skip(start: string, end: string): boolean {
    if (!this.#text.startsWith(start, this.#at)) return false;
    const at = this.#text.indexOf(end, this.#at + start.length);
    if (at < 0) return false;
    this.#at = at + end.length;
    return true;
  }

  #enter(tag: string): boolean {
    NAME.lastIndex = 1;
    const name = NAME.exec(tag)?.[0];
    if (name === undefined || ++this.#elements > MAX_ELEMENTS || this.#open.length >= MAX_DEPTH) return false;
    const attributes: [string, string][] = [];
    ATTRIBUTE.lastIndex = 1 + name.length;
    let end = ATTRIBUTE.lastIndex;
    for (let match = ATTRIBUTE.exec(tag); match !== null; match = ATTRIBUTE.exec(tag)) {
      const value = decodeEntities((match[2] ?? "").slice(1, -1));
      if (value === null) return false;
      attributes.push([match[1] ?? "", value]);
      end = ATTRIBUTE.lastIndex;
    }
    const rest = tag.slice(end);
    if (!/^\s*\/?>$/.test(rest)) return false;
    const parent = this.#open.at(-1);
    if (parent !== undefined) parent.hasChildren = true;
    const namespaces = declared(parent?.namespaces ?? new Map(), attributes);
    const id = qualify(namespaces, name, true);
    if (id === `${RDF}RDF`) this.#sawRdf = true;
    this.#open.push({ name, id, namespaces, text: "", hasChildren: false });
    for (const [key, value] of attributes) {
      if (key !== "xmlns" && !key.startsWith("xmlns:"))
        this.#state([...this.#path(), qualify(namespaces, key, false)], value);
    }
    return rest.includes("/") ? this.#leave() : true;
  }

  #close(tag: string): boolean {
    return /^<\/([^\s>]+)\s*>$/.exec(tag)?.[1] === this.#open.at(-1)?.name && this.#leave();
  }

  #leave(): boolean {
    const element = this.#open.at(-1);
    if (element === undefined) return false;
    if (!element.hasChildren && element.text.trim() !== "") this.#state(this.#path(), element.text.trim());
    else if (element.hasChildren && element.text.trim() !== "") return false;
    this.#open.pop();
    return true;
  }

  #state(path: readonly string[], text: string): void {
    this.#statements.push({ path, text });
  }

  /** rdf:Description and the elements around it only group what they hold. */
  #path(): string[] {
    return this.#open
      .map(({ id }) => id)
      .filter((id) => id !== `${RDF}Description` && id !== `${RDF}RDF` && !id.endsWith("xmpmeta"));
  }
}

function declared(
  outer: ReadonlyMap<string, string>,
  attributes: readonly (readonly [string, string])[],
): ReadonlyMap<string, string> {
  const own = attributes.filter(([key]) => key === "xmlns" || key.startsWith("xmlns:"));
  if (own.length === 0) return outer;
  return new Map([
    ...outer,
    ...own.map(([key, uri]) => [key === "xmlns" ? "" : key.slice("xmlns:".length), uri] as const),
  ]);
}

function qualify(namespaces: ReadonlyMap<string, string>, name: string, element: boolean): string {
  const colon = name.indexOf(":");
  if (colon < 0) return `${element ? (namespaces.get("") ?? "") : ""}${name}`;
  return `${namespaces.get(name.slice(0, colon)) ?? `${name.slice(0, colon)}:`}${name.slice(colon + 1)}`;
}

const PREDEFINED = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

/** Null where an entity is not one that XML itself defines. */
function decodeEntities(text: string): string | null {
  if (!text.includes("&")) return text;
  let unknown = false;
  const decoded = text.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|\w{1,32});|&/g, (_, entity: string | undefined) => {
    const code = entity?.startsWith("#x")
      ? Number.parseInt(entity.slice(2), 16)
      : entity?.startsWith("#")
        ? Number(entity.slice(1))
        : null;
    const character =
      code === null ? PREDEFINED.get(entity ?? "") : code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
    unknown ||= character === undefined;
    return character ?? "";
  });
  return unknown ? null : decoded;
}
