import { collidingPath, pathFault } from "./dossier-path.ts";
import type { DossierComponent, DossierManifest, DossierOrganization, DossierRole } from "./manifest.ts";
import type { ManifestFault } from "./manifest-error.ts";

/** What the form of a manifest allows and its meaning does not. */
export function contradictionsOf(manifest: DossierManifest): ManifestFault[] {
  const { organizations = {}, roles = {}, components, receiver, decider, deadline } = manifest;
  return [
    ...Object.entries(organizations).flatMap(([id, each]) => organizationFaults(`organizations.${id}`, each)),
    ...Object.entries(roles).flatMap(([id, role]) => roleFaults(`roles.${id}`, role, organizations)),
    ...components.flatMap((component, index) => componentFaults(`components[${index}]`, component, roles)),
    ...repeated(components, "id", ({ id }) => id),
    ...repeated(components, "file", ({ file }) => collidingPath(file)),
    ...unknownKey("receiver", receiver, organizations, "organizations"),
    ...unknownKey("decider", decider, organizations, "organizations"),
    ...timeFaults("deadline", deadline),
  ];
}

function organizationFaults(path: string, { names }: DossierOrganization): ManifestFault[] {
  return names.flatMap(({ from, until }, index) => {
    const at = `${path}.names[${index}]`;
    const faults = [...timeFaults(`${at}.from`, from), ...timeFaults(`${at}.until`, until)];
    if (faults.length > 0 || from === undefined || until === undefined) return faults;
    if (Date.parse(from) < Date.parse(until)) return [];
    return [{ path: `${at}.until`, expected: `a time after ${from}`, found: until, hint: "" }];
  });
}

function roleFaults(path: string, role: DossierRole, organizations: object): ManifestFault[] {
  const faults = (role.organization ?? []).flatMap((id, index) =>
    unknownKey(`${path}.organization[${index}]`, id, organizations, "organizations"),
  );
  if (role.tag === undefined && role.certificate === undefined) {
    const hint = "anybody can have a certificate with any name made somewhere; a tag says whose certificates count";
    faults.push({ path, expected: "tag or certificate", found: "neither", hint });
  }
  return faults;
}

function componentFaults(path: string, component: DossierComponent, roles: object): ManifestFault[] {
  const { file, signatures = [] } = component;
  const faults = signatures.flatMap(({ role, deadline }, index) => {
    const at = `${path}.signatures[${index}]`;
    return [...unknownKey(`${at}.role`, role, roles, "roles"), ...timeFaults(`${at}.deadline`, deadline)];
  });
  const fault = pathFault(file);
  if (fault !== null) {
    const hint = 'as "folder/file.pdf": relative, with "/" between folders';
    faults.push({
      path: `${path}.file`,
      expected: "a path inside the dossier",
      found: `one with fault ${fault}`,
      hint,
    });
  }
  return faults;
}

function repeated(
  components: readonly DossierComponent[],
  member: string,
  of: (component: DossierComponent) => string,
): ManifestFault[] {
  const first = new Map<string, number>();
  return components.flatMap((component, index) => {
    const value = of(component);
    const earlier = first.get(value);
    if (earlier === undefined) {
      first.set(value, index);
      return [];
    }
    const expected = `another than that of components[${earlier}]`;
    const hint = "names that differ in case or accents alone are one file on some systems";
    return [
      { path: `components[${index}].${member}`, expected, found: "the same", hint: member === "file" ? hint : "" },
    ];
  });
}

function unknownKey(path: string, key: string | undefined, known: object, where: string): ManifestFault[] {
  if (key === undefined || Object.hasOwn(known, key)) return [];
  return [{ path, expected: `a key of ${where}`, found: JSON.stringify(key), hint: "" }];
}

function timeFaults(path: string, time: string | undefined): ManifestFault[] {
  if (time === undefined || !Number.isNaN(Date.parse(time))) return [];
  return [{ path, expected: "a date that exists", found: time, hint: "" }];
}
