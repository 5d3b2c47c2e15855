import { describe, expect, it } from "vitest";
import { opensTracking, signTracking } from "./token";

const now = new Date("2026-11-21T10:00:00Z");
const later = new Date("2026-12-21T10:00:00Z");
const secret = "a long secret";

describe("a customer's link", () => {
  const token = signTracking("CH-100001", later, secret);

  it("opens its order until it ends", () => {
    expect(opensTracking(token, "CH-100001", now, secret)).toBe(true);
    expect(opensTracking(token, "CH-100001", new Date("2026-12-23T00:00:00Z"), secret)).toBe(false);
  });

  it("opens no other order, and not under another secret", () => {
    expect(opensTracking(token, "CH-100002", now, secret)).toBe(false);
    expect(opensTracking(token, "CH-100001", now, "another")).toBe(false);
  });

  it.each(["", ".", "zzzzzz", `${token}.`, token.replace(/^[^.]+/, "zzzz"), token.slice(0, -1), `${token}A`, "a.b.c"])(
    "is refused as %j",
    (forged) => {
      expect(opensTracking(forged, "CH-100001", now, secret)).toBe(false);
    },
  );
});
