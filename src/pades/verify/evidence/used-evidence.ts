import type { RevocationStatus } from "../../../revocation/revocation-status.ts";
import type { Certificate } from "../../../x509/certificate.ts";
import type { EvidenceUsed } from "../verification.ts";
import type { GivenEvidence } from "./evidence.ts";
import { inOrder, nameOfPiece } from "./piece-name.ts";

type Kind = keyof EvidenceUsed;

/** Keeps account of the evidence that counts while one file is judged, wherever it came from. It decides nothing. */
export class EvidenceLog {
  readonly #counted: { readonly [K in Kind]: Set<Uint8Array> } = {
    certificates: new Set(),
    crls: new Set(),
    ocspResponses: new Set(),
    timestamps: new Set(),
  };

  /** Before all is judged again, with more. */
  clear(): void {
    for (const pieces of Object.values(this.#counted)) pieces.clear();
  }

  addPath(path: readonly Certificate[]): void {
    for (const { raw } of path) this.#counted.certificates.add(raw);
  }

  addTimestamp(der: Uint8Array): void {
    this.#counted.timestamps.add(der);
  }

  addStatus(status: RevocationStatus): void {
    if (!("source" in status)) return;
    const { kind, pieces } = status.source;
    for (const piece of pieces) this.#counted[kind === "crl" ? "crls" : "ocspResponses"].add(piece);
  }

  /** What counted, and all that was there beside the document, whether it counted or not: it was weighed. */
  withGiven({ pieces }: Pick<GivenEvidence, "pieces">): EvidenceUsed {
    const all = (kind: Kind) => inOrder([...this.#counted[kind], ...(kind === "timestamps" ? [] : pieces[kind])]);
    return {
      // Others hold these octets too (x509/read-certificates.ts), and a caller may do anything with what it gets.
      certificates: all("certificates").map((der) => der.slice()),
      crls: all("crls"),
      ocspResponses: all("ocspResponses"),
      timestamps: all("timestamps"),
    };
  }

  /** Whether status information counted, by its name (nameOfPiece). */
  hasCounted(name: string): boolean {
    const { crls, ocspResponses } = this.#counted;
    return [...crls, ...ocspResponses].some((piece) => nameOfPiece(piece) === name);
  }
}
