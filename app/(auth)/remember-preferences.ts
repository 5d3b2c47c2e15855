import { cookies } from "next/headers";
import { shortcutsCookie } from "@/components/shell/letter-keys";
import { soundCookie } from "@/components/shell/sound-cookie";
import { isTheme, themeCookie } from "@/components/shell/theme";
import type { StaffPreferences } from "@/lib/auth/load-session";
import { isLocale, localeCookie } from "@/lib/i18n/locales";

const YEAR = 365 * 24 * 60 * 60;

/** Shows the screens on this browser as the person likes them everywhere. */
export async function rememberPreferences({ locale, theme, shortcuts, sound }: StaffPreferences): Promise<void> {
  const jar = await cookies();
  const options = { path: "/", maxAge: YEAR, sameSite: "lax" } as const;
  if (isLocale(locale)) jar.set(localeCookie, locale, options);
  if (isTheme(theme)) jar.set(themeCookie, theme, options);
  if (shortcuts !== undefined) jar.set(shortcutsCookie, shortcuts ? "on" : "off", options);
  if (sound !== undefined) jar.set(soundCookie, sound ? "on" : "off", options);
}
