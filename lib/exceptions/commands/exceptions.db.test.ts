import { beforeAll, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import { transact } from "@/db/transaction";
import { type Actor, systemActor } from "@/lib/actor";
import { run } from "@/lib/command";
import { paramsOfHref, readList } from "@/lib/list/params";
import { holdOrder } from "@/lib/orders/commands/hold-order";
import { releaseHold } from "@/lib/orders/commands/release-hold";
import { addStock, makeOrder, makeShop, makeVariant, must } from "@/lib/testing/factories";
import { hire } from "@/lib/testing/people";
import { brokenRows } from "@/lib/verify";
import { exceptionList } from "../list-spec";
import { getExceptionFigures } from "../queries/figures";
import { getException } from "../queries/get-exception";
import { listExceptions } from "../queries/list-exceptions";
import { openExceptionsOf } from "../queries/of-order";
import { reconcileExceptions } from "../reconcile";
import { defaultPolicies, exceptionTypes } from "../rules/types";
import { runFixes } from "../run-fixes";
import { assignExceptions } from "./assign-exceptions";
import { closeExceptions } from "./close-exceptions";
import { commentException } from "./comment-exception";
import { fixException } from "./fix-exception";
import { raiseException } from "./raise-exception";
import { restoreExceptions } from "./restore-exceptions";
import { snoozeExceptions } from "./snooze-exceptions";
import { updateExceptionPolicies } from "./update-exception-policies";

const { sql } = connection();
let owner: Actor;
let support: Actor;
let sku: string;

beforeAll(async () => {
  owner = (await makeShop()).actor;
  support = (await hire("support")).actor;
  sku = await makeVariant();
  await addStock(sku, 500);
});

const list = async (query = "", actor = owner, now = new Date()) =>
  (await listExceptions(actor, readList(exceptionList, paramsOfHref(`?${query}`)), { now })).rows;
const raised = async (title: string, more: object = {}) =>
  must(await run(raiseException, owner, { title, ...more })).number as number;

/** An order whose hold is past its date, and the number of the exception it made. */
async function overdue(): Promise<{ order: string; number: number }> {
  const { number: order } = await makeOrder([{ sku, quantity: 1 }]);
  const dueAt = new Date(Date.now() - 60_000).toISOString();
  must(await run(holdOrder, owner, { number: order, type: "other", dueAt }));
  await reconcileExceptions(["hold_overdue"]);
  const [row] = await sql<{ number: number }[]>`
    select e.number from exceptions e join orders o on o.id = e.order_id where o.number = ${order} and e.closed_at is null`;
  return { order, number: row?.number ?? 0 };
}

describe("working on exceptions", () => {
  it("gives them to a person in one go, and takes that back where nobody touched them since", async () => {
    const numbers = [await raised("One"), await raised("Two")];
    const { changed, before } = must(await run(assignExceptions, owner, { numbers, email: "SUPPORT@shop.test" }));
    expect(changed).toBe(2);
    expect((await list("owner=me", support)).map(({ number }) => number).sort()).toEqual(numbers);
    must(await run(commentException, support, { number: numbers[0], text: "Asked the carrier" }));
    expect(must(await run(restoreExceptions, owner, { items: before })).changed).toBe(1);
    expect((await list("owner=me", support)).map(({ number }) => number)).toEqual([numbers[0]]);
    expect((await list("owner=none")).map(({ number }) => number)).toContain(numbers[1]);
    expect(must(await run(assignExceptions, owner, { numbers: [numbers[1]], email: null })).changed).toBe(0);
    expect(await run(assignExceptions, owner, { numbers, email: "nobody@shop.test" })).toMatchObject({
      refusal: { code: "no_such_person" },
    });
  });

  it("puts one away until a moment, and has it back then", async () => {
    const number = await raised("Later");
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const { before } = must(await run(snoozeExceptions, owner, { numbers: [number], until }));
    const has = async (query: string, now?: Date) =>
      (await list(query, owner, now)).some((row) => row.number === number);
    expect([await has(""), await has("tab=snoozed")]).toEqual([false, true]);
    expect([await has("", new Date(Date.parse(until))), await has("tab=snoozed", new Date(until))]).toEqual([
      true,
      false,
    ]);
    must(await run(restoreExceptions, owner, { items: before }));
    expect(await has("")).toBe(true);
    const past = { numbers: [number], until: new Date(Date.now() - 1000).toISOString() };
    expect(await run(snoozeExceptions, owner, past)).toMatchObject({ refusal: { code: "not_in_future" } });
  });

  it("leaves one that was closed by hand alone while its cause lasts, and opens it anew when it comes back", async () => {
    const { order, number } = await overdue();
    must(await run(closeExceptions, owner, { numbers: [number], reason: "Known" }));
    expect(await reconcileExceptions(["hold_overdue"])).toEqual({ opened: 0, closed: 0 });
    expect(await getException(owner, number)).toMatchObject({ closedBecause: "by_hand" });
    must(await run(releaseHold, owner, { number: order }));
    await reconcileExceptions(["hold_overdue"]);
    const dueAt = new Date(Date.now() - 60_000).toISOString();
    must(await run(holdOrder, owner, { number: order, type: "other", dueAt }));
    expect(await reconcileExceptions(["hold_overdue"])).toEqual({ opened: 1, closed: 0 });
  });

  it("takes a closing back, as long as no other was opened for it", async () => {
    const { number } = await overdue();
    const { before } = must(await run(closeExceptions, owner, { numbers: [number], reason: "Slip" }));
    expect(must(await run(restoreExceptions, owner, { items: before })).changed).toBe(1);
    expect(await getException(owner, number)).toMatchObject({ closedAt: null });
    expect((await getException(owner, number))?.events.map(({ kind }) => kind)).toEqual([
      "reopened",
      "closed",
      "opened",
    ]);
  });

  it("presses the fix by the command that does it, and sees at once that the cause is gone", async () => {
    const { order, number } = await overdue();
    const other = await raised("No button for this");
    const done = await runFixes(owner, [number, other]);
    expect(done).toMatchObject({ asked: 1, refused: [{ number: other, refusal: { code: "no_quick_fix" } }] });
    expect(await getException(owner, number)).toMatchObject({ closedBecause: "fixed" });
    const [held] = await sql`select held from orders where number = ${order}`;
    expect(held?.held).toBe(false);
    expect(await run(fixException, owner, { number })).toMatchObject({ refusal: { code: "exception_closed" } });
  });

  it("offers stock again, and says so when there is none", async () => {
    const short = await makeVariant({ backorderAllowed: true });
    const { number: order, id } = await makeOrder([{ sku: short, quantity: 2 }]);
    await reconcileExceptions(["stock_short"]);
    const [open] = await openExceptionsOf(id);
    expect(open).toMatchObject({ type: "stock_short", facts: { lines: [{ sku: short, missing: 2 }] } });
    const number = open?.number ?? 0;
    expect((await runFixes(owner, [number])).refused).toMatchObject([{ refusal: { code: "stock_still_short" } }]);
    await addStock(short, 2);
    expect((await runFixes(owner, [number])).refused).toEqual([]);
    expect(await openExceptionsOf(id)).toEqual([]);
    const [row] = await sql`select stage from orders where number = ${order}`;
    expect(row?.stage).toBe("ready");
  });

  it("needs the permission of the fix, too", async () => {
    const { number } = await overdue();
    const { actor } = await hire("finance");
    // As a program whose key was given less.
    const less = { ...actor, permissions: actor.permissions.difference(new Set(["orders.release"])) };
    expect(await run(fixException, less as Actor, { number })).toMatchObject({
      refusal: { code: "forbidden", facts: { permission: "orders.release" } },
    });
    expect((await getException(owner, number))?.events).toHaveLength(1);
  });
});

describe("an exception that is raised", () => {
  it("is open once for its key and order, is closed by hand alone, and may be raised again", async () => {
    const { number: order } = await makeOrder([{ sku, quantity: 1 }]);
    const input = { title: "Margin too low", note: "8 %", severity: "critical", order, key: "rule 7", dueHours: 2 };
    const first = must(await run(raiseException, systemActor("Rule 7"), input));
    expect(first.opened).toBe(true);
    expect(must(await run(raiseException, systemActor("Rule 7"), input))).toEqual({
      number: first.number,
      opened: false,
    });
    await reconcileExceptions();
    expect(await getException(owner, first.number ?? 0)).toMatchObject({
      severity: "critical",
      order,
      closedAt: null,
      facts: { title: "Margin too low", note: "8 %", by: "Rule 7" },
    });
    must(await run(closeExceptions, owner, { numbers: [first.number as number], reason: "Agreed" }));
    expect(must(await run(raiseException, systemActor("Rule 7"), input)).opened).toBe(true);
    expect(await run(raiseException, owner, { title: "x", order: "CH-0" })).toMatchObject({
      refusal: { code: "not_found" },
    });
  });
});

it("counts what is open, overdue and closed, by type and in all", async () => {
  const before = await getExceptionFigures(owner);
  const number = await raised("Count me", { dueHours: 1 });
  await transact((tx) => tx.sql`update exceptions set due_at = now() - interval '1 hour' where number = ${number}`);
  const after = await getExceptionFigures(owner);
  expect([after.open, after.overdue]).toEqual([before.open + 1, before.overdue + 1]);
  expect(after.open).toBe(after.byType.reduce((sum, { open }) => sum + open, 0));
  expect(after.closed).toBe(after.byType.reduce((sum, { closed }) => sum + closed, 0));
  expect((await list("overdue=1")).map((row) => row.number)).toContain(number);
  expect((await list("type=raised&severity=normal&sort=since")).every(({ type }) => type === "raised")).toBe(true);
});

it("keeps the shop's own hours", async () => {
  const policies = Object.fromEntries(
    exceptionTypes.map((type) => [
      type,
      {
        active: true,
        severity: "critical",
        dueHours: "3",
        waitHours: defaultPolicies[type].waitHours === null ? null : "5",
      },
    ]),
  );
  must(await run(updateExceptionPolicies, owner, { policies }));
  const { number } = await overdue();
  const found = await getException(owner, number);
  expect(found?.severity).toBe("critical");
  expect(Date.parse(found?.dueAt ?? "") - Date.parse(found?.openedAt ?? "")).toBe(3 * 3_600_000);
});

it("leaves the books sound", async () => {
  expect(await brokenRows()).toEqual([]);
});
