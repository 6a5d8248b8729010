import { MAX_MANIFEST_TEXT } from "../limits.ts";
import type { VerifyOptions } from "../pades/verify/request.ts";
import type { SignatureVerification } from "../pades/verify/verification.ts";
import { sortOutLeftovers } from "./desktop-leftovers.ts";
import { type DossierFile, MANIFEST_FILE, SEAL_FILE } from "./dossier-files.ts";
import { anchorTagOf } from "./identify-signer.ts";
import { type JudgedFile, judgeFile } from "./judge-file.ts";
import type { DossierComponent, DossierManifest, DossierRole } from "./manifest.ts";
import { parseManifest } from "./parse-manifest.ts";

export interface ManifestProposal {
  readonly manifest: DossierManifest;
  /** Whom roles were proposed for, with the files that they signed. */
  readonly signers: readonly { readonly role: string; readonly name: string; readonly files: readonly string[] }[];
}

/**
 * A manifest for files as they are, to be completed by whoever knows what must be there: each file by its hash, or, where
 * it is an unsigned PDF, by what it begins as, so that it can be signed; and a role for each certificate that has signed.
 * Nothing is decided by it: who has signed need not be who must.
 *
 * @returns null where there are no files
 * @throws ManifestError where no manifest can be made of the files, as for names that differ in case alone
 */
export async function proposeManifest(
  files: readonly DossierFile[],
  { id, ...options }: VerifyOptions & { readonly id: string },
): Promise<ManifestProposal | null> {
  const roles = new Map<string, ProposedRole>();
  const ids = new Set<string>();
  const components: DossierComponent[] = [];
  for (const file of (await sortOutLeftovers(files)).files) {
    if (file.path === MANIFEST_FILE || file.path === SEAL_FILE) continue;
    components.push(proposeComponent(await judgeFile(file, [], options), roles, ids));
  }
  if (components.length === 0) return null;
  const manifest = parseManifest({
    schema: "pades-dossier/manifest@1",
    id,
    ...(roles.size === 0 ? {} : { roles: Object.fromEntries([...roles.values()].map(({ key, role }) => [key, role])) }),
    components,
  });
  const signers = [...roles.values()].map(({ key, role, files: on }) => ({
    role: key,
    name: role.name ?? key,
    files: on,
  }));
  return { manifest, signers };
}

interface ProposedRole {
  readonly key: string;
  readonly role: DossierRole;
  readonly files: string[];
}

function proposeComponent(
  { path, size, sha256, pdf }: JudgedFile,
  roles: Map<string, ProposedRole>,
  ids: Set<string>,
): DossierComponent {
  const signatures = (pdf?.signatures ?? []).filter(isSound);
  const signers = signatures.flatMap(({ signer, chain }) =>
    signer === null ? [] : [proposeRole(signer, chain, path, roles).key],
  );
  const isToBeSigned = pdf !== null && pdf.signatures.length === 0;
  const hash = sha256 ?? "";
  return {
    id: uniqueId(path, ids),
    name: path.slice(0, MAX_MANIFEST_TEXT),
    file: path,
    ...(isToBeSigned ? { original: { size, sha256: hash } } : { sha256: hash }),
    ...(signers.length === 0 ? {} : { signatures: [...new Set(signers)].map((role) => ({ role })) }),
  };
}

function isSound({ kind, integrity }: SignatureVerification): boolean {
  return kind === "signature" && integrity.digest === "ok" && integrity.signature === "ok";
}

function proposeRole(
  { sha256, commonName, organization }: NonNullable<SignatureVerification["signer"]>,
  chain: SignatureVerification["chain"],
  path: string,
  roles: Map<string, ProposedRole>,
): ProposedRole {
  const known = roles.get(sha256);
  if (known !== undefined) {
    if (!known.files.includes(path)) known.files.push(path);
    return known;
  }
  const tag = anchorTagOf({ chain });
  const name = [commonName, organization].filter((part) => part !== null && /\S/.test(part)).join(", ");
  const role = {
    ...(name === "" ? {} : { name: name.slice(0, MAX_MANIFEST_TEXT) }),
    ...(tag === null ? {} : { tag: [tag] }),
    certificate: [sha256],
  };
  const proposed = { key: `signer-${roles.size + 1}`, role, files: [path] };
  roles.set(sha256, proposed);
  return proposed;
}

/** From the name of the file, in letters that an id may have, and not yet taken. */
function uniqueId(path: string, ids: Set<string>): string {
  const plain = path
    .replace(/\.[^./]*$/, "")
    .replace(/[đĐ]/g, "d")
    .normalize("NFD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 100);
  const base = plain === "" ? "tep" : plain;
  let id = base;
  for (let number = 2; ids.has(id); number++) id = `${base}-${number}`;
  ids.add(id);
  return id;
}
