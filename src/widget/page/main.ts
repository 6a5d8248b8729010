/**
 * The program of the offline page: `<pades-verify>` with what the page was built with, shown beside it. Built as one
 * classic script, which boot.ts runs.
 */
import "../element/define.ts";
import type { LocaleTag } from "../../locale/locale.ts";
import { createTrustStore } from "../../x509/trust-store.ts";
import { bakedText, requiredText } from "./baked-data.ts";
import { openBundle } from "./bundle-in-use.ts";
import { createPageView } from "./page-view.ts";

const { padesWorkerUrl } = globalThis as { padesWorkerUrl?: string };
const manifest = bakedText("manifest");
const evidence = bakedText("evidence");

const view = createPageView({
  workerUrl: padesWorkerUrl ?? "",
  trust: createTrustStore(JSON.parse(requiredText("trust"))),
  bundle: evidence === null ? null : openBundle(evidence),
  manifestId: manifest === null ? null : idOf(JSON.parse(manifest)),
  language: languageOf(document.documentElement.lang),
});
document.querySelector("main")?.replaceWith(view);

function languageOf(lang: string): LocaleTag {
  return lang === "en" ? "en" : "vi";
}

/** The manifest was checked when the page was built, and is again with each dossier. */
function idOf(value: unknown): string | null {
  return typeof value === "object" && value !== null && "id" in value ? String(value.id) : null;
}
