import { getLocale, getTranslations } from "next-intl/server";
import { isHoldType } from "@/components/orders/stage-badge";
import { Money } from "@/components/ui/money";
import { Time } from "@/components/ui/time";
import type { Card, CardRows } from "@/lib/home/cards";
import type { CardKey } from "@/lib/home/rules/cards";
import { stockWarning } from "@/lib/inventory/rules/stock-warning";
import type { QueueLine } from "./queue-card";

/** Where each card leads. */
export const cardHref: Record<CardKey, string> = {
  review: "/review",
  held: "/orders?tab=held",
  danger: "/orders?late=1&sort=promised",
  ready: "/fulfilment",
  packing: "/fulfilment?tab=packing",
  payment: "/orders?tab=awaiting_payment",
  refunds: "/refunds",
  lowStock: "/stock/warnings",
  unmapped: "/channels/unmapped",
  imports: "/imports",
};

type Line<Key extends CardKey> = (row: CardRows[Key]) => Omit<QueueLine, "key">;

/** The first three of each card, in the reader's words. */
export async function queueLines(now: Date): Promise<<Key extends CardKey>(key: Key, card: Card<Key>) => QueueLine[]> {
  const [t, orders, review, payments, locale] = await Promise.all([
    getTranslations("home"),
    getTranslations("orders"),
    getTranslations("review"),
    getTranslations("payments"),
    getLocale(),
  ]);
  const list = new Intl.ListFormat(locale, { type: "unit", style: "narrow" });
  const promise = (at: string | null) => (at === null ? null : <Time at={at} form="smart" capital />);
  const late = (at: string | null) => at !== null && new Date(at) < now;
  const order = (number: string) => ({ href: `/orders/${number}`, id: number });
  const toSend = (row: CardRows["ready"]) => ({
    ...order(row.number),
    text: [t("units", { count: row.units }), row.location].filter(Boolean).join(" · "),
    end: promise(row.promisedAt),
    urgent: late(row.promisedAt),
  });
  const lines: { [Key in CardKey]: Line<Key> } = {
    review: (row) => ({
      href: `/review?order=${row.number}`,
      id: row.number,
      text: row.checks
        .map((check) =>
          review.has(`failed.${check}` as never) ? review(`failed.${check}` as "failed.stock_short") : check,
        )
        .join(" · "),
      end: promise(row.promisedAt),
      urgent: late(row.promisedAt),
    }),
    held: (row) => ({
      ...order(row.number),
      text: row.reason || list.format(row.types.map((type) => (isHoldType(type) ? orders(`holdType.${type}`) : type))),
      end: row.dueAt ? t.rich("due", { when: () => <Time at={row.dueAt as string} form="list" /> }) : null,
      urgent: late(row.dueAt),
    }),
    danger: (row) => ({
      ...order(row.number),
      text: `${orders(`stage.${row.stage}`)} · ${row.items}`,
      end: promise(row.promisedAt),
      urgent: late(row.promisedAt),
    }),
    ready: toSend,
    packing: toSend,
    payment: (row) => ({
      ...order(row.number),
      text: row.customer,
      end: <Money minor={row.dueMinor} currency={row.currency} />,
    }),
    refunds: (row) => ({
      ...order(row.number),
      text: (
        <>
          <Money minor={row.amountMinor} currency={row.currency} /> ·{" "}
          {payments.has(`reason.${row.reason}` as never) ? payments(`reason.${row.reason}` as never) : row.reason}
        </>
      ),
      end: row.by,
    }),
    lowStock: (row) => {
      const warning = stockWarning(row);
      const cover = warning?.daysOfCover ?? null;
      return {
        href: `/stock/${encodeURIComponent(row.sku)}`,
        id: row.sku,
        text:
          row.waiting > 0
            ? t("leftWaiting", { free: row.free, waiting: row.waiting })
            : cover === null
              ? t("left", { free: row.free })
              : t("cover", { free: row.free, days: cover }),
        end: warning && warning.toOrder > 0 ? t("order", { count: warning.toOrder }) : null,
      };
    },
    unmapped: (row) => ({
      href: "/channels/unmapped",
      id: row.sku,
      text: row.channel,
      end: t("lines", { count: row.lines }),
    }),
    imports: (row) => ({
      href: `/imports/${row.number}`,
      id: row.number,
      text: row.fileName,
      end: <Time at={row.at} form="list" />,
    }),
  };
  return (key, card) =>
    card.rows.map((row, index) => ({
      key: `${key}-${index}`,
      ...(lines[key] as (row: unknown) => Omit<QueueLine, "key">)(row),
    }));
}
