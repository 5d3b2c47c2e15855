import { ChevronLeft, ChevronRight } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { StillPart } from "@/components/still/still";
import { Button, ButtonLink } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { formatNumber } from "@/lib/format/number";
import { type ListSpec, type ListState, listHref } from "@/lib/list/params";

type PagerProps = {
  spec: ListSpec;
  state: ListState;
  /** Cursor of the first row, where there is something before it. */
  newer?: string | null;
  /** Cursor of the last row, where there is something after it. */
  older?: string | null;
  shown: number;
  total?: number;
  /** The count stopped at `total`: "50 of 10,000+". */
  capped?: boolean;
  newerLabel?: string;
  olderLabel?: string;
  hints?: ReactNode;
};

/** Pages by key, so that the ten-thousandth costs what the first does. */
export function Pager({ spec, state, newer, older, shown, total, capped, newerLabel, olderLabel, hints }: PagerProps) {
  const t = useTranslations("list");
  const locale = useLocale();
  if (shown === 0 && !newer && !older) return null;
  const counts = { shown: formatNumber(shown, locale), total: formatNumber(total ?? shown, locale) };
  return (
    <StillPart>
      <nav
        aria-label={t("pages")}
        className="no-print flex flex-wrap items-center gap-3 px-1 py-2.5 text-sm text-text-2"
      >
        <PageLink
          href={newer ? listHref(spec, state, { before: newer, after: "" }) : null}
          icon={<ChevronLeft aria-hidden className="rtl:rotate-180" />}
        >
          {newerLabel ?? t("newer")}
        </PageLink>
        <PageLink
          href={older ? listHref(spec, state, { after: older, before: "" }) : null}
          iconEnd={<ChevronRight aria-hidden className="rtl:rotate-180" />}
        >
          {olderLabel ?? t("older")}
        </PageLink>
        <span className="text-text-3">
          {total === undefined ? t("shown", { count: shown }) : t(capped ? "capped" : "count", counts)}
        </span>
        {hints ? <span className="ms-auto">{hints}</span> : null}
      </nav>
    </StillPart>
  );
}

type PageLinkProps = { href: string | null; icon?: ReactNode; iconEnd?: ReactNode; children: string };

function PageLink({ href, icon, iconEnd, children }: PageLinkProps) {
  const content = (
    <>
      {icon}
      {children}
      {iconEnd}
    </>
  );
  return href ? <ButtonLink href={href}>{content}</ButtonLink> : <Button disabled>{content}</Button>;
}

/** The keys of a list, told at its foot where there is a keyboard. */
export function KeyHints({ peek, select }: { peek?: boolean; select?: boolean }) {
  const t = useTranslations("list");
  return (
    <span className="hidden items-center gap-1 text-text-3 lg:inline-flex">
      <Kbd>J</Kbd> <Kbd>K</Kbd> {t("keys.move")}
      {peek ? (
        <>
          {" · "}
          <Kbd>Space</Kbd> {t("keys.peek")}
        </>
      ) : null}
      {select ? (
        <>
          {" · "}
          <Kbd>X</Kbd> {t("keys.select")}
        </>
      ) : null}
      {" · "}
      <Kbd>?</Kbd> {t("keys.all")}
    </span>
  );
}
