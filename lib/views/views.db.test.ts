import { beforeAll, describe, expect, it } from "vitest";
import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import { businessDay } from "@/lib/core/dates";
import { makeShop, must } from "@/lib/testing/factories";
import { hire } from "@/lib/testing/people";
import { receive, sell, stockItem } from "@/lib/testing/trade";
import { changeView } from "./commands/change-view";
import { deleteView } from "./commands/delete-view";
import { pinView } from "./commands/pin-view";
import { saveView } from "./commands/save-view";
import { countViews, listViews } from "./queries";

let owner: Actor;
let support: Actor;
let warehouse: Actor;

beforeAll(async () => {
  owner = (await makeShop()).actor;
  support = (await hire("support")).actor;
  warehouse = (await hire("warehouse")).actor;
});

const names = async (actor: Actor) => (await listViews(actor, "orders")).map((view) => view.name);
const refused = (code: string) => ({ ok: false, refusal: { code } });

describe("a view", () => {
  it("is its owner's until it is shared with a role, and then that role's too", async () => {
    const { number } = must(await run(saveView, owner, { list: "orders", name: "VIP", query: "tag=vip" }));
    expect(await names(support)).toEqual([]);
    must(await run(changeView, owner, { number, sharedWith: ["support"] }));
    expect(await listViews(support, "orders")).toMatchObject([
      { name: "VIP", owner: "Olive Owner", mine: false, changeable: false, sharedWith: ["support"] },
    ]);
    expect(await names(warehouse)).toEqual([]);
    expect(await run(changeView, support, { number, name: "Mine" })).toMatchObject(refused("forbidden"));
    expect(await run(deleteView, warehouse, { number })).toMatchObject(refused("view_not_found"));
    const audit = await connection().sql`select subject, facts from audit_log where action = 'view.shared'`;
    expect(audit).toMatchObject([{ subject: "VIP", facts: { from: [], with: ["support"] } }]);
  });

  it("is shared only by those who may, and has a name of its own", async () => {
    const mine = { list: "orders", name: "Today", query: "placed=today" };
    expect(await run(saveView, support, { ...mine, sharedWith: ["support"] })).toMatchObject(refused("forbidden"));
    must(await run(saveView, support, mine));
    expect(await run(saveView, support, { ...mine, name: "TODAY" })).toMatchObject(refused("view_name_taken"));
    must(await run(saveView, warehouse, mine));
  });

  it("is pinned by each person for themselves", async () => {
    const number = (await listViews(support, "orders")).find(({ name }) => name === "VIP")?.number ?? 0;
    must(await run(pinView, support, { number, pinned: true }));
    must(await run(pinView, support, { number, pinned: true }));
    expect((await listViews(support, "orders")).map(({ name, pinned }) => [name, pinned])).toEqual([
      ["VIP", true],
      ["Today", false],
    ]);
    expect((await listViews(owner, "orders")).every(({ pinned }) => !pinned)).toBe(true);
    must(await run(deleteView, owner, { number }));
    expect(await names(support)).toEqual(["Today"]);
    expect(await connection().sql`select 1 from saved_view_pins`).toHaveLength(0);
  });

  it("says how many orders it finds, without counting to the end", async () => {
    const sku = await stockItem();
    await receive(sku, 10);
    await sell([{ sku, quantity: 1 }], { tags: ["vip"] });
    await sell([{ sku, quantity: 1 }]);
    const now = new Date();
    const context = {
      timeZone: "Asia/Shanghai",
      currency: "CNY",
      today: businessDay(now, "Asia/Shanghai"),
      staffId: owner.id,
      now,
    };
    const views = [
      { number: 1, query: "tag=vip" },
      { number: 2, query: "" },
      { number: 3, query: "tag=vip&tag=none&sort=total" },
      { number: 4, query: "tab=nonsense&q=NO-SUCH" },
    ];
    expect(await countViews(owner, views, context)).toEqual({ 1: 1, 2: 2, 3: 1, 4: 0 });
  });
});
