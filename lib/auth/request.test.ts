import { afterEach, expect, it, vi } from "vitest";
import { isFromOurPage } from "./request";

afterEach(() => {
  vi.unstubAllEnvs();
});

it.each([
  ["the address that was set", { origin: "https://shop.example", host: "10.0.0.7:3000" }, true],
  ["another name of the same server", { origin: "http://127.0.0.1:3000", host: "127.0.0.1:3000" }, true],
  ["another port", { origin: "http://127.0.0.1:4000", host: "127.0.0.1:3000" }, false],
  ["another site", { origin: "https://evil.example", host: "shop.example" }, false],
  ["a name that only ends alike", { origin: "https://not-shop.example", host: "shop.example" }, false],
  ["a page without an origin", { origin: "null", host: "shop.example" }, false],
  ["no browser", { host: "shop.example" }, false],
])("knows whether a page of ours sent something: %s", (_, sent, ours) => {
  vi.stubEnv("NEXTAUTH_URL", "https://shop.example");
  expect(isFromOurPage(new Headers(sent as Record<string, string>))).toBe(ours);
});

it("goes by what the proxy says where no address was set", () => {
  vi.stubEnv("NEXTAUTH_URL", "");
  const proxied = { "x-forwarded-host": "shop.example", "x-forwarded-proto": "https", host: "10.0.0.7:3000" };
  expect(isFromOurPage(new Headers({ ...proxied, origin: "https://shop.example" }))).toBe(true);
  expect(isFromOurPage(new Headers({ ...proxied, origin: "https://evil.example" }))).toBe(false);
});
