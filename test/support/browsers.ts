import { type Browser, launch } from "puppeteer-core";
import { describe } from "vitest";
import { chromiumProgram } from "./chromium.ts";
import { describeWithTools, toolPath } from "./tools.ts";

export type BrowserName = "chromium" | "firefox";

/** The name under which Debian installs Firefox. */
const FIREFOX = "firefox-esr";

export interface BrowserOptions {
  /** Without a network: everything, this machine's own addresses too, goes to a proxy that does not answer. */
  readonly offline?: boolean;
  /** A name that stands for this machine, and is no localhost: a page from there is no secure context. */
  readonly localHost?: string;
}

/** The discard port, on which nobody listens. */
const DEAD_PROXY = { host: "127.0.0.1", port: 9 };

/**
 * Starts a browser behind one interface: the registry's Chromium, or the Firefox of the machine over WebDriver BiDi.
 * Close it when done.
 */
export async function launchBrowser(
  name: BrowserName,
  { offline = false, localHost }: BrowserOptions = {},
): Promise<Browser> {
  const { host, port } = DEAD_PROXY;
  if (name === "chromium") {
    const proxy = offline ? [`--proxy-server=http://${host}:${port}`, "--proxy-bypass-list=<-loopback>"] : [];
    const rules = localHost === undefined ? [] : [`--host-resolver-rules=MAP ${localHost} 127.0.0.1`];
    const args = ["--no-sandbox", ...proxy, ...rules];
    return launch({ ...(await chromiumProgram()), browser: "chrome", headless: "shell", args });
  }
  const executablePath = toolPath(FIREFOX);
  if (executablePath === null) throw new Error(`not installed: ${FIREFOX}`);
  const extraPrefsFirefox = {
    ...(localHost === undefined ? {} : { "network.dns.localDomains": localHost }),
    ...(offline
      ? {
          "network.proxy.type": 1,
          "network.proxy.http": host,
          "network.proxy.http_port": port,
          "network.proxy.ssl": host,
          "network.proxy.ssl_port": port,
          "network.proxy.allow_hijacking_localhost": true,
        }
      : {}),
  };
  return launch({ executablePath, browser: "firefox", headless: true, extraPrefsFirefox });
}

/**
 * The same tests in Chromium and in Firefox. Where Firefox is not installed, one skipped test says so; under CI=true
 * that is an error.
 */
export function describeInBrowsers(title: string, body: (name: BrowserName) => void): void {
  describe(`${title}, in Chromium`, () => body("chromium"));
  describeWithTools([FIREFOX], `${title}, in Firefox`, () => body("firefox"));
}
