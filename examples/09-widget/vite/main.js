/** The whole program of a page that is built with Vite: the element, its worker as a file of the build, and whom to trust. */
import "pades-dossier/widget";
import workerUrl from "pades-dossier/pades-verify-worker.js?url";
import trust from "./trust.json";

const element = document.querySelector("pades-verify");
if (element !== null) Object.assign(element, { workerUrl, trust });
