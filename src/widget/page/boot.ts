/**
 * The one script that the page's policy allows by its place in the file. It unpacks the program and runs it; that has a
 * hash of its own in the policy, so that nothing else can take its place. What it cannot do in a browser that is too old,
 * the text in the page already says.
 */

interface ScriptPolicy {
  createScript(text: string): string;
}

interface PolicyFactory {
  createPolicy(name: string, rules: { readonly createScript: (text: string) => string }): ScriptPolicy;
}

async function unpack(id: string): Promise<string> {
  const packed = document.getElementById(id)?.textContent ?? "";
  const bytes = Uint8Array.from(atob(packed.trim()), (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).text();
}

async function start(): Promise<void> {
  const [program, worker] = await Promise.all([unpack("app"), unpack("worker")]);
  const page = globalThis as { trustedTypes?: PolicyFactory; padesWorkerUrl?: string };
  page.padesWorkerUrl = URL.createObjectURL(new Blob([worker], { type: "text/javascript" }));
  const rules = { createScript: (text: string) => text };
  const script = document.createElement("script");
  script.text = page.trustedTypes?.createPolicy("pades-page", rules).createScript(program) ?? program;
  document.head.append(script);
}

void start();
