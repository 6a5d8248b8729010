import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodePem } from "../../src/bytes/pem.ts";
import { FetchError, type Fetcher } from "../../src/net/fetcher.ts";
import type { TestIdentity } from "../../src/testing/test-identity.ts";

/** How a service behaves, within the API of the Cloud Signature Consortium (version 2.0.0.2) or beside it. */
export interface CscServiceOptions {
  readonly identity: TestIdentity;
  readonly mode?: "implicit" | "explicit" | "oauth2code";
  /** key/algo; by default what the key can. */
  readonly algorithms?: readonly string[];
  readonly specs?: string;
  readonly keyStatus?: string;
  readonly certStatus?: string;
  /** So many questions of authorizeCheck and signPolling are answered "not yet"; for ever where infinite. */
  readonly notYet?: number;
  /** Signs with this key in the place of its own. */
  readonly signsWith?: TestIdentity;
  readonly encodesEcdsaAs?: "der" | "pair";
  /** Repeats in its refusals what it was told, as no service should. */
  readonly isIndiscreet?: boolean;
  /** Does not answer these methods in time. */
  readonly silent?: readonly string[];
}

export const CSC_TOKEN = "4/CKN69L8gdSYp5_pwH3XlFQZ3ndFhkXf9P2_TiHRG-bA";
export const CSC_PIN = "secret-8135";
const CREDENTIAL = "GX0112348";
const OTP = "738496";

type Body = Readonly<Record<string, unknown>>;
type Answer = readonly [status: number, body: object];

/** A signing service as the specification describes it, with one credential: digests go in, values by openssl come out. */
export class CscService {
  readonly url = "https://service.example/csc/v2";
  readonly credential = CREDENTIAL;
  /** Methods that were called, in order. */
  readonly calls: string[] = [];
  /** The bodies with them. */
  readonly bodies: Body[] = [];
  readonly #options: CscServiceOptions;
  #wrongPins = 0;
  #waits: number;
  /** What each activation is good for, once: the digests (SCAL2). */
  readonly #activations = new Map<string, string>();
  #authorized: string | null = null;
  #delayed: Body | null = null;

  constructor(options: CscServiceOptions) {
    this.#options = options;
    this.#waits = options.notYet ?? 0;
  }

  readonly fetcher: Fetcher = async ({ url, method, headers = {}, body = new Uint8Array(0), signal, timeoutMs }) => {
    signal?.throwIfAborted();
    const path = url.slice(this.url.length + 1);
    if (this.#options.silent?.includes(path)) throw new FetchError("timeout", url, `no answer within ${timeoutMs} ms`);
    const [status, json] = this.handle(
      method ?? "GET",
      path,
      headers["Authorization"] ?? "",
      Buffer.from(body).toString(),
    );
    return { url, status, contentType: "application/json", body: new TextEncoder().encode(JSON.stringify(json)) };
  };

  /** The same behind a port of this machine. */
  async listen(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const path = (request.url ?? "").replace(/^\/csc\/v2\//, "");
        if (this.#options.silent?.includes(path)) return;
        const authorization = request.headers.authorization ?? "";
        const [status, json] = this.handle(request.method ?? "", path, authorization, Buffer.concat(chunks).toString());
        response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(json));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    return {
      url: `http://127.0.0.1:${port}/csc/v2`,
      close: () =>
        new Promise((resolve) => {
          server.closeAllConnections();
          server.close(() => resolve());
        }),
    };
  }

  handle(method: string, path: string, authorization: string, text: string): Answer {
    this.calls.push(path);
    if (method !== "POST") return [405, {}];
    const body: Body = JSON.parse(text);
    this.bodies.push(body);
    const isCredentialToken = authorization === `Bearer ${CSC_TOKEN}.credential` && path.startsWith("signatures/");
    if (authorization !== `Bearer ${CSC_TOKEN}` && !isCredentialToken) {
      return this.#refuse(401, "invalid_token", `The access token ${authorization.slice(7)} is not valid`);
    }
    switch (path) {
      case "info":
        return [
          200,
          { specs: this.#options.specs ?? "2.0.0.2", name: "Mock", region: "VN", lang: "vi", methods: METHODS },
        ];
      case "credentials/list":
        return [200, { credentialIDs: [CREDENTIAL] }];
      case "credentials/info":
        return body["credentialID"] === CREDENTIAL ? this.#info() : this.#unknownCredential();
      case "credentials/authorize":
        return this.#authorize(body);
      case "credentials/authorizeCheck":
        if (body["handle"] !== "handle-1") return this.#refuse(400, "invalid_request", "Invalid parameter handle");
        return this.#waits-- > 0 ? [202, {}] : [200, this.#activation(this.#authorized ?? "")];
      case "signatures/signHash":
        return this.#signHash(body, isCredentialToken);
      case "signatures/signPolling":
        if (body["responseID"] !== "response-1") return this.#refuse(400, "invalid_request", "Invalid responseID");
        return this.#waits-- > 0 ? [202, { responseID: "response-1" }] : [200, this.#delayed ?? {}];
      default:
        return [404, {}];
    }
  }

  #info(): Answer {
    const { identity, mode = "explicit", keyStatus = "enabled", certStatus = "valid" } = this.#options;
    const own = identity.key.kind.startsWith("RSA")
      ? ["1.2.840.113549.1.1.1", "1.2.840.113549.1.1.10"]
      : ["1.2.840.10045.2.1"];
    const objects = [
      { type: "Password", id: "PIN", format: "N", label: "PIN", description: "Please enter the signature PIN" },
      { type: "Password", id: "OTP", format: "N", label: "Mobile OTP", description: "the 6 digit code of the app" },
    ];
    return [
      200,
      {
        description: "This is a credential for tests",
        key: { status: keyStatus, algo: this.#options.algorithms ?? own, len: 2048 },
        cert: { status: certStatus, certificates: identity.chain.map((der) => Buffer.from(der).toString("base64")) },
        auth: mode === "explicit" ? { mode, expression: "PIN AND OTP", objects } : { mode },
        SCAL: "2",
        multisign: 5,
      },
    ];
  }

  #authorize(body: Body): Answer {
    const { mode = "explicit", notYet = 0 } = this.#options;
    if (body["credentialID"] !== CREDENTIAL) return this.#unknownCredential();
    if (typeof body["numSignatures"] !== "number") return this.#refuse(400, "invalid_request", "Missing numSignatures");
    if (typeof body["hashAlgorithmOID"] !== "string")
      return this.#refuse(400, "invalid_request", "Missing hashAlgorithmOID");
    const hashes = JSON.stringify(body["hashes"]);
    if (mode === "explicit") {
      const answers = new Map(
        (body["authData"] as { id: string; value: string }[]).map(({ id, value }) => [id, value]),
      );
      if (this.#wrongPins >= 3) return this.#refuse(400, "invalid_request", "PIN locked");
      if (answers.get("PIN") !== CSC_PIN) {
        this.#wrongPins++;
        return this.#refuse(400, "invalid_pin", `The PIN ${answers.get("PIN")} is invalid`);
      }
      if (answers.get("OTP") !== OTP) return this.#refuse(400, "invalid_otp", "The OTP is invalid");
    }
    if (mode === "implicit" && notYet > 0) {
      this.#authorized = hashes;
      return [200, { handle: "handle-1" }];
    }
    return [200, this.#activation(hashes)];
  }

  #activation(hashes: string): object {
    const sad = `_SAD-${this.#activations.size}`;
    this.#activations.set(sad, hashes);
    return { SAD: sad, expiresIn: 300 };
  }

  #signHash(body: Body, isCredentialToken: boolean): Answer {
    const { mode = "explicit", notYet = 0 } = this.#options;
    const { SAD: sad, hashes, signAlgo, operationMode, credentialID } = body;
    if (credentialID !== CREDENTIAL || operationMode !== "S")
      return this.#refuse(400, "invalid_request", "Invalid parameter");
    if (!isCredentialToken) {
      if (typeof sad !== "string" || this.#activations.get(sad) !== JSON.stringify(hashes)) {
        return this.#refuse(400, "invalid_request", `Invalid parameter SAD ${String(sad)}`);
      }
      this.#activations.delete(sad);
    }
    const [hash] = hashes as string[];
    const answer = { signatures: [this.#sign(Buffer.from(hash ?? "", "base64"), String(signAlgo)).toString("base64")] };
    if (mode !== "implicit" && notYet > 0) {
      this.#delayed = answer;
      return [200, { responseID: "response-1" }];
    }
    return [200, answer];
  }

  #sign(digest: Buffer, signAlgo: string): Buffer {
    const { identity, signsWith = identity, encodesEcdsaAs } = this.#options;
    const folder = mkdtempSync(join(tmpdir(), "pades-csc-"));
    try {
      writeFileSync(join(folder, "key.pem"), encodePem("PRIVATE KEY", signsWith.key.pkcs8));
      writeFileSync(join(folder, "digest"), digest);
      const name = { 32: "sha256", 48: "sha384", 64: "sha512" }[digest.length] ?? "";
      const padding =
        signAlgo === "1.2.840.113549.1.1.10"
          ? ["-pkeyopt", "rsa_padding_mode:pss", "-pkeyopt", `rsa_pss_saltlen:${digest.length}`]
          : [];
      const args = ["pkeyutl", "-sign", "-inkey", join(folder, "key.pem"), "-in", join(folder, "digest")];
      const value = execFileSync("openssl", [...args, "-pkeyopt", `digest:${name}`, ...padding]);
      return encodesEcdsaAs === "pair" ? pairOf(value, digest.length) : value;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  #unknownCredential(): Answer {
    return this.#refuse(400, "invalid_request", "Invalid parameter credentialID");
  }

  #refuse(status: number, error: string, description: string): Answer {
    const told =
      this.#options.isIndiscreet === true ? description : description.replace(/(PIN|token|SAD) \S+ ?/, "$1 ");
    return [status, { error, error_description: told }];
  }
}

const METHODS = [
  "info",
  "credentials/list",
  "credentials/info",
  "credentials/authorize",
  "credentials/authorizeCheck",
  "signatures/signHash",
  "signatures/signPolling",
];

/** r and s of an Ecdsa-Sig-Value, filled up to the length of the curve. */
function pairOf(der: Buffer, bytes: number): Buffer {
  const rLength = der[3] ?? 0;
  const r = der.subarray(4, 4 + rLength);
  const s = der.subarray(6 + rLength);
  const filled = (value: Buffer) => Buffer.concat([Buffer.alloc(bytes), value]).subarray(-bytes);
  return Buffer.concat([filled(r), filled(s)]);
}

/** What the holder of the credential answers. */
export const cscAnswers = { answers: { PIN: CSC_PIN, OTP } };
