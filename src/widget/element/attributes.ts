import type { LocaleTag } from "../../locale/locale.ts";
import type { ReaderContext } from "../../locale/next-action.ts";
import type { ElementSettings } from "./element-settings.ts";
import type { PadesVerifyEventMap } from "./element-types.ts";

/** A setting that is an object where it is a property, and text where it is an attribute (read-setting.ts). */
type Setting<Name extends "trust" | "evidence" | "manifest" | "policy"> = NonNullable<ElementSettings[Name]> | string;

/** What stands in the tag of `<pades-verify>`, by the names of HTML; listeners by those of React, "on" before the type. */
export interface PadesVerifyAttributes {
  readonly trust?: Setting<"trust">;
  readonly evidence?: Setting<"evidence">;
  readonly manifest?: Setting<"manifest">;
  readonly policy?: Setting<"policy">;
  readonly "worker-url"?: string;
  readonly "worker-type"?: WorkerType;
  readonly context?: ReaderContext;
  readonly locale?: LocaleTag;
  readonly "time-zone"?: string;
  readonly theme?: "light";
  readonly name?: string;
  readonly "files-name"?: string;
  readonly submits?: "report" | "summary";
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly onverified?: (event: PadesVerifyEventMap["verified"]) => void;
  readonly onprogress?: (event: PadesVerifyEventMap["progress"]) => void;
  readonly onerror?: (event: PadesVerifyEventMap["error"]) => void;
  readonly oncancelled?: (event: PadesVerifyEventMap["cancelled"]) => void;
}
