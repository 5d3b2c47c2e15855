import { getRequestConfig } from "next-intl/server";
import { getRequestLocale } from "./locale";
import { isLocale } from "./locales";
import { onMessageError } from "./message-error";
import { messagesByLocale } from "./messages/all";
import { getShopZone } from "./shop-zone";

export default getRequestConfig(async ({ locale: asked }) => {
  const locale = isLocale(asked) ? asked : await getRequestLocale();
  return {
    locale,
    messages: messagesByLocale[locale],
    timeZone: await getShopZone(),
    now: new Date(),
    onError: onMessageError,
  };
});
