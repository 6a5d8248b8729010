import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PROTOCOL, type WorkerAnswer } from "../../src/widget/messages.ts";
import { parseAnswer } from "../../src/widget/parse-answer.ts";
import { serveVerification } from "../../src/widget/worker/serve-verification.ts";
import { DEMO_NOW, demoTrustProfile } from "../support/demo-certs.ts";
import { signedSample } from "../support/signed-samples.ts";

/** To be closed, for an open port keeps a process alive. */
const ports: MessagePort[] = [];

afterAll(() => {
  for (const port of ports) port.close();
});

/** A worker's program behind a channel, as a worker has it, in this process. */
function connect(): { ask: (message: unknown) => void; next: () => Promise<WorkerAnswer> } {
  const { port1, port2 } = new MessageChannel();
  serveVerification({
    postMessage: (message) => port2.postMessage(message),
    addEventListener: (_, listener) => port2.addEventListener("message", ({ data }) => listener({ data })),
  });
  port2.start();
  const arrived: unknown[] = [];
  const waiting: ((answer: unknown) => void)[] = [];
  port1.addEventListener("message", ({ data }) => {
    const first = waiting.shift();
    if (first === undefined) arrived.push(data);
    else first(data);
  });
  port1.start();
  ports.push(port1, port2);
  return {
    ask: (message) => port1.postMessage(message),
    next: async () =>
      parseAnswer(arrived.length > 0 ? arrived.shift() : await new Promise((resolve) => waiting.push(resolve))),
  };
}

describe("the messages between page and worker", () => {
  let content: Blob;
  const settings = { trust: demoTrustProfile(), now: DEMO_NOW, policy: { waive: ["revocation"] } };

  beforeAll(async () => {
    content = new Blob([new Uint8Array(await signedSample())]);
  });

  it("greets with protocol and version", async () => {
    const { ask, next } = connect();
    ask({ type: "hello" });
    expect(await next()).toMatchObject({ type: "ready", protocol: PROTOCOL });
  });

  it("answers with progress, then with the verification and the JSON report", async () => {
    const { ask, next } = connect();
    ask({ type: "verify", id: 7, files: [{ path: "a.pdf", content }], settings });
    const answers: WorkerAnswer[] = [await next()];
    while (answers.at(-1)?.type === "progress") answers.push(await next());
    const last = answers.at(-1);
    expect(answers[0]).toMatchObject({ type: "progress", id: 7 });
    expect(last).toMatchObject({ type: "verified", id: 7, outcome: { kind: "files" } });
    if (last?.type !== "verified") throw new Error("not verified");
    expect(JSON.parse(last.outcome.report)).toMatchObject({
      schema: "pades-dossier/report@1",
      verdict: "valid",
      files: [{ path: "a.pdf" }],
    });
  });

  it.each([
    ["no file", { files: [] }, "files"],
    ["a file that is no Blob", { files: [{ path: "a.pdf", content: "text" }] }, "files[0]"],
    ["no trust", { settings: {} }, "settings.trust"],
    ["a setting that there is none of", { settings: { trust: {}, trusted: true } }, "settings"],
    ["a time that is none", { settings: { trust: {}, now: "today" } }, "settings.now"],
  ])("refuses a request with %s, and names the place", async (_, wrong, place) => {
    const { ask, next } = connect();
    ask({ type: "verify", id: 3, files: [{ path: "a.pdf", content }], settings, ...wrong });
    const answer = await next();
    expect(answer).toMatchObject({ type: "failed", id: 3, code: "ERR_INVALID_ARGUMENT" });
    expect(answer.type === "failed" && answer.message.startsWith(place)).toBe(true);
  });

  it("says what is wrong with a trust profile or a bundle of evidence, and gives no verdict", async () => {
    const { ask, next } = connect();
    const files = [{ path: "a.pdf", content }];
    ask({ type: "verify", id: 4, files, settings: { trust: { schema: "another" } } });
    expect(await next()).toMatchObject({ type: "failed", code: "ERR_TRUST_PROFILE" });
    ask({ type: "verify", id: 5, files, settings: { ...settings, evidence: new Blob(["{}"]) } });
    expect(await next()).toMatchObject({ type: "failed", code: "ERR_EVIDENCE_BUNDLE" });
  });

  it.each([
    ["nothing", null],
    ["an unknown type", { type: "done", id: 1 }],
    ["a verdict that there is none of", verified({ verdict: "fine", validationTime: DEMO_NOW, inputs: {} })],
    ["a verification without signatures", verified({ verdict: "valid", validationTime: DEMO_NOW, inputs: {} })],
    ["an unknown code", { type: "failed", id: 1, code: "ERR_NOT_VALID", message: "" }],
    ["a negative number", { type: "cancelled", id: -1 }],
  ])("takes no answer that is %s", (_, message) => {
    expect(() => parseAnswer(message)).toThrow(expect.objectContaining({ code: "ERR_WORKER" }));
  });
});

function verified(verification: object): object {
  return { type: "verified", id: 1, outcome: { kind: "files", verifications: [verification], report: "{}" } };
}
