import type { ComponentProps, ReactNode } from "react";
import { cn } from "./class-name";

export function Card({ className, ...rest }: ComponentProps<"section">) {
  return <section className={cn("min-w-0 rounded-lg border border-border bg-surface", className)} {...rest} />;
}

type CardHeaderProps = {
  title: ReactNode;
  hint?: ReactNode;
  badge?: ReactNode;
  actions?: ReactNode;
  level?: 2 | 3;
  id?: string;
  className?: string;
};

export function CardHeader({ title, hint, badge, actions, level = 2, id, className }: CardHeaderProps) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <header
      className={cn(
        "flex min-h-12 flex-wrap items-center gap-x-2.5 gap-y-1 border-border border-b px-4 py-2",
        className,
      )}
    >
      <Heading id={id} className="font-semibold text-base tracking-normal">
        {title}
      </Heading>
      {badge}
      {hint ? <span className="text-sm text-text-3">{hint}</span> : null}
      {actions ? <div className="ms-auto flex items-center gap-2 text-sm text-text-2">{actions}</div> : null}
    </header>
  );
}

export function CardBody({ className, ...rest }: ComponentProps<"div">) {
  return <div className={cn("px-4 py-3", className)} {...rest} />;
}

export function CardFooter({ className, ...rest }: ComponentProps<"footer">) {
  return <footer className={cn("flex items-center gap-2 border-border border-t px-4 py-2.5", className)} {...rest} />;
}

/**
 * Holds a table flush with the card's edges; wide ones scroll inside it, never the page. A name makes it reachable by
 * keyboard, which a table without links needs where it scrolls.
 */
export function CardTable({ label, className, ...rest }: ComponentProps<"div"> & { label?: string }) {
  const region = label ? { role: "region", "aria-label": label, tabIndex: 0 } : {};
  return <div className={cn("scroll-cue overflow-x-auto rounded-b-lg", className)} {...region} {...rest} />;
}
