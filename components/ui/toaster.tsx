"use client";

import { useTranslations } from "next-intl";
import { Toaster as Sonner } from "sonner";

export function Toaster() {
  const t = useTranslations("shell");
  return (
    <Sonner
      position="bottom-right"
      containerAriaLabel={t("notices")}
      duration={4000}
      gap={8}
      mobileOffset={{ bottom: 72 }}
      style={{ fontFamily: "inherit" }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-[340px] max-w-full items-center gap-2.5 rounded-lg border border-border bg-surface px-3.5 py-3 text-sm text-text shadow-lift",
          icon: "text-good [&_svg]:size-4",
          title: "font-semibold",
          content: "min-w-0 flex-1",
          actionButton: "h-7 rounded-md border border-strong px-2.5 font-semibold text-xs hover:bg-hover",
        },
      }}
    />
  );
}
