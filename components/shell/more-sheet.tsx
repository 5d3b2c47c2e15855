"use client";

import { Ellipsis } from "lucide-react";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { AppLink } from "@/components/ui/link";
import { Sheet } from "@/components/ui/sheet";
import { LiveCount } from "./live-count";
import { type NavKey, places } from "./nav";

export function MoreSheet({ items, className }: { items: readonly NavKey[]; className: string }) {
  const t = useTranslations("shell");
  const path = usePathname();
  const [openAt, setOpenAt] = useState<string | null>(null);
  return (
    <Sheet
      side="bottom"
      title={t("more")}
      // Having gone somewhere closes it.
      open={openAt === path}
      onOpenChange={(open) => setOpenAt(open ? path : null)}
      trigger={
        <button type="button" className={className}>
          <Ellipsis aria-hidden className="size-5" />
          {t("more")}
        </button>
      }
    >
      <ul className="-mx-2 grid gap-0.5">
        {items.map((item) => {
          const { href, icon: Icon } = places[item];
          return (
            <li key={item}>
              <AppLink
                href={href}
                onClick={() => setOpenAt(null)}
                className="flex h-12 items-center gap-3 rounded-md px-2 text-lg hover:bg-hover"
              >
                <Icon aria-hidden className="size-5 text-text-2" />
                {t(`nav.${item}`)}
                <LiveCount place={item} className="ms-auto" />
              </AppLink>
            </li>
          );
        })}
      </ul>
    </Sheet>
  );
}
