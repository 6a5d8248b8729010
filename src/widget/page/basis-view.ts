import type { PageTexts } from "../../report/offline-page/page-texts.ts";
import { plainText } from "../../report/plain-text.ts";
import { nameToText } from "../../x509/name-text.ts";
import type { TrustStore } from "../../x509/trust-store.ts";
import { build } from "../element/build-element.ts";
import type { BundleInUse } from "./bundle-in-use.ts";

/** What verdicts on this page rest on. */
export interface Basis {
  readonly trust: TrustStore;
  readonly bundle: BundleInUse | null;
  /** The number of the dossier that the page was made for. */
  readonly manifestId: string | null;
}

export interface BasisSpeech {
  readonly texts: PageTexts["basis"];
  readonly time: (date: Date) => string;
  readonly now: Date;
}

const DAY_MS = 86_400_000;

/** Trust and evidence, with what they can be recognised by. */
export function basisNodes(
  { trust, bundle, manifestId }: Basis,
  { texts, time, now }: BasisSpeech,
): readonly Element[] {
  const anchors = trust.anchors.map(({ certificate, tag }) =>
    build(
      "li",
      {},
      plainText(nameToText(certificate.subject)) + (tag === null ? "" : ` (${plainText(tag)})`),
      fingerprint(certificate.sha256),
    ),
  );
  return [
    build("p", { class: "hint" }, texts.hint),
    build("h3", {}, texts.profile),
    build("p", {}, plainText(trust.id), fingerprint(trust.sha256)),
    ...(manifestId === null ? [] : [build("p", {}, texts.manifest(plainText(manifestId)))]),
    build("h3", {}, texts.anchors),
    anchors.length === 0 ? build("p", {}, texts.noAnchors) : build("ul", {}, ...anchors),
    build("h3", {}, texts.evidence),
    ...evidenceNodes(bundle, { texts, time, now }),
  ];
}

function evidenceNodes(bundle: BundleInUse | null, { texts, time, now }: BasisSpeech): readonly Element[] {
  if (bundle?.oldest == null) return [build("p", {}, texts.noEvidence)];
  const { pieces, oldest, due } = bundle;
  const days = Math.max(0, Math.floor((now.getTime() - oldest.getTime()) / DAY_MS));
  const age = texts.age({ pieces, oldest: time(oldest), days, due: due === null ? null : time(due) });
  const isOverdue = due !== null && due < now;
  return [build("p", {}, age), ...(isOverdue ? [build("p", { class: "overdue" }, texts.overdue)] : [])];
}

/** In groups of eight, to be compared by eye. */
function fingerprint(sha256: string): Element {
  return build("code", {}, `SHA-256 ${sha256.match(/.{1,8}/g)?.join(" ") ?? sha256}`);
}
