import { ArrowDown, ArrowUp } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ChecksCard } from "@/components/automation/checks-card";
import { serverRuleWords } from "@/components/automation/server-words";
import { ActionButton } from "@/components/form/action-button";
import { type Column, DataTable } from "@/components/list/data-table";
import { PageHeader } from "@/components/list/page-header";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Time } from "@/components/ui/time";
import { requirePermission } from "@/lib/auth/session";
import { editorChoices, namesOf } from "@/lib/automation/editor-choices";
import { getRuleChoices, listRules, type RuleRow } from "@/lib/automation/queries/rules";
import { triggers } from "@/lib/automation/rules/triggers";
import { moveRuleAction, switchRuleAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("automation"))("title") };
}

/** Every rule by what it waits for, in the order in which they act. */
export default async function AutomationPage() {
  const { actor, shop } = await requirePermission("automation.manage");
  const [t, locale, rules, own] = await Promise.all([
    getTranslations("automation"),
    getLocale(),
    listRules(actor),
    getRuleChoices(actor),
  ]);
  const names = namesOf(editorChoices(own, locale, shop.currency));
  const columns = await ruleColumns(names);
  // By what they wait for, and in the order in which they act.
  const rows = triggers.flatMap((trigger): ShownRule[] => {
    const of = rules.filter((rule) => rule.trigger === trigger);
    return of.map((rule, index) => ({ ...rule, first: index === 0, last: index === of.length - 1 }));
  });
  const add = (
    <ButtonLink href="/settings/automation/new" variant="primary">
      {t("new")}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title={t("title")} actions={add}>
        {t("intro")}
      </PageHeader>
      <div className="grid gap-4">
        <ChecksCard policy={shop.reviewPolicy} />
        <DataTable
          label={t("list.label")}
          rows={rows}
          columns={columns}
          rowKey={({ number }) => `${number}`}
          rowHref={({ number }) => `/settings/automation/${number}`}
          rowLabel={({ name }) => name}
          empty={<EmptyState kind="nothing" title={t("empty")} text={t("emptyText")} action={add} />}
        />
      </div>
    </>
  );
}

type ShownRule = RuleRow & { first: boolean; last: boolean };

async function ruleColumns(names: Readonly<Record<string, string>>): Promise<Column<ShownRule>[]> {
  const [t, words] = await Promise.all([getTranslations("automation"), serverRuleWords(names)]);
  return [
    { key: "name", header: t("list.name"), phone: "title", cell: ({ name }) => name },
    {
      key: "does",
      header: t("list.does"),
      cell: (rule) => <span className="block whitespace-normal py-1.5 text-text-2">{words.sentence(rule)}</span>,
    },
    {
      key: "state",
      header: t("list.on"),
      phone: "aside",
      cell: ({ enabled }) => (
        <Badge tone={enabled ? "green" : "grey"}>{enabled ? t("list.stateOn") : t("list.stateOff")}</Badge>
      ),
    },
    {
      key: "fired",
      header: t("list.fired"),
      muted: true,
      hideBelow: "lg",
      cell: ({ lastFired }) => (lastFired ? <Time at={lastFired} capital /> : t("list.never")),
    },
    {
      key: "week",
      header: t("list.week"),
      muted: true,
      align: "end",
      hideBelow: "md",
      cell: ({ firedWeek }) => t("list.times", { count: firedWeek }),
    },
    {
      key: "actions",
      header: <span className="sr-only">{t("list.order")}</span>,
      align: "end",
      cell: ({ number, name, enabled, first, last }) => (
        <span className="inline-flex items-center gap-1">
          <ActionButton
            action={switchRuleAction}
            fields={{ number: `${number}`, enabled: enabled ? "off" : "on" }}
            done={enabled ? t("list.switchedOff") : t("list.switchedOn")}
            size="sm"
          >
            {enabled ? t("list.switchOff") : t("list.switchOn")}
          </ActionButton>
          {(first && last ? [] : ([-1, 1] as const)).map((by) => (
            <ActionButton
              key={by}
              action={moveRuleAction}
              fields={{ number: `${number}`, by: `${by}` }}
              done={t("list.moved")}
              disabled={by === -1 ? first : last}
              title={by === -1 ? t("list.up", { name }) : t("list.down", { name })}
              variant="quiet"
              size="sm"
            >
              {by === -1 ? <ArrowUp aria-hidden /> : <ArrowDown aria-hidden />}
              <span className="sr-only">{by === -1 ? t("list.up", { name }) : t("list.down", { name })}</span>
            </ActionButton>
          ))}
        </span>
      ),
    },
  ];
}
