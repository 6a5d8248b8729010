/** What the page's report says otherwise than the server's. It is a signal to look at, and decides nothing. */
export interface Comparison {
  readonly client: "same" | "different" | "none" | "unreadable";
  /** Where they differ, such as "files[0].verdict". */
  readonly differences: readonly string[];
}

/** Compares two JSON reports by verdicts, hashes, codes, trust and rules; times and names differ by nature. */
export function compareReports(client: string | null, server: string): Comparison {
  if (client === null) return { client: "none", differences: [] };
  let theirs: ReadonlyMap<string, string>;
  try {
    theirs = factsOf(JSON.parse(client));
  } catch {
    return { client: "unreadable", differences: [] };
  }
  const ours = factsOf(JSON.parse(server));
  const places = new Set([...ours.keys(), ...theirs.keys()]);
  const differences = [...places].filter((place) => ours.get(place) !== theirs.get(place));
  return { client: differences.length === 0 ? "same" : "different", differences };
}

/** The parts of a report that must agree, by their place. */
function factsOf(report: unknown): ReadonlyMap<string, string> {
  const facts = new Map<string, string>();
  const note = (place: string, value: unknown) => facts.set(place, JSON.stringify(value ?? null));
  note("verdict", get(report, "verdict"));
  note("inputs.trust.sha256", get(report, "inputs", "trust", "sha256"));
  note("inputs.policy.sha256", get(report, "inputs", "policy", "sha256"));
  list(get(report, "files")).forEach((file, index) => {
    const at = `files[${index}]`;
    note(`${at}.sha256`, get(file, "sha256"));
    note(`${at}.verdict`, get(file, "verdict"));
    note(`${at}.findings`, codesOf(file));
    list(get(file, "signatures")).forEach((signature, number) => {
      const signed = `${at}.signatures[${number}]`;
      note(`${signed}.indication`, get(signature, "indication"));
      note(`${signed}.subIndication`, get(signature, "subIndication"));
      note(`${signed}.findings`, codesOf(signature));
    });
  });
  return facts;
}

function codesOf(holder: unknown): readonly string[] {
  return list(get(holder, "findings"))
    .map((finding) => String(get(finding, "code")))
    .sort();
}

/** A client's JSON may have any shape, and any name. */
function get(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null && Object.hasOwn(at, key) ? Reflect.get(at, key) : undefined),
    value,
  );
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, 1000) : [];
}
