import { getTranslations } from "next-intl/server";
import { resendDeliveriesAction } from "@/app/(back-office)/settings/webhooks/actions";
import { ActionButton } from "@/components/form/action-button";
import { CodeBlock } from "@/components/ui/code-block";
import { Fact, Facts } from "@/components/ui/key-value";
import { TextLink } from "@/components/ui/link";
import { MonoId } from "@/components/ui/mono-id";
import { PeekSheet } from "@/components/ui/sheet";
import { Time } from "@/components/ui/time";
import type { Delivery } from "@/lib/webhooks/queries/deliveries";
import { messageName } from "@/lib/webhooks/rules/signature";
import { DeliveryBadge, ProblemText } from "./delivery-words";

type Props = { delivery: Delivery; endpoint: { number: number; name: string; enabled: boolean }; closeHref: string };

/** One delivery beside the list: what is sent, and what came of each attempt. */
export async function DeliveryPeek({ delivery, endpoint, closeHref }: Props) {
  const t = await getTranslations("webhooks.delivery");
  const { id, state, orderNumber, seq, rule, tries, nextAt } = delivery;
  return (
    <PeekSheet title={delivery.topic} description={endpoint.name} closeHref={closeHref}>
      <div className="grid gap-5">
        <p className="flex flex-wrap items-center gap-2">
          <DeliveryBadge row={delivery} />
          <span className="text-text-2">
            <Time at={delivery.createdAt} capital />
            {state === "waiting" && tries.length > 0 ? (
              <> · {t.rich("next", { when: () => <Time key="when" at={nextAt} form="exact" /> })}</>
            ) : null}
          </span>
        </p>
        {endpoint.enabled && state !== "sending" ? (
          <div>
            <ActionButton
              action={resendDeliveriesAction}
              fields={{ endpoint: `${endpoint.number}`, deliveries: id }}
              done={t("resent")}
              variant={state === "dead" ? "primary" : "secondary"}
            >
              {t("resend")}
            </ActionButton>
          </div>
        ) : null}
        <Facts>
          {orderNumber ? (
            <Fact label={t("order")}>
              <TextLink href={`/orders/${encodeURIComponent(orderNumber)}`}>{orderNumber}</TextLink>
              {seq === null ? null : ` · ${seq}`}
            </Fact>
          ) : null}
          {rule ? <Fact label={t("rule")}>{rule}</Fact> : null}
          <Fact label={t("id")}>
            <MonoId value={messageName(delivery.messageId)} short />
          </Fact>
        </Facts>
        <section aria-labelledby="tries" className="grid gap-2">
          <h3 id="tries" className="font-semibold">
            {t("tries")}
          </h3>
          {tries.length === 0 ? <p className="text-sm text-text-2">{t("noTries")}</p> : null}
          <ol className="grid gap-2">
            {tries.map(({ number, at, tookMs, status, problem, excerpt }) => (
              <li key={number} className="grid gap-1 border-border border-b pb-2 text-sm last:border-b-0">
                <p className="flex flex-wrap gap-x-2">
                  <span className="text-text-3 tabular-nums">{number}</span>
                  <Time at={at} form="exact" />
                  <span className={problem === "" ? "text-good" : "font-semibold text-danger"}>
                    <ProblemText problem={problem} status={status} />
                  </span>
                  <span className="text-text-3">{t("took", { ms: tookMs })}</span>
                </p>
                {excerpt ? (
                  <>
                    <span id={`answer-${number}`} className="sr-only">
                      {t("response")}
                    </span>
                    <CodeBlock labelledBy={`answer-${number}`}>{excerpt}</CodeBlock>
                  </>
                ) : null}
              </li>
            ))}
          </ol>
        </section>
        <div className="grid gap-1.5">
          <h3 id="request" className="font-semibold">
            {t("request")}
          </h3>
          <p className="text-sm text-text-3">{t("requestHint")}</p>
          <CodeBlock labelledBy="request">{JSON.stringify(JSON.parse(delivery.body), null, 2)}</CodeBlock>
        </div>
      </div>
    </PeekSheet>
  );
}
