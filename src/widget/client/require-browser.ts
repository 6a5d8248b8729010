import { PadesError } from "../../errors.ts";

/** Something that browsers older than those of docs/widget.md lack, by the name that an error gives. */
const NEEDED: readonly (readonly [name: string, isThere: () => boolean])[] = [
  ["Worker", () => typeof Worker === "function"],
  ["Array.toReversed", () => typeof Array.prototype.toReversed === "function"],
];

/**
 * Whether this page can verify at all; nothing of it is a fault of any file.
 * @throws PadesError ERR_INSECURE_CONTEXT or ERR_UNSUPPORTED_BROWSER, each with the remedy
 */
export function requireBrowser(further: typeof NEEDED = []): void {
  const secure: boolean | undefined = globalThis.isSecureContext;
  if (secure === false) {
    throw new PadesError(
      "ERR_INSECURE_CONTEXT",
      "Web Crypto is missing over plain http: serve this page over https, or from localhost",
    );
  }
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  const lacking = [["Web Crypto", () => subtle !== undefined] as const, ...NEEDED, ...further].filter(
    ([, isThere]) => !isThere(),
  );
  if (lacking.length > 0) {
    const names = lacking.map(([name]) => name).join(", ");
    throw new PadesError(
      "ERR_UNSUPPORTED_BROWSER",
      `this browser lacks ${names}: use Chrome or Edge 111, Firefox 115, Safari 16.4, or a newer version`,
    );
  }
}
