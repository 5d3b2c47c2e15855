import { cookies, headers } from "next/headers";
import { isLocale, type Locale, localeCookie, matchLocale } from "./locales";

/** The person's language: what they chose, else what their browser asks for, else English. */
export async function getRequestLocale(): Promise<Locale> {
  const chosen = (await cookies()).get(localeCookie)?.value;
  if (isLocale(chosen)) return chosen;
  return matchLocale((await headers()).get("accept-language"));
}
