import { toByteSource } from "../../../src/bytes/source.ts";
import { encodeLatin1 } from "../../../src/bytes/text.ts";
import { type ByteView, openView } from "../../../src/bytes/view.ts";

export function memoryView(bytes: Uint8Array): ByteView {
  return openView(toByteSource(bytes));
}

export function textView(text: string): ByteView {
  return memoryView(encodeLatin1(text));
}

/** A view that has to fetch its bytes, and counts how often it did. */
export function fetchedView(bytes: Uint8Array): { readonly view: ByteView; readonly reads: () => number } {
  let reads = 0;
  const read = async (start: number, end: number) => {
    reads++;
    return bytes.slice(start, end);
  };
  return { view: openView({ size: bytes.length, read }), reads: () => reads };
}

/** A view that counts the bytes it was asked for, and each time it was: what reading costs on any machine. */
export function countedView(bytes: Uint8Array): { readonly view: ByteView; readonly work: () => number } {
  let work = 0;
  const counted = (inner: ByteView): ByteView => ({
    size: inner.size,
    slice: (start, end) => {
      const part = inner.slice(start, end);
      work += 1 + part.length;
      return part;
    },
    prefix: (end) => counted(inner.prefix(end)),
    agreesWith: (start, given) => inner.agreesWith(start, given),
  });
  return { view: counted(memoryView(bytes)), work: () => work };
}

/** The reason of a PdfReadError, the limit of a PdfLimitError, or the name of another error that `run` throws. */
export function failure(run: () => unknown): string | null {
  try {
    run();
    return null;
  } catch (thrown) {
    if (!(thrown instanceof Error)) throw thrown;
    if ("reason" in thrown && typeof thrown.reason === "string") return thrown.reason;
    if ("limit" in thrown && typeof thrown.limit === "string") return thrown.limit;
    return thrown.name;
  }
}
