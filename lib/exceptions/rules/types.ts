/** What can keep the house from moving, in the order in which lists and settings show it. */
export const exceptionTypes = [
  "stock_short",
  "address_undeliverable",
  "payment_late",
  "payment_short",
  "payment_in_doubt",
  "refund_in_doubt",
  "refund_failed",
  "promise_in_danger",
  "hold_overdue",
  "duplicate_suspected",
  "price_below_cost",
  "unmapped_sku",
  "import_refused",
  "delivery_dead",
  "carrier_refused",
  "tracking_stalled",
  "delivery_failed",
  "mail_failed",
  "webhook_dead",
  "return_overdue",
  "coupon_unclaimed",
  "raised",
] as const;
export type ExceptionType = (typeof exceptionTypes)[number];

/** Types that open and close by themselves; one that was raised is closed by hand alone. */
export const watchedTypes = exceptionTypes.filter((type) => type !== "raised");
export type WatchedType = Exclude<ExceptionType, "raised">;

/** The worst first. */
export const exceptionSeverities = ["critical", "high", "normal"] as const;
export type ExceptionSeverity = (typeof exceptionSeverities)[number];

/** What an exception is about; with its key it is open once per type. */
export const subjectKinds = [
  "order",
  "payment",
  "refund",
  "code",
  "import",
  "delivery",
  "shipment",
  "mail",
  "webhook",
  "return",
  "raised",
] as const;
export type SubjectKind = (typeof subjectKinds)[number];

/** Why an exception is over: its cause went by itself, went after a fix from here was pressed, or a person said so. */
export const closedReasons = ["gone", "fixed", "by_hand"] as const;
export type ClosedReason = (typeof closedReasons)[number];

export const exceptionEventKinds = [
  "opened",
  "assigned",
  "snoozed",
  "woken",
  "commented",
  "fix_asked",
  "closed",
  "reopened",
] as const;
export type ExceptionEventKind = (typeof exceptionEventKinds)[number];

export type ExceptionPolicy = {
  /** A type that is off opens nothing, and what it had open closes. */
  active: boolean;
  severity: ExceptionSeverity;
  /** Hours from its opening within which somebody should have cured it. */
  dueHours: number;
  /** Hours the cause may last before it is one; null where it is one at once. */
  waitHours: number | null;
};

const at = (severity: ExceptionSeverity, dueHours: number, waitHours: number | null = null): ExceptionPolicy => ({
  active: true,
  severity,
  dueHours,
  waitHours,
});

/** What a shop starts with. Money and promises go first; what only costs order in the house can wait for a day. */
export const defaultPolicies: Readonly<Record<ExceptionType, ExceptionPolicy>> = {
  stock_short: at("high", 24),
  address_undeliverable: at("high", 8),
  payment_late: at("normal", 24, 48),
  payment_short: at("high", 24),
  payment_in_doubt: at("critical", 4, 1),
  refund_in_doubt: at("critical", 4, 1),
  refund_failed: at("critical", 8),
  promise_in_danger: at("high", 4),
  hold_overdue: at("normal", 8),
  duplicate_suspected: at("high", 8),
  price_below_cost: at("high", 8),
  unmapped_sku: at("high", 8),
  import_refused: at("normal", 24),
  delivery_dead: at("critical", 4),
  carrier_refused: at("high", 8),
  tracking_stalled: at("high", 24, 120),
  delivery_failed: at("high", 24),
  mail_failed: at("normal", 48),
  webhook_dead: at("high", 8),
  return_overdue: at("normal", 24),
  coupon_unclaimed: at("normal", 48),
  raised: at("normal", 24),
};

export type ExceptionPolicies = Readonly<Record<ExceptionType, ExceptionPolicy>>;

/** The shop's policies: what it set, and the defaults where it set nothing. */
export function policiesOf(rows: readonly (ExceptionPolicy & { type: string })[]): ExceptionPolicies {
  const set = new Map(rows.map(({ type, ...policy }) => [type, policy]));
  return Object.fromEntries(
    exceptionTypes.map((type) => {
      const usual = defaultPolicies[type];
      const chosen = set.get(type) ?? usual;
      return [type, { ...chosen, waitHours: usual.waitHours === null ? null : (chosen.waitHours ?? usual.waitHours) }];
    }),
  ) as Record<ExceptionType, ExceptionPolicy>;
}
