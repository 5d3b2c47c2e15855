import { type Fix, fixOf, fixPermissions } from "@/lib/exceptions/rules/fix";
import type { ExceptionType } from "@/lib/exceptions/rules/types";
import type { Permission } from "@/lib/staff/rules/permissions";

export type CureLabel =
  | "change"
  | "service"
  | "sameService"
  | "takeStock"
  | "reroute"
  | "split"
  | "merge"
  | "address"
  | "payment"
  | "order"
  | "import"
  | "delivery"
  | "mail"
  | "link"
  | "refund"
  | "review"
  | "compare"
  | "webhook"
  | "return"
  | "promotion";

/** What cures an exception for this person: a press, a payment that is asked for again, or the place where it is done. */
export type Cure =
  | { kind: "press"; fix: Fix }
  | { kind: "askPayment"; order: string; place: string }
  | { kind: "accept"; order: string }
  | { kind: "link"; href: string; label: CureLabel };

type About = {
  type: ExceptionType;
  stage: string | null;
  order: string | null;
  subjectKey: string;
  facts: Record<string, unknown>;
};

/** The first cure first. `here` is the exception itself, where a form for it lies. */
export function curesOf(about: About, can: (permission: Permission) => boolean, here: string): Cure[] {
  const fix = fixOf(about);
  const press: Cure[] = fix && can("exceptions.work") && can(fixPermissions[fix]) ? [{ kind: "press", fix }] : [];
  const places = placesOf(about, can, here);
  // An address is mended first; looking at it again helps nobody before.
  return about.type === "address_undeliverable" ? [...places, ...press] : [...press, ...places];
}

function placesOf(about: About, can: (permission: Permission) => boolean, here: string): Cure[] {
  const order = `/orders/${encodeURIComponent(about.order ?? "")}`;
  const link = (href: string, label: CureLabel, permission: Permission): Cure[] =>
    can(permission) ? [{ kind: "link", href, label }] : [];
  if (about.type === "stock_short") {
    return [
      ...link(`${order}?do=takeStock`, "takeStock", "orders.review"),
      ...link(`${order}?do=reroute`, "reroute", "orders.edit"),
      ...link(`${order}/split`, "split", "orders.edit"),
      ...link(`${order}/change`, "change", "orders.edit"),
    ];
  }
  if (about.type === "carrier_refused") {
    const open = `/orders?service=${encodeURIComponent(String(about.facts.service))}&tab=all`;
    return [
      ...link(`${order}?do=service`, "service", "orders.edit"),
      ...link(open, "sameService", "orders.edit"),
      ...((about.facts.why as string[]).includes("too_heavy") ? link(`${order}/split`, "split", "orders.edit") : []),
    ];
  }
  if (about.type === "coupon_unclaimed") {
    const [coupon] = about.facts.coupons as { promotion: number | null }[];
    return [
      ...(about.order && can("orders.edit") ? [{ kind: "accept", order: about.order } as const] : []),
      ...(coupon?.promotion ? link(`/promotions/${coupon.promotion}`, "promotion", "promotions.read") : []),
    ];
  }
  const place = placeOf(about, can, here);
  const merge = about.type === "duplicate_suspected" && about.order;
  return [
    ...(place ? [place] : []),
    ...(merge ? link(`/orders/merge?order=${encodeURIComponent(merge)}`, "merge", "orders.edit") : []),
  ];
}

function placeOf(about: About, can: (permission: Permission) => boolean, here: string): Cure | null {
  const { type, order, facts, subjectKey } = about;
  const link = (href: string, label: CureLabel, permission: Permission): Cure | null =>
    can(permission) ? { kind: "link", href, label } : null;
  const orderPage = `/orders/${encodeURIComponent(order ?? "")}`;
  switch (type) {
    case "address_undeliverable":
      return link(`${orderPage}?do=edit`, "address", "orders.edit");
    case "payment_late":
    case "payment_short":
      return link(here, "payment", "payments.record");
    case "promise_in_danger":
      if (about.stage === "awaiting_payment") return link(here, "payment", "payments.record");
      return about.stage === "review"
        ? link(`/review?order=${encodeURIComponent(order ?? "")}`, "review", "orders.review")
        : link(orderPage, "order", "orders.read");
    case "duplicate_suspected": {
      const [other] = (facts.orders as string[] | undefined) ?? [];
      return link(`/orders/${encodeURIComponent(other ?? order ?? "")}`, "compare", "orders.read");
    }
    case "payment_in_doubt":
      return facts.answered || !order || !can("payments.record")
        ? link(orderPage, "order", "orders.read")
        : { kind: "askPayment", order, place: String(facts.place) };
    case "refund_failed":
      return link(orderPage, "refund", "payments.refund");
    case "unmapped_sku":
      return link(here, "link", "channels.map");
    case "import_refused":
      return link(`/imports/${encodeURIComponent(String(facts.number))}`, "import", "imports.read");
    case "delivery_dead":
      return link(`/channels?tab=dead&peek=${encodeURIComponent(subjectKey)}`, "delivery", "channels.read");
    case "webhook_dead":
      return link(`/settings/webhooks/${encodeURIComponent(subjectKey)}?tab=dead`, "webhook", "webhooks.manage");
    case "return_overdue":
      return link(`/returns/${encodeURIComponent(String(facts.rma))}`, "return", "returns.read");
    case "mail_failed":
      return facts.buyer === undefined
        ? link("/reports/mail", "mail", "reports.read")
        : link(`/returns/${encodeURIComponent(String(facts.rma))}`, "return", "returns.read");
    default:
      return order ? link(orderPage, "order", "orders.read") : null;
  }
}
