import { expect, it } from "vitest";
import { safeNext } from "./safe-next";

it.each([
  ["/orders", "/orders"],
  ["/orders?tab=review&q=%E7%8E%8B", "/orders?tab=review&q=%E7%8E%8B"],
  ["/orders/CH-100001#lines", "/orders/CH-100001#lines"],
])("leads back to %s", (next, path) => {
  expect(safeNext(next)).toBe(path);
});

it.each([
  undefined,
  null,
  "",
  "orders",
  "https://evil.example",
  "//evil.example",
  "/\\evil.example",
  "/%5Cevil\\example",
  "/\t/evil.example",
  "/\n//evil.example",
  "/.//evil.example",
  "/orders/../../..//evil.example",
  "javascript:alert(1)",
  "/sign-in?next=/orders",
  "/setup",
  "/invite/abc",
  "/api/auth/signout",
  ["/orders", "/review"],
  `/${"a".repeat(3000)}`,
])("leads home instead of to %s", (next) => {
  expect(safeNext(next)).toBe("/");
});
