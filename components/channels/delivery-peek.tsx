import { getTranslations } from "next-intl/server";
import { ignoreDeliveryAction, retryDeliveryAction } from "@/app/(back-office)/channels/actions";
import { ActionButton } from "@/components/form/action-button";
import { Alert } from "@/components/ui/alert";
import { CodeBlock } from "@/components/ui/code-block";
import { Fact, Facts } from "@/components/ui/key-value";
import { TextLink } from "@/components/ui/link";
import { PeekSheet } from "@/components/ui/sheet";
import { Time } from "@/components/ui/time";
import type { Delivery } from "@/lib/channels/queries";
import { DeliveryBadge } from "./delivery-badge";

type Props = { delivery: Delivery; channel: string; reason: string; mayAct: boolean; closeHref: string };

/** One delivery beside the list: what came of it, and what came, byte for byte. */
export async function DeliveryPeek({ delivery, channel, reason, mayAct, closeHref }: Props) {
  const t = await getTranslations("channels");
  const settled = delivery.status === "done" || delivery.status === "ignored";
  return (
    <PeekSheet title={delivery.topic || t("noTopic")} description={channel} closeHref={closeHref}>
      <div className="grid gap-5">
        <p className="flex flex-wrap items-center gap-2">
          <DeliveryBadge status={delivery.status} />
          <span className="text-text-2">
            <Time at={delivery.receivedAt} capital />
          </span>
        </p>
        {reason ? (
          <Alert tone={delivery.status === "dead" || delivery.status === "failed" ? "attention" : "info"}>
            {reason}
          </Alert>
        ) : null}
        {mayAct && !settled ? (
          <div className="flex flex-wrap gap-2">
            <ActionButton
              action={retryDeliveryAction}
              fields={{ id: delivery.id }}
              done={t("retried")}
              variant="primary"
            >
              {t("retry")}
            </ActionButton>
            <ActionButton action={ignoreDeliveryAction} fields={{ id: delivery.id }} done={t("put")}>
              {t("putAside")}
            </ActionButton>
          </div>
        ) : null}
        <Facts>
          {delivery.orderNumber ? (
            <Fact label={t("column.order")}>
              <TextLink href={`/orders/${encodeURIComponent(delivery.orderNumber)}`}>{delivery.orderNumber}</TextLink>
            </Fact>
          ) : null}
          <Fact label={t("delivery")}>
            <span className="break-all font-mono text-xs">{delivery.deliveryId}</span>
          </Fact>
          <Fact label={t("column.attempts")}>{delivery.attempts}</Fact>
        </Facts>
        <section aria-labelledby="delivery-headers" className="grid gap-1.5">
          <h3 id="delivery-headers" className="font-semibold">
            {t("headers")}
          </h3>
          <dl className="grid gap-1 text-xs">
            {Object.entries(delivery.headers).map(([name, value]) => (
              <div key={name} className="flex gap-2">
                <dt className="shrink-0 text-text-2">{name}</dt>
                <dd className="min-w-0 break-all font-mono">{value}</dd>
              </div>
            ))}
          </dl>
        </section>
        <div className="grid gap-1.5">
          <h3 id="delivery-body" className="font-semibold">
            {t("body")}
          </h3>
          <CodeBlock labelledBy="delivery-body">{indented(delivery.body)}</CodeBlock>
          {delivery.cut ? <p className="text-text-2 text-xs">{t("cut")}</p> : null}
        </div>
      </div>
    </PeekSheet>
  );
}

// Numbers keep the digits they came with: indenting does not parse them.
function indented(text: string): string {
  let depth = 0;
  let out = "";
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] as string;
    if (quoted) {
      out += sign;
      if (sign === "\\") out += text[++at] ?? "";
      else if (sign === '"') quoted = false;
    } else if (sign === '"') {
      quoted = true;
      out += sign;
    } else if ((sign === "{" || sign === "[") && text[at + 1] !== (sign === "{" ? "}" : "]")) {
      depth += 1;
      out += `${sign}\n${"  ".repeat(depth)}`;
    } else if ((sign === "}" || sign === "]") && text[at - 1] !== (sign === "}" ? "{" : "[")) {
      depth = Math.max(depth - 1, 0);
      out += `\n${"  ".repeat(depth)}${sign}`;
    } else if (sign === ",") out += `,\n${"  ".repeat(depth)}`;
    else if (sign === ":") out += ": ";
    else if (!/\s/.test(sign)) out += sign;
  }
  return out;
}
