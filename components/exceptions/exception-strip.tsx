import { TriangleAlert } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { AppLink } from "@/components/ui/link";
import type { OrderException } from "@/lib/exceptions/queries/of-order";
import { exceptionWords } from "./exception-words";

/** What is stuck about this order, each leading to what cures it; nothing where nothing is. */
export async function ExceptionStrip({ found }: { found: readonly OrderException[] }) {
  if (found.length === 0) return null;
  const [t, words] = await Promise.all([getTranslations("exceptions"), exceptionWords()]);
  return (
    <section
      aria-label={t("strip", { count: found.length })}
      className="mb-4 rounded-lg border border-attention/30 bg-attention-bg px-3.5 py-2 text-sm"
    >
      <ul className="grid gap-1">
        {found.map((exception) => {
          const { title, detail } = words(exception);
          return (
            <li key={exception.number} className="flex flex-wrap items-baseline gap-x-2">
              <TriangleAlert aria-hidden className="size-4 shrink-0 self-center text-attention" />
              <AppLink
                href={`/exceptions?q=EX-${exception.number}&peek=${exception.number}`}
                className="inline-flex min-h-6 items-center font-semibold hover:underline"
              >
                {title}
              </AppLink>
              <span className="min-w-0 text-text-2">{detail}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
