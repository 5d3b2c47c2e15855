import { Inbox, Lock, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./class-name";

type EmptyStateProps = {
  kind: "nothing" | "no-match" | "not-allowed";
  title: string;
  text?: ReactNode;
  /** The way out: create the first, clear the filters, or who can open it. */
  action?: ReactNode;
  icon?: ReactNode;
  level?: 1 | 2;
  className?: string;
};

const icons = { nothing: Inbox, "no-match": SearchX, "not-allowed": Lock };

export function EmptyState({ kind, title, text, action, icon, level = 2, className }: EmptyStateProps) {
  const Icon = icons[kind];
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div className={cn("grid justify-items-center gap-2 px-6 py-14 text-center", className)}>
      <span aria-hidden className="mb-1 text-text-3 [&_svg]:size-6">
        {icon ?? <Icon />}
      </span>
      <Heading className="text-lg">{title}</Heading>
      {text ? <p className="max-w-[46ch] text-text-2">{text}</p> : null}
      {action ? <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}
