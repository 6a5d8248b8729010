import type { LocaleTag } from "../../locale/locale.ts";
import { PAGE_TEXTS, type PageTexts } from "../../report/offline-page/page-texts.ts";
import { createTimeFormatter } from "../../report/time-zone.ts";
import { VERSION } from "../../version.ts";
import { scriptUrl } from "../client/script-url.ts";
import { build } from "../element/build-element.ts";
import { type Basis, basisNodes } from "./basis-view.ts";
import type { BundleInUse } from "./bundle-in-use.ts";
import { listenForBundle } from "./newer-bundle.ts";

export interface PageOptions extends Basis {
  /** The Blob address of the worker, a classic script. */
  readonly workerUrl: string;
  readonly language: LocaleTag;
}

/** The whole page: the element, a button that prints the slip, what verdicts rest on, and how to renew it. */
export function createPageView(options: PageOptions): HTMLElement {
  let { bundle, language } = options;
  let said: ((texts: PageTexts["basis"]) => string) | null = null;

  const title = build("h1");
  const lead = build("p", { class: "lead" });
  const turn = build("button", { type: "button", class: "language" });
  const verifier = createVerifier(options);
  const print = build("button", { type: "button" });
  const printRow = build("p", { class: "print", hidden: "" }, print);
  const basisTitle = build("h2");
  const basis = build("div");
  const status = build("p", { class: "said", role: "status" });
  const load = build("button", { type: "button" });
  const file = build("input", { type: "file", accept: ".json,application/json", hidden: "", tabindex: "-1" });
  const dropHint = build("p", { class: "hint" });
  const footer = build("footer");
  const main = build(
    "main",
    {},
    build("header", {}, title, turn),
    lead,
    printRow,
    verifier,
    build(
      "details",
      { class: "basis", open: "" },
      build("summary", {}, basisTitle),
      basis,
      status,
      build("div", { class: "load" }, load, file, dropHint),
    ),
    footer,
  );

  const speak = (): void => {
    const texts = PAGE_TEXTS[language];
    document.documentElement.lang = language;
    document.title = texts.title;
    verifier.setAttribute("locale", language);
    title.textContent = texts.title;
    lead.textContent = texts.lead;
    turn.textContent = texts.otherLanguage;
    turn.lang = language === "vi" ? "en" : "vi";
    print.textContent = texts.print;
    basisTitle.textContent = texts.basis.title;
    load.textContent = texts.basis.loadNewer;
    dropHint.textContent = texts.basis.dropNewer;
    status.textContent = said?.(texts.basis) ?? "";
    footer.textContent = texts.footer(VERSION);
    // The page tells an age in days: it is the one place here that looks at the clock.
    // eslint-disable-next-line no-restricted-syntax
    const speech = { texts: texts.basis, time: createTimeFormatter(language), now: new Date() };
    basis.replaceChildren(...basisNodes({ ...options, bundle }, speech));
  };
  const use = (newer: BundleInUse): void => {
    bundle = newer;
    verifier.evidence = newer.bytes;
    // A result that rests on the evidence before would be taken for one that rests on this.
    verifier.reset();
    printRow.hidden = true;
  };

  turn.addEventListener("click", () => {
    language = language === "vi" ? "en" : "vi";
    speak();
  });
  verifier.addEventListener("verified", () => {
    printRow.hidden = false;
  });
  for (const type of ["progress", "cancelled", "error"] as const) {
    verifier.addEventListener(type, () => {
      printRow.hidden = true;
    });
  }
  print.addEventListener("click", printSlip);
  load.addEventListener("click", () => file.click());
  listenForBundle(file, {
    inUse: () => bundle,
    onNewer: use,
    onSaid: (next) => {
      said = next;
      speak();
    },
  });
  speak();
  return main;
}

function createVerifier({ workerUrl, bundle, manifestId }: PageOptions) {
  const verifier = document.createElement("pades-verify");
  verifier.setAttribute("trust", "#trust");
  verifier.setAttribute("context", "registry");
  if (bundle !== null) verifier.setAttribute("evidence", "#evidence");
  if (manifestId !== null) verifier.setAttribute("manifest", "#manifest");
  verifier.worker = () => new Worker(scriptUrl(workerUrl), { name: "pades-dossier" });
  return verifier;
}

/** The slip alone; what the browser's own menu prints is the whole report. */
function printSlip(): void {
  const { classList } = document.body;
  classList.add("slip-only");
  addEventListener("afterprint", () => classList.remove("slip-only"), { once: true });
  print();
}
