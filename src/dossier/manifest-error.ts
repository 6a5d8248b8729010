import { PadesError } from "../errors.ts";

/** One thing wrong with a manifest. */
export interface ManifestFault {
  /** Where, as "components[2].file"; empty for the manifest as a whole. */
  readonly path: string;
  readonly expected: string;
  readonly found: string;
  /** What to do about it; empty where the expectation says it. */
  readonly hint: string;
}

/** A manifest that cannot be used, with everything that is wrong with it. */
export class ManifestError extends PadesError {
  readonly faults: readonly ManifestFault[];

  constructor(faults: readonly ManifestFault[]) {
    super("ERR_MANIFEST", faults.map(tellFault).join("\n"));
    this.faults = faults;
  }
}

function tellFault({ path, expected, found, hint }: ManifestFault): string {
  const place = path === "" ? "manifest" : `manifest.${path}`;
  return `${place}: expected ${expected}, found ${found}${hint === "" ? "" : ` (${hint})`}`;
}
