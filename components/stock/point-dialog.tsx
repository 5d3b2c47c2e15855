"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { FormAction } from "@/lib/form-state";

type PointDialogProps = { action: FormAction; sku: string; point: number | null; quantity: number | null };

export function PointDialog({ action, sku, point, quantity }: PointDialogProps) {
  const t = useTranslations("stock");
  const common = useTranslations("common");
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      size="sm"
      title={t("point.title", { sku })}
      description={t("point.hint")}
      trigger={<Button>{t("action.point")}</Button>}
    >
      <ActionForm
        action={action}
        fields={{ sku }}
        done={t("point.done")}
        onOk={() => setOpen(false)}
        className="grid gap-4"
      >
        <div className="grid grid-cols-2 gap-3">
          <FormField
            name="reorderPoint"
            label={t("point.point")}
            inputMode="numeric"
            defaultValue={point?.toString() ?? ""}
            autoComplete="off"
          />
          <FormField
            name="reorderQuantity"
            label={t("point.quantity")}
            inputMode="numeric"
            defaultValue={quantity?.toString() ?? ""}
            autoComplete="off"
          />
        </div>
        <div className="flex justify-end">
          <SubmitButton>{common("save")}</SubmitButton>
        </div>
      </ActionForm>
    </Dialog>
  );
}
