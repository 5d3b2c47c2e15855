import { Mail } from "lucide-react";
import { useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import type { Letter } from "@/lib/exceptions/ask-customer";

/** What to ask the customer, ready to be sent from one's own mail program or copied into a chat. */
export function LetterCard({ letter }: { letter: Letter }) {
  const t = useTranslations("exceptions.peek");
  const mail = `mailto:${encodeURIComponent(letter.to ?? "")}?subject=${encodeURIComponent(letter.subject)}&body=${encodeURIComponent(letter.body)}`;
  return (
    <details>
      <summary className="cursor-pointer font-semibold text-sm">{t("ask")}</summary>
      <div className="mt-2 rounded-md border border-border bg-surface-2 p-3 text-sm">
        <p className="mb-2 flex items-center gap-2 font-semibold">
          <span className="min-w-0 flex-1">{letter.subject}</span>
          <CopyButton text={`${letter.subject}\n\n${letter.body}`} label={t("copy")} />
        </p>
        <p className="whitespace-pre-line">{letter.body}</p>
        {letter.to ? (
          <a href={mail} className={buttonClass({ size: "sm" }, "mt-3")}>
            <Mail aria-hidden />
            {t("mail")}
          </a>
        ) : null}
      </div>
    </details>
  );
}
