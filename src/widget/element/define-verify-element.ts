import { PadesVerifyElement } from "./verify-element.ts";

/** Makes `<pades-verify>` known to the page; does nothing where it is already, or where there is no page. */
export function defineVerifyElement(): void {
  if (typeof customElements === "undefined" || customElements.get("pades-verify") !== undefined) return;
  customElements.define("pades-verify", PadesVerifyElement);
}
