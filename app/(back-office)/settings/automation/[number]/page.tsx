import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { FiredOrders, RunsCard, VersionsCard } from "@/components/automation/rule-cards";
import { RuleEditor } from "@/components/automation/rule-editor";
import { ActionButton } from "@/components/form/action-button";
import { ConfirmButton } from "@/components/form/confirm-button";
import { PageHeader } from "@/components/list/page-header";
import { Badge } from "@/components/ui/badge";
import { requirePermission } from "@/lib/auth/session";
import { editorChoices, namesOf } from "@/lib/automation/editor-choices";
import { getRule, getRuleChoices } from "@/lib/automation/queries/rules";
import { Messages } from "@/lib/i18n/messages-provider";
import { archiveRuleAction, switchRuleAction } from "../actions";

type Props = PageProps<"/settings/automation/[number]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, { number }] = await Promise.all([getTranslations("automation"), params]);
  return { title: `${t("title")} ${number}` };
}

/** One rule: its editor with the dry run, what it did, and every version of it. */
export default async function RulePage({ params }: Props) {
  const { actor, shop } = await requirePermission("automation.manage");
  const number = Number((await params).number);
  const rule = Number.isSafeInteger(number) && number > 0 && number < 2 ** 31 ? await getRule(actor, number) : null;
  if (!rule) notFound();
  const [t, locale, own] = await Promise.all([getTranslations("automation"), getLocale(), getRuleChoices(actor)]);
  const { version, enabled, name, trigger, waitHours, match, conditions, actions } = rule;
  const choices = editorChoices(own, locale, shop.currency);
  return (
    <>
      <PageHeader
        title={name}
        back={{ href: "/settings/automation", label: t("back") }}
        badge={<Badge tone={enabled ? "green" : "grey"}>{enabled ? t("list.stateOn") : t("list.stateOff")}</Badge>}
        subtitle={t("page.version", { version })}
        actions={
          <>
            <ActionButton
              action={switchRuleAction}
              fields={{ number: `${number}`, enabled: enabled ? "off" : "on" }}
              done={enabled ? t("list.switchedOff") : t("list.switchedOn")}
              variant={enabled ? "secondary" : "primary"}
            >
              {enabled ? t("list.switchOff") : t("list.switchOn")}
            </ActionButton>
            <ConfirmButton
              action={archiveRuleAction}
              fields={{ number: `${number}` }}
              title={t("page.archiveTitle", { name })}
              description={t("page.archiveText")}
              confirmLabel={t("page.archiveConfirm")}
              done={t("page.archived")}
              tone="danger"
              variant="quiet"
            >
              {t("page.archive")}
            </ConfirmButton>
          </>
        }
      />
      <div className="grid gap-4">
        <Messages namespaces={["automation", "orders", "staff"]}>
          {/* What another version says is typed anew. */}
          <RuleEditor
            key={version}
            saved={{ number, version, rule: { name, trigger, waitHours, match, conditions, actions } }}
            choices={choices}
          />
        </Messages>
        <div className="grid items-start gap-4 xl:grid-cols-2">
          <VersionsCard rule={rule} names={namesOf(choices)} />
          <div className="grid gap-4">
            <FiredOrders orders={rule.fired} />
            <RunsCard runs={rule.runs} />
          </div>
        </div>
      </div>
    </>
  );
}
