import { execFileSync } from "node:child_process";
import { createPublicKey } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "vitest";
import { encodePem } from "../../src/bytes/pem.ts";
import { loadLibrary } from "../../src/node/pkcs11/load-library.ts";
import type { TestIdentity } from "../../src/testing/test-identity.ts";
import { parseCertificate } from "../../src/x509/certificate.ts";
import { requireInCi } from "./missing.ts";
import { hasTool } from "./tools.ts";

/** Where Debian and others put SoftHSM2; or PADES_SOFTHSM. */
const LIBRARY = [
  process.env["PADES_SOFTHSM"] ?? "",
  "/usr/lib/softhsm/libsofthsm2.so",
  "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
  "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
  "/usr/lib64/softhsm/libsofthsm2.so",
  "/usr/lib64/libsofthsm2.so",
  "/opt/homebrew/lib/softhsm/libsofthsm2.so",
].find((path) => path !== "" && existsSync(path));

const softHsmLibrary = LIBRARY ?? "";

/** A block of tests with tokens of SoftHSM2, through pkcs11js: skipped with the reason where either is missing. */
export async function describeWithSoftHsm(title: string, body: () => void): Promise<void> {
  const reason = await whyMissing();
  if (reason === null) {
    describe(title, body);
    return;
  }
  requireInCi(title, reason);
  describe(title, () => it.skip(reason));
}

async function whyMissing(): Promise<string | null> {
  if (!hasTool("softhsm2-util") || LIBRARY === undefined) return "not installed: SoftHSM2";
  const name: string = "pkcs11js";
  return import(name).then(
    () => null,
    () => "not installed: the package pkcs11js, which is an optional peer (see .ci/run)",
  );
}

/** A folder of SoftHSM2 tokens; the process uses them from now on. */
export class SoftHsm {
  readonly folder = mkdtempSync(join(tmpdir(), "pades-softhsm-"));
  readonly library = softHsmLibrary;

  constructor() {
    mkdirSync(join(this.folder, "tokens"));
    const settings = { "directories.tokendir": join(this.folder, "tokens"), "objectstore.backend": "file" };
    const lines = [...Object.entries(settings), ["log.level", "ERROR"]].map(([key, value]) => `${key} = ${value}`);
    writeFileSync(this.configuration, `${lines.join("\n")}\n`);
    process.env["SOFTHSM2_CONF"] = this.configuration;
  }

  get configuration(): string {
    return join(this.folder, "softhsm2.conf");
  }

  createToken(label: string, pin: string): void {
    this.#util("--init-token", "--free", "--label", label, "--so-pin", "87654321", "--pin", pin);
  }

  /** Puts the key of an identity on a token, and its certificates as asked. */
  async store(
    token: string,
    pin: string,
    identity: TestIdentity,
    { id = "01", label = "signing", certificates = identity.chain }: StoredAs = {},
  ): Promise<void> {
    const pem = join(this.folder, `key-${id}.pem`);
    writeFileSync(pem, encodePem("PRIVATE KEY", identity.key.pkcs8));
    this.#util("--import", pem, "--token", token, "--label", label, "--id", id, "--pin", pin);
    rmSync(pem);
    await this.write(token, pin, (writer, session) => writeCertificates(writer, session, certificates, { id, label }));
  }

  /**
   * A key that is born on the token and never leaves it, and wants the PIN for each signature.
   * @returns its SubjectPublicKeyInfo
   */
  async generateCautiousKey(token: string, pin: string, id: string): Promise<Uint8Array> {
    return this.write(token, pin, (writer, session) => {
      const own = [flag(CKA.token), { type: CKA.id, value: Buffer.from(id, "hex") }];
      const { publicKey } = writer.C_GenerateKeyPair(
        session,
        { mechanism: RSA_KEY_PAIR },
        [...own, { type: CKA.modulusBits, value: 2048 }, { type: CKA.exponent, value: Buffer.from([1, 0, 1]) }],
        [...own, flag(CKA.private), flag(CKA.sensitive), flag(CKA.sign), flag(CKA.alwaysAuthenticate)],
      );
      const [n, e] = writer
        .C_GetAttributeValue(session, publicKey, [{ type: CKA.modulus }, { type: CKA.exponent }])
        .map(({ value }) => value.toString("base64url"));
      const key = createPublicKey({ key: { kty: "RSA", n: n ?? "", e: e ?? "" }, format: "jwk" });
      return new Uint8Array(key.export({ type: "spki", format: "der" }));
    });
  }

  /** Puts certificates on a token, the first with this id and label. */
  async storeCertificates(token: string, pin: string, certificates: readonly Uint8Array[], id: string): Promise<void> {
    await this.write(token, pin, (writer, session) =>
      writeCertificates(writer, session, certificates, { id, label: "certificate" }),
    );
  }

  /** Runs `use` in a session that may write, logged in. */
  async write<T>(token: string, pin: string, use: (writer: Writer, session: Uint8Array) => T): Promise<T> {
    const { cryptoki, release } = await loadLibrary(this.library);
    const writer = cryptoki as unknown as Writer;
    try {
      const slot = writer.C_GetSlotList(true).find((each) => writer.C_GetTokenInfo(each).label.trimEnd() === token);
      if (slot === undefined) throw new Error(`no token ${token}`);
      const session = writer.C_OpenSession(slot, READ_WRITE);
      writer.C_Login(session, 1, pin);
      const result = use(writer, session);
      writer.C_CloseSession(session);
      return result;
    } finally {
      release();
    }
  }

  /** As if the token were torn out: what it holds is gone. */
  removeTokens(): void {
    rmSync(join(this.folder, "tokens"), { recursive: true });
    mkdirSync(join(this.folder, "tokens"));
  }

  delete(): void {
    rmSync(this.folder, { recursive: true });
  }

  #util(...args: string[]): void {
    const env = { ...process.env, SOFTHSM2_CONF: this.configuration };
    execFileSync("softhsm2-util", args, { env, stdio: "pipe" });
  }
}

export interface StoredAs {
  /** Hexadecimal. */
  readonly id?: string;
  readonly label?: string;
  readonly certificates?: readonly Uint8Array[];
}

type Template = readonly { readonly type: number; readonly value?: unknown }[];

/** What only a token's owner does, and the library therefore does not. */
interface Writer {
  C_GetSlotList(tokenPresent: boolean): Uint8Array[];
  C_GetTokenInfo(slot: Uint8Array): { readonly label: string };
  C_OpenSession(slot: Uint8Array, flags: number): Uint8Array;
  C_Login(session: Uint8Array, user: number, pin: string): void;
  C_CreateObject(session: Uint8Array, template: Template): Uint8Array;
  C_GenerateKeyPair(
    session: Uint8Array,
    mechanism: { readonly mechanism: number },
    publicTemplate: Template,
    privateTemplate: Template,
  ): { readonly publicKey: Uint8Array };
  C_GetAttributeValue(session: Uint8Array, object: Uint8Array, template: Template): { readonly value: Buffer }[];
  C_CloseSession(session: Uint8Array): void;
}

const READ_WRITE = 0x4 | 0x2;
const RSA_KEY_PAIR = 0x0;
const CKA = {
  class: 0x0,
  token: 0x1,
  private: 0x2,
  label: 0x3,
  value: 0x11,
  certificateType: 0x80,
  subject: 0x101,
  id: 0x102,
  sensitive: 0x103,
  sign: 0x108,
  modulus: 0x120,
  modulusBits: 0x121,
  exponent: 0x122,
  alwaysAuthenticate: 0x202,
} as const;
const flag = (type: number) => ({ type, value: true });

function writeCertificates(
  writer: Writer,
  session: Uint8Array,
  certificates: readonly Uint8Array[],
  { id, label }: { readonly id: string; readonly label: string },
): void {
  for (const [index, der] of certificates.entries()) {
    writer.C_CreateObject(session, [
      { type: CKA.class, value: 1 },
      { type: CKA.certificateType, value: 0 },
      flag(CKA.token),
      { type: CKA.private, value: false },
      { type: CKA.subject, value: Buffer.from(parseCertificate(der).subject.raw) },
      { type: CKA.value, value: Buffer.from(der) },
      { type: CKA.label, value: index === 0 ? label : `authority ${index}` },
      ...(index === 0 ? [{ type: CKA.id, value: Buffer.from(id, "hex") }] : []),
    ]);
  }
}
