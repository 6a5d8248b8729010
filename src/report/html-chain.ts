import type {
  ChainCertificate,
  RevocationSummary,
  SignatureVerification,
  Verdict,
} from "../pades/verify/verification.ts";
import { type HtmlOptions, sign } from "./html-parts.ts";
import { type Markup, markup } from "./markup.ts";
import { plainText } from "./plain-text.ts";

/** The path as a picture: the root on top, each certificate below the one that issued it, the signer last. */
export function chainPicture(verification: SignatureVerification, options: HtmlOptions): Markup | null {
  const { chain } = verification;
  if (chain.length === 0) return null;
  const { page } = options.locale;
  const leadsToAnchor = chain.at(-1)?.isAnchor === true;
  const nodes = [...chain].reverse().map((certificate) => node(certificate, verification, options));
  const broken = markup`<li class="indeterminate broken">${sign("indeterminate")}<span><b>${page.chain.broken}</b></span></li>`;
  return markup`<div class="path"><h3>${page.chain.title}</h3><ol>${leadsToAnchor ? null : broken}${nodes}</ol></div>`;
}

function node(certificate: ChainCertificate, verification: SignatureVerification, options: HtmlOptions): Markup {
  const { words } = options.locale;
  const tag = certificate.isAnchor ? plainText(certificate.anchorTag ?? "") : "";
  const status = certificate.isAnchor ? null : statusOf(certificate, verification);
  return markup`<li class="${verdictOn(certificate, verification, status)}">${sign(verdictOn(certificate, verification, status))}<span><small>${roleOf(certificate, verification, options)}${tag === "" ? null : ` (${tag})`}</small><b>${plainText(certificate.name ?? certificate.subject)}</b><small>${words.label.validity}: ${words.validityPeriod(options.time(certificate.notBefore), options.time(certificate.notAfter))}</small>${
    status === null
      ? null
      : markup`<small>${words.label.revocation}: ${status === "not-checked" ? options.locale.page.chain.statusNotChecked : words.revocationStatus[status]}</small>`
  }</span></li>`;
}

type ShownStatus = RevocationSummary["status"] | "not-checked";

/** Null where it is not certain whose status is known: statuses are told by names, of which two can be alike. */
function statusOf(
  certificate: ChainCertificate,
  { chain, revocation, indication }: SignatureVerification,
): ShownStatus | null {
  const isNamed = ({ subject }: ChainCertificate, name: string): boolean =>
    subject === name || subject.split(", ").includes(`CN=${name}`);
  const own = revocation.filter(({ certificate: name }) => isNamed(certificate, name));
  const [first] = own;
  if (first !== undefined) {
    const alike = chain.filter((each) => isNamed(each, first.certificate));
    return own.length === 1 && alike.length === 1 ? first.status : null;
  }
  return revocation.length === 0 && indication !== "TOTAL-PASSED" ? "not-checked" : null;
}

function verdictOn(
  { isAnchor }: ChainCertificate,
  { indication }: SignatureVerification,
  status: ShownStatus | null,
): Verdict {
  if (status === "revoked") return "invalid";
  return isAnchor || status === "good" || indication === "TOTAL-PASSED" ? "valid" : "indeterminate";
}

function roleOf(
  certificate: ChainCertificate,
  { chain, kind }: SignatureVerification,
  { locale: { page } }: HtmlOptions,
): string {
  if (certificate.isAnchor) return page.chain.anchor;
  if (chain[0] !== certificate) return page.chain.intermediate;
  return kind === "signature" ? page.chain.signer : page.chain.timestampAuthority;
}
