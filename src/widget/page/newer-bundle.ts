import { MANIFEST_FILE } from "../../dossier/dossier-files.ts";
import { PadesError } from "../../errors.ts";
import { MAX_EVIDENCE_BUNDLE_BYTES } from "../../limits.ts";
import type { PageTexts } from "../../report/offline-page/page-texts.ts";
import { plainText } from "../../report/plain-text.ts";
import { type BundleInUse, isNewer, openBundle } from "./bundle-in-use.ts";

export interface BundleEvents {
  readonly inUse: () => BundleInUse | null;
  readonly onNewer: (bundle: BundleInUse) => void;
  /** What came of a file, to be said in the language that the page has. */
  readonly onSaid: (said: (texts: PageTexts["basis"]) => string) => void;
}

/**
 * Takes a newer evidence bundle by `input`, or dropped anywhere on the page, on the element too: a single .json file that
 * is not the manifest of a dossier. Only evidence comes in this way, never trust.
 */
export function listenForBundle(input: HTMLInputElement, events: BundleEvents): void {
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    if (file !== undefined) void take(file, events);
    input.value = "";
  });
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener(
    "drop",
    (event) => {
      // Without this a browser that is hit beside the element opens the file in place of the page.
      event.preventDefault();
      const files = event.dataTransfer?.files;
      const file = files?.length === 1 ? files[0] : undefined;
      if (file === undefined || !isBundleName(file.name)) return;
      event.stopPropagation();
      void take(file, events);
    },
    { capture: true },
  );
}

function isBundleName(name: string): boolean {
  return name.toLowerCase().endsWith(".json") && name !== MANIFEST_FILE;
}

async function take(file: File, { inUse, onNewer, onSaid }: BundleEvents): Promise<void> {
  const name = plainText(file.name);
  try {
    if (file.size > MAX_EVIDENCE_BUNDLE_BYTES) throw new PadesError("ERR_EVIDENCE_BUNDLE", "too large");
    const bundle = openBundle(new Uint8Array(await file.arrayBuffer()));
    if (isNewer(bundle, inUse())) {
      onNewer(bundle);
      onSaid((texts) => texts.taken(name));
    } else onSaid((texts) => texts.notNewer(name));
  } catch {
    // Malformed, or a file that can no longer be read: for whoever dropped it that is the same.
    onSaid((texts) => texts.notABundle(name));
  }
}
