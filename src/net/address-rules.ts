/**
 * Which network addresses a fetcher may talk to: those of the public internet. Certificates name addresses too, and
 * whoever wrote them must not make a server look into the network it stands in.
 */

/** A block of IPv4 addresses: the first, and how many leading bits count. */
type Block = readonly [address: number, bits: number];

const v4 = (a: number, b: number, c: number, d: number) => ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;

/** IANA IPv4 special-purpose address registry (RFC 6890), and multicast. */
const SPECIAL_V4: readonly Block[] = [
  [v4(0, 0, 0, 0), 8],
  [v4(10, 0, 0, 0), 8],
  [v4(100, 64, 0, 0), 10],
  [v4(127, 0, 0, 0), 8],
  [v4(169, 254, 0, 0), 16],
  [v4(172, 16, 0, 0), 12],
  [v4(192, 0, 0, 0), 24],
  [v4(192, 0, 2, 0), 24],
  [v4(192, 88, 99, 0), 24],
  [v4(192, 168, 0, 0), 16],
  [v4(198, 18, 0, 0), 15],
  [v4(198, 51, 100, 0), 24],
  [v4(203, 0, 113, 0), 24],
  // Multicast, reserved, broadcast.
  [v4(224, 0, 0, 0), 3],
];

/**
 * Whether an IP address, as text, belongs to the public internet. Anything that is not exactly an address is not.
 *
 * @param address dotted IPv4, or IPv6 with or without brackets; a zone (%eth0) marks it as not public
 */
export function isPublicAddress(address: string): boolean {
  const four = parseIpv4(address);
  if (four !== null) return isPublicV4(four);
  const six = parseIpv6(address.replace(/^\[(.*)\]$/, "$1"));
  return six !== null && isPublicV6(six);
}

/** Whether text is an IP address rather than a name. */
export function isIpAddress(text: string): boolean {
  return parseIpv4(text) !== null || parseIpv6(text.replace(/^\[(.*)\]$/, "$1")) !== null;
}

/** Names that never mean a public host (RFC 6761, RFC 6762, and what ICANN reserved for private use). */
const LOCAL_NAMES = ["localhost", "local", "localdomain", "internal", "home.arpa", "intranet", "lan"];

/** Whether a host name stands for this machine or its own network, whatever it resolves to. */
export function isLocalName(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, "");
  return LOCAL_NAMES.some((local) => name === local || name.endsWith(`.${local}`));
}

function isPublicV4(address: number): boolean {
  return !SPECIAL_V4.some(([start, bits]) => address >>> (32 - bits) === start >>> (32 - bits));
}

/** Of IPv6 only global unicast, 2000::/3, counts, without what in it is special or carries an IPv4 address. */
function isPublicV6(groups: readonly number[]): boolean {
  const [first = 0, second = 0, third = 0] = groups;
  // ::ffff:0:0/96, IPv4-mapped, and 64:ff9b::/96, which a translator maps: as public as the address inside.
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  const isTranslated = first === 0x64 && second === 0xff9b && groups.slice(2, 6).every((group) => group === 0);
  if (isMapped || isTranslated) return isPublicV4((((groups[6] ?? 0) << 16) | (groups[7] ?? 0)) >>> 0);
  if (first >>> 13 !== 1) return false;
  // 2001::/23: protocol assignments, Teredo among them. 2001:db8::/32, 3fff::/20: documentation. 2002::/16: 6to4.
  const isAssignment = first === 0x2001 && second < 0x200;
  const isDocumentation = (first === 0x2001 && second === 0xdb8) || (first === 0x3fff && second < 0x1000);
  // 2620:4f:8000::/48: direct delegation to AS112 sinks.
  const isSink = first === 0x2620 && second === 0x4f && third === 0x8000;
  return !isAssignment && !isDocumentation && !isSink && first !== 0x2002;
}

/** Four decimal numbers, no leading zeros: other spellings mean different addresses to different readers. */
function parseIpv4(text: string): number | null {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part))) return null;
  const [a = 256, b = 256, c = 256, d = 256] = parts.map(Number);
  return Math.max(a, b, c, d) > 255 ? null : v4(a, b, c, d);
}

/** Eight groups (RFC 4291, 2.2); null for anything else, a zone included. */
function parseIpv6(text: string): number[] | null {
  if (!/^[0-9a-fA-F:.]{2,45}$/.test(text)) return null;
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const [head, tail] = halves.map(parseGroups);
  if (head === undefined || head === null || tail === null) return null;
  if (tail === undefined) return head.length === 8 ? head : null;
  const missing = 8 - head.length - tail.length;
  return missing < 1 ? null : [...head, ...new Array<number>(missing).fill(0), ...tail];
}

/** Groups between colons, the last of which may be a dotted IPv4 address. */
function parseGroups(text: string): number[] | null {
  if (text === "") return [];
  const groups: number[] = [];
  const parts = text.split(":");
  for (const [index, part] of parts.entries()) {
    const dotted = index === parts.length - 1 && part.includes(".") ? parseIpv4(part) : null;
    if (dotted !== null) groups.push(dotted >>> 16, dotted & 0xffff);
    else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(Number.parseInt(part, 16));
    else return null;
  }
  return groups;
}
