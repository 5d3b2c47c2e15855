import { createTranslator } from "next-intl";
import { type Actor, may } from "@/lib/actor";
import { toCsv } from "@/lib/core/csv";
import { addDays, type Day, type DayRange, formatDay } from "@/lib/core/dates";
import { formatMoney } from "@/lib/core/money";
import { formatNumber, formatShare } from "@/lib/format/number";
import type { Locale } from "@/lib/i18n/locales";
import { messagesByLocale } from "@/lib/i18n/messages/all";
import type { Mail } from "@/lib/mail/send-mail";
import type { Shop } from "@/lib/shop";
import { exportRows } from "./export-rows";
import type { ExportTable } from "./inputs";
import { reportHref } from "./params";
import { getBuyerReport } from "./queries/get-buyer-report";
import { getReasonReport } from "./queries/get-reason-report";
import { getReturnReport } from "./queries/get-return-report";
import { getSalesReport } from "./queries/get-sales-report";
import { buyerKinds, returningShare } from "./rules/buyers";
import { changeBetween } from "./rules/metrics";
import { type ReportPeriod, rangeText, readPeriod } from "./rules/period";
import type { MailedReport } from "./rules/schedule";

type Figure = { label: string; value: string; change: string };
type Asked = {
  actor: Actor;
  shop: Shop;
  report: MailedReport;
  range: DayRange;
  today: Day;
  locale: Locale;
  address: string;
};

const tableOf: Record<MailedReport, ExportTable> = {
  sales: "steps",
  customers: "customers",
  reasons: "reasons",
  returns: "returns",
};

/** A report as a mail in its reader's language, with what this reader may see: costs and files are permissions of their own. */
export async function composeMail(asked: Asked): Promise<Omit<Mail, "to" | "fromName">> {
  const { actor, shop, report, range, today, locale, address } = asked;
  const t = wordsOf(locale);
  const period = readPeriod({ period: rangeText(range), compare: "previous" }, today);
  const { figures, currency } = await figuresOf[report](asked, period);
  const days = [...new Set([range.from, addDays(range.to, -1)])].map((day) => formatDay(day, locale)).join(" – ");
  const title = t(`${report}.title`);
  const link = `${address}${reportHref(`/reports/${report}`, { period: rangeText(range) })}`;
  const lines = figures.map(({ label, value, change }) => `${label}: ${value}${change && ` (${change})`}`);
  const hint = t("sales.hint", { zone: shop.timeZone, currency });
  return {
    subject: `${shop.name}: ${title} ${days}`,
    text: [
      title,
      days,
      "",
      ...lines,
      "",
      hint,
      t("mail.change"),
      "",
      `${t("mail.open")}: ${link}`,
      t("mail.stop", { link: `${address}/reports/mail` }),
      "",
    ].join("\n"),
    html: page({
      locale,
      title,
      days,
      figures,
      hint: `${hint} · ${t("mail.change")}`,
      link,
      open: t("mail.open"),
      stop: t("mail.stop", { link: `${address}/reports/mail` }),
    }),
    attachments: may(actor, "reports.export") ? [await fileOf(asked, period, currency)] : [],
  };
}

const wordsOf = (locale: Locale) =>
  createTranslator({ locale, messages: messagesByLocale[locale], namespace: "reports" });

async function fileOf({ actor, shop, report, locale, today }: Asked, period: ReportPeriod, currency: string) {
  const table = tableOf[report];
  const file = await exportRows(table, {
    ...{ actor, period, params: {}, currency, shopCurrency: shop.currency },
    ...{ language: locale, timeZone: shop.timeZone, today },
  });
  let content = "";
  for await (const piece of toCsv(file.header, file.rows)) content += piece;
  return {
    filename: `${report}-${rangeText(period.range).replace("..", "-")}.csv`,
    content,
    contentType: "text/csv; charset=utf-8",
  };
}

type Composed = { figures: Figure[]; currency: string };

const figuresOf: Record<MailedReport, (asked: Asked, period: ReportPeriod) => Promise<Composed>> = {
  async sales({ actor, shop, locale }, period) {
    const t = wordsOf(locale);
    const { now, before, costs, currency } = await getSalesReport(actor, period, {
      language: locale,
      shopCurrency: shop.currency,
    });
    const money = (minor: bigint, of = currency) => formatMoney(minor, of, locale);
    const figures = (["net", "gross", "discounts", "refunds", "shipping", "tax"] as const).map((name) => ({
      label: t(`measure.${name}`),
      value: money(now[name]),
      change: changeOf(now[name], before?.[name], locale),
    }));
    const orders = {
      label: t("measure.orders"),
      value: formatNumber(now.orders, locale),
      change: changeOf(now.orders, before?.orders, locale),
    };
    const seen = costs
      ? (["cost", "margin"] as const).map((name) => {
          const [value, prior] = [costs.now[name], costs.before?.[name]];
          return {
            label: t(`measure.${name}`),
            value: value === null ? t("costs.unknown") : money(value, name === "cost" ? shop.currency : currency),
            change: value === null ? "" : changeOf(value, prior ?? undefined, locale),
          };
        })
      : [];
    return { figures: [...figures, orders, ...seen], currency };
  },
  async customers({ actor, shop, locale }, period) {
    const t = wordsOf(locale);
    const { now, before, currency } = await getBuyerReport(actor, period, { shopCurrency: shop.currency });
    const share = returningShare(now);
    const figures = buyerKinds.flatMap((kind) => [
      {
        label: t(`customers.${kind}`),
        value: formatNumber(now[kind].customers, locale),
        change: changeOf(now[kind].customers, before?.[kind].customers, locale),
      },
      {
        label: t(`customers.netOf.${kind}`),
        value: formatMoney(now[kind].net, currency, locale),
        change: changeOf(now[kind].net, before?.[kind].net, locale),
      },
    ]);
    return {
      figures: [
        ...figures,
        { label: t("customers.share"), value: share === null ? "–" : formatShare(share, locale), change: "" },
      ],
      currency,
    };
  },
  async reasons({ actor, shop, locale }, period) {
    const t = wordsOf(locale);
    const { groups, currency } = await getReasonReport(actor, period, { shopCurrency: shop.currency });
    const figures = groups.flatMap(({ kind, amount, cases, before }) => [
      {
        label: t(`reasons.count.${kind}`),
        value: formatNumber(cases, locale),
        change: changeOf(cases, before?.cases, locale),
      },
      {
        label: t(kind === "refund" ? "measure.refunds" : "measure.cancelled"),
        value: formatMoney(amount, currency, locale),
        change: changeOf(amount, before?.amount, locale),
      },
    ]);
    return { figures, currency };
  },
  async returns({ actor, shop, locale }, period) {
    const t = wordsOf(locale);
    const { now, before, currency } = await getReturnReport(actor, period, {
      ...{ shopCurrency: shop.currency, timeZone: shop.timeZone, language: locale },
    });
    const figures = [
      ...(["cases", "units", "shipped"] as const).map((name) => ({
        label: t(`returns.${name}`),
        value: formatNumber(now[name], locale),
        change: changeOf(now[name], before?.[name], locale),
      })),
      {
        label: t("returns.value"),
        value: formatMoney(now.value, currency, locale),
        change: changeOf(now.value, before?.value, locale),
      },
      { label: t("returns.rate"), value: now.rate === null ? "–" : formatShare(now.rate, locale), change: "" },
    ];
    return { figures, currency };
  },
};

function changeOf(now: bigint | number, before: bigint | number | undefined, locale: string): string {
  if (before === undefined) return "";
  const { share } = changeBetween(now, before);
  return share === null ? "" : `${share > 0 ? "+" : ""}${formatShare(share, locale)}`;
}

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

type Page = {
  locale: string;
  title: string;
  days: string;
  figures: Figure[];
  hint: string;
  link: string;
  open: string;
  stop: string;
};

// Mail programs know no style sheets: a plain table with its styles on its cells.
function page({ locale, title, days, figures, hint, link, open, stop }: Page): string {
  const cell = (text: string, end: boolean) =>
    `<td style="padding:6px 12px;border-bottom:1px solid #ddd;text-align:${end ? "right" : "left"}">${escaped(text)}</td>`;
  const rows = figures.map(
    ({ label, value, change }) => `<tr>${cell(label, false)}${cell(value, true)}${cell(change, true)}</tr>`,
  );
  return [
    `<!doctype html><html lang="${escaped(locale)}"><body style="font-family:sans-serif;font-size:14px;color:#1c1c1c">`,
    `<h1 style="font-size:18px;margin:0">${escaped(title)}</h1><p style="margin:4px 0 12px">${escaped(days)}</p>`,
    `<table style="border-collapse:collapse">${rows.join("")}</table>`,
    `<p style="color:#555">${escaped(hint)}</p><p><a href="${escaped(link)}">${escaped(open)}</a></p>`,
    `<p style="color:#555;font-size:12px">${escaped(stop)}</p></body></html>`,
  ].join("");
}
