import { run } from "@/lib/command";
import { markDelivered } from "@/lib/fulfilment/commands/mark-delivered";
import { recordTracking } from "@/lib/fulfilment/commands/record-tracking";
import { shipOrders } from "@/lib/fulfilment/commands/ship-orders";
import { startPicking } from "@/lib/fulfilment/commands/start-picking";
import { atHour, day, hour, workTime } from "./hours";
import type { LifeFacts, NumberedOrder } from "./life";
import { must } from "./must";
import type { Random } from "./random";
import { carrierOfWords, usualCarriers } from "./shipping";
import { carriers, news } from "./words";

type Waiting = { order: NumberedOrder; random: Random; tries: number };
type Arrived = (order: NumberedOrder, random: Random, at: number) => void;

/** News is told of parcels that left in these days; nobody asks about older ones. */
const newsDays = 14;

/** The parcels' way from the shelf to the door: in the vans of the day, then by the carriers' rounds. */
export class Parcels {
  private readonly leaving = new Map<number, Waiting[]>();
  private readonly arriving = new Map<number, string[]>();
  private readonly facts: LifeFacts;
  private readonly arrived: Arrived;

  constructor(facts: LifeFacts, arrived: Arrived) {
    this.facts = facts;
    this.arrived = arrived;
  }

  /** Puts an order into the next van; what is handed over the counter goes at once. */
  send(order: NumberedOrder, random: Random, now: Date, tries = 0): void {
    const leaves = order.channel === "counter" ? now.getTime() : pickUp(now.getTime());
    const waiting = this.leaving.get(leaves);
    if (waiting) waiting.push({ order, random, tries });
    else {
      this.leaving.set(leaves, [{ order, random, tries }]);
      this.facts.timeline.schedule(new Date(leaves), "pick-ups", (then) => this.load(leaves, then));
    }
  }

  private async load(leaves: number, now: Date): Promise<void> {
    const parcels = this.leaving.get(leaves) ?? [];
    this.leaving.delete(leaves);
    const orders = parcels.map(({ order, random }) => ({ number: order.number, ...parcelOf(random, order) }));
    const { shipped, skipped } = must(await run(shipOrders, this.facts.people.warehouse, { orders }, { now }));
    for (const { order, random, tries } of parcels) {
      const sent = shipped.find(({ number }) => number === order.number);
      for (const shipment of sent?.shipments ?? []) this.carry(order, shipment, random, now);
      // What is made to order lies in no warehouse: a person starts it where it is made.
      if (skipped.some(({ number, code }) => number === order.number && code === "nothing_to_ship"))
        await run(startPicking, this.facts.people.warehouse, { numbers: [order.number], location: "SH" }, { now });
      const waits = skipped.some(({ number, code }) => number === order.number && code !== "already_shipped");
      if (!waits || tries >= 4) continue;
      const again = new Date(workTime(now.getTime() + 4 * day));
      this.facts.timeline.schedule(again, order.number, async (then) => this.send(order, random, then, tries + 1));
    }
  }

  /** A parcel that left: news of it where it is recent, and its arrival. */
  carry(order: NumberedOrder, shipment: string, random: Random, now: Date): void {
    const days = daysUnderWay(random, order);
    const arrives = days === 0 ? now.getTime() + 60_000 : arrivalRound(now.getTime() + days * day);
    if (days > 0 && now.getTime() > this.facts.now.getTime() - newsDays * day)
      this.report(order, shipment, random, { left: now.getTime(), arrives });
    const round = this.arriving.get(arrives);
    if (round) round.push(shipment);
    else {
      this.arriving.set(arrives, [shipment]);
      this.facts.timeline.schedule(new Date(arrives), "arrivals", async (then) => {
        const shipments = this.arriving.get(arrives) ?? [];
        this.arriving.delete(arrives);
        must(await run(markDelivered, this.facts.people.warehouse, { shipments }, { now: then }));
      });
    }
    this.arrived(order, random, arrives);
  }

  private report(
    order: NumberedOrder,
    shipment: string,
    random: Random,
    { left, arrives }: { left: number; arrives: number },
  ): void {
    const chinese = order.country === "CN";
    const city = order.input.shipTo?.city ?? "";
    const said = news[chinese ? "CN" : "other"];
    const tell = (at: number, status: keyof typeof said, place: string) => {
      const description = random.pick(said[status]).replace("{city}", city);
      const input = { shipment, status, place, description };
      this.facts.timeline.schedule(new Date(at), order.number, async (then) => {
        await run(recordTracking, this.facts.people.warehouse, input, { now: then });
      });
    };
    tell(left + (5 + random.next() * 6) * hour, "in_transit", chinese ? "上海" : "Leeds");
    if (arrives - left > 1.6 * day) tell(left + (arrives - left) * 0.6, "in_transit", city);
    if (arrives - left > 2 * day && random.chance(0.06)) tell(arrives - 1.2 * day, "failed", city);
    tell(arrives - 4 * hour, "out_for_delivery", city);
  }
}

/** A parcel's carrier and number; nothing for what is handed over. */
export function parcelOf(
  random: Random,
  order: Pick<NumberedOrder, "country" | "channel"> & Partial<Pick<NumberedOrder, "input">>,
): { carrier: string; trackingNumber: string } {
  if (order.channel === "counter") return { carrier: "", trackingNumber: "" };
  const { country } = order;
  const all = country === "CN" ? carriers.CN : country === "GB" ? carriers.GB : carriers.other;
  const drawn = random.pick(all);
  const chosen =
    carrierOfWords(order.input?.shippingService) ?? (country === "CN" ? usualCarriers[order.channel] : undefined);
  const of = all.find(({ carrier }) => carrier === chosen) ?? drawn;
  return { carrier: of.carrier, trackingNumber: `${of.prefix}${random.digits(of.digits)}` };
}

function daysUnderWay(random: Random, { country, channel }: NumberedOrder): number {
  if (channel === "counter") return 0;
  if (country === "CN") return 1.4 + random.next() * 2.6;
  if (country === "GB") return 1 + random.next() * 2.5;
  return country === "US" || country === "JP" ? 5 + random.next() * 6 : 3 + random.next() * 4;
}

/** Vans come at half past one and at a quarter to six. */
function pickUp(at: number): number {
  return nextOf(at, [13.5, 17.75]);
}

/** Parcels are delivered in two rounds a day. */
function arrivalRound(at: number): number {
  return nextOf(at, [11.4, 16.7]);
}

function nextOf(at: number, hours: readonly [number, number]): number {
  const times = hours.map((each) => atHour(at, each));
  return times.find((time) => at <= time) ?? (times[0] as number) + day;
}
