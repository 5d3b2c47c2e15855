import { describe, expect, it } from "vitest";
import { newId } from "@/lib/core/ids";
import { type KeyKind, readKey, writeKey } from "./keyset";

const id = newId();
const raw = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("a cursor from the address", () => {
  it.each([
    ["instant", "2026-11-21 10:00:00.123456+00"],
    ["instant", "2026-11-21 10:00:00+00"],
    ["instant", "2026-11-21T10:00:00.123456+00:00"],
    ["instant", "2026-11-21T10:00:00.123456Z"],
    ["day", "2026-11-21"],
    ["int", "-12"],
    ["int", "2147483647"],
    ["bigint", "999999999999999"],
    ["text", "茶 cup's"],
  ] satisfies [KeyKind, string][])("of the kind %s is read as it was written: %s", (kind, value) => {
    expect(readKey(writeKey({ value, id }), kind)).toEqual({ value, id });
  });

  it.each([
    ["instant", "2026-02-30 10:00:00+00"],
    ["instant", "2026-11-21 25:00:00+00"],
    ["instant", "0000-01-01 00:00:00+00"],
    ["instant", "99:99"],
    ["instant", "12"],
    ["day", "2026-02-30"],
    ["int", "2147483648"],
    ["int", "1e3"],
    ["bigint", "12:30"],
    ["bigint", "9999999999999999999"],
    ["text", "a\u0000b"],
  ] satisfies [KeyKind, string][])("that was tampered with starts at the first page: %s %j", (kind, value) => {
    expect(readKey(writeKey({ value, id }), kind)).toBeNull();
  });

  it.each([
    ["nothing", ""],
    ["null", raw(null)],
    ["a number", raw(5)],
    ["an object", raw({ 0: "2026-11-21", 1: id })],
    ["a list too long", raw(["2026-11-21 10:00:00+00", id, 1])],
    ["a list inside", raw(["2026-11-21 10:00:00+00", [id]])],
    ["an id that is none", raw(["2026-11-21 10:00:00+00", "-".repeat(36)])],
    ["a number for an id", raw(["2026-11-21 10:00:00+00", "123"])],
    ["no JSON", "zzzz"],
  ])("that is %s starts at the first page", (_, text) => {
    expect(readKey(text, "instant")).toBeNull();
  });

  it("of a ledger has its number for an id", () => {
    expect(readKey(raw(["123", "123"]), "bigint", "number")).toEqual({ value: "123", id: "123" });
    expect(readKey(raw(["123", id]), "bigint", "number")).toBeNull();
  });
});
