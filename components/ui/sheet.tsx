"use client";

import { ExternalLink } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Dialog as Radix } from "radix-ui";
import { type ReactNode, useState } from "react";
import { ButtonLink } from "./button";
import { cn } from "./class-name";
import { overlayClass, PanelFooter, PanelHeader } from "./dialog";

type SheetProps = {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger?: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  side?: "end" | "bottom";
  size?: "md" | "lg";
  actions?: ReactNode;
  footer?: ReactNode;
  children?: ReactNode;
};

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
    <Radix.Root open={open} onOpenChange={onOpenChange}>
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

type PeekSheetProps = {
  title: ReactNode;
  description?: ReactNode;
  /** The list without its peek. */
  closeHref: string;
  /** The whole page of what is peeked at. */
  openHref?: string;
  children: ReactNode;
};

/** A look at one row without leaving the list. It lives in the address, so that going back closes it. */
export function PeekSheet({ title, description, closeHref, openHref, children }: PeekSheetProps) {
  const t = useTranslations("common");
  const router = useRouter();
  const [open, setOpen] = useState(true);
  return (
    <Sheet
      open={open}
      onOpenChange={(next) => {
        if (next) return;
        setOpen(false);
        router.replace(closeHref, { scroll: false });
      }}
      size="lg"
      title={title}
      description={description}
      actions={
        openHref ? (
          <ButtonLink href={openHref} size="sm">
            <ExternalLink aria-hidden />
            {t("open")}
          </ButtonLink>
        ) : null
      }
    >
      {children}
    </Sheet>
  );
}
