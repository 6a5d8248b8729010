import type { VerificationProgress } from "../messages.ts";

/** What the element says beside the report; any of it can be replaced (`element.texts`). */
export interface WidgetTexts {
  /** Names the element for those who do not see it. */
  readonly label: string;
  readonly drop: string;
  readonly chooseFiles: string;
  readonly chooseFolder: string;
  /** That nothing leaves the device. */
  readonly staysHere: string;
  readonly starting: string;
  readonly checking: (progress: VerificationProgress) => string;
  readonly cancel: string;
  readonly cancelled: string;
  /** Read out when a result is there; `answer` is its first line. */
  readonly done: (answer: string) => string;
  readonly another: string;
  readonly resultLabel: string;
  readonly password: {
    readonly label: string;
    readonly hint: string;
    readonly submit: string;
  };
  /** Beside a verdict that does not block, but is none to rely on. */
  readonly warning: string;
  /** Why the form cannot be sent. */
  readonly form: {
    readonly blocked: (answer: string) => string;
    readonly stillChecking: string;
    readonly required: string;
  };
  readonly problem: { readonly [Kind in ProblemKind]: { readonly title: string; readonly remedy: string } };
  /** Before what only a technician understands. */
  readonly technical: string;
}

/** Why nothing could be checked; never the fault of a file. */
export type ProblemKind =
  | "insecure-context"
  | "unsupported-browser"
  | "configuration"
  | "worker"
  | "file-unreadable"
  | "nothing-chosen"
  | "too-many-files";
