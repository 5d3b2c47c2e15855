"use client";

import { useTranslations } from "next-intl";
import type { DryRunAnswer, DryRunShown } from "@/app/(back-office)/settings/automation/actions";
import { Alert, InlineError } from "@/components/ui/alert";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/class-name";
import { TextLink } from "@/components/ui/link";
import type { Action } from "@/lib/automation/rules/actions";
import { useEditorPlace } from "./values";

type DryRunCardProps = { answer: DryRunAnswer | null; looking: boolean; actions: readonly Action[] };

/** What the rule as it is typed would do to the latest orders, and what it conflicts with. */
export function DryRunCard({ answer, looking, actions }: DryRunCardProps) {
  const t = useTranslations("automation");
  return (
    <Card aria-labelledby="dry-run" className="lg:sticky lg:top-[calc(var(--top-bar)+16px)]">
      <CardHeader id="dry-run" title={t("dry.title")} hint={t("dry.hint")} />
      <CardBody className={cn("min-h-40", looking && answer && "opacity-60")}>
        <div aria-live="polite" aria-busy={looking} className="grid gap-3">
          {answer === null ? <p className="text-sm text-text-3">{t("dry.looking")}</p> : null}
          {answer && !answer.ok ? (
            answer.incomplete ? (
              <p className="text-sm text-text-3">{t("dry.incomplete")}</p>
            ) : (
              <InlineError>{answer.message}</InlineError>
            )
          ) : null}
          {answer?.ok ? <Shown run={answer.run} actions={actions} /> : null}
        </div>
      </CardBody>
    </Card>
  );
}

function Shown({ run, actions }: { run: DryRunShown; actions: readonly Action[] }) {
  const t = useTranslations("automation");
  const { words } = useEditorPlace();
  return (
    <>
      {run.conflicts.length > 0 ? (
        <Alert
          tone={run.conflicts.some(({ kind }) => kind === "itself") ? "danger" : "attention"}
          title={t("conflict.title")}
        >
          <ul className="grid gap-1">
            {run.conflicts.map((conflict) => (
              <li key={JSON.stringify(conflict)}>
                {conflict.kind === "itself"
                  ? t("conflict.itself", { action: t(`action.${conflict.action}`) })
                  : conflict.kind === "ring"
                    ? t("conflict.ring", { names: conflict.names.map((name) => name || "–").join(" → ") })
                    : t("conflict.contrary", {
                        name: conflict.name,
                        theirs: t(`action.${conflict.theirs}`),
                        mine: t(`action.${conflict.mine}`),
                      })}
              </li>
            ))}
          </ul>
        </Alert>
      ) : null}
      <p>
        <span className="font-semibold">{t("dry.summary", { matched: run.matched, reached: run.reached })}</span>{" "}
        <span className="text-sm text-text-3">
          {t("dry.looked", { looked: run.looked })}
          {run.matched > run.orders.length ? ` ${t("dry.more", { shown: run.orders.length })}` : null}
        </span>
      </p>
      {run.orders.length > 0 ? (
        <section aria-label={t("dry.table")} className="max-h-[60vh] overflow-y-auto rounded-md border border-border">
          <ul className="divide-y divide-border">
            {run.orders.map(({ number, saw, would }) => (
              <li key={number} className="grid gap-1 px-3 py-2 text-sm">
                <TextLink href={`/orders/${encodeURIComponent(number)}`} className="font-mono">
                  {number}
                </TextLink>
                <p className="text-text-2">
                  {saw
                    .flatMap((each) => words.seen(each))
                    .filter(({ ok }) => ok)
                    .map((each) => `${each.text} (${t("says.saw", { value: each.saw })})`)
                    .join("; ")}
                </p>
                <p className="text-text-3 text-xs">{t("dry.would")}</p>
                <ul>
                  {would.map((refused, index) => {
                    const action = actions[index];
                    return action ? (
                      <li key={JSON.stringify(action)} className={refused ? "text-text-3" : "font-medium"}>
                        {words.action(action)}
                        {refused ? <span> · {t("dry.not", { reason: refused })}</span> : null}
                      </li>
                    ) : null;
                  })}
                </ul>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}
