import { useLocale } from "next-intl";
import type { ReactNode } from "react";
import { StillPart } from "@/components/still/still";
import { cn } from "@/components/ui/class-name";
import { AppLink } from "@/components/ui/link";
import { formatNumber } from "@/lib/format/number";

export type StageTab = {
  key: string;
  label: string;
  /** A number, the text of a capped one ("10,000+"), or what will find it out. */
  count?: ReactNode;
  href: string;
  active: boolean;
  tone?: "attention" | "danger";
};

const countTones = { attention: "text-attention", danger: "text-danger" };

/** Tabs that are part of the address. They scroll sideways where they do not fit, and fade at that edge. */
export function StageTabs({ label, tabs, end }: { label: string; tabs: StageTab[]; end?: ReactNode }) {
  const locale = useLocale();
  return (
    <div className="no-print mb-3 flex items-center border-border border-b">
      <StillPart>
        {" "}
        <nav
          aria-label={label}
          className="scrollless flex min-w-0 flex-1 gap-0.5 overflow-x-auto pe-6 [mask-image:linear-gradient(to_right,black_calc(100%-28px),transparent)] rtl:[mask-image:linear-gradient(to_left,black_calc(100%-28px),transparent)]"
        >
          {tabs.map(({ key, label: name, count, href, active, tone }) => (
            <AppLink
              key={key}
              href={href}
              aria-current={active ? "page" : undefined}
              className={cn(
                "-outline-offset-2 whitespace-nowrap border-b-2 px-3 py-2 text-sm",
                active ? "border-accent font-semibold text-text" : "border-transparent text-text-2 hover:text-text",
              )}
            >
              {name}
              {count === undefined ? null : (
                <span className={cn("ms-1.5 font-normal", tone ? countTones[tone] : "text-text-3")}>
                  {typeof count === "number" ? formatNumber(count, locale) : count}
                </span>
              )}
            </AppLink>
          ))}
        </nav>
      </StillPart>
      {end ? <div className="ms-2 flex shrink-0 items-center gap-1">{end}</div> : null}
    </div>
  );
}
