import { FileText } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { StillPart } from "@/components/still/still";
import { Badge, type Tone } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { TextLink } from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { Time } from "@/components/ui/time";
import { formatMoney } from "@/lib/core/money";
import type { DocumentRow } from "@/lib/documents/invoice-queries";
import { documentsHref } from "@/lib/fulfilment/documents-href";

type DocumentsCardProps = {
  documents: readonly DocumentRow[];
  currency: string;
  /** Whether this person may open them. */
  open: boolean;
};

/** Every invoice, receipt and credit note of an order, newest first; nothing when there is none. */
export function DocumentsCard({ documents, currency, open }: DocumentsCardProps) {
  const t = useTranslations("documents.card");
  const locale = useLocale();
  if (documents.length === 0) return null;
  return (
    <StillPart>
      <Card aria-labelledby="documents">
        <CardHeader id="documents" title={t("title")} />
        <ul className="divide-y divide-border text-sm">
          {documents.map((document) => {
            const { kind, number, totalMinor, creditedMinor, corrects, reversedBy, issuedAt } = document;
            const state = stateOf(document);
            const left = formatMoney(BigInt(totalMinor) - BigInt(creditedMinor), currency, locale);
            const remark = corrects
              ? t("corrects", { number: corrects })
              : reversedBy
                ? t("reversedBy", { number: reversedBy })
                : state === "partly"
                  ? t("left", { amount: left })
                  : "";
            return (
              <li key={number} className="flex items-start justify-between gap-3 px-4 py-2.5">
                <div className="min-w-0">
                  <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                    <FileText aria-hidden className="size-4 shrink-0 text-text-3" />
                    <span className="font-medium">{t(`kind.${kind}`)}</span>
                    {open ? (
                      <TextLink
                        href={documentsHref("invoices", { documents: [number] })}
                        target="_blank"
                        rel="noreferrer"
                        className="font-mono"
                        aria-label={t("open", { number })}
                      >
                        {number}
                      </TextLink>
                    ) : (
                      <span className="font-mono">{number}</span>
                    )}
                    {state ? <Badge tone={tones[state]}>{t(words[state])}</Badge> : null}
                  </p>
                  <p className="text-text-3 text-xs">
                    <Time at={issuedAt} capital />
                    {remark ? ` · ${remark}` : null}
                  </p>
                </div>
                <span className="numerals">
                  <Money minor={kind === "credit_note" ? `${-BigInt(totalMinor)}` : totalMinor} currency={currency} />
                </span>
              </li>
            );
          })}
        </ul>
      </Card>
    </StillPart>
  );
}

const tones = { stands: "green", partly: "amber", reversed: "grey", withdrawn: "grey" } as const satisfies Record<
  string,
  Tone
>;
const words = {
  stands: "stands",
  partly: "partly",
  reversed: "over.reversed",
  withdrawn: "over.withdrawn",
} as const;

/** How a document stands; a credit note is what it is. */
function stateOf({ kind, creditedMinor, reversedAt, reversedBy }: DocumentRow): keyof typeof tones | null {
  if (kind === "credit_note") return null;
  if (reversedAt) return reversedBy ? "reversed" : "withdrawn";
  return creditedMinor === "0" ? "stands" : "partly";
}
