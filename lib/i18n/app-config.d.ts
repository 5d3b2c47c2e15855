import type { Locale } from "./locales";
import type { MessageTree } from "./messages/all";

declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: MessageTree;
  }
}
