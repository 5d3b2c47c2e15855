"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { type KeyboardEvent, useMemo, useRef, useState, useTransition } from "react";
import { placeOrderAction, saveDraftAction } from "@/app/(back-office)/orders/new/actions";
import { ServiceField } from "@/components/shipping/service-field";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Input, Select, Textarea } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { notify } from "@/components/ui/notify";
import { newId } from "@/lib/core/ids";
import { formatMoney, toDecimalString } from "@/lib/core/money";
import type { FormState } from "@/lib/form-state";
import type { ItemHit } from "@/lib/orders/queries/find-items";
import { orderFlags } from "@/lib/orders/rules/flags";
import { paymentMethods } from "@/lib/orders/rules/payment-methods";
import { CustomerPicker } from "./customer-picker";
import { type Draft, type DraftLine, draftTotals, inputOf, type Settings, trimmedPrice } from "./draft-state";
import { LineEntry } from "./line-entry";
import { LinesTable } from "./lines-table";
import { TotalsPanel } from "./totals-panel";
import { usePricing } from "./use-pricing";

type NewOrderFormProps = {
  start: Draft;
  /** The draft that is being finished. */
  draft: { number: string; version: number } | null;
  channels: { code: string; name: string; currency: string; pricesIncludeTax: boolean }[];
  taxRates: Record<string, string>;
  countries: { value: string; label: string }[];
  /** Whether the shop has promotions at all. */
  promotes: boolean;
};

/** One page, made for the keyboard: customer, items, what it comes to. ⌘Enter places it. */
export function NewOrderForm({ start, draft: existing, channels, taxRates, countries, promotes }: NewOrderFormProps) {
  const t = useTranslations("intake");
  const orders = useTranslations("orders");
  const locale = useLocale();
  const router = useRouter();
  const [draft, setDraft] = useState(start);
  const [answer, setAnswer] = useState<FormState>({ status: "idle" });
  const [pending, startTransition] = useTransition();
  const lineInput = useRef<HTMLInputElement>(null);
  // One key for one filled-in form: however often it is sent, one order comes of it.
  const key = useRef(newId());
  const change = (patch: Partial<Draft>) => setDraft((now) => ({ ...now, ...patch }));
  const channel = channels.find(({ code }) => code === draft.channel) ?? channels[0];
  const currency = channel?.currency ?? "";
  const pricesIncludeTax = channel?.pricesIncludeTax ?? true;
  const settings: Settings = useMemo(
    () => ({ currency, pricesIncludeTax, taxRates }),
    [currency, pricesIncludeTax, taxRates],
  );
  const typedTotals = useMemo(() => draftTotals(draft, settings), [draft, settings]);
  const pricing = usePricing(draft, promotes && typedTotals !== null);
  const totals = pricing.totals ?? typedTotals;
  // What was paid in full is written down with the order: until promotions were looked at nobody knows how much that is.
  const unpriced = draft.paid && pricing.looking;
  const errors = answer.fieldErrors ?? {};

  const addItem = (item: ItemHit, quantity: number) =>
    setDraft((now) => {
      const same = now.lines.find((line) => line.item.sku === item.sku && line.discount === "");
      const lines = same
        ? now.lines.map((line) =>
            line === same ? { ...line, quantity: String(Number(line.quantity) + quantity) } : line,
          )
        : [
            ...now.lines,
            {
              key: newId(),
              item,
              quantity: String(quantity),
              unitPrice: trimmedPrice(item.unitPrice ?? ""),
              discount: "",
            },
          ];
      return { ...now, lines };
    });
  const changeLine = (lineKey: string, patch: Partial<DraftLine>) =>
    setDraft((now) => ({
      ...now,
      lines: now.lines.map((line) => (line.key === lineKey ? { ...line, ...patch } : line)),
    }));
  const removeLine = (lineKey: string) => {
    setDraft((now) => ({ ...now, lines: now.lines.filter((line) => line.key !== lineKey) }));
    lineInput.current?.focus();
  };

  const send = (asDraft: boolean) => {
    if (pending || unpriced) return;
    startTransition(async () => {
      // Money is written down when the order is placed.
      const total = totals && !asDraft ? toDecimalString(totals.totalMinor, settings.currency) : null;
      const input = inputOf(draft, total);
      const state = asDraft
        ? await saveDraftAction(input, existing, key.current)
        : await placeOrderAction(input, existing, key.current);
      setAnswer(state);
      key.current = newId();
      if (state.status !== "ok") return;
      const { number } = state.value as { number: string };
      notify.done(asDraft ? t("saved", { number }) : t("placed", { number }));
      router.push(`/orders/${number}`);
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    send(false);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: one shortcut for the whole page; every field keeps its own keys.
    <div
      onKeyDown={onKeyDown}
      className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(300px,1fr)]"
    >
      <div className="grid min-w-0 gap-4">
        {answer.status === "refused" || answer.status === "invalid" ? (
          <Alert tone="danger" title={answer.message}>
            {Object.keys(errors).length > 0 ? (
              <ul>
                {Object.entries(errors).map(([field, message]) => (
                  <li key={field}>
                    <span className="font-mono text-xs">{field}</span>: {message}
                  </li>
                ))}
              </ul>
            ) : null}
          </Alert>
        ) : null}
        <Card aria-labelledby="who" className="relative z-20">
          <CardHeader id="who" title={t("customer.title")} />
          <CardBody>
            <CustomerPicker
              draft={draft}
              change={change}
              countries={countries}
              errors={errors}
              onNext={() => lineInput.current?.focus()}
            />
          </CardBody>
        </Card>
        <Card aria-labelledby="what" className="relative z-10">
          <CardHeader id="what" title={t("lines.title")} />
          <CardBody>
            <LineEntry currency={settings.currency} inputRef={lineInput} onAdd={addItem} />
          </CardBody>
          <LinesTable
            lines={draft.lines}
            totals={typedTotals}
            currency={settings.currency}
            onChange={changeLine}
            onRemove={removeLine}
          />
        </Card>
        <Card aria-labelledby="how">
          <CardHeader id="how" title={t("order.title")} />
          <CardBody className="grid gap-4 sm:grid-cols-3">
            <Field label={t("order.channel")}>
              <Select value={draft.channel} onChange={(event) => change({ channel: event.target.value })}>
                {channels.map(({ code, name, currency }) => (
                  <option key={code} value={code}>
                    {name} · {currency}
                  </option>
                ))}
              </Select>
            </Field>
            <Field label={t("order.payment")}>
              <Select value={draft.paymentMethod} onChange={(event) => change({ paymentMethod: event.target.value })}>
                {paymentMethods.map((method) => (
                  <option key={method} value={method}>
                    {orders(`method.${method}`)}
                  </option>
                ))}
              </Select>
            </Field>
            <Field label={t("order.reference")} optional>
              <Input
                value={draft.paymentReference}
                onChange={(event) => change({ paymentReference: event.target.value })}
              />
            </Field>
            <Checkbox
              className="sm:col-span-3"
              label={t("order.paid")}
              checked={draft.paid}
              onChange={(event) => change({ paid: event.target.checked })}
            />
            <Field label={t("order.external")} optional>
              <Input value={draft.externalId} onChange={(event) => change({ externalId: event.target.value })} />
            </Field>
            <ServiceField
              label={t("order.service")}
              value={draft.service}
              onChange={(service) => change({ service })}
              optional
            />
            <Field label={t("order.flag")}>
              <Select value={draft.flag} onChange={(event) => change({ flag: event.target.value })}>
                <option value="">{orders("form.noFlag")}</option>
                {orderFlags.map((flag) => (
                  <option key={flag} value={flag}>
                    {orders(`flag.${flag}`)}
                  </option>
                ))}
              </Select>
            </Field>
            <Field label={t("order.buyerMessage")} optional className="sm:col-span-3">
              <Textarea
                rows={2}
                value={draft.buyerMessage}
                onChange={(event) => change({ buyerMessage: event.target.value })}
              />
            </Field>
            <Field label={t("order.sellerNote")} optional className="sm:col-span-3">
              <Textarea
                rows={2}
                value={draft.sellerNote}
                onChange={(event) => change({ sellerNote: event.target.value })}
              />
            </Field>
            <Checkbox
              label={t("order.gift")}
              checked={draft.gift}
              onChange={(event) => change({ gift: event.target.checked })}
            />
          </CardBody>
        </Card>
      </div>
      <div className="grid min-w-0 gap-4 lg:sticky lg:top-[calc(var(--top-bar)+16px)]">
        <TotalsPanel
          draft={draft}
          change={change}
          settings={settings}
          totals={totals}
          pricing={promotes ? pricing : null}
        />
        <div className="grid gap-2">
          <Button
            variant="primary"
            size="lg"
            busy={pending}
            disabled={draft.lines.length === 0 || !totals || unpriced}
            onClick={() => send(false)}
          >
            {totals && draft.lines.length > 0
              ? t("placeAmount", { total: formatMoney(totals.totalMinor, settings.currency, locale) })
              : t("place")}{" "}
            <Kbd>⌘↵</Kbd>
          </Button>
          <Button busy={pending} disabled={draft.lines.length === 0} onClick={() => send(true)}>
            {t("saveDraft")}
          </Button>
        </div>
      </div>
    </div>
  );
}
