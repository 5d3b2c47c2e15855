"use client";

import { usePathname } from "next/navigation";
import { type AbstractIntlMessages, NextIntlClientProvider, useLocale, useMessages, useTimeZone } from "next-intl";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { Locale } from "./locales";
import { onMessageError } from "./message-error";

type ProviderProps = {
  locale: Locale;
  timeZone: string;
  now: Date;
  /** The texts as JSON. */
  messages: string;
  children: ReactNode;
};

const unpacked = new Map<string, AbstractIntlMessages>();

/** Texts of a pack, read once. */
function unpack(pack: string): AbstractIntlMessages {
  const known = unpacked.get(pack);
  if (known) return known;
  const messages = JSON.parse(pack) as AbstractIntlMessages;
  unpacked.set(pack, messages);
  return messages;
}

/** Texts and clock of the client parts. The clock starts as the server's, so that the first render agrees with it. */
export function IntlClientProvider({ locale, timeZone, now, messages, children }: ProviderProps) {
  const clock = useClock(now);
  return (
    <NextIntlClientProvider
      locale={locale}
      timeZone={timeZone}
      now={clock}
      messages={unpack(messages) as never}
      onError={onMessageError}
    >
      {children}
    </NextIntlClientProvider>
  );
}

/** Adds a page's texts to those the shell already sent. */
export function MoreMessages({ messages, children }: { messages: string; children: ReactNode }) {
  const inherited = useMessages() as AbstractIntlMessages;
  const merged = useMemo(() => ({ ...inherited, ...unpack(messages) }), [inherited, messages]);
  return (
    <NextIntlClientProvider locale={useLocale()} timeZone={useTimeZone()} messages={merged as never}>
      {children}
    </NextIntlClientProvider>
  );
}

/** The layout outlives many pages and nights: "today" moves on with every page and when the tab is looked at again. */
function useClock(start: Date): Date {
  const [now, setNow] = useState(start);
  const path = usePathname();
  const [seen, setSeen] = useState(path);
  if (seen !== path) {
    setSeen(path);
    setNow(new Date());
  }
  useEffect(() => {
    const onVisible = () => {
      if (document.visibilityState === "visible") setNow(new Date());
    };
    document.addEventListener("visibilitychange", onVisible);
    return () => document.removeEventListener("visibilitychange", onVisible);
  }, []);
  return now;
}
