"use client";

import { useTranslations } from "next-intl";
import { AlertDialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button";
import { overlayClass } from "./dialog";

type FrameProps = {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger?: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  children: ReactNode;
};

/** The question without its buttons, for a form that brings its own. */
export function AlertDialogFrame({ open, onOpenChange, trigger, title, description, children }: FrameProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      {trigger ? <Radix.Trigger asChild>{trigger}</Radix.Trigger> : null}
      <Radix.Portal>
        <Radix.Overlay className={overlayClass} />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          className="-translate-x-1/2 fixed top-[14vh] left-1/2 z-40 max-h-[80vh] w-[calc(100vw-24px)] max-w-md animate-appear overflow-y-auto rounded-xl border border-border bg-surface p-5 shadow-lift"
        >
          <Radix.Title className="text-lg">{title}</Radix.Title>
          {description ? <Radix.Description className="mt-1 text-text-2">{description}</Radix.Description> : null}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function AlertDialogCancel() {
  const t = useTranslations("common");
  return (
    <Radix.Cancel asChild>
      <Button>{t("cancel")}</Button>
    </Radix.Cancel>
  );
}

type AlertDialogProps = Omit<FrameProps, "children"> & {
  /** Names the deed and its amount: "Refund 42.00 GBP", never "OK". */
  confirmLabel: ReactNode;
  tone?: "primary" | "danger";
  busy?: boolean;
  onConfirm: () => void;
  children?: ReactNode;
};

/** Asks before what cannot be undone. Escape and Cancel leave all as it was. */
export function AlertDialog({ confirmLabel, tone = "primary", busy, onConfirm, children, ...frame }: AlertDialogProps) {
  return (
    <AlertDialogFrame {...frame}>
      {children ? <div className="mt-4 grid gap-3">{children}</div> : null}
      <div className="mt-5 flex flex-wrap justify-end gap-2">
        <AlertDialogCancel />
        <Button variant={tone === "danger" ? "danger-solid" : "primary"} busy={busy} onClick={onConfirm}>
          {confirmLabel}
        </Button>
      </div>
    </AlertDialogFrame>
  );
}
