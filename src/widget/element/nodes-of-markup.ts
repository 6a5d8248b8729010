/**
 * The report's HTML as nodes, made one by one: a page that requires Trusted Types takes no HTML from a string. Only what
 * the report's own templates hold is known here, which escape all text (report/markup.ts); a tag that is not known
 * becomes a `span`, an attribute that is not is left out. No element here loads or runs anything.
 */
export function nodesOfMarkup(html: string): DocumentFragment {
  const root = document.createDocumentFragment();
  const open: (DocumentFragment | Element)[] = [root];
  const parent = (): DocumentFragment | Element => open[open.length - 1] ?? root;
  for (const [, closing, name = "", attributes = "", empty, text] of html.matchAll(TOKEN)) {
    if (text !== undefined) parent().append(decodeEntities(text));
    else if (closing === "/") close(open, elementName(name));
    else {
      const element = createElement(name);
      for (const [, key = "", value = ""] of attributes.matchAll(ATTRIBUTE)) setAttribute(element, key, value);
      parent().append(element);
      if (empty !== "/" && !VOID.has(name)) open.push(element);
    }
  }
  return root;
}

/** A tag with its attributes, always in double quotes, or the text up to the next. */
const TOKEN = /<(\/?)([a-z][a-z0-9]*)((?:\s+[A-Za-z-]+="[^"]*")*)\s*(\/?)>|([^<]+)/g;
const ATTRIBUTE = /([A-Za-z-]+)="([^"]*)"/g;

const VOID: ReadonlySet<string> = new Set(["br"]);
const SVG: ReadonlySet<string> = new Set(["svg", "path", "circle"]);
const HTML: ReadonlySet<string> = new Set(
  (
    "a article b code dd details div dl dt em footer h2 h3 h4 h5 header i li nav ol p section small span strong summary " +
    "table tbody td th thead time tr ul br"
  ).split(" "),
);
const ATTRIBUTES: ReadonlySet<string> = new Set(
  (
    "class id lang dir scope colspan rowspan datetime data-label role aria-label aria-labelledby aria-hidden viewBox fill " +
    "stroke stroke-width stroke-linecap stroke-linejoin d cx cy r"
  ).split(" "),
);

/** A report stands within a page that has a heading of its own: each of its headings goes one level down. */
const LOWER: Readonly<Record<string, string>> = { h1: "h2", h2: "h3", h3: "h4", h4: "h5" };

function elementName(name: string): string {
  const lowered = LOWER[name] ?? name;
  return HTML.has(lowered) || SVG.has(lowered) ? lowered : "span";
}

function createElement(name: string): Element {
  return SVG.has(name)
    ? document.createElementNS("http://www.w3.org/2000/svg", name)
    : document.createElement(elementName(name));
}

function setAttribute(element: Element, key: string, value: string): void {
  const text = decodeEntities(value);
  // Links lead to other parts of the report and nowhere else.
  if (ATTRIBUTES.has(key) || (key === "href" && /^#[a-z0-9-]+$/.test(text))) element.setAttribute(key, text);
  if (key === "class") exposeParts(element, text);
}

/** Classes that pages may style from outside, by the same name (docs/widget.md). */
export const REPORT_PARTS: readonly string[] = [
  "card",
  "answer",
  "sentence",
  "next",
  "qualifier",
  "sign",
  "file",
  "signature",
  "result",
  "people",
  "altered",
  "undecided",
  "path",
  "questions",
  "components",
  "unchecked",
  "slip",
];

function exposeParts(element: Element, classes: string): void {
  const parts = classes.split(" ").filter((name) => REPORT_PARTS.includes(name));
  if (parts.length > 0) element.setAttribute("part", parts.join(" "));
}

/** Closes the innermost open element of that name, and those within it. */
function close(open: (DocumentFragment | Element)[], name: string): void {
  for (let at = open.length - 1; at > 0; at--) {
    if ((open[at] as Element).localName !== name) continue;
    open.length = at;
    return;
  }
}

const CHARACTERS: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

function decodeEntities(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => CHARACTERS[name] ?? whole);
}
