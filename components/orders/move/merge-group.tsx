"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { mergeAction, previewMergeAction } from "@/app/(back-office)/orders/merge/actions";
import { DocumentEffects } from "@/components/documents/document-effects";
import { ActionForm } from "@/components/form/action-form";
import { FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { HeldFlag, StageBadge } from "@/components/orders/stage-badge";
import { usePreview } from "@/components/orders/use-preview";
import { InlineError } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/choice";
import { cn } from "@/components/ui/class-name";
import { Dialog } from "@/components/ui/dialog";
import { AppLink, TextLink } from "@/components/ui/link";
import { Money } from "@/components/ui/money";
import { notify } from "@/components/ui/notify";
import { Time } from "@/components/ui/time";
import { formatMoney } from "@/lib/core/money";
import type { FormAction } from "@/lib/form-state";
import { nameIn } from "@/lib/i18n/rules/languages";
import type { MergeCandidate, MergeGroup } from "@/lib/orders/queries/merge-groups";
import type { MergePreview } from "@/lib/orders/queries/preview-merge";
import { MovedStock, OrderSums } from "./move-effects";

type Candidate = MergeCandidate & { why: string };

/** Open orders of one customer: which stays, which go into it, and why the others do not. */
export function MergeGroupCard({ group }: { group: Omit<MergeGroup, "orders"> & { orders: Candidate[] } }) {
  const t = useTranslations("moves.merge");
  const locale = useLocale();
  const [stays, ...others] = group.orders as [Candidate, ...Candidate[]];
  const able = others.filter(({ obstacle }) => obstacle === null);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState(false);
  const from = able.map(({ number }) => number).filter((number) => !left.has(number));
  const toggle = (number: string, chosen: boolean) => {
    const next = new Set(left);
    if (chosen) next.delete(number);
    else next.add(number);
    setLeft(next);
  };
  const id = `merge-${stays.number}`;
  return (
    <Card aria-labelledby={id}>
      <CardHeader
        id={id}
        title={
          <AppLink href={`/customers/${encodeURIComponent(group.customer.number)}`} className="hover:underline">
            {group.customer.name}
          </AppLink>
        }
        hint={
          group.sparedMinor === "0"
            ? undefined
            : t("spared", { amount: formatMoney(BigInt(group.sparedMinor), group.currency, locale) })
        }
      />
      <ul className="divide-y divide-border">
        <OrderRow order={stays} currency={group.currency} start={<Badge tone="green">{t("into")}</Badge>} />
        {others.map((order) => (
          <OrderRow
            key={order.number}
            order={order}
            currency={group.currency}
            start={
              <Checkbox
                aria-label={t("choose", { number: order.number, into: stays.number })}
                checked={order.obstacle === null && !left.has(order.number)}
                disabled={order.obstacle !== null}
                onChange={(event) => toggle(order.number, event.currentTarget.checked)}
              />
            }
            end={
              <TextLink href={`/orders/merge?order=${encodeURIComponent(order.number)}`} className="text-xs">
                {t("make", { number: order.number })}
              </TextLink>
            }
          />
        ))}
      </ul>
      {able.length > 0 ? (
        <CardFooter>
          <Button variant="primary" disabled={from.length === 0} onClick={() => setOpen(true)}>
            {t("submit", { count: from.length, number: stays.number })}…
          </Button>
        </CardFooter>
      ) : null}
      <Dialog open={open} onOpenChange={setOpen} title={t("of", { number: stays.number })}>
        {open ? <MergeForm number={stays.number} from={from} /> : null}
      </Dialog>
    </Card>
  );
}

type RowProps = {
  order: Candidate;
  currency: string;
  start: React.ReactNode;
  end?: React.ReactNode;
};

function OrderRow({ order, currency, start, end }: RowProps) {
  const t = useTranslations("moves.merge");
  const locale = useLocale();
  const { number, stage, held, units, items, address, placedAt, totalMinor, shippingMinor, why } = order;
  return (
    <li className="grid grid-cols-[minmax(52px,auto)_minmax(0,1fr)_auto] sm:grid-cols-[minmax(76px,auto)_minmax(0,1fr)_auto] items-start gap-x-3 px-4 py-2.5 text-sm">
      <span className="pt-0.5">{start}</span>
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2">
          <TextLink href={`/orders/${encodeURIComponent(number)}`} className="font-mono">
            {number}
          </TextLink>
          <StageBadge stage={stage} /> {held ? <HeldFlag types={[]} /> : null}
          <span className="text-text-3 text-xs">
            <Time at={placedAt} capital />
          </span>
        </p>
        <p className="truncate text-text-2">
          {items} · {t("units", { count: units })}
        </p>
        <p className="truncate text-text-3 text-xs">{address}</p>
        {why ? <p className="text-attention text-xs">{why}</p> : null}
      </div>
      {/* On a phone what is done with the order stands under it, so that its own words have the room. */}
      <div className="text-end max-sm:contents">
        <div className="text-end">
          <p className="numerals">
            <Money minor={totalMinor} currency={currency} />
          </p>
          {shippingMinor === "0" ? null : (
            <p className="text-text-3 text-xs">
              {t("shipping", { amount: formatMoney(BigInt(shippingMinor), currency, locale) })}
            </p>
          )}
        </div>
        {end ? <div className="max-sm:col-span-2 max-sm:col-start-2 max-sm:mt-1 max-sm:text-start">{end}</div> : null}
      </div>
    </li>
  );
}

function MergeForm({ number, from }: { number: string; from: string[] }) {
  const t = useTranslations("moves");
  const router = useRouter();
  const { answer, fresh, looking, again } = usePreview(from.join(" "), () => previewMergeAction(number, from));
  const preview = answer?.ok ? answer.preview : null;
  const merge: FormAction = async (previous, data) => {
    const state = await mergeAction(previous, data);
    if (state.status !== "ok") {
      again();
      return state;
    }
    notify.done(t("merge.done", { number }));
    router.push(`/orders/${encodeURIComponent(number)}`);
    return state;
  };
  return (
    <ActionForm
      action={merge}
      fields={{
        number,
        from: JSON.stringify(from),
        version: `${preview?.version ?? ""}`,
        expected: preview?.digest ?? "",
      }}
      className="grid gap-4"
      resetOnOk={false}
      label={t("merge.of", { number })}
    >
      <div aria-live="polite" aria-busy={looking} className={cn("min-h-40", looking && preview && "opacity-60")}>
        {answer && !answer.ok ? <InlineError>{answer.message}</InlineError> : null}
        {preview ? <MergeEffects preview={preview} /> : null}
        {answer ? null : <p className="text-sm text-text-3">{t("effect.looking")}</p>}
      </div>
      <FormField as="textarea" name="note" label={t("split.note")} rows={1} maxLength={500} optional />
      <div className="flex justify-end">
        <SubmitButton disabled={!preview || !fresh}>{t("merge.submit", { count: from.length, number })}</SubmitButton>
      </div>
    </ActionForm>
  );
}

function MergeEffects({ preview }: { preview: MergePreview }) {
  const t = useTranslations("moves.merge");
  const locale = useLocale();
  const { into, currency, promisedAt, sparedMinor, service } = preview;
  const show = (minor: string) => formatMoney(BigInt(minor), currency, locale);
  return (
    <div className="grid gap-3">
      <OrderSums title={t("will", { number: into.number })} effect={into} currency={currency} promisedAt={promisedAt} />
      <MovedStock reserved={preview.reserved} />
      {service ? (
        <p className="text-sm">{service.name ? t("service", { service: nameIn(locale, service) }) : t("noService")}</p>
      ) : null}
      <DocumentEffects documents={preview.documents} currency={currency} />
      {sparedMinor === "0" ? null : (
        <CardBody className="rounded-lg bg-surface-2 text-sm">
          <p className="font-medium">{t("spared", { amount: show(sparedMinor) })}</p>
          <p className="text-text-2">{t("sparedText", { number: into.number })}</p>
        </CardBody>
      )}
    </div>
  );
}
