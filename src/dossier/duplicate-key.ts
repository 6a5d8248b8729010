/** Strings and punctuation of a JSON text; a string holds no bare quotation mark, so that nothing else can look like one. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/gs;

/**
 * The first key that one object of a JSON text has twice, null where there is none: JSON.parse takes the last, other
 * readers the first, and two readers must not see two manifests.
 *
 * @param json text that JSON.parse accepts
 */
export function duplicateKey(json: string): string | null {
  const open: { readonly keys: Set<string> | null; expectsKey: boolean }[] = [];
  for (const [token] of json.matchAll(TOKEN)) {
    const inside = open.at(-1);
    if (token === "{") open.push({ keys: new Set(), expectsKey: true });
    else if (token === "[") open.push({ keys: null, expectsKey: false });
    else if (token === "}" || token === "]") open.pop();
    else if (inside === undefined || inside.keys === null) continue;
    else if (token === ",") inside.expectsKey = true;
    else if (token === ":") inside.expectsKey = false;
    else if (inside.expectsKey) {
      const key = String(JSON.parse(token));
      if (inside.keys.has(key)) return key;
      inside.keys.add(key);
    }
  }
  return null;
}
