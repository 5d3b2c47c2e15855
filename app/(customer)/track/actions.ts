"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { addressOf } from "@/lib/auth/request";
import { isRefusal } from "@/lib/core/result";
import { isLocale, localeCookie } from "@/lib/i18n/locales";
import { findTrackedOrder } from "@/lib/tracking/find-order";
import { trackingLink } from "@/lib/tracking/tracking-link";

export type TrackAnswer = {
  message?: string;
  errors?: { number?: string; contact?: string };
  number?: string;
  contact?: string;
};

/** A link that somebody gets by proving who they are need not outlive the day. */
const OWN_LINK_DAYS = 1;

/** Looks an order up for its buyer and opens it; whatever is wrong gets one answer. */
export async function trackAction(_: TrackAnswer, data: FormData): Promise<TrackAnswer> {
  const t = await getTranslations("tracking.problem");
  const text = (name: string) => {
    const value = data.get(name);
    return typeof value === "string" ? value.trim().slice(0, 254) : "";
  };
  const typed = { number: text("number"), contact: text("contact") };
  if (!typed.number || !typed.contact) {
    const missing = t("missing");
    return {
      ...typed,
      errors: { ...(typed.number ? {} : { number: missing }), ...(typed.contact ? {} : { contact: missing }) },
    };
  }
  const found = await findTrackedOrder(typed, addressOf(await headers()));
  if (isRefusal(found)) return { ...typed, message: t(found.code, { minutes: Number(found.facts.minutes ?? 0) }) };
  redirect(trackingLink(found, new Date(), OWN_LINK_DAYS));
}

/** Changes the language of the page; works without a script. */
export async function switchLanguage(data: FormData): Promise<void> {
  const locale = data.get("locale");
  if (!isLocale(locale)) return;
  (await cookies()).set(localeCookie, locale, { path: "/", maxAge: 365 * 24 * 3600, sameSite: "lax" });
}
