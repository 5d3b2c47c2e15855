import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/list/page-header";
import { sectionGroups, sectionHref, sections } from "@/components/settings/sections";
import { AppLink } from "@/components/ui/link";
import { may } from "@/lib/actor";
import { requireStaff } from "@/lib/auth/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("title") };
}

export default async function SettingsPage() {
  const [{ actor, shop }, t] = await Promise.all([requireStaff(), getTranslations("settings")]);
  const groups = sectionGroups.map((group) => ({
    group,
    items: sections.filter((section) => section.group === group && may(actor, section.permission)),
  }));
  return (
    <>
      <PageHeader title={t("title")} subtitle={shop.name} />
      <div className="grid gap-6">
        {groups
          .filter(({ items }) => items.length > 0)
          .map(({ group, items }) => (
            <section key={group} aria-labelledby={`group-${group}`}>
              <h2 id={`group-${group}`} className="mb-2 font-semibold text-sm text-text-2">
                {t(`groups.${group}`)}
              </h2>
              <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
                {items.map(({ key }) => (
                  <li key={key}>
                    <AppLink
                      href={sectionHref(key)}
                      className="block h-full rounded-lg border border-border bg-surface px-4 py-3 hover:border-strong hover:bg-hover"
                    >
                      <span className="block font-semibold">{t(`names.${key}`)}</span>
                      <span className="mt-0.5 block text-sm text-text-2">{t(`hints.${key}`)}</span>
                    </AppLink>
                  </li>
                ))}
              </ul>
            </section>
          ))}
      </div>
    </>
  );
}
