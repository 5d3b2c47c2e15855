"use client";

import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { type BulkResult, bulkApprove, bulkHold } from "@/app/(back-office)/orders/bulk-actions";
import { useSelection } from "@/components/list/selection";
import { Alert } from "@/components/ui/alert";
import { Button, ButtonLink } from "@/components/ui/button";
import { documentsHref } from "@/lib/fulfilment/documents-href";

type SelectionActionsProps = {
  /** The list's own address: what "all that match" means. */
  query: string;
  may: { approve: boolean; hold: boolean; pick: boolean; print: boolean };
};

/** What can be done to the selected orders at once, with an answer for each that could not be done. */
export function SelectionActions({ query, may }: SelectionActionsProps) {
  const t = useTranslations("orders");
  const { keys, allMatching, clear } = useSelection();
  const [pending, startTransition] = useTransition();
  const [result, setResult] = useState<BulkResult | null>(null);
  const chosen = allMatching ? { query } : { numbers: keys };
  const go = (action: (chosen: { query?: string; numbers?: string[] }) => Promise<BulkResult>) =>
    startTransition(async () => {
      const outcome = await action(chosen);
      setResult(outcome);
      if (outcome.skipped.length === 0) clear();
    });
  return (
    <>
      {may.approve ? (
        <Button variant="primary" busy={pending} onClick={() => go(bulkApprove)}>
          {t("select.approve")}
        </Button>
      ) : null}
      {may.hold ? (
        <Button busy={pending} onClick={() => go(bulkHold)}>
          {t("action.hold")}
        </Button>
      ) : null}
      {may.print && !allMatching ? (
        <ButtonLink href={documentsHref("packing-slips", { orders: keys })} prefetch={false} target="_blank">
          {t("select.print")}
        </ButtonLink>
      ) : null}
      {result ? (
        <Alert
          tone={result.skipped.length > 0 ? "attention" : "good"}
          title={t("select.result", { done: result.done, skipped: result.skipped.length })}
        >
          {result.skipped.length > 0 ? (
            <ul className="max-h-40 overflow-y-auto">
              {result.skipped.map(({ number, reason }) => (
                <li key={number}>{t("select.why", { number, reason })}</li>
              ))}
            </ul>
          ) : null}
        </Alert>
      ) : null}
    </>
  );
}
