"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import type { FormAction } from "@/lib/form-state";
import { SecretOnce } from "./secret-once";

type SecretDialogProps = {
  trigger: ReactNode;
  title: string;
  /** Said until it is made. */
  description?: string;
  action: FormAction;
  fields?: Record<string, string>;
  done: string;
  submit: string;
  /** What is made, and what is to be known of it: it is shown this one time. */
  secret: { label: string; text: string };
  children?: ReactNode;
};

/** Asks for what a key, a secret or a link needs, makes it, and shows it once. The action answers with it. */
export function SecretDialog({
  trigger,
  title,
  description,
  action,
  fields,
  done,
  submit,
  secret,
  children,
}: SecretDialogProps) {
  const t = useTranslations("common");
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const change = (next: boolean) => {
    setOpen(next);
    setMade(null);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      title={title}
      description={made === null ? description : undefined}
      trigger={trigger}
    >
      {made === null ? (
        <ActionForm
          action={action}
          fields={fields}
          done={done}
          onOk={({ value }) => setMade(String(value))}
          resetOnOk={false}
          className="grid gap-4"
        >
          {children}
          <div className="mt-1 flex flex-wrap justify-end gap-2">
            <DialogClose>
              <Button>{t("cancel")}</Button>
            </DialogClose>
            <SubmitButton>{submit}</SubmitButton>
          </div>
        </ActionForm>
      ) : (
        <SecretOnce label={secret.label} secret={made} text={secret.text} onDone={() => change(false)} />
      )}
    </Dialog>
  );
}
