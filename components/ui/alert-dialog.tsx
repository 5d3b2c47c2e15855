"use client";

import { useTranslations } from "next-intl";
import { AlertDialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button";
import { overlayClass } from "./dialog";

type AlertDialogProps = {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger?: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  /** Names the deed and its amount: "Refund 42.00 GBP", never "OK". */
  confirmLabel: string;
  tone?: "primary" | "danger";
  busy?: boolean;
  onConfirm?: () => void;
  /** Replaces the confirming button, for a form's own. */
  confirm?: ReactNode;
  children?: ReactNode;
};

/** Asks before what cannot be undone. Escape and Cancel leave all as it was. */
export function AlertDialog(props: AlertDialogProps) {
  const { open, onOpenChange, trigger, title, description, confirmLabel, tone = "primary", busy, onConfirm } = props;
  const t = useTranslations("common");
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      {trigger ? <Radix.Trigger asChild>{trigger}</Radix.Trigger> : null}
      <Radix.Portal>
        <Radix.Overlay className={overlayClass} />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          className="-translate-x-1/2 fixed top-[18vh] left-1/2 z-40 w-[calc(100vw-24px)] max-w-md animate-appear rounded-xl border border-border bg-surface p-5 shadow-lift"
        >
          <Radix.Title className="text-lg">{title}</Radix.Title>
          {description ? <Radix.Description className="mt-1 text-text-2">{description}</Radix.Description> : null}
          {props.children ? <div className="mt-4 grid gap-3">{props.children}</div> : null}
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <Radix.Cancel asChild>
              <Button>{t("cancel")}</Button>
            </Radix.Cancel>
            {props.confirm ?? (
              <Button variant={tone === "danger" ? "danger-solid" : "primary"} busy={busy} onClick={onConfirm}>
                {confirmLabel}
              </Button>
            )}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
