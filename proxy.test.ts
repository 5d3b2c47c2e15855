import { NextRequest } from "next/server";
import { expect, it } from "vitest";
import { proxy } from "./proxy";

const asked = (path: string) => proxy(new NextRequest(`http://shop.test${path}`));

it.each(["/orders/%00", "/orders?q=a%00b", "/track/CH-1?t=%00"])(
  "refuses an address that no database can be asked about: %s",
  (path) => {
    expect(asked(path).status).toBe(400);
  },
);

it("gives every page a nonce of its own, and tells no cache to keep it", () => {
  const [one, two] = [asked("/orders?q=100%25"), asked("/orders")];
  expect([one.status, two.status]).toEqual([200, 200]);
  expect(one.headers.get("content-security-policy")).toMatch(/script-src 'self' 'nonce-[\w+/=]+' 'strict-dynamic';/);
  expect(one.headers.get("content-security-policy")).not.toBe(two.headers.get("content-security-policy"));
  expect(one.headers.get("cache-control")).toBe("private, no-store");
});

it.each(["/track", "/track/CH-1?t=x"])("lets no script run on a customer's page: %s", (path) => {
  expect(asked(path).headers.get("content-security-policy")).toContain("script-src 'none';");
});
