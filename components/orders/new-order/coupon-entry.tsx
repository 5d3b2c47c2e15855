"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { CouponField } from "@/components/promotions/coupon-field";
import { InlineError } from "@/components/ui/alert";
import { IconButton } from "@/components/ui/icon-button";
import { KeyValue } from "@/components/ui/key-value";
import { Money } from "@/components/ui/money";
import type { Draft } from "./draft-state";
import type { PricedDraft } from "./use-pricing";

type CouponEntryProps = {
  coupons: readonly string[];
  change: (patch: Partial<Draft>) => void;
  pricing: PricedDraft;
};

/** Names coupons: each says at once what it gives, or why it gives nothing. */
export function CouponEntry({ coupons, change, pricing }: CouponEntryProps) {
  const t = useTranslations("intake.side");
  return (
    <div className="grid gap-2">
      <CouponField
        label={t("coupon")}
        action={t("couponAdd")}
        named={coupons}
        onAdd={(code) => change({ coupons: [...coupons, code] })}
      />
      {coupons.map((named) => {
        const why = pricing.refused.get(named);
        return (
          <div key={named} className="grid gap-0.5">
            <span className="flex items-center gap-1 font-mono text-sm">
              {named}
              <IconButton
                icon={<X aria-hidden />}
                label={t("couponRemove", { code: named })}
                size="sm"
                onClick={() => change({ coupons: coupons.filter((one) => one !== named) })}
              />
            </span>
            {why ? <InlineError>{why}</InlineError> : null}
          </div>
        );
      })}
      <div aria-live="polite">
        {pricing.message ? <InlineError>{pricing.message}</InlineError> : null}
        {pricing.looking && coupons.length > 0 ? <p className="text-sm text-text-3">{t("pricing")}</p> : null}
      </div>
    </div>
  );
}

/** What each promotion takes off, within the discount above. */
export function PromotionRows({ pricing, currency }: { pricing: PricedDraft; currency: string }) {
  const applied = pricing.promotions.filter(({ reason }) => reason === null);
  return applied.map(({ name, code, amountMinor }) => (
    <KeyValue key={`${name} ${code}`} label={code ? `${name} (${code})` : name} muted>
      <Money minor={-BigInt(amountMinor)} currency={currency} />
    </KeyValue>
  ));
}
