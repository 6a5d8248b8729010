import { type Finding, finding } from "../findings.ts";
import { comparablePath } from "./dossier-path.ts";
import type { DossierComponent, DossierManifest } from "./manifest.ts";

/** What is known of a file before anything in it is judged. */
export interface FileFacts {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Lower-case hex; null where it could not be read to the end. */
  readonly sha256: string | null;
  /** SHA-256 of its first `size` bytes, for the sizes at which some component's original ended. */
  readonly prefixes: ReadonlyMap<number, string>;
}

export interface MatchedComponent<File extends FileFacts> {
  readonly component: DossierComponent;
  /** The file that stands for it; null where there is none that is its own. */
  readonly file: File | null;
}

export interface ComponentFinding {
  readonly finding: Finding;
  /** Id of the component, and path of the file. */
  readonly component: string | null;
  readonly file: string | null;
}

export interface ComponentMatching<File extends FileFacts> {
  readonly matched: readonly MatchedComponent<File>[];
  readonly findings: readonly ComponentFinding[];
}

/**
 * Which file stands for which component, and what is missing, extra, swapped or doubled. Where the manifest names the
 * bytes of a component, they say which file it is, whatever that is called; else its name does. No file stands for two.
 */
export function matchComponents<File extends FileFacts>(
  { components }: DossierManifest,
  files: readonly File[],
): ComponentMatching<File> {
  const places = new Map(components.map((component) => [comparablePath(component.file), component]));
  const byPath = new Map(files.map((file) => [comparablePath(file.path), file]));
  const inPlace = (component: DossierComponent) => byPath.get(comparablePath(component.file)) ?? null;
  const own = assignFiles(components, files, inPlace);

  const matched = components.map((component) => ({ component, file: own.get(component) ?? null }));
  const ofComponents = matched.flatMap((each) => judgePlace(each, inPlace(each.component), places, own));
  const stands = new Set<File>([...own.values()]);
  const extra = files.filter((file) => !stands.has(file) && !places.has(comparablePath(file.path)));
  const ofExtra = extra.map(({ path }) => ({
    finding: finding("file-extra", { file: path }),
    component: null,
    file: path,
  }));
  return { matched, findings: [...ofComponents, ...doubled(matched), ...ofExtra] };
}

/** Those in their place go first, so that a copy of one of them elsewhere is what is one too many. */
function assignFiles<File extends FileFacts>(
  components: readonly DossierComponent[],
  files: readonly File[],
  inPlace: (component: DossierComponent) => File | null,
): Map<DossierComponent, File> {
  const own = new Map<DossierComponent, File>();
  const taken = new Set<File>();
  const assign = (component: DossierComponent, file: File | null | undefined): void => {
    if (file === null || file === undefined || own.has(component) || taken.has(file)) return;
    own.set(component, file);
    taken.add(file);
  };
  const named = components.filter(namesBytes);
  for (const component of named) {
    const file = inPlace(component);
    if (file !== null && isBytesOf(component, file)) assign(component, file);
  }
  for (const component of named) {
    assign(component, own.has(component) ? null : files.find((file) => !taken.has(file) && isBytesOf(component, file)));
  }
  for (const component of components) {
    const file = inPlace(component);
    if (file !== null && !named.some((other) => isBytesOf(other, file))) assign(component, file);
  }
  return own;
}

function namesBytes({ sha256, original }: DossierComponent): boolean {
  return sha256 !== undefined || original !== undefined;
}

/** Whether a file is what the manifest names for a component, as far as it names its bytes. */
export function isBytesOf({ sha256, original }: DossierComponent, file: FileFacts): boolean {
  if (sha256 !== undefined && file.sha256 !== sha256) return false;
  return original === undefined || file.prefixes.get(original.size) === original.sha256;
}

/** What there is to say of one component, from the file that is its own and the one that is in its place. */
function judgePlace<File extends FileFacts>(
  { component, file }: MatchedComponent<File>,
  there: File | null,
  places: ReadonlyMap<string, DossierComponent>,
  own: ReadonlyMap<DossierComponent, File>,
): ComponentFinding[] {
  const say = (found: Finding): ComponentFinding[] => [
    { finding: found, component: component.id, file: (file ?? there)?.path ?? null },
  ];
  const { name } = component;
  if (file === null) {
    const owner = there === null ? undefined : [...own].find(([, each]) => each.sha256 === there.sha256);
    // Of two that are the same one is in its own place; what is at another's place and nowhere else was told there.
    const isCopy = owner !== undefined && owner[1] !== there;
    if (isCopy) return say(finding("component-duplicated", { component: name, other: owner[0].name }));
    return (component.required ?? true)
      ? say(finding("component-missing", { component: name, file: component.file }))
      : [];
  }
  if (!namesBytes(component)) {
    return component.binding === undefined ? say(finding("component-unbound", { component: name })) : [];
  }
  if (!isBytesOf(component, file)) return say(finding("component-altered", { component: name, file: file.path }));
  if (file === there) return [];
  const place = places.get(comparablePath(file.path));
  return place === undefined
    ? say(finding("component-renamed", { component: name, expected: component.file, found: file.path }))
    : say(finding("components-swapped", { component: place.name, other: name }));
}

/** Where the manifest names no bytes, the same file can fill two places. */
function doubled<File extends FileFacts>(matched: readonly MatchedComponent<File>[]): ComponentFinding[] {
  const first = new Map<string, DossierComponent>();
  return matched.flatMap(({ component, file }) => {
    if (file === null || file.sha256 === null) return [];
    const earlier = first.get(file.sha256);
    if (earlier === undefined) {
      first.set(file.sha256, component);
      return [];
    }
    const params = { component: component.name, other: earlier.name };
    return [{ finding: finding("component-duplicated", params), component: component.id, file: file.path }];
  });
}
