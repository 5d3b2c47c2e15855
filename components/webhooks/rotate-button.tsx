"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { rotateSecretAction } from "@/app/(back-office)/settings/webhooks/actions";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { SecretOnce } from "@/components/settings/secret-once";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";

/** Makes another secret and shows it, once. */
export function RotateButton({ endpoint, name }: { endpoint: number; name: string }) {
  const t = useTranslations("webhooks.secret");
  const common = useTranslations("common");
  const [open, setOpen] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const change = (next: boolean) => {
    setOpen(next);
    setSecret(null);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title={t("rotateTitle", { name })}
      description={secret ? undefined : t("rotateText")}
      trigger={<Button variant="quiet">{t("rotate")}</Button>}
    >
      {secret ? (
        <SecretOnce label={t("label")} secret={secret} text={t("once")} onDone={() => change(false)} />
      ) : (
        <ActionForm
          action={rotateSecretAction}
          fields={{ endpoint: `${endpoint}` }}
          done={t("rotated")}
          onOk={({ value }) => setSecret(String(value))}
        >
          <div className="flex flex-wrap justify-end gap-2">
            <DialogClose>
              <Button>{common("cancel")}</Button>
            </DialogClose>
            <SubmitButton>{t("rotateConfirm")}</SubmitButton>
          </div>
        </ActionForm>
      )}
    </Dialog>
  );
}
