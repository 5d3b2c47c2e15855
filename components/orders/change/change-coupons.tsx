"use client";

import { useTranslations } from "next-intl";
import { CouponField } from "@/components/promotions/coupon-field";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/class-name";
import type { ChangeableOrder, TypedChange } from "./change-state";

type ChangeCouponsProps = {
  order: ChangeableOrder;
  typed: TypedChange;
  onChange: (patch: Partial<TypedChange>) => void;
};

/** The coupons of an order: those that it has, which can be taken off, and those that it is to have. */
export function ChangeCoupons({ order, typed, onChange }: ChangeCouponsProps) {
  const t = useTranslations("change");
  const { addCoupons, removeCoupons } = typed;
  return (
    <Card aria-labelledby="coupons">
      <CardHeader id="coupons" title={t("coupons")} />
      <CardBody className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <CouponField
          label={t("couponCode")}
          action={t("couponAdd")}
          named={addCoupons}
          onAdd={(code) => onChange({ addCoupons: [...addCoupons, code] })}
        />
        <ul aria-label={t("coupons")} className="grid content-end gap-1 text-sm">
          {order.coupons.map((named) => {
            const goes = removeCoupons.includes(named);
            return (
              <Coupon
                key={named}
                code={named}
                note={goes ? t("couponGoes") : null}
                struck={goes}
                label={t(goes ? "couponKeep" : "couponRemove", { code: named })}
                onPress={() =>
                  onChange({
                    removeCoupons: goes ? removeCoupons.filter((one) => one !== named) : [...removeCoupons, named],
                  })
                }
              />
            );
          })}
          {addCoupons.map((named) => (
            <Coupon
              key={named}
              code={named}
              note={t("couponNew")}
              label={t("couponRemove", { code: named })}
              onPress={() => onChange({ addCoupons: addCoupons.filter((one) => one !== named) })}
            />
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}

type CouponProps = { code: string; note: string | null; struck?: boolean; label: string; onPress: () => void };

function Coupon({ code, note, struck = false, label, onPress }: CouponProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-2">
      <span className={cn("font-mono", struck && "text-text-3 line-through")}>{code}</span>
      {note ? <span className="text-text-3">{note}</span> : null}
      <Button size="sm" variant="quiet" className="ms-auto" onClick={onPress}>
        {label}
      </Button>
    </li>
  );
}
