"use client";

import { usePathname } from "next/navigation";
import { type AbstractIntlMessages, NextIntlClientProvider, useLocale, useMessages, useTimeZone } from "next-intl";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { take } from "@/lib/still/lent";
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

/** Adds a page's texts to those the shell already sent. Without `messages` they stand in the document. */
export function MoreMessages({ name, messages, children }: { name: string; messages?: string; children: ReactNode }) {
  const inherited = useMessages() as AbstractIntlMessages;
  const merged = useMemo(() => ({ ...inherited, ...unpack(messages ?? standing(name)) }), [inherited, name, messages]);
  return (
    <>
      {messages === undefined ? (
        <script
          type="application/json"
          data-messages={name}
          // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON that holds no less-than sign.
          dangerouslySetInnerHTML={{ __html: take(name) ?? "" }}
          suppressHydrationWarning
        />
      ) : null}
      <NextIntlClientProvider locale={useLocale()} timeZone={useTimeZone()} messages={merged as never}>
        {children}
      </NextIntlClientProvider>
    </>
  );
}

const read = new Map<string, string>();

/** A pack of texts out of the document, or out of what the server has at hand while it writes one. */
function standing(name: string): string {
  const known = take(name) ?? read.get(name);
  if (known !== undefined) return known;
  const places = [...document.querySelectorAll<HTMLScriptElement>("script[data-messages]")];
  const pack = places.find((place) => place.dataset.messages === name && place.text !== "")?.text;
  if (pack === undefined) throw new Error(`The texts "${name}" are not in the document.`);
  read.set(name, pack);
  return pack;
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
