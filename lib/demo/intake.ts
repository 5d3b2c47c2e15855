import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import { addDays, businessDay, dayRange } from "@/lib/core/dates";
import { isRefusal } from "@/lib/core/result";
import { receiveOrderBatch } from "@/lib/orders/commands/receive-order";
import type { Good } from "./catalogue";
import { Buyers, type DrawnOrder, drawOrder } from "./draw-order";
import { day, hour } from "./hours";
import type { Life } from "./life";
import { must } from "./must";
import { Random } from "./random";
import { busyness, type ChannelCode, channelShares, hoursOf } from "./rhythm";
import { shopZone } from "./shop";
import type { Timeline } from "./timeline";

type Facts = { now: Date; days: number; orders: number; goods: readonly Good[] };

/** Every order the shop got in its past, oldest first, as the channels sent them. */
export function drawHistory(facts: Facts): DrawnOrder[] {
  const random = new Random("orders");
  const today = businessDay(facts.now, shopZone);
  const days = Array.from({ length: facts.days }, (_, index) => addDays(today, index + 1 - facts.days));
  const channels = Object.entries(channelShares) as [ChannelCode, number][];
  const expected = days.map((date, index) => {
    // The shop grows: twice the orders at the end of what is told here.
    const growth = 1 + index / facts.days;
    return {
      date,
      of: channels.map(([channel, share]) => [channel, (share / 100) * growth * busyness(channel, date)] as const),
    };
  });
  const all = expected.reduce((sum, { of }) => sum + of.reduce((total, [, weight]) => total + weight, 0), 0);
  const scale = facts.orders / all;
  const times = expected.flatMap(({ date, of }) => {
    const hours = hoursOf(date, shopZone);
    return of.flatMap(([channel, weight]) =>
      Array.from({ length: random.poisson(weight * scale) }, () => ({ channel, at: hours.at(random.next()) })),
    );
  });
  const buyers = new Buyers();
  return [...times.filter(({ at }) => at.getTime() < facts.now.getTime()), ...fresh(random, facts.now)]
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ channel, at }, index) =>
      drawOrder(random, { channel, placedAt: at, buyers, goods: facts.goods, number: index + 1 }),
    );
}

/** Whatever the time of day, somebody has ordered something today. */
function fresh(random: Random, now: Date): { channel: ChannelCode; at: Date }[] {
  const { from } = dayRange(businessDay(now, shopZone), shopZone);
  const since = Math.max(from.getTime(), now.getTime() - 9 * hour);
  // The desks may be closed; web shops and marketplaces never are.
  const open = ["web-uk", "web-eu", "taobao", "pinduoduo", "douyin"] as const;
  const channels = open.map((channel) => [channel, channelShares[channel]] as const);
  return Array.from({ length: freshOrders }, () => ({
    channel: random.weighted(channels),
    at: new Date(since + random.next() * (now.getTime() - 60_000 - since)),
  }));
}

const freshOrders = 30;

/** Orders of the last days are taken one by one, as they come; older ones as channels that are read now and then give them. */
const liveDays = 10;
const readEvery = 12 * hour;

/** Schedules the intake of the orders; each goes on by itself, but those of scenes, whose numbers are given. */
export function scheduleIntake(
  timeline: Timeline,
  life: Life,
  actor: Actor,
  orders: readonly DrawnOrder[],
  now: Date,
): ReadonlyMap<string, string> {
  const scenes = new Map<string, string>();
  const liveFrom = now.getTime() - liveDays * day;
  const rounds = new Map<number, DrawnOrder[]>();
  for (const order of orders) {
    const placed = Date.parse(order.input.placedAt ?? "");
    const at = placed >= liveFrom ? placed + 1000 : Math.ceil(placed / readEvery) * readEvery;
    rounds.set(at, [...(rounds.get(at) ?? []), order]);
  }
  for (const [at, round] of rounds) {
    timeline.schedule(new Date(at), "intake", async (then) => {
      const { answers } = must(
        await run(receiveOrderBatch, actor, { orders: round.map(({ input }) => input) }, { now: then }),
      );
      for (const [index, answer] of answers.entries()) {
        const order = round[index];
        if (!order || isRefusal(answer)) continue;
        if (order.scene) scenes.set(order.scene, answer.number);
        else life.follow({ ...order, number: answer.number }, answer.stage, then);
      }
    });
  }
  return scenes;
}
