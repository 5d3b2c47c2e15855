import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BottomBar } from "./bottom-bar";
import type { Counts } from "./counts";
import { ExceptionSound } from "./exception-sound";
import type { NavKey } from "./nav";
import { Overlays, type PaletteAction } from "./overlays";
import { Providers } from "./providers";
import { Sidebar } from "./sidebar";
import type { Theme } from "./theme";
import { TopBar } from "./top-bar";

type AppShellProps = {
  items: readonly NavKey[];
  actions: readonly PaletteAction[];
  counts: Counts;
  user: { name: string; email: string; role: string };
  theme: Theme;
  signOut: () => Promise<void>;
  children: ReactNode;
};

/** What stands around every staff screen. A part marked `data-fullscreen` has the screen to itself. */
export function AppShell({ items, actions, counts, user, theme, signOut, children }: AppShellProps) {
  const t = useTranslations("shell");
  return (
    <Providers counts={counts} viewer={user.email}>
      <a
        data-shell
        href="#content"
        className="-translate-y-20 fixed start-3 top-3 z-50 rounded-md bg-accent px-3 py-2 font-semibold text-on-accent text-sm focus:translate-y-0"
      >
        {t("skip")}
      </a>
      <div className="app-frame sm:grid sm:grid-cols-[56px_minmax(0,1fr)] lg:grid-cols-[216px_minmax(0,1fr)]">
        <Sidebar items={items} />
        <div className="min-w-0">
          <TopBar user={user} theme={theme} signOut={signOut} />
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto min-w-0 max-w-[1920px] px-(--gutter) pt-5 pb-24 outline-none sm:pb-10"
          >
            {children}
          </main>
        </div>
        <BottomBar items={items} />
      </div>
      <ExceptionSound />
      <Overlays items={items} actions={actions} />
    </Providers>
  );
}
