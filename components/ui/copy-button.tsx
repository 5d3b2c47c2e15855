import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "./class-name";

/** Copies a text. `useCopyButtons` hears it, for the whole page: it may stand in HTML that React does not know. */
export function CopyButton({ text, label, className }: { text: string; label?: string; className?: string }) {
  const t = useTranslations("common");
  const name = label ?? t("copyValue", { value: text });
  return (
    <button
      type="button"
      title={name}
      aria-label={name}
      data-copy={text}
      data-copied-label={t("copied")}
      className={cn(
        "group/copy inline-grid size-6 shrink-0 place-items-center rounded-sm text-text-3 hover:bg-hover hover:text-text",
        className,
      )}
    >
      <Copy aria-hidden className="size-3.5 group-data-copied/copy:hidden" />
      <Check aria-hidden className="hidden size-3.5 text-good group-data-copied/copy:block" />
    </button>
  );
}
