import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "./globals.css";
import type { Metadata, Viewport } from "next";
import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { getTheme } from "@/components/shell/theme-cookie";
import { RootMessages } from "@/lib/i18n/messages-provider";

export const metadata: Metadata = {
  title: { default: "Countinghouse", template: "%s · Countinghouse" },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#151c1b" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, theme] = await Promise.all([getLocale(), getTheme()]);
  return (
    // The theme switch changes the attribute before React hears of it.
    <html lang={locale} data-theme={theme} suppressHydrationWarning>
      <body>
        <RootMessages>{children}</RootMessages>
      </body>
    </html>
  );
}
