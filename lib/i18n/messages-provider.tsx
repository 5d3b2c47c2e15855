import { useLocale } from "next-intl";
import { getLocale, getNow, getTimeZone } from "next-intl/server";
import { type ReactNode, use } from "react";
import { giveForGood } from "@/lib/still/lent";
import { opensDocument } from "@/lib/still/opens-document";
import { IntlClientProvider, MoreMessages } from "./intl-client-provider";
import type { Locale } from "./locales";
import { type MessageTree, messagesByLocale, type Namespace } from "./messages/all";

/** The namespaces whose texts every screen's client parts may use; each costs weight on every first load. */
const everywhere = ["common", "form", "list", "shell"] as const satisfies readonly Namespace[];

export async function RootMessages({ children }: { children: ReactNode }) {
  const [locale, timeZone, now] = await Promise.all([getLocale(), getTimeZone(), getNow()]);
  return (
    <IntlClientProvider locale={locale} timeZone={timeZone} now={now} messages={packed(locale, everywhere)}>
      {children}
    </IntlClientProvider>
  );
}

/**
 * Sends a page's client parts the namespaces they use beyond the shared ones: in the document where one is opened, else
 * as data of React's.
 */
export function Messages({ namespaces, children }: { namespaces: readonly Namespace[]; children: ReactNode }) {
  const locale = useLocale();
  const inDocument = use(opensDocument());
  const pack = packed(locale, namespaces);
  const name = `${locale} ${namespaces.join()}`;
  if (inDocument) giveForGood(name, pack);
  return (
    <MoreMessages name={name} messages={inDocument ? undefined : pack}>
      {children}
    </MoreMessages>
  );
}

const packs = new Map<string, string>();

/** Texts travel as one string, made once: React would look at each of them, sending and receiving, on every page. */
function packed(locale: Locale, namespaces: readonly Namespace[]): string {
  const key = `${locale} ${namespaces.join()}`;
  const known = packs.get(key);
  if (known) return known;
  const tree: MessageTree = messagesByLocale[locale];
  const texts = Object.fromEntries(namespaces.map((namespace) => [namespace, tree[namespace]]));
  // It stands in a script of the document too, which a text must not end.
  const pack = JSON.stringify(texts).replaceAll("<", "\\u003c");
  packs.set(key, pack);
  return pack;
}
