"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { FormAction } from "@/lib/form-state";
import { AdjustFields, type AdjustPlace } from "./adjust-fields";

type AdjustDialogProps = { action: FormAction; sku: string; places: AdjustPlace[]; place?: string };

export function AdjustDialog({ action, sku, places, place }: AdjustDialogProps) {
  const t = useTranslations("stock");
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={t("adjust.titleFor", { sku })}
      trigger={<Button variant="primary">{t("action.adjust")}</Button>}
    >
      <ActionForm
        action={action}
        fields={{ sku }}
        done={t("adjust.done")}
        onOk={() => setOpen(false)}
        className="grid gap-4"
      >
        <AdjustFields places={places} place={place} />
        <div className="flex justify-end">
          <SubmitButton>{t("adjust.submit")}</SubmitButton>
        </div>
      </ActionForm>
    </Dialog>
  );
}
