import { useTranslations } from "next-intl";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import { type Actor, may } from "@/lib/actor";
import { localInput } from "@/lib/format/local-input";
import { needsOther } from "@/lib/orders/rules/hold";
import { writeHoldEnd } from "@/lib/orders/rules/hold-end";
import { type HoldEvent, type HoldRecord, holdHistory } from "@/lib/orders/rules/hold-history";
import type { holdTypes } from "@/lib/orders/rules/hold-types";
import type { HoldState, OrderState } from "@/lib/orders/rules/state";
import { HoldButtons } from "./hold-buttons";

type HoldsCardProps = {
  order: Pick<OrderState, "number" | "version" | "holds">;
  events: readonly HoldEvent[];
  actor: Actor;
  zone: string;
};

/** What keeps the order: each hold with what it stops, whose it is and what ends it; below, the holds of before. */
export function HoldsCard({ order, events, actor, zone }: HoldsCardProps) {
  const t = useTranslations("orders");
  const history = holdHistory(events);
  const past = history.filter((record) => record.ended);
  if (order.holds.length === 0 && past.length === 0) return null;
  const settingOf = (hold: HoldState) => history.find((record) => !record.ended && record.type === hold.type);
  return (
    <Card aria-labelledby="holds">
      <CardHeader id="holds" title={t("holds.title")} />
      <CardBody className="grid gap-3">
        {order.holds.map((hold) => (
          <OpenHold key={hold.id} hold={hold} setting={settingOf(hold)}>
            <HoldButtons
              fields={{ number: order.number, version: `${order.version}`, type: hold.type }}
              title={t("holds.changeTitle", { type: typeName(t, hold.type) })}
              approves={hold.approver !== null}
              may={{
                release: may(actor, "orders.release") && !needsOther(hold, actor),
                change: may(actor, "orders.hold") && !needsOther(hold, actor),
              }}
              now={{
                scope: hold.scope,
                reason: hold.reason,
                dueAt: hold.dueAt ? localInput(hold.dueAt, zone) : "",
                ends: writeHoldEnd(hold.releaseWhen, hold.approver),
              }}
            />
          </OpenHold>
        ))}
        {past.length > 0 ? (
          <details>
            <summary className="cursor-pointer text-sm text-text-2">{t("holds.past", { count: past.length })}</summary>
            <ul className="grid gap-2 pt-2">
              {past.map((record) => (
                <PastHold key={`${record.type}${record.setAt.getTime()}`} record={record} />
              ))}
            </ul>
          </details>
        ) : null}
      </CardBody>
    </Card>
  );
}

type Words = ReturnType<typeof useTranslations<"orders">>;

function typeName(t: Words, type: string): string {
  return t(`holdType.${type as (typeof holdTypes)[number]}`);
}

type OpenHoldProps = { hold: HoldState; setting: HoldRecord | undefined; children: React.ReactNode };

function OpenHold({ hold, setting, children }: OpenHoldProps) {
  const t = useTranslations("orders");
  return (
    <article aria-label={typeName(t, hold.type)} className="border-border border-b pb-3 last:border-b-0 last:pb-0">
      <p className="font-semibold text-sm first-letter:uppercase">{typeName(t, hold.type)}</p>
      <p className="text-sm text-text-2">{t(`holds.stops.${hold.scope}`)}</p>
      {hold.reason ? <p className="mt-1 text-sm">{hold.reason}</p> : null}
      <p className="mt-1 text-text-3 text-xs">
        {setting ? t.rich("holds.set", { name: setting.setBy, when: () => <Time at={setting.setAt} /> }) : null}
        {hold.dueAt ? <> · {t.rich("holds.due", { when: () => <Time at={hold.dueAt as Date} /> })}</> : null}
      </p>
      {hold.releaseWhen ? (
        <p className="text-text-3 text-xs">{t(`holds.ends.${hold.releaseWhen}`, { role: hold.approver ?? "" })}</p>
      ) : null}
      {children}
    </article>
  );
}

function PastHold({ record: { type, reason, setBy, setAt, ended } }: { record: HoldRecord }) {
  const t = useTranslations("orders");
  return (
    <li className="text-text-2 text-xs">
      <span className="inline-block font-semibold first-letter:uppercase">{typeName(t, type)}</span>
      {reason ? ` · ${reason}` : null}
      <br />
      {t.rich("holds.set", { name: setBy, when: () => <Time at={setAt} /> })}
      <br />
      {ended ? t.rich("holds.ended", { name: ended.by, when: () => <Time at={ended.at} /> }) : null}
      {ended?.note ? ` · ${ended.note}` : null}
    </li>
  );
}
