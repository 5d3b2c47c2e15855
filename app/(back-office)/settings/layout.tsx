import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { sectionGroups, sectionHref, sections } from "@/components/settings/sections";
import { SettingsNav } from "@/components/settings/settings-nav";
import { may } from "@/lib/actor";
import { requireStaff } from "@/lib/auth/session";

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const [{ actor }, t] = await Promise.all([requireStaff(), getTranslations("settings")]);
  const groups = sectionGroups.map((group) => ({
    label: t(`groups.${group}`),
    items: sections
      .filter((section) => section.group === group && may(actor, section.permission))
      .map(({ key }) => ({ href: sectionHref(key), label: t(`names.${key}`) })),
  }));
  return (
    <div className="lg:flex lg:gap-8">
      <SettingsNav label={t("navigation")} back={t("back")} groups={groups.filter(({ items }) => items.length > 0)} />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}
