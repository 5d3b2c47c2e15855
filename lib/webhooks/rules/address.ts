/** Ranges of IPv4 that are no place on the internet (IANA special purposes), and one that clouds answer metadata at. */
const closed4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "168.63.129.16/32",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3",
];
/** Of IPv6 only what is given out as unicast is open, less its special parts: tunnels into IPv4 and documentation. */
const open6 = "2000::/3";
const closed6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];
const loopbacks = ["127.0.0.0/8", "::1/128"];

/** Whether an address is on the internet, where everybody may send; what cannot be read is not. */
export function isPublicAddress(address: string): boolean {
  const bytes = bytesOf(address);
  if (bytes === null) return false;
  if (bytes.length === 4) return !closed4.some((range) => isWithin(bytes, range));
  return isWithin(bytes, open6) && !closed6.some((range) => isWithin(bytes, range));
}

/** Whether an address is this machine. */
export function isLoopback(address: string): boolean {
  const bytes = bytesOf(address);
  return bytes !== null && loopbacks.some((range) => isWithin(bytes, range));
}

function isWithin(bytes: readonly number[], range: string): boolean {
  const [base = "", length = ""] = range.split("/");
  const start = bytesOf(base);
  if (start?.length !== bytes.length) return false;
  const bits = Number(length);
  return bytes.every((byte, index) => {
    const mask = (0xff00 >> Math.min(Math.max(bits - index * 8, 0), 8)) & 0xff;
    return (byte & mask) === ((start[index] ?? 0) & mask);
  });
}

/** The 4 or 16 bytes of an address as resolvers write it; null for anything else, an address with a zone included. */
export function bytesOf(address: string): number[] | null {
  if (!address.includes(":")) return bytesOf4(address);
  const halves = address.split("::");
  if (halves.length > 2) return null;
  const [head, tail] = halves.map(groupsOf);
  if (head === undefined || head === null || tail === null) return null;
  if (tail === undefined) return head.length === 16 ? head : null;
  const missing = 16 - head.length - tail.length;
  return missing >= 2 ? [...head, ...new Array<number>(missing).fill(0), ...tail] : null;
}

function bytesOf4(text: string): number[] | null {
  const parts = text.split(".");
  const bytes = parts.map((part) => (/^(?:0|[1-9]\d{0,2})$/.test(part) ? Number(part) : 256));
  return bytes.length === 4 && bytes.every((byte) => byte < 256) ? bytes : null;
}

/** Bytes of the groups between colons; the last may be an address of IPv4. */
function groupsOf(text: string): number[] | null {
  if (text === "") return [];
  const groups = text.split(":");
  const bytes: number[] = [];
  for (const [index, group] of groups.entries()) {
    const last = group.includes(".") && index === groups.length - 1 ? bytesOf4(group) : null;
    if (last) bytes.push(...last);
    else if (/^[\da-f]{1,4}$/i.test(group))
      bytes.push(Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff);
    else return null;
  }
  return bytes;
}
