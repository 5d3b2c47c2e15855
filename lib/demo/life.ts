import type { z } from "zod";
import type { Actor } from "@/lib/actor";
import { type Command, run } from "@/lib/command";
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
import { drawRefund } from "./draw-refund";
import { day, hour, workTime } from "./hours";
import { Parcels } from "./parcels";
import { Random } from "./random";
import type { Timeline } from "./timeline";
import { holdReasons, staffNotes, tags } from "./words";

export type NumberedOrder = DrawnOrder & { number: string };
export type LifeFacts = { timeline: Timeline; people: Readonly<Record<Role, Actor>>; now: Date };

/** Leads each order through its life, as people and carriers would: what it comes to is drawn from its own stream. */
export class Life {
  private readonly parcels: Parcels;
  private readonly facts: LifeFacts;

  constructor(facts: LifeFacts) {
    this.facts = facts;
    this.parcels = new Parcels(facts, (order, random, at) => this.afterwards(order, random, at));
  }

  /** What happens next to an order that came in, or that somebody moved on. */
  follow(order: NumberedOrder, stage: string, now: Date): void {
    const random = new Random(`${order.number} ${stage}`);
    const { number } = order;
    const later = (least: number, most: number) =>
      workTime(now.getTime() + (least + random.next() * (most - least)) * hour, random.next() * 2 * hour);
    if (stage === "awaiting_payment" && random.chance(0.06)) {
      this.on(number, workTime(now.getTime() + 6 * day), (then) => this.cancel(number, "payment", then));
    } else if (stage === "awaiting_payment") {
      this.on(number, later(5, 60), (then) => this.pay(order, random, then));
    } else if (stage === "review") {
      this.on(number, later(0.5, 5), (then) => this.decide(order, random, then));
    } else if (stage === "backordered") {
      this.on(number, later(60, 160), async (then) => this.parcels.send(order, random, then));
    } else if (stage === "ready" && random.chance(0.025)) {
      const reason = random.pick(["customer_request", "customer_request", "duplicate", "out_of_stock"]);
      this.on(number, later(0.3, 5), (then) => this.cancel(number, reason, then));
    } else if (stage === "ready") {
      this.remark(order, random, later);
      const sent = random.chance(0.02) ? this.hold(order, random, later) : later(3, 30);
      const leaves = order.channel === "counter" ? now.getTime() + 10 * 60_000 : sent;
      this.on(number, leaves, async (then) => this.parcels.send(order, random, then));
    }
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

  private remark(order: NumberedOrder, random: Random, later: (least: number, most: number) => number): void {
    const { number } = order;
    if (random.chance(0.05)) {
      const body = random.pick(staffNotes[order.country === "CN" ? "CN" : "other"]);
      this.on(number, later(0.5, 6), (then) => this.do(noteOrder, "support", { number, body }, then));
    }
    if (random.chance(0.03)) {
      const add = [random.pick(tags)];
      this.on(number, later(0.5, 6), (then) => this.do(tagOrder, "support", { number, add }, then));
    }
  }

  /** Holds the order for a day or two; gives the time from which it can go. */
  private hold({ number }: NumberedOrder, random: Random, later: (least: number, most: number) => number): number {
    const type = random.pick(["address", "customer_request", "other"] as const);
    const input = { number, type, reason: holdReasons[type] };
    this.on(number, later(0.5, 3), (then) => this.do(holdOrder, "support", input, then));
    this.on(number, later(20, 40), (then) => this.do(releaseHold, "support", { number }, then));
    return later(42, 60);
  }

  private async pay(order: NumberedOrder, random: Random, now: Date): Promise<void> {
    const input = { number: order.number, method: "bank_transfer", reference: `TRF ${random.digits(9)}` };
    const paid = await run(recordPayment, this.facts.people.finance, input, { now });
    if (paid.ok) this.follow(order, paid.value.stage, now);
  }

  private async decide(order: NumberedOrder, random: Random, now: Date): Promise<void> {
    const { number } = order;
    if (random.chance(0.06)) {
      const reason = order.country === "CN" ? "客户电话打不通" : "The buyer did not answer";
      return this.do(rejectOrder, "manager", { number, reason }, now);
    }
    const reviewer = this.facts.people[random.pick(["support", "manager"] as const)];
    const approved = await run(approveOrder, reviewer, { number }, { now });
    if (approved.ok) this.follow(order, approved.value.stage, now);
    // What is short waits for the next delivery.
    else if (approved.refusal.code === "insufficient_stock")
      this.on(number, workTime(now.getTime() + 5 * day), (then) => this.decide(order, random, then));
  }

  private async cancel(number: string, reason: string, now: Date): Promise<void> {
    const cancelled = await run(cancelOrder, this.facts.people.support, { number, reason }, { now });
    if (cancelled.ok) this.approveLater(number, cancelled.value.refunds, now);
  }

  // Money that the courier brings, and money that goes back.
  private afterwards(order: NumberedOrder, random: Random, arrived: number): void {
    const { number } = order;
    if (order.input.paymentMethod === "cod") {
      const input = { number, reference: `COD ${random.digits(8)}` };
      this.on(number, workTime(arrived + 20 * hour), (then) => this.do(collectCod, "finance", input, then));
    }
    if (!random.chance(0.045)) return;
    const asked = drawRefund(random, order);
    this.on(number, workTime(arrived + (1 + random.next() * 8) * day), async (then) => {
      const refunded = await run(requestRefund, this.facts.people.support, { number, ...asked }, { now: then });
      if (refunded.ok) this.approveLater(number, refunded.value.refunds, then);
    });
  }

  private approveLater(number: string, refunds: readonly { number: string; status: string }[], now: Date): void {
    for (const refund of refunds.filter(({ status }) => status === "requested")) {
      const at = workTime(now.getTime() + 5 * hour);
      this.on(number, at, (then) => this.do(approveRefund, "finance", { refund: refund.number }, then));
    }
  }
}
