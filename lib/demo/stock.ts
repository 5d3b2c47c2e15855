import { connection } from "@/db/client";
import type { Actor } from "@/lib/actor";
import { run } from "@/lib/command";
import { adjustStock } from "@/lib/inventory/commands/adjust-stock";
import { receiveStock } from "@/lib/inventory/commands/receive-stock";
import { transferStock } from "@/lib/inventory/commands/transfer-stock";
import type { Good } from "./catalogue";
import { atHour, day, hour } from "./hours";
import { must } from "./must";
import { Random } from "./random";
import type { Timeline } from "./timeline";
import { type WarehouseCode, warehouseCodes } from "./warehouses";

/** Items the buyer forgot in the last weeks: they run low, and some run out. */
export const neglected: ReadonlySet<string> = new Set([
  "TW103-SND",
  "TW101-OLV",
  "TC307-350",
  "FR651-FIG",
  "BT502-OAT",
  "BD404-SGE",
  "SN806",
  "SE853",
  "TC310-CHR",
  "LT601-M",
  "TX704",
  "KT203-OAK",
  "BD406-TER",
  "PN351-250",
]);

const share: Readonly<Record<WarehouseCode, number>> = { SH: 7, LDS: 7, GZ: 5 };

/** How many units a warehouse is filled up to. */
function wanted(good: Good, location: WarehouseCode): number {
  return Math.ceil((share[location] * (0.5 + good.popularity)) / 2) * 2;
}

/** First stock, the deliveries of every other week, and what warehouses correct and move between them. */
export function scheduleStock(timeline: Timeline, actor: Actor, goods: readonly Good[], from: Date, now: Date): void {
  for (const location of warehouseCodes) {
    timeline.schedule(new Date(from.getTime() - day), "stock", async (then) => {
      const lines = goods
        .filter((good) => good.locations.includes(location))
        .map((good) => ({ sku: good.sku, quantity: wanted(good, location) }));
      must(
        await run(receiveStock, actor, { location, lines, reference: "Opening count", opening: true }, { now: then }),
      );
    });
  }
  let week = 0;
  for (let at = atHour(from.getTime() + 7 * day, 9.5); at < now.getTime(); at += 7 * day) {
    week += 1;
    const turn = week;
    for (const location of warehouseCodes)
      timeline.schedule(new Date(at), "stock", (then) => refill(actor, goods, location, turn, then, now));
    if (week % 5 === 0)
      timeline.schedule(new Date(at + 5 * hour), "stock", (then) => correct(actor, goods, turn, then));
    if (week % 7 === 0) timeline.schedule(new Date(at + 30 * hour), "stock", (then) => move(actor, goods, turn, then));
  }
}

async function refill(
  actor: Actor,
  goods: readonly Good[],
  location: WarehouseCode,
  week: number,
  then: Date,
  now: Date,
): Promise<void> {
  const levels = await connection().sql<{ sku: string; free: number }[]>`
    select v.sku, s.available as free from stock_levels s
    join variants v on v.id = s.variant_id join locations l on l.id = s.location_id where l.code = ${location}`;
  const free = new Map(levels.map((level) => [level.sku, level.free]));
  const late = now.getTime() - then.getTime() < 40 * day;
  const lines = goods
    .filter((good) => good.locations.includes(location) && !(late && neglected.has(good.sku)))
    .map((good) => ({ sku: good.sku, quantity: wanted(good, location) - (free.get(good.sku) ?? 0) }))
    .filter(({ quantity }) => quantity >= 3);
  if (lines.length === 0) return;
  const reference = `PO-${2000 + week * 3 + warehouseCodes.indexOf(location)}`;
  must(await run(receiveStock, actor, { location, lines, reference }, { now: then }));
}

async function correct(actor: Actor, goods: readonly Good[], week: number, then: Date): Promise<void> {
  const random = new Random(`correct ${week}`);
  for (const [reason, note] of [
    ["damage", "釉面磕碰"],
    ["lost", ""],
    ["found", "Behind the rack"],
    ["damage", "Water damage, bottom shelf"],
  ] as const) {
    const good = random.pick(goods.filter((each) => each.locations.length > 1));
    const location = random.pick(good.locations);
    await run(adjustStock, actor, { sku: good.sku, location, reason, quantity: random.int(1, 2), note }, { now: then });
  }
}

async function move(actor: Actor, goods: readonly Good[], week: number, then: Date): Promise<void> {
  const random = new Random(`move ${week}`);
  const lines = Array.from({ length: 4 }, () => random.pick(goods))
    .filter((good, index, all) => good.locations.includes("GZ") && all.indexOf(good) === index)
    .map(({ sku }) => ({ sku, quantity: 3 }));
  if (lines.length > 0) await run(transferStock, actor, { from: "SH", to: "GZ", lines, note: "补仓" }, { now: then });
}
