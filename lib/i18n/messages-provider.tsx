import { getLocale, getNow, getTimeZone } from "next-intl/server";
import type { ReactNode } from "react";
import { IntlClientProvider, MoreMessages } from "./intl-client-provider";
import { type MessageTree, messagesByLocale, type Namespace } from "./messages/all";

/** The namespaces whose texts every screen's client parts may use; each costs weight on every first load. */
const everywhere = ["common", "form", "list", "shell"] as const satisfies readonly Namespace[];

export async function RootMessages({ children }: { children: ReactNode }) {
  const [locale, timeZone, now] = await Promise.all([getLocale(), getTimeZone(), getNow()]);
  return (
    <IntlClientProvider
      locale={locale}
      timeZone={timeZone}
      now={now}
      messages={pick(messagesByLocale[locale], everywhere)}
    >
      {children}
    </IntlClientProvider>
  );
}

/** Sends a page's client parts the namespaces they use beyond the shared ones. */
export async function Messages({ namespaces, children }: { namespaces: readonly Namespace[]; children: ReactNode }) {
  const messages = messagesByLocale[await getLocale()];
  return <MoreMessages messages={pick(messages, namespaces)}>{children}</MoreMessages>;
}

function pick(messages: MessageTree, namespaces: readonly Namespace[]) {
  return Object.fromEntries(namespaces.map((namespace) => [namespace, messages[namespace]]));
}
