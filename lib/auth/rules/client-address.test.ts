import { describe, expect, it } from "vitest";
import { clientAddress, trustedProxies } from "./client-address";

const peer = "203.0.113.9";

describe("the caller's address", () => {
  it.each([
    ["no proxy: whoever opened the connection", undefined, 0, peer],
    ["no proxy: the caller's word counts for nothing", "198.51.100.1", 0, peer],
    ["one proxy: whom it heard from", "198.51.100.1", 1, "198.51.100.1"],
    ["one proxy: not what the caller wrote before", "1.2.3.4, 198.51.100.1", 1, "198.51.100.1"],
    ["two proxies", "1.2.3.4, 198.51.100.1, 192.0.2.7", 2, "198.51.100.1"],
    ["more proxies than hops: the farthest that is known", "198.51.100.1", 3, "198.51.100.1"],
    ["a proxy that passed nothing on", undefined, 1, peer],
    ["a proxy that writes the port", "198.51.100.1:55210", 1, "198.51.100.1"],
    ["an IPv4 address in IPv6's dress", "::ffff:198.51.100.1", 1, "198.51.100.1"],
  ])("%s", (_name, forwarded, proxies, address) => {
    expect(clientAddress(forwarded, peer, proxies)).toBe(address);
  });

  it("of one IPv6 line is one", () => {
    for (const address of [
      "2001:db8:1:2::1",
      "2001:0db8:0001:0002:ffff:1:2:3",
      "[2001:DB8:1:2::9]:443",
      "2001:db8:1:2:3::",
    ]) {
      expect(clientAddress(undefined, address, 0)).toBe("2001:db8:1:2::/64");
    }
    expect(clientAddress(undefined, "2001:db8::1", 0)).toBe("2001:db8:0:0::/64");
    expect(clientAddress(undefined, "::1", 0)).toBe("0:0:0:0::/64");
  });

  it("is never longer than an address", () => {
    expect(clientAddress("x".repeat(9000), peer, 1).length).toBeLessThanOrEqual(64);
    expect(clientAddress(`${"1:".repeat(9000)}1`, peer, 1).length).toBeLessThanOrEqual(64);
  });
});

it.each([
  ["2", 2],
  ["0", 0],
  ["", 0],
  ["-1", 0],
  ["all", 0],
  [undefined, 0],
])("TRUSTED_PROXIES=%s is %i", (setting, proxies) => {
  expect(trustedProxies(setting)).toBe(proxies);
});
