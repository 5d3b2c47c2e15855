import { describe, expect, it } from "vitest";
import { hashPassword, verifyPassword } from "./password";

describe("passwords", () => {
  it("are kept as argon2id with the cost and a salt of their own", async () => {
    const [one, two] = await Promise.all([hashPassword("correct horse"), hashPassword("correct horse")]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(one).not.toBe(two);
  });

  it("open with the password and nothing else", async () => {
    const hash = await hashPassword("correct horse");
    expect(await verifyPassword("correct horse", hash)).toBe(true);
    expect(await verifyPassword("correct horsE", hash)).toBe(false);
    expect(await verifyPassword("", hash)).toBe(false);
  });

  it("are the same however a keyboard composes an accent", async () => {
    expect(await verifyPassword("cafe\u0301 cafe\u0301", await hashPassword("caf\u00e9 caf\u00e9"))).toBe(true);
  });

  it("never open without a hash or with a damaged one", async () => {
    expect(await verifyPassword("anything", null)).toBe(false);
    expect(await verifyPassword("anything", "plain text")).toBe(false);
    expect(await verifyPassword("anything", "$argon2id$v=19$m=19456,t=2,p=1$short$short")).toBe(false);
  });

  it("wait for each other instead of taking every core", async () => {
    const hash = await hashPassword("correct horse");
    const all = await Promise.all(
      Array.from({ length: 7 }, (_, index) => verifyPassword(index % 2 ? "wrong one" : "correct horse", hash)),
    );
    expect(all).toEqual([true, false, true, false, true, false, true]);
  });
});
