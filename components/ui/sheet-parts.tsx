"use client";

import { Dialog as Radix } from "radix-ui";
import { cn } from "./class-name";
import { PanelFooter, PanelHeader } from "./dialog-parts";
import { overlayClass } from "./floating-class";
import type { SheetProps } from "./sheet";

const widths = { md: "sm:max-w-md", lg: "sm:max-w-2xl" };

export function Sheet(props: SheetProps) {
  const {
    open,
    onOpenChange,
    trigger,
    title,
    description,
    side = "end",
    size = "md",
    actions,
    footer,
    children,
  } = props;
  return (
    <Radix.Root defaultOpen open={open} onOpenChange={onOpenChange}>
      {trigger ? <Radix.Trigger asChild>{trigger}</Radix.Trigger> : null}
      <Radix.Portal>
        <Radix.Overlay className={overlayClass} />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          className={cn(
            "fixed z-40 flex flex-col border-border bg-surface shadow-lift",
            side === "end"
              ? "inset-y-0 end-0 w-full animate-slide border-s"
              : "inset-x-0 bottom-0 max-h-[85dvh] animate-rise rounded-t-xl border-t pb-[env(safe-area-inset-bottom)]",
            side === "end" && widths[size],
          )}
        >
          <PanelHeader title={title} description={description} actions={actions} />
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
          {footer ? <PanelFooter>{footer}</PanelFooter> : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
