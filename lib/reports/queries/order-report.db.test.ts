import { beforeAll, describe, expect, it } from "vitest";
import { run } from "@/lib/command";
import { addDays } from "@/lib/core/dates";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { type ListState, readList } from "@/lib/list/params";
import { holdOrder } from "@/lib/orders/commands/hold-order";
import { orderList } from "@/lib/orders/list-spec";
import { countOrders, listOrders } from "@/lib/orders/queries/list-orders";
import { openShop } from "@/lib/testing/people";
import { must, openChannel, receive, sell, stockItem } from "@/lib/testing/trade";
import { getLeadTimes } from "./get-lead-times";
import { ageBands, daysOfBand, getOrderReport } from "./get-order-report";

// Clocks go back in New York in the night to 1 November 2026.
const timeZone = "America/New_York";
const owner = (await openShop({ currency: "USD", timeZone })).actor;
const now = new Date("2026-11-02T18:00:00Z");
const today = "2026-11-02";
const range = { from: "2026-10-20", to: "2026-11-03" };
const context = { timeZone, today, currency: "USD", staffId: owner.id, now, language: "en" };
const state = (tab: string, filters: Record<string, string[]> = {}): ListState => ({
  ...readList(orderList, {}),
  tab,
  filters,
});
const counted = (tab: string, filters?: Record<string, string[]>) => countOrders(state(tab, filters), context);

beforeAll(async () => {
  await openChannel("east", "USD");
  const sku = await stockItem({ currency: "USD" });
  await receive(sku, 30);
  for (let made = 0; made < 48; made += 1) {
    const placed = new Date(now.getTime() - made * 6 * 3_600_000);
    const promisedAt = new Date(placed.getTime() + 4 * 86_400_000).toISOString();
    // What is short is backordered or stays in the review.
    const { number } = await sell([{ sku, quantity: 1 }], {
      ...{ channel: "east", placedAt: placed.toISOString(), now: placed },
      ...(made % 2 === 0 ? { promisedAt } : {}),
    });
    const held = made % 5 === 0 ? await run(holdOrder, owner, { number, type: "other", scope: "review" }) : null;
    if (held) must(held);
    if (made % 3 === 0) await run(shipOrder, owner, { number, trackingNumber: `T${made}` }, { now });
  }
});

describe("figures of where orders stand", () => {
  it("open the orders they count, also by stage and by the days they were placed", async () => {
    const { stages } = await getOrderReport(owner, range, { today, timeZone, now });
    const sum = (of: (stage: (typeof stages)[number]) => number) => stages.reduce((all, stage) => all + of(stage), 0);
    expect(sum(({ held }) => held)).toBeGreaterThan(2);
    expect(sum(({ late }) => late)).toBeGreaterThan(2);
    expect(await counted("all")).toBeGreaterThan(await counted("all", { open: ["1"] }));
    expect(await counted("all", { open: ["1"] })).toBe(sum(({ total }) => total));
    expect(await counted("all", { late: ["1"] })).toBe(sum(({ late }) => late));
    // What was held after it left is not open any more.
    expect(await counted("held", { open: ["1"] })).toBe(sum(({ held }) => held));
    expect(await counted("held")).toBeGreaterThan(sum(({ held }) => held));
    for (const stage of stages) expect(await counted(stage.stage, { held: ["1"] })).toBe(stage.held);
    for (const band of ageBands) {
      const { from, to } = daysOfBand(band, today);
      const placed = [`${from ?? ""}..${to}`];
      expect(await counted("all", { open: ["1"], placed })).toBe(sum(({ ages }) => ages[band]));
    }
  });

  it("lead from the oldest to the list that begins with it, and from those that left to all that did", async () => {
    const { stages } = await getOrderReport(owner, range, { today, timeZone, now });
    const [oldest] = [...stages].sort((a, b) => (a.oldest ?? "").localeCompare(b.oldest ?? ""));
    const sorted = { ...state(oldest?.stage ?? ""), sort: { key: "placed", direction: "asc" as const } };
    const first = (await listOrders(sorted, context)).rows[0];
    expect(first?.placedAt.getTime()).toBe(new Date(oldest?.oldest ?? 0).getTime());
    const { now: lead } = await getLeadTimes(owner, { range, compared: null }, timeZone);
    expect(lead.orders).toBeGreaterThan(5);
    const placed = [`${range.from}..${addDays(range.to, -1)}`];
    expect(await counted("all", { left: ["1"], placed })).toBe(lead.orders);
  });
});
