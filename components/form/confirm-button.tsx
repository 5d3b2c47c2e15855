"use client";

import { type ReactNode, useState } from "react";
import { AlertDialogCancel, AlertDialogFrame } from "@/components/ui/alert-dialog";
import { Button, type ButtonProps } from "@/components/ui/button";
import type { FormAction, FormState } from "@/lib/form-state";
import { ActionForm } from "./action-form";
import { SubmitButton } from "./submit-button";

type ConfirmButtonProps = Pick<ButtonProps, "variant" | "size" | "disabled" | "className"> & {
  action: FormAction;
  fields?: Record<string, string>;
  title: ReactNode;
  description?: ReactNode;
  /** The deed and its amount: "Refund 42.00 GBP". */
  confirmLabel: ReactNode;
  tone?: "primary" | "danger";
  done?: string;
  onOk?: (state: FormState) => void;
  /** Fields to fill in before: a reason. */
  body?: ReactNode;
  /** Opened from elsewhere, such as a menu; then there is no button. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children?: ReactNode;
};

/** A button for what cannot be undone: asks first, naming the deed and its amount. */
export function ConfirmButton(props: ConfirmButtonProps) {
  const { action, fields, title, description, confirmLabel, tone = "primary", done, onOk, body, children } = props;
  const [openHere, setOpenHere] = useState(false);
  const open = props.open ?? openHere;
  const setOpen = props.onOpenChange ?? setOpenHere;
  return (
    <AlertDialogFrame
      open={open}
      onOpenChange={setOpen}
      title={title}
      description={description}
      trigger={
        children ? (
          <Button variant={props.variant} size={props.size} disabled={props.disabled} className={props.className}>
            {children}
          </Button>
        ) : undefined
      }
    >
      <ActionForm
        action={action}
        fields={fields}
        done={done}
        className="mt-4"
        onOk={(state) => {
          setOpen(false);
          onOk?.(state);
        }}
      >
        {body ? <div className="grid gap-3">{body}</div> : null}
        <div className="mt-5 flex flex-wrap justify-end gap-2">
          <AlertDialogCancel />
          <SubmitButton variant={tone === "danger" ? "danger-solid" : "primary"}>{confirmLabel}</SubmitButton>
        </div>
      </ActionForm>
    </AlertDialogFrame>
  );
}
