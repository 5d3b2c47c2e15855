"use client";

import { useTranslations } from "next-intl";
import { AlertDialog as Radix } from "radix-ui";
import type { AlertDialogFrameProps } from "./alert-dialog";
import { Button } from "./button";
import { overlayClass } from "./floating-class";

export function AlertDialogFrame({ open, onOpenChange, trigger, title, description, children }: AlertDialogFrameProps) {
  return (
    <Radix.Root defaultOpen open={open} onOpenChange={onOpenChange}>
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
