import type { Locale } from "@/lib/i18n/locales";
import { en } from "./en";
import { zhCn } from "./zh-cn";
import { zhTw } from "./zh-tw";

export type MessageTree = typeof en;
export type Namespace = keyof MessageTree;

/** Server only: a browser is sent the few namespaces its screen needs (see messages-provider). */
export const messagesByLocale: Record<Locale, MessageTree> = { en, "zh-CN": zhCn, "zh-TW": zhTw };
