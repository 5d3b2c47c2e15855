import { getLocale, getTranslations } from "next-intl/server";
import { formatMoney, formatUnitPrice } from "@/lib/core/money";
import { countryNames, listFormat } from "@/lib/format/kept";
import { nameIn } from "@/lib/i18n/rules/languages";
import { holdTypes } from "./rules/hold-types";
import type { TextChange } from "./rules/line-details";

type Event = { type: string; data: Record<string, unknown> };

function isHoldType(type: string): type is (typeof holdTypes)[number] {
  return holdTypes.some((known) => known === type);
}

/** Says an event of an order in the reader's words, with the values it carries; channels are named by their code. */
export async function eventWords(channels: Readonly<Record<string, string>> = {}): Promise<(event: Event) => string> {
  const [t, orders, review, locale] = await Promise.all([
    getTranslations("events"),
    getTranslations("orders"),
    getTranslations("review"),
    getLocale(),
  ]);
  const countries = countryNames(locale);
  const list = listFormat(locale);
  const word = (name: string, value: unknown): string => {
    const text = String(value ?? "");
    if (name === "channel") return channels[text] ?? text;
    if (name === "country") return (text && countries.of(text)) || t("noCountry");
    if ((name === "type" || name === "types") && isHoldType(text)) return orders(`holdType.${text}`);
    if (name.startsWith("method") && orders.has(`method.${text}` as never))
      return orders(`method.${text}` as "method.cash");
    if (name === "failed" && review.has(`failed.${text}` as never))
      return review(`failed.${text}` as "failed.stock_short");
    if (name === "fields" && orders.has(`field.${text}` as never)) return orders(`field.${text}` as "field.shipTo");
    return text;
  };
  const itemText = (name: string, item: unknown, currency?: string, back = false): string => {
    if (typeof item !== "object" || item === null) return word(name, item);
    const { code, units, field, from, to, disposition } = item as Record<
      "code" | "field" | "from" | "to" | "disposition",
      string | undefined
    > & { units?: number };
    if (field !== undefined) return word("fields", field);
    if (from !== undefined && to !== undefined) {
      const price = (text: string) => (currency ? formatUnitPrice(text, currency, locale) : text);
      return t("priceFromTo", { code: code ?? "", from: price(from), to: price(to) });
    }
    if (back && units !== undefined)
      return disposition
        ? t("found", { units, code: code ?? "", disposition })
        : t("unitsOf", { units, code: code ?? "" });
    return units === undefined ? Object.values(item).map(String).join(" ") : t("unitsAt", { units, code: code ?? "" });
  };

  return ({ type, data }) => {
    const currency = typeof data.currency === "string" ? data.currency : undefined;
    // Holds that were opened before they could clear themselves do not say when.
    const values: Record<string, string | number> = {
      type: word("type", data.type ?? type),
      releaseWhen: "",
      approver: "",
    };
    for (const [name, value] of Object.entries(data)) {
      if (name.endsWith("Minor") && currency && value !== null) {
        values[name.slice(0, -"Minor".length)] = formatMoney(BigInt(String(value)), currency, locale);
      } else if (Array.isArray(value))
        values[name] = list.format(value.map((item) => itemText(name, item, currency, "rma" in data)));
      else if (typeof value === "number") values[name] = value;
      else values[name] = word(name, value);
    }
    if ((type === "order.edited" || type === "order.hold_changed") && Array.isArray(data.changes))
      values.fields = list.format(data.changes.map((item) => itemText("fields", item)));
    if (type === "order.service_changed") {
      const serviceOf = (names: unknown) => nameIn(locale, names as Parameters<typeof nameIn>[1]) || t("noService");
      Object.assign(values, { from: serviceOf(data.fromNames), to: serviceOf(data.toNames) });
      values.promise = data.promisedAt ? "moved" : "stays";
    }
    if (type === "order.tagged") {
      const added = (data.add as string[] | undefined)?.map((tag) => `+${tag}`) ?? [];
      const removed = (data.remove as string[] | undefined)?.map((tag) => `−${tag}`) ?? [];
      values.changes = list.format([...added, ...removed]);
    }
    if (type === "line.edited") {
      const changes = (data.changes ?? []) as TextChange[];
      values.details = list.format(
        changes.map(({ name, before, after }) => `${name || t("lineNote")}: ${before || "–"} → ${after || "–"}`),
      );
    }
    // Documents of old were issued without saying over what.
    if (type === "document.issued") values.amount ??= "none";
    const key = type === "order.assigned" && !data.to ? "order.unassigned" : type;
    const said = t.has(key as never) ? t(key as never, values as never) : t("other", { type });
    return said.replace(/[\s.。:：]+$/, "");
  };
}

/** How loud an event is in the timeline. */
export function eventTone(type: string): "plain" | "accent" | "attention" | "danger" {
  if (/held|short|backordered|failed|in_doubt/.test(type)) return "attention";
  if (/cancelled|rejected|declined/.test(type)) return "danger";
  if (/approved|shipped|delivered|completed/.test(type)) return "accent";
  return "plain";
}
