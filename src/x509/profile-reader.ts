import { PadesError, type PadesErrorCode } from "../errors.ts";

/**
 * One value inside JSON from outside, a trust profile, an evidence bundle or a report, with the path to name in an error. Keys
 * are read as own properties only.
 */
export class ProfileValue {
  readonly value: unknown;
  readonly path: string;
  /** Of the error that names what is wrong. */
  readonly code: PadesErrorCode;

  constructor(value: unknown, path: string, code: PadesErrorCode = "ERR_TRUST_PROFILE") {
    this.value = value;
    this.path = path;
    this.code = code;
  }

  fail(expected: string): never {
    throw new PadesError(this.code, `${this.path}: expected ${expected}, found ${describe(this.value)}`);
  }

  get isAbsent(): boolean {
    return this.value === undefined;
  }

  get isNull(): boolean {
    return this.value === null;
  }

  string(): string {
    return typeof this.value === "string" && this.value.trim() !== ""
      ? this.value
      : this.fail("a text that is not empty");
  }

  boolean(): boolean {
    return typeof this.value === "boolean" ? this.value : this.fail("true or false");
  }

  /** A finite number, not negative. */
  number(): number {
    return typeof this.value === "number" && Number.isFinite(this.value) && this.value >= 0
      ? this.value
      : this.fail("a number from 0 up");
  }

  oneOf<const T extends string | number>(...choices: readonly T[]): T {
    return (
      choices.find((choice) => choice === this.value) ??
      this.fail(choices.map((choice) => JSON.stringify(choice)).join(" or "))
    );
  }

  /** An ISO 8601 time with its zone. */
  time(): Date {
    const text = typeof this.value === "string" ? this.value : "";
    const time = ISO_TIME.test(text) ? new Date(text) : null;
    return time !== null && !Number.isNaN(time.getTime())
      ? time
      : this.fail('a time with its zone, as "2030-01-01T00:00:00+07:00"');
  }

  list(): ProfileValue[] {
    if (!Array.isArray(this.value)) return this.fail("a list");
    return this.value.map((item, index) => new ProfileValue(item, `${this.path}[${index}]`, this.code));
  }

  /** The entries of an object. */
  entries(): [string, ProfileValue][] {
    if (typeof this.value !== "object" || this.value === null || Array.isArray(this.value))
      return this.fail("an object");
    return Object.entries(this.value).map(([key, value]) => [key, this.#member(key, value)]);
  }

  /** The fields of an object that has no others: a misspelt key must not go unnoticed. */
  fields<const Key extends string>(...keys: readonly Key[]): { readonly [K in Key]: ProfileValue } {
    const given = new Map(this.entries());
    for (const key of given.keys()) {
      if (!keys.some((known) => known === key)) {
        const hint = hintFor(key, keys, this.code);
        throw new PadesError(this.code, `${this.path}: expected only ${keys.join(", ")}, found "${key}"${hint}`);
      }
    }
    const fields = keys.map((key) => [key, given.get(key) ?? this.#member(key, undefined)] as const);
    // fromEntries forgets which keys there are.
    return Object.fromEntries(fields) as { readonly [K in Key]: ProfileValue };
  }

  /** One member of an object that may have others, of which nothing is known. */
  field(key: string): ProfileValue {
    return new Map(this.entries()).get(key) ?? this.#member(key, undefined);
  }

  #member(key: string, value: unknown): ProfileValue {
    return new ProfileValue(value, `${this.path}.${key}`, this.code);
  }
}

/** What was probably meant by a key that there is not. */
function hintFor(key: string, known: readonly string[], code: PadesErrorCode): string {
  if (key === "file" && code === "ERR_TRUST_PROFILE")
    return " (files are read by loadTrustProfile, of pades-dossier/node, or by parseCertificates)";
  const near = known.find((each) => isNear(key.toLowerCase(), each.toLowerCase()));
  return near === undefined ? "" : `; did you mean "${near}"?`;
}

/** Whether one is the other with a character too many, too few or wrong, or with two neighbours swapped. */
function isNear(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2))
  );
}

const ISO_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
