"use client";

import { Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { FormAction } from "@/lib/form-state";

type BinDialogProps = { action: FormAction; sku: string; code: string; bin: string };

export function BinDialog({ action, sku, code, bin }: BinDialogProps) {
  const t = useTranslations("stock");
  const common = useTranslations("common");
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      size="sm"
      title={t("bin.title", { sku, code })}
      trigger={
        <Button variant="quiet" size="sm" aria-label={`${t("action.bin")}, ${code}`} className="-ms-2.5 font-mono">
          {bin || "–"} <Pencil aria-hidden className="opacity-60" />
        </Button>
      }
    >
      <ActionForm
        action={action}
        fields={{ sku, location: code }}
        done={t("bin.done")}
        onOk={() => setOpen(false)}
        className="grid gap-4"
      >
        <FormField
          name="bin"
          label={t("bin.label")}
          hint={t("bin.hint")}
          defaultValue={bin}
          maxLength={40}
          autoComplete="off"
          className="font-mono"
        />
        <div className="flex justify-end">
          <SubmitButton>{common("save")}</SubmitButton>
        </div>
      </ActionForm>
    </Dialog>
  );
}
