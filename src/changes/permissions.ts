/** ISO 32000-2, table 257: 1 nothing, 2 form filling and signing, 3 also annotations. */
export type DocMdpPermission = 1 | 2 | 3;

/** Which form fields a signature closes to changes (ISO 32000-2, tables 236 and 259). */
export type FieldLock =
  | { readonly action: "all" }
  | { readonly action: "include" | "exclude"; readonly fields: readonly string[] };

/** What a signature says about later changes to the document. */
export interface ChangePermissions {
  /** By its own DocMDP transform; null where it has none. */
  readonly docMdp: DocMdpPermission | null;
  /** By the /P of its field's /Lock; null where there is none. */
  readonly lockPermission: DocMdpPermission | null;
  /** By its own FieldMDP transforms. */
  readonly fieldMdp: readonly FieldLock[];
  /** By its field's /Lock. */
  readonly lock: FieldLock | null;
  /** What it says cannot be read: then nothing may change. */
  readonly malformed: boolean;
}

export const NO_PERMISSIONS: ChangePermissions = {
  docMdp: null,
  lockPermission: null,
  fieldMdp: [],
  lock: null,
  malformed: false,
};

/** Whether a lock names the field, or a field above it. */
export function isLocked(lock: FieldLock, field: string): boolean {
  if (lock.action === "all") return true;
  const named = lock.fields.some((name) => field === name || field.startsWith(`${name}.`));
  return lock.action === "include" ? named : !named;
}
