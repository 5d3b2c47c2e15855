/**
 * Who really asks. `forwarded` is X-Forwarded-For as it came: anybody may have begun it, and each proxy wrote at its end
 * whom it heard from. Only the last `proxies` hops are ours, so the address before them is the caller's; without any,
 * it is the one that opened the connection.
 */
export function clientAddress(forwarded: string | undefined, peer: string | undefined, proxies: number): string {
  const hops = [...(forwarded ?? "").split(","), peer ?? ""].map((hop) => hop.trim()).filter((hop) => hop !== "");
  const address = hops.at(-1 - proxies) ?? hops[0] ?? "";
  return ofOneHousehold(withoutPort(address));
}

function withoutPort(address: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(address)?.[1];
  if (bracketed) return bracketed;
  return /^[\d.]+:\d+$/.test(address) ? address.slice(0, address.indexOf(":")) : address;
}

// Whoever has one IPv6 address has some billion billions of them: the first half names the line they share.
function ofOneHousehold(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  if (mapped || !address.includes(":")) return (mapped ?? address).slice(0, 64);
  const [front = "", back] = address.toLowerCase().split("%")[0]?.split("::") ?? [];
  const head = front === "" ? [] : front.split(":");
  const tail = back ? back.split(":") : [];
  const filled =
    back === undefined ? head : [...head, ...Array(Math.max(8 - head.length - tail.length, 0)).fill("0"), ...tail];
  return `${filled
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`.slice(0, 64);
}

/** How many proxies of ours stand before the application: TRUSTED_PROXIES, none when it says nothing readable. */
export function trustedProxies(setting: string | undefined): number {
  return setting && /^\d$/.test(setting.trim()) ? Number(setting) : 0;
}
