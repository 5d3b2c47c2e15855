"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { refundAction } from "@/app/(back-office)/orders/[number]/money-actions";
import { ActionForm } from "@/components/form/action-form";
import { FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { UnitsOfLines } from "@/components/orders/line-units";
import { Alert } from "@/components/ui/alert";
import { Radio } from "@/components/ui/choice";
import { Fieldset } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { formatMoney } from "@/lib/core/money";
import { isRefusal } from "@/lib/core/result";
import { nameIn } from "@/lib/i18n/rules/languages";
import { unitsShare } from "@/lib/orders/rules/totals";
import type { OrderMoney, RefundableLine } from "@/lib/payments/queries/order-money";
import { amountOf } from "@/lib/payments/rules/amount";
import { refundReasons } from "@/lib/payments/rules/refund";
import { amountText } from "./amount-text";
import { RefundDocuments } from "./refund-documents";

type Kind = "whole" | "lines" | "amount";
type RefundFormProps = { money: OrderMoney; onDone: () => void };

/** Money back: whole, by line or by amount, with restocking chosen apart. The button says what it moves. */
export function RefundForm({ money, onDone }: RefundFormProps) {
  const t = useTranslations("payments");
  const locale = useLocale();
  const { currency } = money;
  const refundable = money.lines.filter((line) => line.units > 0);
  const noLines = refundable.length === 0 && money.shippingLeftMinor === "0";
  const [kind, setKind] = useState<Kind>(money.toShip === 0 ? "whole" : noLines ? "amount" : "lines");
  const [units, setUnits] = useState<Record<number, number>>({});
  const [shipping, setShipping] = useState("");
  const [typed, setTyped] = useState("");
  const show = (minor: bigint | string) => formatMoney(BigInt(minor), currency, locale);
  const amount = amountAsked(money, kind, units, shipping, typed);
  const limit = money.limitMinor === null ? null : BigInt(money.limitMinor);
  const second = limit !== null && amount + BigInt(money.aloneMinor) > limit;

  return (
    <ActionForm
      action={refundAction}
      fields={{ number: money.number, version: String(money.version), kind }}
      done={t("done.refunded")}
      onOk={onDone}
      className="grid gap-5"
      label={t("ask.title", { number: money.number })}
    >
      <Fieldset legend={t("ask.what")}>
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          {(["whole", "lines", "amount"] as const).map((value) => (
            <Radio
              key={value}
              name="what"
              value={value}
              checked={kind === value}
              disabled={(value === "lines" && noLines) || (value === "whole" && money.toShip > 0)}
              onChange={() => setKind(value)}
              label={value === "whole" ? t("ask.whole", { amount: show(money.refundableMinor) }) : t(`ask.${value}`)}
            />
          ))}
        </div>
      </Fieldset>
      {money.toShip > 0 ? <Alert>{t("ask.toShip", { units: money.toShip })}</Alert> : null}

      {kind === "lines" ? (
        <div className="grid gap-2">
          <UnitsOfLines
            lines={refundable}
            most={(line) => line.units}
            label={(values) => t("ask.unitsOf", values)}
            hint={(values) => t("ask.left", values)}
            units={units}
            onChange={setUnits}
            end={(line) => (
              <span className="numerals w-28 text-end">{show(amountOfUnits(money, line, units[line.line] ?? 0))}</span>
            )}
          />
          {money.shippingLeftMinor === "0" ? null : (
            <FormField
              className="sm:max-w-60"
              name="shipping"
              label={`${t("ask.shipping")} (${currency})`}
              hint={t("ask.shippingLeft", { amount: show(money.shippingLeftMinor) })}
              inputMode="decimal"
              autoComplete="off"
              onChange={(event) => setShipping(event.currentTarget.value)}
            />
          )}
        </div>
      ) : null}

      {kind === "amount" ? (
        <FormField
          className="sm:max-w-60"
          name="amount"
          label={`${t("ask.amountLabel")} (${currency})`}
          hint={t("ask.amountHint", { amount: show(money.refundableMinor) })}
          inputMode="decimal"
          autoComplete="off"
          onChange={(event) => setTyped(event.currentTarget.value)}
          required
        />
      ) : null}

      <Restock money={money} />

      <div className="grid gap-4 sm:grid-cols-2">
        <FormField
          as="select"
          name="reason"
          label={t("ask.reason")}
          options={refundReasons.map((value) => ({ value, label: t(`reason.${value}`) }))}
          required
        />
        <FormField as="textarea" name="note" label={t("ask.note")} rows={1} maxLength={500} optional />
      </div>
      <RefundDocuments
        number={money.number}
        what={amount === 0n ? null : whatAsked(kind, units, shipping.trim(), typed.trim())}
      />
      {second ? (
        <Alert tone="attention">{limit === 0n ? t("ask.never") : t("ask.second", { limit: show(limit ?? 0n) })}</Alert>
      ) : null}
      <div className="flex justify-end">
        <SubmitButton variant="danger-solid" disabled={amount === 0n}>
          {amount === 0n
            ? t("ask.nothing")
            : t(second ? "ask.submitSecond" : "ask.submit", { amount: amountText(amount, currency) })}
        </SubmitButton>
      </div>
    </ActionForm>
  );
}

function Restock({ money }: { money: OrderMoney }) {
  const t = useTranslations("payments");
  const locale = useLocale();
  const lines = money.lines.filter((line) => line.restockable > 0);
  const [units, setUnits] = useState<Record<number, number>>({});
  if (lines.length === 0 || money.locations.length === 0) return null;
  return (
    <Fieldset legend={t("ask.restock")} hint={t("ask.restockHint")}>
      <UnitsOfLines
        name="restock"
        lines={lines}
        most={(line) => line.restockable}
        label={(values) => t("ask.restockUnits", values)}
        hint={(values) => t("ask.restockMost", values)}
        units={units}
        onChange={setUnits}
        end={(line) => (
          <Select
            name={`location.${line.line}`}
            aria-label={t("ask.restockAt", { title: line.title })}
            size="sm"
            className="w-44!"
            disabled={!units[line.line]}
          >
            {money.locations.map(({ code, name, nameZh }) => (
              <option key={code} value={code}>
                {nameIn(locale, { name, nameZh })}
              </option>
            ))}
          </Select>
        )}
      />
    </Fieldset>
  );
}

function amountAsked(
  money: OrderMoney,
  kind: Kind,
  units: Record<number, number>,
  shipping: string,
  typed: string,
): bigint {
  if (kind === "whole") return BigInt(money.refundableMinor);
  if (kind === "amount") return readAmount(typed, money.currency);
  const goods = money.lines.reduce((sum, line) => sum + amountOfUnits(money, line, units[line.line] ?? 0), 0n);
  return goods + readAmount(shipping, money.currency);
}

/** The same as the form sends, for a look ahead. */
function whatAsked(kind: Kind, units: Record<number, number>, shipping: string, typed: string) {
  if (kind === "whole") return { kind };
  if (kind === "amount") return { kind, amount: typed };
  const lines = Object.entries(units).flatMap(([line, quantity]) =>
    quantity > 0 ? [{ line: Number(line), quantity }] : [],
  );
  return { kind, lines, ...(shipping === "" ? {} : { shipping }) };
}

function readAmount(text: string, currency: string): bigint {
  const amount = text.trim() === "" ? 0n : amountOf(text, currency, "amount");
  return isRefusal(amount) || amount < 0n ? 0n : amount;
}

// The same share that the command works out: units of a price that does not divide still add up.
function amountOfUnits(money: OrderMoney, line: RefundableLine, units: number): bigint {
  if (units === 0) return 0n;
  const share = unitsShare(
    {
      ordered: line.ordered,
      subtotalMinor: BigInt(line.subtotalMinor),
      discountMinor: BigInt(line.discountMinor),
      taxMinor: BigInt(line.taxMinor),
      totalMinor: BigInt(line.totalMinor),
    },
    line.unitsBefore,
    units,
    money.pricesIncludeTax,
  ).totalMinor;
  const left = BigInt(line.amountMinor);
  return share > left ? left : share;
}
