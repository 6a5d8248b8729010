/**
 * Who reads, since the next step differs: the registry that receives official documents and returns those that fail,
 * the one-stop officer whose citizen can supplement a dossier, the archive that keeps what is there.
 */
export type ReaderContext = "registry" | "citizen" | "archive";

export type NextAction = { readonly [Context in ReaderContext]: string };
