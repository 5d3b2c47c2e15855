"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { Toaster, toast } from "sonner";
import { onNotices, takeNotices } from "./notify";

const SHOWN_FOR = 4_000;
const UNDO_FOR = 10_000;

export function ToasterWindow() {
  const t = useTranslations("shell");
  useEffect(() => {
    showNotices();
    return onNotices(showNotices);
  }, []);
  return (
    <Toaster
      position="bottom-right"
      containerAriaLabel={t("notices")}
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

function showNotices(): void {
  for (const { text, tone, undo } of takeNotices()) {
    const options = undo
      ? { duration: UNDO_FOR, action: { label: undo.label, onClick: undo.run } }
      : { duration: SHOWN_FOR };
    if (tone === "done") toast.success(text, options);
    else toast(text, options);
  }
}
