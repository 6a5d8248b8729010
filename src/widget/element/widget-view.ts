import type { Verdict } from "../../pades/verify/verification.ts";
import type { VerificationProgress } from "../messages.ts";
import { build, buildIcon } from "./build-element.ts";
import { type ChosenFiles, filesOfDrop, filesOfInput } from "./chosen-files.ts";
import type { ReportView } from "./report-view.ts";
import type { ProblemKind, WidgetTexts } from "./widget-texts.ts";

/** What the view tells the element. */
export interface ViewEvents {
  readonly onChosen: (chosen: ChosenFiles) => void;
  /** Files could not be taken over. */
  readonly onRefused: (error: unknown) => void;
  readonly onCancel: () => void;
  readonly onPassword: (password: string) => void;
}

/** What the shadow root shows. One of: the drop zone, progress, a report; a problem or a note beside the drop zone. */
export interface WidgetView {
  readonly setTexts: (texts: WidgetTexts) => void;
  readonly setDisabled: (disabled: boolean) => void;
  /** `note` is said, in text and to those who hear the page. */
  readonly showChoice: (note: string | null) => void;
  readonly showProgress: (progress: VerificationProgress | null) => void;
  readonly showReport: (report: ReportView, beside: { readonly password: boolean; readonly form: boolean }) => void;
  readonly showProblem: (kind: ProblemKind, detail: string | null) => void;
  /** Where a form's complaint about this element points to. */
  readonly anchor: HTMLElement;
}

const ICON = {
  drop: "M12 15V4m0 0L8 8m4-4 4 4M4 14v4a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-4",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z",
  problem: "M12 8v5M12 16.5v.2M12 3 2.5 20h19z",
} as const;

/** Verdicts that do not block a form and are yet none to rely on. */
const WARNS: ReadonlySet<Verdict> = new Set(["indeterminate", "unsigned"]);

export function createWidgetView(root: ShadowRoot, events: ViewEvents): WidgetView {
  let texts: WidgetTexts | null = null;

  const files = build("input", {
    type: "file",
    class: "hidden",
    multiple: "",
    accept: ".pdf,.zip,application/pdf,application/zip",
    tabindex: "-1",
    "aria-hidden": "true",
  });
  const folder = build("input", {
    type: "file",
    class: "hidden",
    webkitdirectory: "",
    tabindex: "-1",
    "aria-hidden": "true",
  });
  const chooseFiles = build("button", { type: "button", class: "button", part: "button" });
  const chooseFolder = build("button", { type: "button", class: "button plain", part: "button button-secondary" });
  const dropText = build("p", { class: "drop-text" });
  const staysHere = build("span");
  const zone = build(
    "div",
    { class: "zone", part: "drop-zone" },
    buildIcon(ICON.drop),
    dropText,
    build("div", { class: "buttons" }, chooseFiles, chooseFolder),
    build("p", { class: "stays" }, buildIcon(ICON.lock), staysHere),
    files,
    folder,
  );

  const progressText = build("p", { class: "progress-text", id: "progress-text" });
  const bar = build("progress", { class: "bar", part: "progress-bar", "aria-labelledby": "progress-text" });
  const cancel = build("button", { type: "button", class: "button plain", part: "button button-secondary" });
  const progress = build("div", { class: "checking", part: "progress", hidden: "" }, progressText, bar, cancel);

  const problem = build("div", { class: "problem", part: "problem", role: "alert", hidden: "" });
  const report = build("div", { class: "report", part: "report", role: "group", tabindex: "-1", hidden: "" });
  const passwordForm = createPasswordForm(events.onPassword);
  const note = build("p", { class: "note", part: "note", hidden: "" });
  const again = build("button", { type: "button", class: "button plain", part: "button button-secondary" });
  const after = build("div", { class: "after", hidden: "" }, again);
  const status = build("p", { class: "hidden", role: "status", "aria-live": "polite" });
  root.append(
    build(
      "div",
      { class: "base", part: "base" },
      problem,
      report,
      note,
      passwordForm.form,
      after,
      zone,
      progress,
      status,
    ),
  );

  const take = (chosen: Promise<ChosenFiles>): void => void chosen.then(events.onChosen, events.onRefused);
  chooseFiles.addEventListener("click", () => files.click());
  chooseFolder.addEventListener("click", () => folder.click());
  for (const input of [files, folder]) {
    input.addEventListener("change", () => {
      const chosen = [...(input.files ?? [])];
      // So that the same file can be chosen again.
      input.value = "";
      if (chosen.length > 0) take(Promise.resolve().then(() => filesOfInput(chosen)));
    });
  }
  cancel.addEventListener("click", events.onCancel);
  again.addEventListener("click", () => {
    view.showChoice(null);
    chooseFiles.focus();
  });
  listenForDrops(
    zone,
    () => chooseFiles.disabled,
    (transfer) => take(filesOfDrop(transfer)),
  );
  report.addEventListener("click", (event) => followLink(event, root));

  /** Shows `shown` and hides the rest; focus within what is hidden goes to `heir`. */
  const show = (shown: readonly HTMLElement[], heir: HTMLElement): void => {
    const hadFocus = root.activeElement !== null;
    for (const part of [zone, progress, problem, note, report, passwordForm.form, after]) {
      part.hidden = !shown.includes(part);
    }
    if (hadFocus && root.activeElement?.closest("[hidden]") !== null) heir.focus();
  };

  const view: WidgetView = {
    anchor: chooseFiles,
    setTexts: (next) => {
      texts = next;
      dropText.textContent = next.drop;
      staysHere.textContent = next.staysHere;
      chooseFiles.textContent = next.chooseFiles;
      chooseFolder.textContent = next.chooseFolder;
      cancel.textContent = next.cancel;
      again.textContent = next.another;
      report.setAttribute("aria-label", next.resultLabel);
      passwordForm.setTexts(next.password);
    },
    setDisabled: (disabled) => {
      for (const button of [chooseFiles, chooseFolder, again]) button.disabled = disabled;
    },
    showChoice: (said) => {
      note.textContent = said;
      status.textContent = said;
      show(said === null ? [zone] : [zone, note], chooseFiles);
    },
    showProgress: (at) => {
      progressText.textContent = at === null ? (texts?.starting ?? "") : (texts?.checking(at) ?? "");
      if (at === null || at.bytes === 0) bar.removeAttribute("value");
      else {
        bar.max = at.bytes;
        bar.value = at.bytesRead;
      }
      if (progress.hidden) {
        status.textContent = progressText.textContent;
        show([progress], cancel);
      }
    },
    showReport: ({ nodes, verdict, answer }, beside) => {
      report.replaceChildren(nodes);
      report.className = `report ${verdict}`;
      const warns = beside.form && WARNS.has(verdict);
      note.textContent = warns ? (texts?.warning ?? "") : "";
      passwordForm.form.reset();
      show([report, after, ...(beside.password ? [passwordForm.form] : []), ...(warns ? [note] : [])], report);
      status.textContent = texts?.done(answer) ?? "";
    },
    showProblem: (kind, detail) => {
      const said = texts?.problem[kind];
      problem.replaceChildren(
        build("p", { class: "problem-title" }, buildIcon(ICON.problem), build("b", {}, said?.title ?? "")),
        build("p", {}, said?.remedy ?? ""),
        ...(detail === null ? [] : [build("p", { class: "technical" }, `${texts?.technical ?? ""} ${detail}`)]),
      );
      status.textContent = "";
      show([problem, zone], chooseFiles);
    },
  };
  return view;
}

interface PasswordForm {
  readonly form: HTMLFormElement;
  readonly setTexts: (texts: WidgetTexts["password"]) => void;
}

function createPasswordForm(onPassword: (password: string) => void): PasswordForm {
  const label = build("label", { for: "password" });
  const input = build("input", {
    id: "password",
    type: "password",
    autocomplete: "off",
    required: "",
    "aria-describedby": "password-hint",
  });
  const hint = build("p", { id: "password-hint", class: "hint" });
  const submit = build("button", { type: "submit", class: "button", part: "button" });
  const row = build("div", { class: "row" }, input, submit);
  const form = build("form", { class: "password", part: "password", hidden: "" }, label, row, hint);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    onPassword(input.value);
  });
  const setTexts: PasswordForm["setTexts"] = (texts) => {
    label.textContent = texts.label;
    hint.textContent = texts.hint;
    submit.textContent = texts.submit;
  };
  return { form, setTexts };
}

function listenForDrops(zone: HTMLElement, isDisabled: () => boolean, onDrop: (transfer: DataTransfer) => void): void {
  // Counts, because entering a child comes before leaving its parent.
  let depth = 0;
  const over = (by: number): void => {
    depth = by === 0 ? 0 : Math.max(0, depth + by);
    zone.classList.toggle("over", depth > 0 && !isDisabled());
  };
  zone.addEventListener("dragenter", () => over(1));
  zone.addEventListener("dragleave", () => over(-1));
  zone.addEventListener("dragover", (event) => {
    // Without this a browser opens the file in place of the page.
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = isDisabled() ? "none" : "copy";
  });
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    over(0);
    if (event.dataTransfer !== null && !isDisabled()) onDrop(event.dataTransfer);
  });
}

/** A link to another part of the report: browsers look for its target outside of shadow roots only. */
function followLink(event: Event, root: ShadowRoot): void {
  const link = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
  const target = link === null ? null : root.getElementById(link.getAttribute("href")?.slice(1) ?? "");
  if (target === null) return;
  event.preventDefault();
  target.tabIndex = -1;
  target.focus();
  target.scrollIntoView({ block: "start" });
}
