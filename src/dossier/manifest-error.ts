import { PadesError } from "../errors.ts";
import { MAX_MANIFEST_FAULT_TEXT, MAX_MANIFEST_FAULTS } from "../limits.ts";

/** One thing wrong with a manifest. */
export interface ManifestFault {
  /** Where, as "components[2].file"; empty for the manifest as a whole. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
  /** What to do about it; empty where the expectation says it. */
  readonly hint: string;
}

/** A manifest that cannot be used, with what is wrong with it, up to a cap that is said. */
export class ManifestError extends PadesError {
  readonly faults: readonly ManifestFault[];

  constructor(faults: readonly ManifestFault[]) {
    const told = faults.slice(0, MAX_MANIFEST_FAULTS).map(shortened);
    const more = faults.length - told.length;
    if (more > 0) {
      told.push({
        path: "",
        expected: "no further fault",
        found: `${more} more`,
        hint: "mend those that are told first",
      });
    }
    super("ERR_MANIFEST", told.map(tellFault).join("\n"));
    this.faults = told;
  }
}

/** What a fault repeats of the manifest can be as long as the manifest. */
function shortened({ path, expected, found, hint }: ManifestFault): ManifestFault {
  return { path: shorten(path), expected: shorten(expected), found: shorten(found), hint };
}

function shorten(text: string): string {
  return text.length > MAX_MANIFEST_FAULT_TEXT ? `${text.slice(0, MAX_MANIFEST_FAULT_TEXT)}…` : text;
}

function tellFault({ path, expected, found, hint }: ManifestFault): string {
  const place = path === "" ? "manifest" : `manifest.${path}`;
  return `${place}: expected ${expected}, found ${found}${hint === "" ? "" : ` (${hint})`}`;
}
