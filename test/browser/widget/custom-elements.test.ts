import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { REPORT_PARTS } from "../../../src/widget/element/nodes-of-markup.ts";
import { launchBrowser } from "../../support/browsers.ts";
import { repository } from "../../support/repository.ts";
import { openWidgetPage, type WidgetPage } from "./widget-page.ts";
import { openWidgetSite, type WidgetSite } from "./widget-site.ts";

interface Named {
  readonly name: string;
}

const { modules } = JSON.parse(readFileSync(join(repository, "src/widget/custom-elements.json"), "utf8")) as {
  modules: {
    declarations: {
      tagName: string;
      attributes: Named[];
      members: (Named & { kind: string; readonly?: boolean })[];
      cssParts: Named[];
      cssProperties: Named[];
      events: Named[];
    }[];
  }[];
};
const declared = modules[0]?.declarations[0];
if (declared === undefined) throw new Error("custom-elements.json declares nothing");

const names = (list: readonly Named[]): string[] => list.map(({ name }) => name).sort();

describe("custom-elements.json, beside the element that it describes", () => {
  let browser: Browser;
  let site: WidgetSite;
  let widget: WidgetPage;

  beforeAll(async () => {
    site = await openWidgetSite();
    browser = await launchBrowser("chromium");
    widget = await openWidgetPage(browser, site);
  });

  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  it("names every public member, and which of them can be set", async () => {
    const found = await widget.ask((element) => {
      const members: { name: string; kind: string; readonly?: boolean }[] = [];
      const life = ["constructor", "connectedCallback", "disconnectedCallback", "attributeChangedCallback"];
      const inner = [...life, "formDisabledCallback", "formResetCallback", "addEventListener"];
      const hidden = [
        ...inner,
        "settingsChanged",
        "textsReady",
        "takeEarlierProperties",
        "workerOrigin",
        "readSettings",
      ];
      const add = (name: string, property: PropertyDescriptor): void => {
        if (hidden.includes(name)) return;
        if (typeof property.value === "function") members.push({ name, kind: "method" });
        else if (property.set !== undefined || property.writable === true) members.push({ name, kind: "field" });
        else if (property.get !== undefined) members.push({ name, kind: "field", readonly: true });
      };
      for (let at: object = element; at.constructor !== HTMLElement; at = Object.getPrototypeOf(at) as object) {
        for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(at))) add(name, property);
      }
      return members;
    });
    const plain: typeof found = declared.members.map(({ name, kind, readonly }) => ({
      name,
      kind,
      ...(readonly ? { readonly } : {}),
    }));
    const inOrder = (list: typeof found): typeof found => list.sort((a, b) => a.name.localeCompare(b.name));
    expect(inOrder(found)).toEqual(inOrder(plain));
  });

  it("names the attributes that the element observes, and those that it reads when it verifies", async () => {
    const observed = await widget.ask((element) => [
      ...(element.constructor as unknown as { observedAttributes: readonly string[] }).observedAttributes,
    ]);
    const read = ["trust", "evidence", "manifest", "policy", "worker-url", "worker-type", "theme", "verdict"];
    expect(names(declared.attributes)).toEqual([...observed, ...read].sort());
  });

  it("names the parts and custom properties that there are", async () => {
    const inShadow = await widget.ask((element) =>
      [...(element.shadowRoot?.querySelectorAll("[part]") ?? [])].flatMap(({ part }) => [...part]),
    );
    expect(names(declared.cssParts)).toEqual([...new Set([...inShadow, ...REPORT_PARTS])].sort());
    const style = await widget.ask((element) =>
      [...(element.shadowRoot?.adoptedStyleSheets ?? [])]
        .flatMap(({ cssRules }) => [...cssRules])
        .map(({ cssText }) => cssText)
        .join(),
    );
    const used = new Set([...style.matchAll(/var\((--pades-[a-z-]+)/g)].map(([, name]) => name));
    expect(names(declared.cssProperties)).toEqual([...used].sort());
  });
});
