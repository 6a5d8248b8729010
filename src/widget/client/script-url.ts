/** What there is of Trusted Types (W3C) where a browser has it; TypeScript's own library has no word of it yet. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { readonly createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): URL };
}

/** The name to allow, where a page's policy has `trusted-types`. */
const POLICY_NAME = "pades-dossier";

let policy: ReturnType<TrustedTypes["createPolicy"]> | null = null;

/**
 * An address for `new Worker`, fit for pages that require Trusted Types for scripts. It is one that the page's own program
 * chose: no document that is verified has any say in it.
 * @throws TypeError where the page's policy does not allow "pades-dossier" among its `trusted-types`
 */
export function scriptUrl(url: string | URL): string | URL {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (trustedTypes === undefined) return url;
  policy ??= trustedTypes.createPolicy(POLICY_NAME, { createScriptURL: sameOriginOnly });
  return policy.createScriptURL(String(url));
}

/** Browsers take no other for a worker anyway. */
function sameOriginOnly(url: string): string {
  const { origin, protocol, href } = new URL(url, document.baseURI);
  if (protocol !== "blob:" && origin !== location.origin) throw new TypeError(`a worker of another origin: ${origin}`);
  return href;
}
