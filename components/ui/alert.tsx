import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "./class-name";

type AlertTone = "info" | "good" | "attention" | "danger";

const tones: Record<AlertTone, string> = {
  info: "border-info/30 bg-info-bg [&>svg]:text-info",
  good: "border-good/30 bg-good-bg [&>svg]:text-good",
  attention: "border-attention/30 bg-attention-bg [&>svg]:text-attention",
  danger: "border-danger/30 bg-danger-bg [&>svg]:text-danger",
};

const icons = { info: Info, good: CircleCheck, attention: TriangleAlert, danger: CircleAlert };

type AlertProps = {
  tone?: AlertTone;
  title?: ReactNode;
  /** What to quote when asking for help; the same stands in the log. */
  reference?: string;
  action?: ReactNode;
  className?: string;
  children?: ReactNode;
};

export function Alert({ tone = "info", title, reference, action, className, children }: AlertProps) {
  const t = useTranslations("common");
  const Icon = icons[tone];
  return (
    <div
      role={tone === "danger" ? "alert" : "status"}
      className={cn("flex items-start gap-2.5 rounded-lg border px-3.5 py-2.5 text-sm", tones[tone], className)}
    >
      <Icon aria-hidden className="mt-[0.15em] size-4 shrink-0" />
      <div className="min-w-0 flex-1">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children}
        {reference ? <p className="mt-1 font-mono text-text-2 text-xs">{t("reference", { reference })}</p> : null}
      </div>
      {action}
    </div>
  );
}

/** A refusal beside the thing that was refused. */
export function InlineError({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <p role="alert" className={cn("flex items-start gap-1.5 text-danger text-sm", className)}>
      <CircleAlert aria-hidden className="mt-[0.2em] size-3.5 shrink-0" />
      <span className="min-w-0">{children}</span>
    </p>
  );
}
