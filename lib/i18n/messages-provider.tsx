import { getLocale, getNow, getTimeZone } from "next-intl/server";
import type { ReactNode } from "react";
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

/** Sends a page's client parts the namespaces they use beyond the shared ones. */
export async function Messages({ namespaces, children }: { namespaces: readonly Namespace[]; children: ReactNode }) {
  return <MoreMessages messages={packed(await getLocale(), namespaces)}>{children}</MoreMessages>;
}

const packs = new Map<string, string>();

/** Texts travel as one string, made once: React would look at each of them, sending and receiving, on every page. */
function packed(locale: Locale, namespaces: readonly Namespace[]): string {
  const key = `${locale} ${namespaces.join()}`;
  const known = packs.get(key);
  if (known) return known;
  const tree: MessageTree = messagesByLocale[locale];
  const pack = JSON.stringify(Object.fromEntries(namespaces.map((namespace) => [namespace, tree[namespace]])));
  packs.set(key, pack);
  return pack;
}
