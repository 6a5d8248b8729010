import type { ChangeItem, SignatureVerification } from "../pades/verify/verification.ts";
import { contentChanges } from "./content-changes.ts";
import { speakChange } from "./headline.ts";
import { type HtmlOptions, sign } from "./html-parts.ts";
import { type Markup, markup } from "./markup.ts";
import { plainText } from "./plain-text.ts";
import type { FileReport, SignatureReport } from "./report-tree.ts";
import { signingTime } from "./rows.ts";

/** Changes that stand at the top of a page; the part about the file lists all. */
const MAX_TOP_CHANGES = 5;

/** What is known at once of a file: what was changed after signing, then who signed, for whom and when. */
export function filePeople(file: FileReport, options: HtmlOptions): Markup | null {
  const people = file.signatures.filter(({ verification }) => verification.kind === "signature");
  const changes = [
    ...new Set(
      file.signatures
        .filter(({ verdict }) => verdict !== "valid")
        .flatMap(({ verification }) => decidingChanges(verification).map((item) => speakChange(item, options))),
    ),
  ].slice(0, MAX_TOP_CHANGES);
  if (people.length === 0 && changes.length === 0) return null;
  const { page, words } = options.locale;
  return markup`${
    changes.length === 0
      ? null
      : markup`<div class="altered"><b>${words.label.changes}</b><ul>${changes.map((change) => markup`<li>${change}</li>`)}</ul></div>`
  }${people.length === 0 ? null : markup`<ul class="people" aria-label="${page.who}">${people.map((one) => person(one, options))}</ul>`}`;
}

/** Where changes are not permitted, those that are not; else all, for who reads must know what was added. */
function decidingChanges(verification: SignatureVerification): ChangeItem[] {
  const { level, permitted } = verification.changes;
  const changes = contentChanges(verification);
  return permitted === false ? changes.filter((item) => item.level === level) : changes;
}

function person({ verification, verdict }: SignatureReport, options: HtmlOptions): Markup {
  const { words, page } = options.locale;
  const { signer } = verification;
  const name = plainText(signer?.commonName ?? "");
  const organization = plainText(signer?.organization ?? "");
  const who = name === "" ? words.noName : name;
  return markup`<li class="${verdict}">${sign(verdict)}<span><b>${verdict === "valid" ? who : words.namedSigner(who)}</b>${
    organization === "" || organization === name ? null : markup`<br>${page.onBehalfOf(organization)}`
  }<br>${`${words.label.time}: ${signingTime(verification, options)}`}</span></li>`;
}
