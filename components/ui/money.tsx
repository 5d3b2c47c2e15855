import { useLocale } from "next-intl";
import { formatMoney } from "@/lib/core/money";
import { cn } from "./class-name";

type MoneyProps = {
  /** Minor units; text where it crossed from server to browser. */
  minor: bigint | string;
  currency: string;
  /** The code as well, where several currencies share one sign or one list. */
  showCode?: boolean;
  muted?: boolean;
  className?: string;
};

export function Money({ minor, currency, showCode, muted, className }: MoneyProps) {
  const text = formatMoney(BigInt(minor), currency, useLocale());
  return (
    <span className={cn("whitespace-nowrap", muted && "text-text-3", className)}>
      {text}
      {showCode ? <span className="ms-1 text-text-3 text-xs">{currency}</span> : null}
    </span>
  );
}
