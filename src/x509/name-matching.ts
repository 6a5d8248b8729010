/** How a name relates to a subtree. Incomparable: one of the two is not what its form allows. */
export type NameMatch = "inside" | "outside" | "incomparable";

/** RFC 1034 preferred syntax, with the underscore that real names have. */
const LABEL = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/;

function isHostName(host: string): boolean {
  return host.length <= 253 && host.split(".").every((label) => LABEL.test(label));
}

/** `base` with a leading dot: hosts below it; otherwise that host alone (RFC 5280, 4.2.1.10, for mail and URI). */
function matchHost(host: string, base: string): NameMatch {
  if (base === "") return "inside";
  const isDomain = base.startsWith(".");
  if (!isHostName(isDomain ? base.slice(1) : base)) return "incomparable";
  return (isDomain ? host.endsWith(base) : host === base) ? "inside" : "outside";
}

/**
 * A dNSName and a dNSName subtree: the name itself or any below it. A wildcard name is inside a permitted subtree when
 * all it stands for is, and inside an excluded one when any of it is.
 */
export function matchDns(text: string, subtree: string, kind: "permitted" | "excluded"): NameMatch {
  const name = text.toLowerCase();
  const base = subtree.toLowerCase();
  const isWildcard = name.startsWith("*.");
  const host = isWildcard ? name.slice(2) : name;
  if (!isHostName(host)) return "incomparable";
  if (base === "") return "inside";
  const domain = base.startsWith(".") ? base.slice(1) : base;
  if (!isHostName(domain)) return "incomparable";
  if (host.endsWith(`.${domain}`)) return "inside";
  // "*.example.com" is one label longer than its host, so it is below ".example.com" as well as "example.com".
  if (host === domain && (domain === base || isWildcard)) return "inside";
  if (kind === "excluded" && isWildcard && isOneLabelBelow(domain, host)) return "inside";
  return "outside";
}

function isOneLabelBelow(name: string, parent: string): boolean {
  return name.endsWith(`.${parent}`) && !name.slice(0, -parent.length - 1).includes(".");
}

/** An rfc822Name and a subtree that is a mailbox, a host, or a domain. The local part keeps its case (RFC 5280, 7.5). */
export function matchMailbox(text: string, subtree: string): NameMatch {
  const mailbox = splitMailbox(text);
  if (mailbox === null) return "incomparable";
  if (!subtree.includes("@")) return matchHost(mailbox.host, subtree.toLowerCase());
  const base = splitMailbox(subtree);
  if (base === null) return "incomparable";
  return mailbox.local === base.local && mailbox.host === base.host ? "inside" : "outside";
}

function splitMailbox(text: string): { local: string; host: string } | null {
  const at = text.lastIndexOf("@");
  const local = text.slice(0, Math.max(0, at));
  const host = text.slice(at + 1).toLowerCase();
  return local !== "" && isHostName(host) ? { local, host } : null;
}

/** A URI and a subtree that is a host or a domain. A URI without a host by name cannot be compared, and so is refused. */
export function matchUri(text: string, subtree: string): NameMatch {
  const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#:@[\]]+)(?::\d*)?(?:[/?#]|$)/i
    .exec(text)?.[1]
    ?.toLowerCase();
  if (host === undefined || !isHostName(host) || /\.\d+$|^\d+$/.test(host)) return "incomparable";
  return matchHost(host, subtree.toLowerCase());
}

/** An iPAddress and a range: an address and a mask, each as long as the address. */
export function matchIp(address: Uint8Array, range: Uint8Array): NameMatch {
  const isAddress = address.length === 4 || address.length === 16;
  if (!isAddress || (range.length !== 8 && range.length !== 32)) return "incomparable";
  const size = range.length / 2;
  const mask = range.subarray(size);
  if (!isPrefixMask(mask)) return "incomparable";
  if (address.length !== size) return "outside";
  return address.every((octet, i) => ((octet ^ (range[i] ?? 0)) & (mask[i] ?? 0)) === 0) ? "inside" : "outside";
}

/** In the style of RFC 4632: ones, then zeros. */
function isPrefixMask(mask: Uint8Array): boolean {
  const bits = Array.from(mask, (octet) => octet.toString(2).padStart(8, "0")).join("");
  return /^1*0*$/.test(bits);
}
