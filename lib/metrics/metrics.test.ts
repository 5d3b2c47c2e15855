import { describe, expect, it } from "vitest";
import { gauge, Registry } from "./registry";
import { mayScrape } from "./rules/may-scrape";
import { routeName } from "./rules/route-name";

describe("the registry", () => {
  it("writes counters and histograms as Prometheus reads them", () => {
    const registry = new Registry();
    registry.count("requests_total", "Requests.", { route: "/orders" });
    registry.count("requests_total", "Requests.", { route: "/orders" });
    registry.observe("request_seconds", "Time.", {}, 0.02);
    registry.observe("request_seconds", "Time.", {}, 30);
    const lines = registry.text().split("\n");
    expect(lines).toContain("# TYPE requests_total counter");
    expect(lines).toContain('requests_total{route="/orders"} 2');
    expect(lines).toContain('request_seconds_bucket{le="0.01"} 0');
    expect(lines).toContain('request_seconds_bucket{le="0.025"} 1');
    expect(lines).toContain('request_seconds_bucket{le="10"} 1');
    expect(lines).toContain('request_seconds_bucket{le="+Inf"} 2');
    expect(lines).toContain("request_seconds_count 2");
  });

  it("lets no label break a line", () => {
    expect(gauge("g", "G.", [{ labels: { of: 'a"b\nc' }, value: 1 }])).toContain('g{of="a\\"b\\nc"} 1');
  });
});

describe("route names", () => {
  it.each([
    ["/", "/"],
    ["/orders/CH-100001?tab=all", "/orders"],
    ["/api/v1/orders/CH-1/cancel", "/api/v1/orders"],
    ["/api/internal/live", "/api/internal/live"],
    ["/api/health/ready", "/api/health"],
    ["/_next/static/x.js", "/_next"],
    ["/wp-login.php", "other"],
    ["/api/whatever/else", "other"],
  ])("%s is %s", (address, name) => expect(routeName(address)).toBe(name));
});

describe("figures", () => {
  const asking = { token: undefined, authorization: null, address: "127.0.0.1", forwarded: "127.0.0.1" };

  it("are read on this machine, and through no proxy on it", () => {
    expect(mayScrape(asking)).toBe(true);
    expect(mayScrape({ ...asking, address: "0:0:0:0::/64", forwarded: "::1" })).toBe(true);
    expect(mayScrape({ ...asking, forwarded: "203.0.113.9" })).toBe(false);
    expect(mayScrape({ ...asking, forwarded: "127.0.0.1, 203.0.113.9" })).toBe(false);
    expect(mayScrape({ ...asking, address: "203.0.113.9", forwarded: "203.0.113.9" })).toBe(false);
    expect(mayScrape({ ...asking, address: "unknown" })).toBe(false);
  });

  it("are read from anywhere with the token, and with the token only once there is one", () => {
    const token = "a long token";
    expect(mayScrape({ ...asking, token, address: "203.0.113.9", authorization: "Bearer a long token" })).toBe(true);
    expect(mayScrape({ ...asking, token })).toBe(false);
    expect(mayScrape({ ...asking, token, authorization: "Bearer another" })).toBe(false);
  });
});
