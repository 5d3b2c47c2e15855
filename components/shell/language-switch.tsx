"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Menu, MenuCheckboxItem } from "@/components/ui/dropdown-menu";
import { type Locale, localeCookie, localeNames, locales } from "@/lib/i18n/locales";
import { setCookie } from "./set-cookie";

export function LanguageSwitch() {
  const t = useTranslations("shell");
  const router = useRouter();
  const current = useLocale();
  const [pending, startTransition] = useTransition();
  const choose = (locale: Locale) => {
    setCookie(localeCookie, locale);
    startTransition(() => router.refresh());
  };
  return (
    <Menu
      align="end"
      label={t("language")}
      trigger={
        <Button variant="quiet" aria-label={`${t("language")}: ${localeNames[current].name}`} aria-busy={pending}>
          {localeNames[current].short}
        </Button>
      }
    >
      {locales.map((locale) => (
        <MenuCheckboxItem key={locale} checked={locale === current} onCheckedChange={() => choose(locale)}>
          <span lang={locale}>{localeNames[locale].name}</span>
        </MenuCheckboxItem>
      ))}
    </Menu>
  );
}
