"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./class-name";
import type { DialogProps } from "./dialog";
import { overlayClass } from "./floating-class";

const widths = { sm: "max-w-md", md: "max-w-xl", lg: "max-w-4xl" };

export function Dialog({
  open,
  onOpenChange,
  trigger,
  title,
  description,
  size = "md",
  footer,
  children,
}: DialogProps) {
  return (
    <Radix.Root defaultOpen open={open} onOpenChange={onOpenChange}>
      {trigger ? <Radix.Trigger asChild>{trigger}</Radix.Trigger> : null}
      <Radix.Portal>
        <Radix.Overlay className={overlayClass} />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          className={cn(
            "-translate-x-1/2 fixed top-[10vh] left-1/2 z-40 flex max-h-[80vh] w-[calc(100vw-24px)] animate-appear flex-col rounded-xl border border-border bg-surface shadow-lift",
            widths[size],
          )}
        >
          <PanelHeader title={title} description={description} />
          {children ? <div className="min-h-0 overflow-y-auto px-5 py-4">{children}</div> : null}
          {footer ? <PanelFooter>{footer}</PanelFooter> : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export const DialogClose = ({ children }: { children: ReactNode }) => <Radix.Close asChild>{children}</Radix.Close>;

/** Head of a dialog or a side panel. */
export function PanelHeader({
  title,
  description,
  actions,
}: {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
}) {
  const t = useTranslations("common");
  return (
    <header className="flex items-start gap-3 border-border border-b px-5 py-3.5">
      <div className="min-w-0 flex-1">
        <Radix.Title className="text-lg">{title}</Radix.Title>
        {description ? (
          <Radix.Description className="mt-0.5 text-sm text-text-2">{description}</Radix.Description>
        ) : null}
      </div>
      {actions}
      <Radix.Close
        aria-label={t("close")}
        className="-me-1.5 grid size-8 place-items-center rounded-md text-text-2 hover:bg-hover hover:text-text"
      >
        <X aria-hidden className="size-4" />
      </Radix.Close>
    </header>
  );
}

export function PanelFooter({ children }: { children: ReactNode }) {
  return <footer className="flex flex-wrap justify-end gap-2 border-border border-t px-5 py-3">{children}</footer>;
}
