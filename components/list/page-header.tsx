import { ChevronLeft } from "lucide-react";
import { useTranslations } from "next-intl";
import { Fragment, type ReactNode } from "react";
import { cn } from "@/components/ui/class-name";
import { AppLink } from "@/components/ui/link";

type PageHeaderProps = {
  title: ReactNode;
  /** The title is a number people read out. */
  mono?: boolean;
  badge?: ReactNode;
  /** Beside the title: "12 waiting, oldest 38 min". */
  subtitle?: ReactNode;
  back?: { href: string; label: string };
  /** Only below the second level. */
  breadcrumbs?: { label: string; href?: string }[];
  actions?: ReactNode;
  /** A second line under the title. */
  children?: ReactNode;
};

export function PageHeader({ title, mono, badge, subtitle, back, breadcrumbs, actions, children }: PageHeaderProps) {
  return (
    <header className="mb-3.5">
      {breadcrumbs ? <Breadcrumbs items={breadcrumbs} /> : null}
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
        {back ? (
          <AppLink
            href={back.href}
            className="no-print -ms-1 inline-flex h-8 items-center gap-0.5 rounded-md pe-2 font-semibold text-sm text-text-2 hover:text-text"
          >
            <ChevronLeft aria-hidden className="size-4 rtl:rotate-180" />
            {back.label}
          </AppLink>
        ) : null}
        <h1 className={cn("min-w-0 break-words font-bold", mono ? "font-mono text-lg" : "text-xl leading-tight")}>
          {title}
        </h1>
        {badge}
        {subtitle ? <p className="text-text-2">{subtitle}</p> : null}
        {actions ? <div className="no-print ms-auto flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
      {children ? <div className="mt-1 text-sm text-text-2">{children}</div> : null}
    </header>
  );
}

function Breadcrumbs({ items }: { items: { label: string; href?: string }[] }) {
  const t = useTranslations("list");
  return (
    <nav aria-label={t("breadcrumbs")} className="mb-1 flex flex-wrap items-center gap-1.5 text-sm text-text-3">
      {items.map(({ label, href }, index) => (
        <Fragment key={label}>
          {index > 0 ? <span aria-hidden>/</span> : null}
          {href ? (
            <AppLink href={href} className="hover:text-text hover:underline">
              {label}
            </AppLink>
          ) : (
            <span aria-current="page">{label}</span>
          )}
        </Fragment>
      ))}
    </nav>
  );
}
