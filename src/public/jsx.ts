/**
 * `pades-dossier/jsx`: types alone. `import type {} from "pades-dossier/jsx"` makes `<pades-verify>` known to React's JSX,
 * version 19 or newer, which sets properties and listens to events of custom elements.
 */
import type * as React from "react";
import type { PadesVerifyAttributes } from "../widget/element/attributes.ts";
import type { PadesVerifyElement } from "../widget/element/verify-element.ts";

export type { PadesVerifyAttributes } from "../widget/element/attributes.ts";
export type { PadesVerifyElement } from "../widget/element/verify-element.ts";

declare module "react" {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- React's types have it, which is what is added to.
  namespace JSX {
    interface IntrinsicElements {
      "pades-verify": React.DetailedHTMLProps<React.HTMLAttributes<PadesVerifyElement>, PadesVerifyElement> &
        PadesVerifyAttributes;
    }
  }
}
