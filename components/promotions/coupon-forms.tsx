"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { addCouponsAction, changeCouponAction } from "@/app/(back-office)/promotions/actions";
import { ActionForm } from "@/components/form/action-form";
import { FormCheckbox, FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { Button } from "@/components/ui/button";
import { Radio } from "@/components/ui/choice";
import { Dialog } from "@/components/ui/dialog";
import { Fieldset } from "@/components/ui/field";
import type { CouponRow } from "@/lib/promotions/queries/promotion-page";

function Limits({ of }: { of?: CouponRow }) {
  const t = useTranslations("promotions.form");
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <FormField
        name="limitTotal"
        inputMode="numeric"
        label={t("limitTotal")}
        defaultValue={of?.limitTotal?.toString()}
        optional
      />
      <FormField
        name="limitPerCustomer"
        inputMode="numeric"
        label={t("limitPerCustomer")}
        defaultValue={of?.limitPerCustomer?.toString()}
        optional
      />
    </div>
  );
}

/** Gives a promotion one code, or a series that nobody guesses. */
export function AddCoupons({ number }: { number: number }) {
  const t = useTranslations("promotions.coupon");
  const [open, setOpen] = useState(false);
  const [many, setMany] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" variant="primary">
          {t("add")}
        </Button>
      }
      title={t("addTitle")}
    >
      <ActionForm
        action={addCouponsAction}
        fields={{ promotion: `${number}`, many: many ? "on" : "" }}
        done={t("added")}
        onOk={() => setOpen(false)}
        className="grid gap-4"
      >
        <Fieldset legend={t("which")}>
          <Radio name="which" label={t("one")} checked={!many} onChange={() => setMany(false)} />
          <Radio name="which" label={t("series")} checked={many} onChange={() => setMany(true)} />
        </Fieldset>
        {many ? (
          <div className="grid gap-4 sm:grid-cols-2">
            <FormField name="count" inputMode="numeric" label={t("count")} hint={t("countHint")} required />
            <FormField name="prefix" label={t("prefix")} hint={t("prefixHint")} className="font-mono" optional />
          </div>
        ) : (
          <FormField name="code" label={t("code")} className="font-mono" autoComplete="off" required />
        )}
        <Limits />
        <div>
          <SubmitButton>{t("addSubmit")}</SubmitButton>
        </div>
      </ActionForm>
    </Dialog>
  );
}

/** Gives a coupon other limits, or switches it off. */
export function EditCoupon({ coupon }: { coupon: CouponRow }) {
  const t = useTranslations("promotions.coupon");
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" variant="quiet" aria-label={t("editOf", { code: coupon.code })}>
          {t("edit")}
        </Button>
      }
      title={t("editOf", { code: coupon.code })}
    >
      <ActionForm
        action={changeCouponAction}
        fields={{ code: coupon.code }}
        done={t("saved")}
        onOk={() => setOpen(false)}
        className="grid gap-4"
      >
        <Limits of={coupon} />
        <FormCheckbox as="switch" name="active" label={t("active")} defaultChecked={coupon.active} />
        <div>
          <SubmitButton>{t("save")}</SubmitButton>
        </div>
      </ActionForm>
    </Dialog>
  );
}
