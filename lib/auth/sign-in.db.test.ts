import { describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import { hire, openShop, testPassword } from "@/lib/testing/people";
import { accountKey, signIn } from "./sign-in";
import { accountThrottle, addressThrottle } from "./throttle";

const owner = await openShop();

describe("signing in", () => {
  it("takes the e-mail address in any case and notes when", async () => {
    const outcome = await signIn(" OWNER@shop.test ", testPassword, "198.51.100.1");
    expect(outcome).toMatchObject({ id: owner.id, version: 1 });
    expect(outcome).not.toHaveProperty("passwordHash");
    const [row] = await connection().sql`select last_sign_in_at is not null as noted from staff where id = ${owner.id}`;
    expect(row).toEqual({ noted: true });
  });

  it("answers the same for a wrong password, an unknown address, a disabled person and an invitation", async () => {
    const disabled = await hire("viewer", "gone@shop.test");
    await connection().sql`update staff set active = false where id = ${disabled.id}`;
    const invited = await hire("viewer", "invited@shop.test");
    await connection().sql`update staff set password_hash = null where id = ${invited.id}`;
    for (const [email, password] of [
      ["owner@shop.test", "not the password"],
      ["nobody@shop.test", testPassword],
      ["gone@shop.test", testPassword],
      ["invited@shop.test", testPassword],
      ["not an address", testPassword],
    ] as const) {
      expect(await signIn(email, password, "198.51.100.2")).toEqual({
        refused: true,
        code: "wrong_credentials",
        facts: {},
      });
    }
  });

  it("closes an account for a while after too many failures, from wherever they come, even for the right password", async () => {
    const { email } = await hire("support", "guessed@shop.test");
    for (let failure = 1; failure < 20; failure += 1) await accountThrottle.take(accountKey(email));
    expect(await signIn(email, "guess", "203.0.113.1")).toMatchObject({ code: "wrong_credentials" });
    const outcome = await signIn(email, testPassword, "203.0.113.2");
    expect(outcome).toMatchObject({ refused: true, code: "too_many_attempts", facts: { minutes: 15 } });
  });

  it("closes an address for a while, whoever it tries to be, and leaves others alone", async () => {
    await Promise.all(Array.from({ length: 59 }, () => addressThrottle.take("192.0.2.9")));
    expect(await signIn("nobody@shop.test", "guess", "192.0.2.9")).toMatchObject({ code: "wrong_credentials" });
    expect(await signIn("owner@shop.test", testPassword, "192.0.2.9")).toMatchObject({ code: "too_many_attempts" });
    expect(await signIn("owner@shop.test", testPassword, "192.0.2.10")).toMatchObject({ id: owner.id });
  });

  it("does not count what goes well", async () => {
    const { id, email } = await hire("manager", "often@shop.test");
    for (let failure = 1; failure < 20; failure += 1) await accountThrottle.take(accountKey(email));
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect(await signIn(email, testPassword, "192.0.2.77")).toMatchObject({ id });
    }
    const [counted] = await connection().sql`select points from rate_limits where key like '%192.0.2.77'`;
    expect(counted).toEqual({ points: 0 });
  });
});
