/**
 * The manifest of a dossier, `hoso.json`, schema `pades-dossier/manifest@1` (manifest.schema.json): which components
 * there must be, what each is bound by, and who must have signed it.
 */
export interface DossierManifest {
  readonly schema: "pades-dossier/manifest@1";
  /** The number of the dossier. */
  readonly id: string;
  readonly procedure?: { readonly code?: string; readonly name: string };
  /** Who takes the dossier in and who decides on it, as keys of `organizations`; they may differ. */
  readonly receiver?: string;
  readonly decider?: string;
  /** ISO 8601 with a zone: every required signature must be proven to be earlier, unless it has a deadline of its own. */
  readonly deadline?: string;
  readonly organizations?: Readonly<Record<string, DossierOrganization>>;
  readonly roles?: Readonly<Record<string, DossierRole>>;
  readonly components: readonly DossierComponent[];
}

/** One organisation under all its names, each with the time in which it was right. */
export interface DossierOrganization {
  readonly names: readonly { readonly name: string; readonly from?: string; readonly until?: string }[];
}

/**
 * Who may sign: everything stated must hold, and of a list one entry. Texts are those of the certificate's subject. A
 * role needs a tag of the trust profile or certificates: names alone anybody can have.
 */
export interface DossierRole {
  /** For people: "Chủ tịch Ủy ban nhân dân". */
  readonly name?: string;
  /** Tags of the anchor that the signer's path ends at. */
  readonly tag?: readonly string[];
  /** Keys of `organizations`. */
  readonly organization?: readonly string[];
  readonly organizationalUnit?: readonly string[];
  readonly title?: readonly string[];
  readonly commonName?: readonly string[];
  /** With its prefix, as "MST:0100109106" or "CCCD:001234567890". Never shown in a report. */
  readonly identifier?: readonly string[];
  /** SHA-256 of certificates, lower-case hex. */
  readonly certificate?: readonly string[];
}

export interface DossierComponent {
  readonly id: string;
  /** For people: "Tờ khai". */
  readonly name: string;
  /** Path inside the dossier, with "/" between folders. */
  readonly file: string;
  /** True by default. */
  readonly required?: boolean;
  /** SHA-256 of the whole file, lower-case hex, where it is final. */
  readonly sha256?: string;
  /** What the file began as: its first `size` bytes, to which later signatures are only added. */
  readonly original?: { readonly size: number; readonly sha256: string };
  /** "reason": each required signature names the number of the dossier in its reason (/Reason), which it signs. */
  readonly binding?: "reason";
  /** Whether the signatures were made in the order in which they are listed, the default, or in any. */
  readonly order?: "listed" | "any";
  readonly signatures?: readonly RequiredSignature[];
}

export interface RequiredSignature {
  /** A key of `roles`. */
  readonly role: string;
  /** The least level, present and valid. */
  readonly level?: "B-B" | "B-T" | "B-LT" | "B-LTA";
  /** ISO 8601 with a zone: a timestamp must prove the signature to be earlier. */
  readonly deadline?: string;
}
