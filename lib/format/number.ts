import { kept } from "./kept";

const formatOf = kept(
  (locale, style: "plain" | "percent" | "compact") =>
    new Intl.NumberFormat(locale, {
      ...(style === "percent" && { style: "percent", maximumFractionDigits: 1 }),
      ...(style === "compact" && { notation: "compact", maximumFractionDigits: 1 }),
    }),
);

export function formatNumber(value: number | bigint, locale: string): string {
  return formatOf(locale, "plain").format(value);
}

/** 0.184 → "18.4%". */
export function formatShare(share: number, locale: string): string {
  return formatOf(locale, "percent").format(share);
}

/** For the axis of a chart: 75000 → "75K", 7.5万. */
export function formatCompact(value: number, locale: string): string {
  return formatOf(locale, "compact").format(value);
}

/** A count that stopped at its cap is shown as "10,000+": lists never count to the end on the way in. */
export function formatCapped(count: number, cap: number, locale: string): string {
  return count >= cap ? `${formatNumber(cap, locale)}+` : formatNumber(count, locale);
}
