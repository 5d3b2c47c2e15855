import { createHmac } from "node:crypto";
import { BlockList } from "node:net";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { messagesByLocale } from "@/lib/i18n/messages/all";
import { newWebhookSecret } from "../new-secret";
import { bytesOf, isLoopback, isPublicAddress } from "./address";
import { pauseAfter, pauses } from "./backoff";
import { secretPattern, signedHeaders } from "./signature";
import { problemOfStatus } from "./states";
import { topics } from "./topics";
import { urlProblem } from "./webhook-url";

describe("an address", () => {
  // An independent reading of the same ranges.
  const closed = new BlockList();
  for (const [net, bits] of [
    ["0.0.0.0", 8],
    ["10.0.0.0", 8],
    ["100.64.0.0", 10],
    ["127.0.0.0", 8],
    ["169.254.0.0", 16],
    ["172.16.0.0", 12],
    ["192.0.0.0", 24],
    ["192.0.2.0", 24],
    ["192.88.99.0", 24],
    ["192.168.0.0", 16],
    ["198.18.0.0", 15],
    ["198.51.100.0", 24],
    ["203.0.113.0", 24],
    ["224.0.0.0", 4],
    ["240.0.0.0", 4],
  ] as const)
    closed.addSubnet(net, bits, "ipv4");
  closed.addAddress("168.63.129.16", "ipv4");

  const byte = fc.integer({ min: 0, max: 255 });
  const four = fc.tuple(byte, byte, byte, byte);
  const nearby = fc.constantFrom([10, 0], [172, 16], [172, 31], [192, 168], [169, 254], [100, 64], [127, 0], [198, 19]);
  const inside = fc.tuple(nearby, byte, byte).map(([[a = 0, b = 0], c, d]) => [a, b, c, d] as const);
  const written = fc.oneof(four, inside).map((bytes) => bytes.join("."));

  it("of IPv4 is public exactly where no special range has it", () => {
    fc.assert(
      fc.property(written, (address) => {
        expect(isPublicAddress(address)).toBe(!closed.check(address, "ipv4"));
      }),
    );
  });

  it("of IPv4 is never reached as an address of IPv6, however it is written", () => {
    fc.assert(
      fc.property(fc.oneof(four, inside), ([a, b, c, d]) => {
        const dotted = `${a}.${b}.${c}.${d}`;
        const hex = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
        for (const address of [
          `::ffff:${dotted}`,
          `::ffff:${hex}`,
          `0:0:0:0:0:FFFF:${hex}`,
          `::${dotted}`,
          `64:ff9b::${dotted}`,
          `64:ff9b:1::${hex}`,
          `2002:${hex}::1`,
          `2001:0:${hex}::`,
        ]) {
          expect(bytesOf(address), address).toHaveLength(16);
          expect(isPublicAddress(address), address).toBe(false);
        }
      }),
    );
  });

  it("of IPv6 is public only among those given out as unicast", () => {
    for (const address of ["2606:4700::6810:84e5", "2a00:1450:4009:80b::200e", "2400:cb00:2048:1::c629:d7a2"])
      expect(isPublicAddress(address), address).toBe(true);
    for (const address of [
      "::",
      "::1",
      "fc00::1",
      "fd00:ec2::254",
      "fe80::1",
      "fe80::1%eth0",
      "fec0::1",
      "ff02::1",
      "100::1",
      "2001:db8::1",
      "2001::1",
      "3fff::1",
      "5f00::1",
    ])
      expect(isPublicAddress(address), address).toBe(false);
  });

  it("that nobody could have meant is none", () => {
    for (const text of [
      "",
      "1.2.3",
      "1.2.3.4.5",
      "01.2.3.4",
      "1.2.3.256",
      "0x7f.0.0.1",
      "1::2::3",
      ":1",
      "1:2:3:4:5:6:7:8:9",
      "12345::",
      "a.b",
    ])
      expect([text, bytesOf(text)]).toEqual([text, null]);
    expect(isLoopback("127.9.9.9") && isLoopback("::1")).toBe(true);
    expect(isLoopback("128.0.0.1") || isLoopback("::2") || isLoopback("::ffff:127.0.0.1")).toBe(false);
  });
});

describe("an address of the web", () => {
  it("is refused in every way of writing one that is not public", () => {
    for (const host of [
      "127.1",
      "0",
      "0177.0.0.1",
      "0x7f000001",
      "2130706433",
      "[::]",
      "[::ffff:7f00:1]",
      "localhost.",
      "db",
      "shop.local",
    ])
      expect([host, urlProblem(`https://${host}/`)]).toEqual([host, "private_address"]);
    expect(urlProblem("https://partner.example.com/hook?x=1")).toBeNull();
    expect(urlProblem("https://partner.example.com:443/hook")).toBeNull();
    expect(urlProblem("https://8.8.8.8/")).toBeNull();
    for (const url of ["http://example.com", "ftp://example.com", "javascript:alert(1)", "file:///etc/passwd"])
      expect(urlProblem(url)).toMatch(/^not_/);
    expect(urlProblem(`https://example.com/${"x".repeat(2000)}`)).toBe("not_a_url");
  });

  it("of this machine is taken only where the operator allows it, and no other inside one", () => {
    for (const url of ["http://127.0.0.1:3999/", "http://localhost:8080/", "https://[::1]:8443/"]) {
      expect(urlProblem(url)).not.toBeNull();
      expect(urlProblem(url, { loopback: true })).toBeNull();
    }
    for (const url of ["http://10.0.0.1/", "https://192.168.1.1/", "http://example.com/", "https://169.254.169.254/"])
      expect(urlProblem(url, { loopback: true })).not.toBeNull();
  });
});

describe("a signature", () => {
  it("is the one of the specification's example", () => {
    const signed = { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1614265330, body: '{"test": 2432232314}' };
    expect(signedHeaders(signed, ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])).toEqual({
      "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
      "webhook-timestamp": "1614265330",
      "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    });
  });

  it("is one for each secret, each of its own", () => {
    const secrets = [newWebhookSecret(), newWebhookSecret()];
    const { "webhook-signature": both = "" } = signedHeaders({ id: "msg_1", timestamp: 1, body: "{}" }, secrets);
    const alone = secrets.map((secret) =>
      createHmac("sha256", Buffer.from(secret.slice(6), "base64"))
        .update("msg_1.1.{}")
        .digest("base64"),
    );
    expect(both).toBe(alone.map((each) => `v1,${each}`).join(" "));
    for (const secret of secrets) expect(secret).toMatch(secretPattern);
    expect("whsec_c2hvcnQ=").not.toMatch(secretPattern);
  });
});

describe("the pauses between tries", () => {
  it("grow, are scattered by a fifth at most, and end", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: pauses.length }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (tries, chance) => {
          const pause = pauses[tries - 1] ?? 0;
          const found = pauseAfter(tries, chance) ?? -1;
          expect(found).toBeGreaterThanOrEqual(pause);
          expect(found).toBeLessThanOrEqual(pause * 1.2 + 1);
        },
      ),
    );
    expect(pauseAfter(pauses.length + 1, 0)).toBeNull();
    expect(pauseAfter(1, 0, 600)).toBe(600);
    expect(pauseAfter(1, 0, 999_999)).toBe(86_400);
  });
});

it("only an answer of 2xx took a message", () => {
  expect([200, 204, 301, 308, 400, 404, 410, 500, 503].map(problemOfStatus)).toEqual([
    ...["", "", "redirect", "redirect", "status", "status", "gone", "status", "status"],
  ]);
});

it("every event of orders is a topic, and every topic is one", () => {
  const words = messagesByLocale.en.events as Record<string, string | Record<string, string>>;
  const events = Object.entries(words).flatMap(([domain, of]) =>
    typeof of === "string" ? [] : Object.keys(of).map((name) => `${domain}.${name}`),
  );
  expect([...topics].sort()).toEqual(events.sort());
});
