"use client";

import { ChevronLeft } from "lucide-react";
import { usePathname } from "next/navigation";
import { cn } from "@/components/ui/class-name";
import { AppLink } from "@/components/ui/link";

type SettingsNavProps = {
  label: string;
  back: string;
  groups: { label: string; items: { href: string; label: string }[] }[];
};

/** Beside the page where there is room, on small screens the way back; the overview needs neither. */
export function SettingsNav({ label, back, groups }: SettingsNavProps) {
  const path = usePathname();
  if (path === "/settings") return null;
  return (
    <>
      <AppLink
        href="/settings"
        className="-ms-1 mb-2 inline-flex h-8 items-center gap-0.5 pe-2 font-semibold text-sm text-text-2 hover:text-text lg:hidden"
      >
        <ChevronLeft aria-hidden className="size-4 rtl:rotate-180" />
        {back}
      </AppLink>
      <nav aria-label={label} className="grid w-[180px] shrink-0 content-start gap-5 max-lg:hidden">
        {groups.map((group) => (
          <div key={group.label}>
            <p className="mb-1 px-2.5 text-text-3 text-xs">{group.label}</p>
            <ul className="grid gap-0.5">
              {group.items.map(({ href, label }) => (
                <li key={href}>
                  <AppLink
                    href={href}
                    aria-current={path === href ? "page" : undefined}
                    className={cn(
                      "block rounded-md px-2.5 py-1.5 text-sm",
                      path === href ? "bg-selected font-semibold text-text" : "text-text-2 hover:bg-hover",
                    )}
                  >
                    {label}
                  </AppLink>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
    </>
  );
}
