import { useTranslations } from "next-intl";
import { AppLink } from "@/components/ui/link";
import { LiveCount } from "./live-count";
import { Logo } from "./logo";
import { type NavKey, places } from "./nav";
import { NavLink } from "./nav-link";

/** The places this role may open: words and live numbers on wide screens, icons below 1,100 px. */
export function Sidebar({ items }: { items: readonly NavKey[] }) {
  const t = useTranslations("shell");
  return (
    <nav
      data-shell
      aria-label={t("nav.label")}
      className="sticky top-0 z-30 hidden h-dvh flex-col border-border border-e bg-surface px-2 py-3 sm:flex"
    >
      <AppLink
        href="/"
        className="mb-3 flex h-8 items-center justify-center gap-2 rounded-md px-2 font-bold text-[15px] lg:justify-start"
      >
        <Logo />
        <span className="max-lg:sr-only">Countinghouse</span>
      </AppLink>
      <div className="flex min-h-0 flex-1 flex-col gap-0.5 overflow-y-auto">
        {items.map((item) => (
          <SidebarItem key={item} item={item} divided={item === "settings"} />
        ))}
      </div>
    </nav>
  );
}

function SidebarItem({ item, divided }: { item: NavKey; divided: boolean }) {
  const t = useTranslations("shell");
  const { href, icon: Icon } = places[item];
  const label = t(`nav.${item}`);
  return (
    <>
      {divided ? <hr className="m-2 border-border border-t" /> : null}
      <NavLink
        href={href}
        title={label}
        className="group -outline-offset-2 relative flex min-h-8 items-center justify-center gap-2.5 rounded-md px-2 text-sm text-text-2 hover:bg-hover hover:text-text lg:justify-start"
        activeClassName="bg-selected! font-semibold text-text!"
      >
        <Icon aria-hidden className="size-4 shrink-0" />
        <span className="max-lg:sr-only">{label}</span>
        <LiveCount place={item} className="ms-auto font-medium max-lg:hidden" />
      </NavLink>
    </>
  );
}
