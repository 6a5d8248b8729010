import { PadesError } from "../../errors.ts";
import type { Verdict } from "../../pades/verify/verification.ts";
import { createVerificationWorker, type VerificationWorker } from "../client/create-verification-worker.ts";
import { requireBrowser } from "../client/require-browser.ts";
import type { VerificationFile, VerificationOutcome, VerificationSettings } from "../messages.ts";
import { toVerificationFile } from "../verification-file.ts";
import { ElementSettings } from "./element-settings.ts";
import type { PadesVerifyEventMap } from "./element-types.ts";
import { blocksForm, formDataOf } from "./form-value.ts";
import { problemOf } from "./problem-of.ts";
import { type ReportView, reportView } from "./report-view.ts";
import { adoptWidgetStyle } from "./widget-style.ts";
import { createWidgetView, type WidgetView } from "./widget-view.ts";

/** Beside what the worker needs. */
const NEEDED = [
  ["adoptedStyleSheets", () => "adoptedStyleSheets" in Document.prototype],
  ["ElementInternals", () => "attachInternals" in HTMLElement.prototype],
] as const;

/**
 * `<pades-verify>`: takes PDFs, a ZIP or a folder, verifies them in a worker on this device and shows the report. Its
 * attributes, properties, events, parts and custom properties are in docs/widget.md.
 */
export class PadesVerifyElement extends ElementSettings {
  static readonly formAssociated = true;
  static readonly observedAttributes: readonly string[] = [
    "context",
    "disabled",
    "files-name",
    "lang",
    "locale",
    "name",
    "required",
    "submits",
    "time-zone",
  ];

  readonly #internals: ElementInternals | null;
  readonly #view: WidgetView;
  #worker: VerificationWorker | null = null;
  #running: AbortController | null = null;
  #files: readonly VerificationFile[] = [];
  #isFolder = false;
  #outcome: VerificationOutcome | null = null;
  #report: ReportView | null = null;
  #error: PadesError | null = null;
  #disabledByForm = false;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    this.#internals = "attachInternals" in this ? this.attachInternals() : null;
    adoptWidgetStyle(root);
    this.#view = createWidgetView(root, {
      onChosen: ({ files, isFolder }) => void this.#run(files, isFolder),
      onRefused: (error) => this.#fail(error),
      onCancel: () => this.cancel(),
      onPassword: (password) => void this.#run(this.#files, this.#isFolder, password),
    });
  }

  /** The verification, of files or of a dossier; null where there is none (yet). */
  get outcome(): VerificationOutcome | null {
    return this.#outcome;
  }

  get verdict(): Verdict | null {
    return this.#report?.verdict ?? null;
  }

  /** The JSON report; null where there is none (yet). */
  get value(): string | null {
    return this.#outcome?.report ?? null;
  }

  /** Why the last attempt came to nothing; null where it did not. */
  get error(): PadesError | null {
    return this.#error;
  }

  get form(): HTMLFormElement | null {
    return this.#internals?.form ?? null;
  }

  get validity(): ValidityState | null {
    return this.#internals?.validity ?? null;
  }

  get validationMessage(): string {
    return this.#internals?.validationMessage ?? "";
  }

  checkValidity(): boolean {
    return this.#internals?.checkValidity() ?? true;
  }

  reportValidity(): boolean {
    return this.#internals?.reportValidity() ?? true;
  }

  /**
   * Verifies files as if they had been dropped. Resolves with null where it came to nothing: stopped, or an `error` event
   * tells why.
   */
  verify(files: readonly (File | VerificationFile)[]): Promise<VerificationOutcome | null> {
    return this.#run(files.map(toVerificationFile), false);
  }

  /** Stops a verification; the event `cancelled` follows. */
  cancel(): void {
    this.#running?.abort(new DOMException("cancelled", "AbortError"));
  }

  /** Back to the drop zone, without files and result. */
  reset(): void {
    const running = this.#running;
    this.#running = null;
    running?.abort(new DOMException("reset", "AbortError"));
    this.#forget();
    this.#files = [];
    this.#updateForm();
    this.#view.showChoice(null);
  }

  connectedCallback(): void {
    this.takeEarlierProperties();
    if (this.#internals !== null) this.#internals.role = "group";
    this.#speak();
    this.#updateForm();
    void this.#greet();
  }

  async #greet(): Promise<void> {
    try {
      requireBrowser(NEEDED);
      await this.textsReady();
    } catch (error) {
      await this.textsReady().catch(() => undefined);
      this.#fail(error);
    }
  }

  disconnectedCallback(): void {
    this.reset();
    this.#worker?.close();
    this.#worker = null;
  }

  attributeChangedCallback(): void {
    if (!this.isConnected) return;
    this.#speak();
    this.#updateForm();
    void this.textsReady().catch(() => undefined);
    if (this.#outcome !== null) void this.#render(this.#outcome);
  }

  formDisabledCallback(disabled: boolean): void {
    this.#disabledByForm = disabled;
    this.#speak();
  }

  formResetCallback(): void {
    this.reset();
  }

  /** Listeners of this element's own events get them typed; all others as any element's. */
  override addEventListener<Type extends keyof PadesVerifyEventMap>(
    type: Type,
    listener: (this: PadesVerifyElement, event: PadesVerifyEventMap[Type]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener<Type extends keyof HTMLElementEventMap>(
    type: Type,
    listener: (this: HTMLElement, event: HTMLElementEventMap[Type]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void {
    super.addEventListener(type, listener, options);
  }

  protected override settingsChanged(): void {
    if (this.isConnected) this.#speak();
  }

  #speak(): void {
    this.#view.setTexts(this.texts);
    this.#view.setDisabled(this.#disabledByForm || this.hasAttribute("disabled"));
    if (this.#internals !== null) this.#internals.ariaLabel = this.texts.label;
  }

  #forget(): void {
    this.#outcome = null;
    this.#report = null;
    this.#error = null;
    this.removeAttribute("verdict");
  }

  async #run(
    files: readonly VerificationFile[],
    isFolder: boolean,
    password?: string,
  ): Promise<VerificationOutcome | null> {
    this.#running?.abort(new DOMException("another verification began", "AbortError"));
    const running = new AbortController();
    const { signal } = running;
    const isCurrent = (): boolean => this.#running === running;
    this.#running = running;
    this.#forget();
    this.#files = files;
    this.#isFolder = isFolder;
    if (files.length === 0) {
      this.#running = null;
      this.#updateForm();
      this.#view.showProblem("nothing-chosen", null);
      return null;
    }
    this.#view.showProgress(null);
    this.#updateForm();
    try {
      requireBrowser(NEEDED);
      await this.textsReady();
      const settings: VerificationSettings = {
        ...(await this.readSettings(signal)),
        ...(isFolder ? { as: "dossier" } : {}),
        ...(password === undefined ? {} : { password }),
      };
      this.#worker ??= createVerificationWorker(this.workerOrigin());
      const outcome = await this.#worker.verify(files, settings, {
        signal,
        onProgress: (progress) => {
          this.#view.showProgress(progress);
          this.#tell("progress", progress, true);
        },
      });
      await this.#render(outcome, isCurrent);
      if (!isCurrent()) return null;
      this.#running = null;
      this.#outcome = outcome;
      this.#updateForm();
      const verdict = this.verdict ?? "indeterminate";
      this.#tell("verified", { verdict, outcome, report: outcome.report, files }, true);
      return outcome;
    } catch (error) {
      if (!isCurrent()) return null;
      this.#running = null;
      if (!signal.aborted) this.#fail(error);
      else {
        this.#files = [];
        this.#updateForm();
        this.#view.showChoice(this.texts.cancelled);
        this.#tell("cancelled", null, true);
      }
      return null;
    }
  }

  /** @param isCurrent whether the outcome is still asked for */
  async #render(outcome: VerificationOutcome, isCurrent = (): boolean => this.#outcome === outcome): Promise<void> {
    const { timeZone } = this;
    const speech = { locale: this.locale, context: this.context, ...(timeZone === null ? {} : { timeZone }) };
    const report = await reportView(outcome, speech);
    if (!isCurrent()) return;
    this.#report = report;
    this.#view.showReport(report, { password: asksForPassword(outcome), form: this.form !== null });
    this.setAttribute("verdict", report.verdict);
    this.#updateForm();
  }

  #fail(error: unknown): void {
    this.#forget();
    const problem = problemOf(error);
    const message = error instanceof Error ? error.message : String(error);
    this.#error = error instanceof PadesError ? error : new PadesError("ERR_WORKER", message, { cause: error });
    this.#view.showProblem(problem, problem === "too-many-files" ? null : `${this.#error.code}. ${message}`);
    this.#updateForm();
    this.#tell("error", { error: this.#error }, false);
  }

  /** A proven fault keeps the form back, and so does a check that is under way; nothing that merely is not known does. */
  #updateForm(): void {
    const internals = this.#internals;
    if (internals === null) return;
    const { form: words } = this.texts;
    const fields = {
      report: this.getAttribute("name"),
      files: this.getAttribute("files-name"),
      content: this.getAttribute("submits") === "summary" ? "summary" : "report",
    } as const;
    internals.setFormValue(formDataOf(this.#outcome, this.verdict, this.#files, fields));
    const { anchor } = this.#view;
    if (this.#running !== null) internals.setValidity({ customError: true }, words.stillChecking, anchor);
    else if (this.#report !== null && blocksForm(this.#report.verdict)) {
      internals.setValidity({ customError: true }, words.blocked(this.#report.answer), anchor);
    } else if (this.hasAttribute("required") && this.#files.length === 0) {
      internals.setValidity({ valueMissing: true }, words.required, anchor);
    } else internals.setValidity({});
  }

  #tell<Type extends keyof PadesVerifyEventMap>(
    type: Type,
    detail: PadesVerifyEventMap[Type]["detail"],
    bubbles: boolean,
  ): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles, composed: bubbles }));
  }
}

function asksForPassword(outcome: VerificationOutcome): boolean {
  return (
    outcome.kind === "files" &&
    outcome.verifications.some(({ findings }) => findings.some(({ code }) => code === "pdf-encrypted"))
  );
}

declare global {
  interface HTMLElementTagNameMap {
    "pades-verify": PadesVerifyElement;
  }
}
