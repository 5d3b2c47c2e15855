import { AccountMenu } from "./account-menu";
import { Indicators } from "./indicators";
import { LanguageSwitch } from "./language-switch";
import { SearchButton } from "./search-button";
import type { Theme } from "./theme";
import { ThemeSwitch } from "./theme-switch";

type TopBarProps = {
  user: { name: string; email: string; role: string };
  theme: Theme;
  signOut: () => Promise<void>;
};

export function TopBar({ user, theme, signOut }: TopBarProps) {
  return (
    <header
      data-shell
      className="sticky top-0 z-30 flex h-(--top-bar) items-center gap-3 border-border border-b bg-surface px-(--gutter)"
    >
      <SearchButton />
      <div className="ms-auto flex items-center gap-1">
        <Indicators />
        <LanguageSwitch />
        <ThemeSwitch theme={theme} />
        <span className="ms-1.5 flex">
          <AccountMenu {...user} signOut={signOut} />
        </span>
      </div>
    </header>
  );
}
