import { describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import { systemActor } from "@/lib/actor";
import { loadSession } from "@/lib/auth/load-session";
import { hashToken, newToken } from "@/lib/auth/one-time-token";
import { hashPassword, verifyPassword } from "@/lib/auth/password";
import { run } from "@/lib/command";
import { hire, openShop, type TestPerson } from "@/lib/testing/people";
import { acceptInvitation } from "./accept-invitation";
import { changePassword } from "./change-password";
import { changeRole } from "./change-role";
import { endSessions } from "./end-sessions";
import { inviteStaff } from "./invite-staff";
import { renewLink } from "./renew-link";
import { setStaffActive } from "./set-staff-active";
import { updateProfile } from "./update-profile";

const owner = await openShop();
const house = systemActor("invitation");
const still = (person: TestPerson) => loadSession(connection().sql, { staffId: person.id, version: person.version });
const auditOf = async (subject: string) => {
  const rows = await connection().sql<
    { action: string }[]
  >`select action from audit_log where subject = ${subject} order by id`;
  return rows.map(({ action }) => action);
};

describe("a session", () => {
  it("ends when the role changes, and the new role holds at the next sign-in", async () => {
    const person = await hire("support", "moves@shop.test");
    expect((await still(person))?.actor.permissions.has("orders.cancel")).toBe(true);
    expect(await run(changeRole, owner.actor, { id: person.id, role: "viewer" })).toMatchObject({ ok: true });
    expect(await still(person)).toBeNull();
    const again = await loadSession(connection().sql, { staffId: person.id, version: person.version + 1 });
    expect(again?.actor.permissions.has("orders.cancel")).toBe(false);
    expect(await auditOf("moves@shop.test")).toEqual(["staff.role_changed"]);
  });

  it("ends when the person is disabled, and does not come back when they are let in again", async () => {
    const person = await hire("finance", "leaves@shop.test");
    await run(setStaffActive, owner.actor, { id: person.id, active: false });
    expect(await still(person)).toBeNull();
    await run(setStaffActive, owner.actor, { id: person.id, active: true });
    expect(await still(person)).toBeNull();
  });

  it("ends with the password it was opened by", async () => {
    const person = await hire("warehouse", "renews@shop.test");
    const [row] = await connection().sql<
      { hash: string }[]
    >`select password_hash as hash from staff where id = ${person.id}`;
    const passwordHash = await hashPassword("another password");
    const input = { previousHash: row?.hash, passwordHash };
    expect(await run(changePassword, person.actor, input)).toMatchObject({
      ok: true,
      value: { version: person.version + 1 },
    });
    expect(await still(person)).toBeNull();
    expect(await run(changePassword, person.actor, input)).toMatchObject({
      ok: false,
      refusal: { code: "password_changed" },
    });
  });

  it("ends everywhere when its owner says so", async () => {
    const person = await hire("manager", "tidies@shop.test");
    expect(await run(endSessions, person.actor, {})).toMatchObject({ ok: true });
    expect(await still(person)).toBeNull();
  });
});

describe("the last owner", () => {
  it("cannot be demoted or disabled, and nothing is left behind", async () => {
    for (const outcome of [
      await run(changeRole, owner.actor, { id: owner.id, role: "manager" }),
      await run(setStaffActive, owner.actor, { id: owner.id, active: false }),
    ]) {
      expect(outcome).toMatchObject({ ok: false, refusal: { code: "last_owner" } });
    }
    expect(await still(owner)).not.toBeNull();
    expect(await auditOf(owner.email)).toEqual([]);
  });

  it("is not replaced by an owner who has been invited and never came", async () => {
    const input = { name: "Invited Owner", email: "later@shop.test", role: "owner", tokenHash: hashToken(newToken()) };
    expect(await run(inviteStaff, owner.actor, input)).toMatchObject({ ok: true });
    const outcome = await run(changeRole, owner.actor, { id: owner.id, role: "manager" });
    expect(outcome).toMatchObject({ ok: false, refusal: { code: "last_owner" } });
  });

  it("is one of two who remove each other at the same moment", async () => {
    const second = await hire("owner", "second@shop.test");
    const outcomes = await Promise.all([
      run(setStaffActive, owner.actor, { id: second.id, active: false }),
      run(setStaffActive, second.actor, { id: owner.id, active: false }),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    // The shop goes on with the one who is left; the tests below need the first.
    await connection().sql`update staff set active = true where id = ${owner.id}`;
  });
});

describe("an invitation", () => {
  const invite = async (email: string, token: string) =>
    run(inviteStaff, owner.actor, { name: "New Person", email, role: "support", tokenHash: hashToken(token) });

  it("sets a password once", async () => {
    const token = newToken();
    expect(await invite("once@shop.test", token)).toMatchObject({ ok: true });
    const input = { tokenHash: hashToken(token), passwordHash: await hashPassword("first password") };
    const both = await Promise.all([run(acceptInvitation, house, input), run(acceptInvitation, house, input)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ refusal: { code: "link_used" } });
    const [row] = await connection().sql<{ hash: string; token: null }[]>`
      select password_hash as hash, token_hash as token from staff where email = 'once@shop.test'`;
    expect(row?.token).toBeNull();
    expect(await verifyPassword("first password", row?.hash ?? null)).toBe(true);
  });

  it("expires after a week", async () => {
    const token = newToken();
    await invite("late@shop.test", token);
    const input = { tokenHash: hashToken(token), passwordHash: await hashPassword("some password") };
    const now = new Date(Date.now() + 7 * 24 * 3600 * 1000 + 1000);
    expect(await run(acceptInvitation, house, input, { now })).toMatchObject({
      ok: false,
      refusal: { code: "link_used" },
    });
  });

  it("stops working when a new link is made or the person is disabled", async () => {
    const [first, second] = [newToken(), newToken()];
    const invited = await invite("twice@shop.test", first);
    const id = invited.ok ? invited.value.id : "";
    expect(await run(renewLink, owner.actor, { id, tokenHash: hashToken(second) })).toMatchObject({
      value: { kind: "invitation" },
    });
    const passwordHash = await hashPassword("some password");
    const withToken = (token: string) => run(acceptInvitation, house, { tokenHash: hashToken(token), passwordHash });
    expect(await withToken(first)).toMatchObject({ ok: false });
    await run(setStaffActive, owner.actor, { id, active: false });
    expect(await withToken(second)).toMatchObject({ ok: false });
    const renewed = await run(renewLink, owner.actor, { id, tokenHash: hashToken(newToken()) });
    expect(renewed).toMatchObject({ ok: false, refusal: { code: "staff_disabled" } });
  });

  it("is refused for an address that is taken, whatever its case", async () => {
    expect(await invite("OWNER@Shop.Test", newToken())).toMatchObject({ ok: false, refusal: { code: "email_taken" } });
  });

  it("is the owner's to give", async () => {
    const manager = await hire("manager", "asks@shop.test");
    const outcome = await run(inviteStaff, manager.actor, {
      name: "X",
      email: "x@shop.test",
      role: "owner",
      tokenHash: hashToken("x"),
    });
    expect(outcome).toMatchObject({ ok: false, refusal: { code: "forbidden" } });
  });
});

it("a profile keeps the person's name and how they like the screens", async () => {
  const person = await hire("viewer", "looks@shop.test");
  const input = { name: "  李  雯 ", locale: "zh-CN", theme: "dark", shortcuts: false, sound: true };
  expect(await run(updateProfile, person.actor, input)).toMatchObject({ ok: true, value: { name: "李 雯" } });
  expect((await still(person))?.staff).toMatchObject({
    name: "李 雯",
    preferences: { locale: "zh-CN", theme: "dark", shortcuts: false, sound: true },
  });
  expect(await run(updateProfile, person.actor, { ...input, role: "owner" })).toMatchObject({
    fields: { role: ["unknown_field"] },
  });
});
