import type { DossierManifest } from "../../dossier/manifest.ts";
import type { DossierSealer } from "../../dossier/sealer.ts";
import { PadesError } from "../../errors.ts";
import type { LocaleTag } from "../../locale/locale.ts";
import type { ReaderContext } from "../../locale/next-action.ts";
import type { EvidenceInput } from "../../pades/verify/evidence/evidence.ts";
import type { VerificationPolicy } from "../../pades/verify/policy.ts";
import type { TrustProfile } from "../../x509/trust-profile.ts";
import type { WorkerOrigin } from "../client/start-worker.ts";
import type { VerificationSettings } from "../messages.ts";
import { vi } from "./texts/vi.ts";
import type { WidgetTexts } from "./widget-texts.ts";

/** Where there is no DOM, as when a page is rendered on a server, the class can be loaded and is never made. */
const ElementBase: typeof HTMLElement =
  // Nothing of HTMLElement is used there: any class stands in for the name.
  typeof HTMLElement === "undefined" ? (Object as unknown as typeof HTMLElement) : HTMLElement;

const CONTEXTS: readonly ReaderContext[] = ["registry", "citizen", "archive"];

/** English, which pages in Vietnamese never load; null until it is needed. */
let english: WidgetTexts | null = null;

/** What no attribute's text can be. */
interface ObjectSettings {
  readonly trust: TrustProfile;
  readonly evidence: EvidenceInput | Uint8Array | Blob;
  readonly manifest: DossierManifest | string | Uint8Array;
  readonly sealer: DossierSealer;
  readonly policy: VerificationPolicy;
  readonly now: Date;
  readonly worker: () => Worker;
}

/** How the element is set up: each setting a property, and an attribute that counts where the property is not set. */
export abstract class ElementSettings extends ElementBase {
  /** The worker's address for elements that name none: what the script file for pages without npm sets. */
  static defaultWorkerUrl: string | null = null;

  /** Whom to trust. Attribute `trust`: JSON, "#id" of a script element that holds it, or an address of this site. */
  trust: ObjectSettings["trust"] | null = earlier(this, "trust");
  /** Attribute `evidence`: an evidence bundle, likewise. */
  evidence: ObjectSettings["evidence"] | null = earlier(this, "evidence");
  /** Attribute `manifest`, likewise. */
  manifest: ObjectSettings["manifest"] | null = earlier(this, "manifest");
  sealer: ObjectSettings["sealer"] | null = earlier(this, "sealer");
  /** Attribute `policy`, likewise. */
  policy: ObjectSettings["policy"] | null = earlier(this, "policy");
  /** The time at which certificates must hold, in place of the clock's. */
  now: ObjectSettings["now"] | null = earlier(this, "now");
  /** Starts the worker, in place of `workerUrl`. */
  worker: ObjectSettings["worker"] | null = earlier(this, "worker");
  #texts: Partial<WidgetTexts> = {};

  /** What it says beside the report; set any part of it. */
  get texts(): WidgetTexts {
    return { ...(this.locale === "vi" ? vi : (english ?? vi)), ...this.#texts };
  }

  set texts(texts: Partial<WidgetTexts>) {
    this.#texts = texts;
    this.settingsChanged();
  }

  /** Attribute `locale`; else what `lang` says, of this element or around it; else Vietnamese. */
  get locale(): LocaleTag {
    const around = this.closest("[lang]")?.getAttribute("lang") ?? document.documentElement.lang;
    const tag = this.getAttribute("locale") ?? around;
    return /^en\b/i.test(tag) ? "en" : "vi";
  }

  set locale(locale: LocaleTag) {
    this.setAttribute("locale", locale);
  }

  /** Who reads, which decides the next step; "citizen" by default. */
  get context(): ReaderContext {
    const context = this.getAttribute("context");
    return CONTEXTS.find((known) => known === context) ?? "citizen";
  }

  set context(context: ReaderContext) {
    this.setAttribute("context", context);
  }

  /** Attribute `time-zone`, as for renderReport; null: that of the language. */
  get timeZone(): string | null {
    return this.getAttribute("time-zone");
  }

  set timeZone(timeZone: string | null) {
    if (timeZone === null) this.removeAttribute("time-zone");
    else this.setAttribute("time-zone", timeZone);
  }

  /** Attribute `worker-url`. */
  get workerUrl(): string | null {
    return this.getAttribute("worker-url") ?? ElementSettings.defaultWorkerUrl;
  }

  set workerUrl(url: string | URL | null) {
    if (url === null) this.removeAttribute("worker-url");
    else this.setAttribute("worker-url", String(url));
  }

  /** Attribute `worker-type`. */
  get workerType(): WorkerType {
    return this.getAttribute("worker-type") === "classic" ? "classic" : "module";
  }

  set workerType(type: WorkerType) {
    this.setAttribute("worker-type", type);
  }

  get name(): string {
    return this.getAttribute("name") ?? "";
  }

  set name(name: string) {
    this.setAttribute("name", name);
  }

  protected abstract settingsChanged(): void;

  /** Waits until `texts` has the words of the locale. */
  protected async textsReady(): Promise<void> {
    if (this.locale === "vi" || english !== null) return;
    english = (await import("./texts/en.ts")).en;
    this.settingsChanged();
  }

  /** What was set while the element was not yet defined hides the accessors, until it is set anew. */
  protected takeEarlierProperties(): void {
    for (const name of ["texts", "locale", "context", "timeZone", "workerUrl", "workerType", "name"]) {
      const value: unknown = Object.getOwnPropertyDescriptor(this, name)?.value;
      if (value === undefined || !Reflect.deleteProperty(this, name)) continue;
      Reflect.set(this, name, value);
    }
  }

  /** @throws PadesError ERR_INVALID_ARGUMENT where there is no worker */
  protected workerOrigin(): WorkerOrigin {
    if (this.worker !== null) return { worker: this.worker };
    const { workerUrl, workerType } = this;
    if (workerUrl === null) throw missing("worker-url", "the address of pades-dossier/worker");
    return { workerUrl: new URL(workerUrl, document.baseURI), workerType };
  }

  /** @throws PadesError ERR_INVALID_ARGUMENT, naming the attribute; ERR_FETCH */
  protected async readSettings(signal: AbortSignal): Promise<VerificationSettings> {
    const trust = this.trust ?? (await this.#json("trust", signal));
    if (trust === null) throw missing("trust", "a trust profile");
    const evidence = this.evidence ?? (await this.#bytes("evidence", signal));
    const manifest = this.manifest ?? (await this.#bytes("manifest", signal));
    const policy = this.policy ?? (await this.#json("policy", signal));
    return {
      // The worker checks all that JSON may hold.
      trust: trust as TrustProfile,
      ...(evidence === null ? {} : { evidence }),
      ...(manifest === null ? {} : { manifest }),
      ...(policy === null ? {} : { policy }),
      ...(this.sealer === null ? {} : { sealer: this.sealer }),
      ...(this.now === null ? {} : { now: this.now }),
    };
  }

  /** Pages that set properties never load what reads attributes. */
  async #bytes(name: string, signal: AbortSignal): Promise<Uint8Array | null> {
    return this.hasAttribute(name) ? (await import("./read-setting.ts")).readSetting(this, name, signal) : null;
  }

  async #json(name: string, signal: AbortSignal): Promise<object | null> {
    return this.hasAttribute(name) ? (await import("./read-setting.ts")).readJsonSetting(this, name, signal) : null;
  }
}

/** A property that was set on the element before it was defined: a field would forget it. */
function earlier<Name extends keyof ObjectSettings>(host: object, name: Name): ObjectSettings[Name] | null {
  return (host as Partial<ObjectSettings>)[name] ?? null;
}

function missing(attribute: string, expected: string): PadesError {
  return new PadesError("ERR_INVALID_ARGUMENT", `attribute ${attribute}: expected ${expected}, found none`);
}
