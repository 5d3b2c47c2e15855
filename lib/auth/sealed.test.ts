import { beforeEach, describe, expect, it, vi } from "vitest";
import { isSealed, seal, unseal } from "./sealed";

beforeEach(() => vi.stubEnv("AUTH_SECRET", "one secret of this installation, long enough"));

describe("a sealed secret", () => {
  it("is opened again, for its own use alone, and never twice the same", () => {
    const kept = seal("whsec_密钥", "webhook");
    expect(isSealed(kept)).toBe(true);
    expect(kept).not.toContain("whsec");
    expect(unseal(kept, "webhook")).toBe("whsec_密钥");
    expect(unseal(kept, "mail")).toBeNull();
    expect(seal("whsec_密钥", "webhook")).not.toBe(kept);
  });

  it("is nothing any more once AUTH_SECRET is another, or a character of it", () => {
    const kept = seal("pass", "mail");
    const at = kept.length - 3;
    expect(unseal(kept.slice(0, at) + (kept[at] === "A" ? "B" : "A") + kept.slice(at + 1), "mail")).toBeNull();
    vi.stubEnv("AUTH_SECRET", "another secret of this installation, as long");
    expect(unseal(kept, "mail")).toBeNull();
  });

  it("of before there was sealing is read as it is", () => {
    expect(unseal("plain", "channel")).toBe("plain");
  });

  it("is no reason to fall over where it was cut off", () => {
    expect(unseal("sealed:1:", "channel")).toBeNull();
    expect(unseal("sealed:1:AAAA", "channel")).toBeNull();
  });
});
