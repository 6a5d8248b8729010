import { type Browser, launch } from "puppeteer-core";
import { describe } from "vitest";
import { chromiumProgram } from "./chromium.ts";
import { describeWithTools, toolPath } from "./tools.ts";

export type BrowserName = "chromium" | "firefox";

/** The name under which Debian installs Firefox. */
const FIREFOX = "firefox-esr";

/**
 * Starts a browser behind one interface: the registry's Chromium, or the Firefox of the machine over WebDriver BiDi.
 * Close it when done.
 */
export async function launchBrowser(name: BrowserName): Promise<Browser> {
  if (name === "chromium") {
    return launch({ ...(await chromiumProgram()), browser: "chrome", headless: "shell", args: ["--no-sandbox"] });
  }
  const executablePath = toolPath(FIREFOX);
  if (executablePath === null) throw new Error(`not installed: ${FIREFOX}`);
  return launch({ executablePath, browser: "firefox", headless: true });
}

/**
 * The same tests in Chromium and in Firefox. Where Firefox is not installed, one skipped test says so; under CI=true
 * that is an error.
 */
export function describeInBrowsers(title: string, body: (name: BrowserName) => void): void {
  describe(`${title}, in Chromium`, () => body("chromium"));
  describeWithTools([FIREFOX], `${title}, in Firefox`, () => body("firefox"));
}
