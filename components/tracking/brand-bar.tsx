import { getLocale, getTranslations } from "next-intl/server";
import { switchLanguage } from "@/app/(customer)/track/actions";
import { localeNames, locales } from "@/lib/i18n/locales";

/** The shop's name and the other languages; a plain form, so it needs no script. */
export async function BrandBar({ name }: { name: string }) {
  const [t, current] = await Promise.all([getTranslations("tracking"), getLocale()]);
  return (
    <header className="flex items-center gap-2.5 pb-4.5">
      <span
        aria-hidden
        className="grid size-[22px] place-items-center rounded-md bg-accent font-bold text-on-accent text-xs"
      >
        {[...name][0]?.toUpperCase()}
      </span>
      <span className="min-w-0 truncate font-bold">{name}</span>
      <form action={switchLanguage} className="ms-auto flex gap-1">
        {locales
          .filter((locale) => locale !== current)
          .map((locale) => (
            <button
              key={locale}
              type="submit"
              name="locale"
              value={locale}
              aria-label={t("switchTo", { language: localeNames[locale].name })}
              className="min-h-8 rounded-md px-2 text-sm text-text-2 hover:bg-hover hover:text-text"
            >
              <span lang={locale}>
                {localeNames[locale].short === "EN" ? localeNames[locale].name : localeNames[locale].short}
              </span>
            </button>
          ))}
      </form>
    </header>
  );
}
