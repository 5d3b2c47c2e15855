"use client";

import { type ReactNode, useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Button, type ButtonProps } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import type { FormAction } from "@/lib/form-state";

type FormDialogProps = {
  trigger: ReactNode;
  /** What the button is called where its text alone would not say it. */
  triggerLabel?: string;
  variant?: ButtonProps["variant"];
  size?: ButtonProps["size"];
  title: string;
  description?: string;
  action: FormAction;
  fields?: Record<string, string>;
  done: string;
  submit: string;
  cancel: string;
  children: ReactNode;
};

/** A button that opens a form; the dialog closes once it is saved and keeps what was typed until then. */
export function FormDialog(props: FormDialogProps) {
  const { trigger, triggerLabel, variant, size, title, description, action, fields, done, submit, cancel } = props;
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={title}
      description={description}
      trigger={
        <Button variant={variant} size={size} aria-label={triggerLabel}>
          {trigger}
        </Button>
      }
    >
      <ActionForm action={action} fields={fields} done={done} onOk={() => setOpen(false)} resetOnOk={false}>
        <div className="grid gap-4 sm:grid-cols-2">{props.children}</div>
        <div className="mt-5 flex flex-wrap justify-end gap-2">
          <DialogClose>
            <Button>{cancel}</Button>
          </DialogClose>
          <SubmitButton>{submit}</SubmitButton>
        </div>
      </ActionForm>
    </Dialog>
  );
}
