import { getTranslations } from "next-intl/server";
import { StillPart } from "@/components/still/still";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Check, CheckList } from "@/components/ui/check-list";
import { TextLink } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { refusalWords } from "@/lib/action";
import { promotionName } from "@/lib/automation/editor-choices";
import type { FiringRow } from "@/lib/automation/queries/rules";
import { refuse } from "@/lib/core/result";
import type { RuleWords } from "./rule-words";
import { serverRuleWords } from "./server-words";

type FiringsCardProps = {
  firings: FiringRow[];
  /** Rules can be opened by the reader. */
  open: boolean;
  /** Promotions of the order, whose names its rules are worded with. */
  promotions: readonly { number: number | null; name: string }[];
};

/** Each rule that acted on the order: the values it saw and what it did; nothing when none has. */
export async function FiringsCard({ firings, open, promotions }: FiringsCardProps) {
  if (firings.length === 0) return null;
  const [t, triggers, words] = await Promise.all([
    getTranslations("automation.card"),
    getTranslations("automation.trigger"),
    serverRuleWords(Object.fromEntries(promotions.map(({ number, name }) => [promotionName(String(number)), name]))),
  ]);
  return (
    <StillPart>
      <Card aria-labelledby="firings">
        <CardHeader id="firings" title={t("title")} />
        <CardBody className="grid gap-3">
          {firings.map((firing) => (
            <article
              key={firing.id}
              aria-label={firing.rule}
              className="border-border border-b pb-2 last:border-b-0 last:pb-0"
            >
              <p className="flex flex-wrap items-center gap-x-2 font-semibold text-sm">
                {open && firing.number !== null ? (
                  <TextLink href={`/settings/automation/${firing.number}`}>{firing.rule}</TextLink>
                ) : (
                  firing.rule
                )}
                {firing.status === "open" ? <Badge tone="blue">{t("open")}</Badge> : null}
              </p>
              <p className="text-text-3 text-xs">
                <Time at={firing.at} capital />, {t(`cause.${firing.cause}`, { trigger: triggers(firing.trigger) })} ·{" "}
                {t("version", { version: firing.version })}
              </p>
              <Done firing={firing} words={words} open={open} />
              <Seen firing={firing} words={words} />
            </article>
          ))}
        </CardBody>
      </Card>
    </StillPart>
  );
}

async function Done({ firing, words, open }: { firing: FiringRow; words: RuleWords; open: boolean }) {
  const refusals = firing.did.some(({ ok }) => !ok) ? await refusalWords() : null;
  return (
    <CheckList>
      {firing.actions.map((action, index) => {
        const did = firing.did[index];
        const why = did && !did.ok ? refusals?.sentence(refuse(did.code, did.facts)) : undefined;
        const call =
          action.kind === "webhook" ? firing.calls.find(({ endpoint }) => endpoint === action.endpoint) : undefined;
        return (
          <Check
            key={JSON.stringify(action)}
            outcome={did === undefined ? "open" : did.ok ? "pass" : "warn"}
            title={words.action(action)}
            detail={call ? <CallText call={call} open={open} /> : why}
          />
        );
      })}
    </CheckList>
  );
}

/** Where a webhook that a rule called stands; opened by whoever may look after it. */
async function CallText({ call, open }: { call: FiringRow["calls"][number]; open: boolean }) {
  const [t, states] = await Promise.all([
    getTranslations("automation.card"),
    getTranslations("webhooks.delivery.state"),
  ]);
  const href = `/settings/webhooks/${call.endpoint}?peek=${call.delivery}`;
  return t.rich("call", {
    link: () => (open ? <TextLink href={href}>{call.name}</TextLink> : call.name),
    state: states(call.state),
  });
}

async function Seen({ firing, words }: { firing: FiringRow; words: RuleWords }) {
  const t = await getTranslations("automation");
  const seen = firing.saw.flatMap(words.seen);
  if (seen.length === 0) return <p className="text-sm text-text-2">{t("says.always")}</p>;
  return (
    <details open={firing.saw.length <= 3}>
      <summary className="cursor-pointer py-1 text-sm text-text-2">{t("card.why")}</summary>
      <ul className="grid gap-0.5 text-sm text-text-2">
        {seen.map(({ text, saw, ok }) => (
          <li key={text} className={ok ? undefined : "text-text-3"}>
            {text}: <span className="font-medium">{t("says.saw", { value: saw })}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
