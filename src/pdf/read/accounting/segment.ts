import type { Extent } from "../../objects.ts";

export type SegmentKind =
  /** %PDF- and the version, to the end of the line. */
  | "header"
  /** From its number to endobj, stream data included, at a place that an entry of the chain gives. */
  | "object"
  /** A table without its trailer, or a whole cross-reference stream. */
  | "xref-section"
  | "trailer"
  /** startxref, an offset and %%EOF after a section of the chain. */
  | "revision-tail"
  | "white-space"
  | "comment"
  /** A whole object that no entry of the chain names. */
  | "unnamed-object"
  /** xref, trailer or startxref that belongs to no section of the chain. */
  | "stray-section"
  | "garbage";

/** Bytes of the file with what they are. */
export interface Segment extends Extent {
  readonly kind: SegmentKind;
  /** Of an object, and of a cross-reference stream. */
  readonly object: number | null;
  /** The revision that these bytes are part of, counted from 0; null after the last one. */
  readonly revision: number | null;
}

/** What is wrong with bytes. */
export interface ByteAnomaly extends Extent {
  readonly code:
    | "garbage"
    | "unnamed-object"
    | "stray-section"
    /** Two objects or sections share bytes. */
    | "overlap"
    /** An entry leads to something else than its object, or to an object that cannot be read. */
    | "entry-mismatch";
  readonly object: number | null;
}
