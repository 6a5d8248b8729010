import type { DossierVerification } from "./dossier-verification.ts";
import type { DossierComponent, DossierManifest } from "./manifest.ts";

/** The manifest of a dossier that is final: each component that is there by the hash of its whole file, and its name now. */
export function finalManifest(
  manifest: DossierManifest,
  { components, files }: Pick<DossierVerification, "components" | "files">,
): DossierManifest {
  const hashes = new Map(files.map(({ path, sha256 }) => [path, sha256]));
  const found = new Map(components.map(({ id, file }) => [id, file]));
  return {
    ...manifest,
    components: manifest.components.map((component): DossierComponent => {
      const file = found.get(component.id) ?? null;
      const sha256 = file === null ? null : (hashes.get(file) ?? null);
      if (file === null || sha256 === null) return component;
      const { original: _, ...rest } = component;
      return { ...rest, file, sha256 };
    }),
  };
}
