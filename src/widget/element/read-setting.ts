import { decodeUtf8 } from "../../bytes/text.ts";
import { PadesError } from "../../errors.ts";
import { fetchFromSite } from "../../net/fetch-from-site.ts";

/**
 * What an attribute stands for: JSON itself ("{…}"), "#id" of a `<script type="application/json">` in the same tree, or
 * an address of this site, which is fetched. The page's author chose it; no document has a say in it.
 *
 * @returns bytes, UTF-8 where they are JSON
 * @throws PadesError ERR_INVALID_ARGUMENT, naming the attribute; ERR_FETCH
 */
export async function readSetting(host: HTMLElement, name: string, signal: AbortSignal): Promise<Uint8Array | null> {
  const value = host.getAttribute(name)?.trim() ?? "";
  if (value === "") return null;
  if (value.startsWith("{")) return new TextEncoder().encode(value);
  if (value.startsWith("#")) {
    const root = host.getRootNode();
    const element = root instanceof Document || root instanceof ShadowRoot ? root.getElementById(value.slice(1)) : null;
    if (element === null) throw invalid(name, `an element with the id ${value.slice(1)}`);
    return new TextEncoder().encode(element.textContent ?? "");
  }
  const url = new URL(value, document.baseURI);
  if (url.origin !== location.origin) throw invalid(name, "an address of this site");
  return fetchFromSite(url, signal);
}

/** The same, as the value that its JSON stands for. @throws PadesError ERR_INVALID_ARGUMENT where it is none */
export async function readJsonSetting(host: HTMLElement, name: string, signal: AbortSignal): Promise<object | null> {
  const bytes = await readSetting(host, name, signal);
  if (bytes === null) return null;
  const text = decodeUtf8(bytes);
  try {
    const value: unknown = JSON.parse((text ?? "").replace(/^\ufeff/, ""));
    if (typeof value === "object" && value !== null) return value;
  } catch {
    // Told below.
  }
  throw invalid(name, "a JSON object");
}

function invalid(name: string, expected: string): PadesError {
  return new PadesError("ERR_INVALID_ARGUMENT", `attribute ${name}: expected ${expected}`);
}
