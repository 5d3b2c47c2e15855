import type { z } from "zod";
import type { Actor } from "@/lib/actor";
import { type Command, run } from "@/lib/command";
import { markDelivered } from "@/lib/fulfilment/commands/mark-delivered";
import { recordTracking } from "@/lib/fulfilment/commands/record-tracking";
import { shipOrder } from "@/lib/fulfilment/commands/ship-order";
import { approveOrder } from "@/lib/orders/commands/approve-order";
import { cancelOrder } from "@/lib/orders/commands/cancel-order";
import { holdOrder } from "@/lib/orders/commands/hold-order";
import { noteOrder } from "@/lib/orders/commands/note-order";
import { rejectOrder } from "@/lib/orders/commands/reject-order";
import { releaseHold } from "@/lib/orders/commands/release-hold";
import { tagOrder } from "@/lib/orders/commands/tag-order";
import { approveRefund } from "@/lib/payments/commands/approve-refund";
import { collectCod } from "@/lib/payments/commands/collect-cod";
import { recordPayment } from "@/lib/payments/commands/record-payment";
import { requestRefund } from "@/lib/payments/commands/request-refund";
import type { Role } from "@/lib/staff/rules/permissions";
import type { DrawnOrder } from "./draw-order";
import { atHour, day, hour, workTime } from "./hours";
import { Random } from "./random";
import type { Timeline } from "./timeline";
import { carriers, holdReasons, news, staffNotes, tags } from "./words";

type Facts = {
  timeline: Timeline;
  people: Readonly<Record<Role, Actor>>;
  now: Date;
  /** Orders placed after it are left as they came in: the present is arranged by itself. */
  leaveFrom: number;
};

/** Leads each order through its life, as people and carriers would: what it comes to is drawn from its own stream. */
export class Life {
  private readonly arriving = new Map<number, string[]>();
  private readonly facts: Facts;

  constructor(facts: Facts) {
    this.facts = facts;
  }

  /** What happens next to an order that came in, or that somebody moved on. */
  follow(order: DrawnOrder & { number: string }, stage: string, now: Date): void {
    const random = new Random(`${order.number} ${stage}`);
    const at = now.getTime();
    const { input, number } = order;
    const placed = Date.parse(input.placedAt ?? now.toISOString());
    if (placed >= this.facts.leaveFrom) return;
    const later = (from: number, most: number) =>
      workTime(at + (from + random.next() * (most - from)) * hour, random.next() * 2 * hour);
    if (stage === "awaiting_payment") {
      if (random.chance(0.06))
        this.on(number, workTime(at + 6 * day), (then) =>
          this.do(cancelOrder, "support", { number, reason: "payment" }, then),
        );
      else this.on(number, later(5, 60), (then) => this.pay(order, random, then));
      return;
    }
    if (stage === "review") {
      this.on(number, later(0.5, 5), (then) => this.decide(order, random, then));
      return;
    }
    if (stage === "backordered") {
      this.on(number, later(60, 160), (then) => this.ship(order, random, then, 0));
      return;
    }
    if (stage !== "ready") return;
    if (random.chance(0.025)) {
      this.on(number, later(0.3, 5), (then) =>
        this.do(
          cancelOrder,
          "support",
          {
            number,
            reason: random.pick(["customer_request", "customer_request", "duplicate", "out_of_stock"] as const),
          },
          then,
        ),
      );
      return;
    }
    if (random.chance(0.05)) {
      const body = random.pick(staffNotes[order.country === "CN" ? "CN" : "other"]);
      this.on(number, later(0.5, 6), (then) => this.do(noteOrder, "support", { number, body }, then));
    }
    if (random.chance(0.03)) {
      this.on(number, later(0.5, 6), (then) =>
        this.do(tagOrder, "support", { number, add: [random.pick(tags)] }, then),
      );
    }
    if (random.chance(0.02)) {
      const type = random.pick(["address", "customer_request", "other"] as const);
      this.on(number, later(0.5, 3), (then) =>
        this.do(holdOrder, "support", { number, type, reason: holdReasons[type] }, then),
      );
      this.on(number, later(20, 40), (then) => this.do(releaseHold, "support", { number }, then));
      this.on(number, later(41, 60), (then) => this.ship(order, random, then, 0));
      return;
    }
    if (order.channel === "counter") this.on(number, at + 10 * 60_000, (then) => this.ship(order, random, then, 0));
    else this.on(number, later(3, 30), (then) => this.ship(order, random, then, 0));
  }

  private on(number: string, at: number, work: (now: Date) => Promise<void>): void {
    this.facts.timeline.schedule(new Date(at), number, work);
  }

  // What cannot be done any more is left, as people would leave it.
  private async do<Input extends z.ZodType, Value, Code extends string>(
    command: Command<Input, Value, Code>,
    role: Role,
    input: unknown,
    now: Date,
  ): Promise<void> {
    await run(command, this.facts.people[role], input, { now });
  }

  private async pay(order: DrawnOrder & { number: string }, random: Random, now: Date): Promise<void> {
    const input = { number: order.number, method: "bank_transfer", reference: `TRF ${random.digits(9)}` };
    const paid = await run(recordPayment, this.facts.people.finance, input, { now });
    if (paid.ok) this.follow(order, paid.value.stage, now);
  }

  private async decide(order: DrawnOrder & { number: string }, random: Random, now: Date): Promise<void> {
    const { number } = order;
    if (random.chance(0.06))
      return this.do(rejectOrder, "support", { number, reason: "客户电话打不通，订单取消" }, now);
    const approved = await run(
      approveOrder,
      this.facts.people[random.pick(["support", "manager"] as const)],
      { number },
      { now },
    );
    if (approved.ok) this.follow(order, approved.value.stage, now);
    // What is short waits for the next delivery.
    else if (approved.refusal.code === "insufficient_stock")
      this.on(number, workTime(now.getTime() + 5 * day), (then) => this.decide(order, random, then));
  }

  private async ship(order: DrawnOrder & { number: string }, random: Random, now: Date, tries: number): Promise<void> {
    const { number, country, channel } = order;
    const parcel = parcelOf(random, country, channel);
    const shipped = await run(shipOrder, this.facts.people.warehouse, { number, ...parcel }, { now });
    if (!shipped.ok) {
      if (tries < 4 && shipped.refusal.code !== "already_shipped")
        this.on(number, workTime(now.getTime() + 4 * day), (then) => this.ship(order, random, then, tries + 1));
      return;
    }
    for (const shipment of shipped.value.shipments) this.carry(order, shipment, random, now);
  }

  /** The parcel's way: news of it where it is recent, and its arrival. */
  carry(order: DrawnOrder & { number: string }, shipment: string, random: Random, now: Date): void {
    const days = daysUnderWay(random, order.country, order.channel);
    const arrives = arrivalRound(now.getTime() + days * day);
    const { number } = order;
    if (days > 0 && now.getTime() > this.facts.now.getTime() - 14 * day) {
      const city = order.input.shipTo?.city ?? "";
      const said = news[order.country === "CN" ? "CN" : "other"];
      const tell = (at: number, status: keyof typeof said, place: string) => {
        const description = random.pick(said[status]).replace("{city}", city);
        this.on(number, at, (then) =>
          this.do(recordTracking, "warehouse", { shipment, status, place, description }, then),
        );
      };
      tell(now.getTime() + (6 + random.next() * 6) * hour, "in_transit", order.country === "CN" ? "上海" : "Leeds");
      if (days > 1.5) tell(now.getTime() + days * 0.6 * day, "in_transit", city);
      if (random.chance(0.04)) tell(arrives - 1.2 * day, "failed", city);
      tell(arrives - 4 * hour, "out_for_delivery", city);
    }
    if (days === 0) {
      this.on(number, now.getTime() + 60_000, (then) => this.arrived(order, [shipment], random, then));
      return;
    }
    const waiting = this.arriving.get(arrives);
    if (waiting) waiting.push(shipment);
    else {
      const round = [shipment];
      this.arriving.set(arrives, round);
      this.facts.timeline.schedule(new Date(arrives), "arrivals", (then) => {
        this.arriving.delete(arrives);
        return this.do(markDelivered, "warehouse", { shipments: round }, then);
      });
    }
    this.afterwards(order, random, arrives);
  }

  private async arrived(
    order: DrawnOrder & { number: string },
    shipments: string[],
    random: Random,
    now: Date,
  ): Promise<void> {
    await this.do(markDelivered, "warehouse", { shipments }, now);
    this.afterwards(order, random, now.getTime());
  }

  // Money that the courier brings, and money that goes back.
  private afterwards(order: DrawnOrder & { number: string }, random: Random, arrives: number): void {
    const { number } = order;
    if (order.input.paymentMethod === "cod") {
      const reference = `COD ${random.digits(8)}`;
      this.on(number, workTime(arrives + 20 * hour), (then) =>
        this.do(collectCod, "finance", { number, reference }, then),
      );
    }
    if (!random.chance(0.045)) return;
    const location = order.country === "CN" ? "SH" : "LDS";
    const asked = random.weighted([
      [
        {
          what: { kind: "lines", lines: [{ line: 1, quantity: 1 }] },
          restock: [{ line: 1, quantity: 1, location }],
          reason: "not_wanted",
          note: "",
        },
        4,
      ],
      [
        {
          what: { kind: "whole" },
          restock: [],
          reason: "damaged",
          note: order.country === "CN" ? "收到时已碎，客户发来照片" : "Arrived broken, photo in the mail",
        },
        2,
      ],
      [{ what: { kind: "lines", lines: [{ line: 1, quantity: 1 }] }, restock: [], reason: "damaged", note: "" }, 3],
      [
        {
          what: { kind: "amount", amount: order.input.currency === "JPY" ? "500" : "5.00" },
          restock: [],
          reason: "late",
          note: "",
        },
        2,
      ],
    ] as const);
    const at = workTime(arrives + (1 + random.next() * 8) * day);
    this.on(number, at, async (then) => {
      const refunded = await run(requestRefund, this.facts.people.support, { number, ...asked }, { now: then });
      if (!refunded.ok) return;
      for (const refund of refunded.value.refunds) {
        if (refund.status === "requested")
          this.on(number, workTime(then.getTime() + 5 * hour), (after) =>
            this.do(approveRefund, "finance", { refund: refund.number }, after),
          );
      }
    });
  }
}

export function parcelOf(
  random: Random,
  country: string,
  channel: string,
): { carrier: string; service: string; trackingNumber: string } {
  if (channel === "counter") return { carrier: "", service: "", trackingNumber: "" };
  const of = random.pick(country === "CN" ? carriers.CN : country === "GB" ? carriers.GB : carriers.other);
  return { carrier: of.carrier, service: "", trackingNumber: `${of.prefix}${random.digits(of.digits)}` };
}

function daysUnderWay(random: Random, country: string, channel: string): number {
  if (channel === "counter") return 0;
  if (country === "CN") return 1.4 + random.next() * 2.6;
  if (country === "GB") return 1 + random.next() * 2.5;
  return country === "US" || country === "JP" ? 5 + random.next() * 6 : 3 + random.next() * 4;
}

/** Parcels are delivered in two rounds a day. */
function arrivalRound(at: number): number {
  const [morning, evening] = [atHour(at, 11.4), atHour(at, 16.7)];
  return at <= morning ? morning : at <= evening ? evening : morning + day;
}
