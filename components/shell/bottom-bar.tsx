import { useTranslations } from "next-intl";
import { MoreSheet } from "./more-sheet";
import { type NavKey, places } from "./nav";
import { NavLink } from "./nav-link";

const FIRST = 4;

const itemClass =
  "-outline-offset-2 flex min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-2xs text-text-2";

/** On phones: the four places used most by this role under the thumb, all others behind "More". */
export function BottomBar({ items }: { items: readonly NavKey[] }) {
  const t = useTranslations("shell");
  return (
    <nav
      data-shell
      aria-label={t("nav.label")}
      className="fixed inset-x-0 bottom-0 z-30 flex h-[calc(56px+env(safe-area-inset-bottom))] border-border border-t bg-surface pb-[env(safe-area-inset-bottom)] sm:hidden"
    >
      {items.slice(0, FIRST).map((item) => {
        const { href, icon: Icon } = places[item];
        return (
          <NavLink key={item} href={href} className={itemClass} activeClassName="font-semibold text-accent!">
            <Icon aria-hidden className="size-5" />
            <span className="max-w-full truncate px-1">{t(`nav.${item}`)}</span>
          </NavLink>
        );
      })}
      {items.length > FIRST ? <MoreSheet items={items.slice(FIRST)} className={itemClass} /> : null}
    </nav>
  );
}
