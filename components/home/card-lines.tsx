import { getLocale, getTranslations } from "next-intl/server";
import { isHoldType } from "@/components/orders/stage-badge";
import { Time } from "@/components/ui/time";
import { formatMoney } from "@/lib/core/money";
import type { CardRows } from "@/lib/home/cards";
import type { CardKey } from "@/lib/home/rules/cards";
import { stockWarning } from "@/lib/inventory/rules/stock-warning";
import type { WorkLine } from "./work-card";

type Lines = { [Key in CardKey]: (row: CardRows[Key]) => WorkLine };

/** How a line of each card reads, in the words of the reader. */
export async function cardLines(now: Date): Promise<Lines> {
  const [t, exceptions, orders, review, payments, locale] = await Promise.all([
    getTranslations("home"),
    getTranslations("exceptions"),
    getTranslations("orders"),
    getTranslations("review"),
    getTranslations("payments"),
    getLocale(),
  ]);
  const promise = (at: string | null) => <Promised at={at} now={now} />;
  const order = (number: string) => ({ key: number, href: `/orders/${number}`, mono: number });
  const failed = (check: string) =>
    review.has(`failed.${check}` as "failed.stock_short") ? review(`failed.${check}` as "failed.stock_short") : check;
  const picked = (row: CardRows["ready"]): WorkLine => ({
    ...order(row.number),
    text: [t("units", { units: row.units }), row.location ? t("at", { code: row.location }) : ""]
      .filter(Boolean)
      .join(" "),
    end: promise(row.promisedAt),
  });
  const returned = (row: CardRows["returnsAsked"]): WorkLine => ({
    key: row.rma,
    href: `/returns/${encodeURIComponent(row.rma)}`,
    mono: row.rma,
    text: row.items,
    end: row.dueAt ? promise(row.dueAt) : <Time at={row.at} form="relative" />,
  });
  return {
    exceptions: (row) => ({
      key: row.type,
      href: `/exceptions?type=${row.type}`,
      mono: "",
      text: `${exceptions(`type.${row.type}`)} · ${t("exceptions", { open: row.open, overdue: row.overdue })}`,
      end: <Time at={row.oldest} form="relative" />,
    }),
    review: (row) => ({
      ...order(row.number),
      href: `/review?order=${row.number}`,
      text: row.checks.length > 0 ? row.checks.map(failed).join(" · ") : t("passed"),
      end: promise(row.promisedAt),
    }),
    held: (row) => ({
      ...order(row.number),
      text: row.reason || row.types.map((type) => (isHoldType(type) ? orders(`holdType.${type}`) : type)).join(" · "),
      end: row.dueAt ? promise(row.dueAt) : t("noDue"),
    }),
    danger: (row) => ({
      ...order(row.number),
      text: [row.held ? orders("held") : orders(`stage.${row.stage}`), row.items].filter(Boolean).join(" · "),
      end: promise(row.promisedAt),
    }),
    ready: picked,
    packing: picked,
    payment: (row) => ({
      ...order(row.number),
      text: row.customer || "–",
      end: formatMoney(BigInt(row.dueMinor), row.currency, locale),
    }),
    refunds: (row) => ({
      ...order(row.number),
      text: `${formatMoney(BigInt(row.amountMinor), row.currency, locale)} · ${payments.has(`reason.${row.reason}` as "reason.late") ? payments(`reason.${row.reason}` as "reason.late") : row.reason}`,
      end: row.by,
    }),
    returnsAsked: returned,
    returnsHere: returned,
    returnsDue: returned,
    lowStock: (row) => {
      const warning = stockWarning(row);
      const days = warning?.daysOfCover ?? null;
      return {
        key: row.sku,
        href: `/stock/${encodeURIComponent(row.sku)}`,
        mono: row.sku,
        text:
          row.waiting > row.free
            ? t("waiting", { free: Math.max(row.free, 0), waiting: row.waiting })
            : t("left", {
                free: Math.max(row.free, 0),
                cover: days === null ? t("coverNone") : t("coverDays", { days }),
              }),
        end: warning && warning.toOrder > 0 ? t("order", { units: warning.toOrder }) : t("onItsWay"),
      };
    },
    unmapped: (row) => ({
      key: `${row.channel} ${row.sku}`,
      href: `/orders?q=${encodeURIComponent(row.sku)}`,
      mono: row.sku || "–",
      text: row.channel,
      end: t("lines", { lines: row.lines }),
    }),
    imports: (row) => ({
      key: row.number,
      href: `/imports/${row.number}`,
      mono: row.number,
      text: row.fileName,
      end: <Time at={row.at} form="list" />,
    }),
  };
}

function Promised({ at, now }: { at: string | null; now: Date }) {
  if (!at) return <span className="text-text-3">–</span>;
  const late = new Date(at) < now;
  return <Time at={at} form="smart" capital className={late ? "font-semibold text-danger" : undefined} />;
}
