/**
 * The script file for pages without npm, dist/pades-verify.js, built as one classic script: defines `<pades-verify>`,
 * whose worker is pades-verify-worker.js beside it, and hands the page `padesDossier.createVerificationWorker`.
 */
import "./element/define.ts";
import { ElementSettings } from "./element/element-settings.ts";

export { createVerificationWorker } from "./client/create-verification-worker.ts";

const script = document.currentScript;
if (script instanceof HTMLScriptElement && script.src !== "") {
  ElementSettings.defaultWorkerUrl = new URL("pades-verify-worker.js", script.src).href;
}
