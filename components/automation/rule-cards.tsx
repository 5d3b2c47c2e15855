import { getTranslations } from "next-intl/server";
import { restoreRuleAction } from "@/app/(back-office)/settings/automation/actions";
import { ActionButton } from "@/components/form/action-button";
import { PageWatch } from "@/components/live/page-watch";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { TextLink } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import type { FiredOrder, RulePage, RunRow } from "@/lib/automation/queries/rules";
import { serverRuleWords } from "./server-words";

/** Every version of a rule in words, with the way back to it. */
export async function VersionsCard({ rule, names }: { rule: RulePage; names: Readonly<Record<string, string>> }) {
  const [t, words] = await Promise.all([getTranslations("automation.page"), serverRuleWords(names)]);
  return (
    <Card aria-labelledby="versions">
      <CardHeader id="versions" title={t("versions")} />
      <ul className="divide-y divide-border">
        {rule.versions.map(({ version, rule: body, changedBy, changedAt }) => (
          <li key={version} className="flex flex-wrap items-start gap-x-3 gap-y-1.5 px-4 py-2.5 text-sm">
            <div className="min-w-0 flex-1 basis-64">
              <p>
                <span className="font-semibold">{t("version", { version })}</span>{" "}
                <span className="text-text-3">
                  {t.rich("by", { name: changedBy, when: () => <Time key="when" at={changedAt} /> })}
                </span>
              </p>
              <p className="text-text-2">
                {body.name}: {words.sentence(body)}
              </p>
            </div>
            {version === rule.version ? (
              <Badge tone="teal">{t("current")}</Badge>
            ) : (
              <ActionButton
                action={restoreRuleAction}
                fields={{ number: `${rule.number}`, version: `${rule.version}`, restore: `${version}` }}
                done={t("restored")}
                size="sm"
              >
                {t("restore", { version })}
              </ActionButton>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** The orders a rule acted on last. */
export async function FiredOrders({ orders }: { orders: FiredOrder[] }) {
  const t = await getTranslations("automation.page");
  return (
    <Card aria-labelledby="fired">
      <CardHeader id="fired" title={t("firings")} />
      <CardBody>
        {orders.length === 0 ? <p className="text-sm text-text-3">{t("noFirings")}</p> : null}
        <ul className="grid gap-1.5 text-sm">
          {orders.map(({ id, number, at }) => (
            <li key={id} className="flex justify-between gap-3">
              <TextLink href={`/orders/${encodeURIComponent(number)}`} className="font-mono">
                {number}
              </TextLink>
              <Time at={at} capital className="text-text-3" />
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}

/** What applying a rule to past orders came to. */
export async function RunsCard({ runs }: { runs: RunRow[] }) {
  if (runs.length === 0) return null;
  const t = await getTranslations("automation.page");
  return (
    <Card aria-labelledby="runs">
      <CardHeader id="runs" title={t("runs")} />
      <PageWatch left={runs.reduce((left, run) => left + run.fired - run.done, 0)} />
      <CardBody>
        <ul className="grid gap-1.5 text-sm">
          {runs.map((run) => (
            <li key={run.number} className="flex flex-wrap justify-between gap-x-3">
              <span>{run.fired === 0 ? t("runNone") : t("run", run)}</span>
              <span className="text-text-3">
                {t.rich("by", { name: run.startedBy, when: () => <Time key="when" at={run.startedAt} /> })}
              </span>
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}
