import { useLocale } from "next-intl";
import { formatNumber } from "@/lib/format/number";

export function Quantity({ value, className }: { value: number | bigint; className?: string }) {
  return <span className={className}>{formatNumber(value, useLocale())}</span>;
}
