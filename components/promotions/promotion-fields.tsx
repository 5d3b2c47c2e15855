"use client";

import { useTranslations } from "next-intl";
import { type ComponentProps, type ReactNode, useId } from "react";
import { useActionFormState } from "@/components/form/form-context";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Checkbox, Radio } from "@/components/ui/choice";
import { Field, Fieldset } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { type PromotionKind, promotionKinds } from "@/lib/promotions/rules/terms";
import type { FormChoices } from "./promotion-form";
import type { TypedPromotion } from "./typed-promotion";

type PartProps = {
  typed: TypedPromotion;
  change: (patch: Partial<TypedPromotion>) => void;
  choices: FormChoices;
};

type TextName = {
  [Name in keyof TypedPromotion]: TypedPromotion[Name] extends string ? Name : never;
}[keyof TypedPromotion];

type TextProps = Omit<ComponentProps<typeof Input>, "value" | "onChange" | "name"> &
  Pick<PartProps, "typed" | "change"> & {
    name: TextName;
    /** Where the command names it, when elsewhere than among the terms. */
    path?: string;
    label: ReactNode;
    hint?: ReactNode;
    optional?: boolean;
    mono?: boolean;
  };

function Text({ typed, change, name, path, label, hint, optional, mono, ...input }: TextProps) {
  const { error } = useActionFormState();
  return (
    <Field label={label} hint={hint} error={error(path ?? `terms.${name}`)} optional={optional}>
      <Input
        {...input}
        className={mono ? "font-mono" : undefined}
        autoComplete="off"
        value={typed[name]}
        onChange={(event) => change({ [name]: event.target.value })}
      />
    </Field>
  );
}

type AmountsProps = PartProps & { name: "amounts" | "minimumSpend"; legend: string; hint?: string };

/** One amount for each currency of the shop. */
function Amounts({ typed, change, choices, name, legend, hint }: AmountsProps) {
  const { error } = useActionFormState();
  const problem = [`terms.${name}`, ...choices.currencies.map((currency) => `terms.${name}.${currency}`)]
    .map((path) => error(path))
    .find((text) => text !== undefined);
  return (
    <Fieldset legend={legend} hint={hint} error={problem}>
      <div className="flex flex-wrap gap-3">
        {choices.currencies.map((currency) => (
          <Field key={currency} label={currency} className="w-28">
            <Input
              inputMode="decimal"
              autoComplete="off"
              aria-label={`${legend}: ${currency}`}
              className="numerals text-end"
              value={typed[name][currency] ?? ""}
              onChange={(event) => change({ [name]: { ...typed[name], [currency]: event.target.value } })}
            />
          </Field>
        ))}
      </div>
    </Fieldset>
  );
}

export function GivesFields(part: PartProps) {
  const t = useTranslations("promotions");
  const { typed, change } = part;
  const { kind } = typed;
  return (
    <Card aria-labelledby="gives">
      <CardHeader id="gives" title={t("form.gives")} />
      <CardBody className="grid gap-4 sm:grid-cols-2">
        <Text {...part} name="name" path="name" label={t("form.name")} hint={t("form.nameHint")} required />
        <Field label={t("form.kind")}>
          <Select value={kind} onChange={(event) => change({ kind: event.target.value as PromotionKind })}>
            {promotionKinds.map((one) => (
              <option key={one} value={one}>
                {t(`kind.${one}`)}
              </option>
            ))}
          </Select>
        </Field>
        {kind === "buy_get" ? (
          <div className="grid grid-cols-2 gap-3">
            <Text {...part} name="buy" inputMode="numeric" label={t("form.buy")} />
            <Text {...part} name="get" inputMode="numeric" label={t("form.get")} />
          </div>
        ) : null}
        {kind === "percent" || kind === "buy_get" ? (
          <Text
            {...part}
            name="percent"
            inputMode="decimal"
            label={t("form.percent")}
            hint={kind === "buy_get" ? t("form.percentOfGiven") : undefined}
          />
        ) : null}
        {kind === "amount" || kind === "fixed_price" ? (
          <div className="sm:col-span-2">
            <Amounts {...part} name="amounts" legend={t(kind === "amount" ? "form.amount" : "form.unitPrice")} />
          </div>
        ) : null}
      </CardBody>
    </Card>
  );
}

/** Boxes of which any may be ticked. */
function Boxes({
  legend,
  hint,
  options,
  chosen,
  onChange,
}: {
  legend: string;
  hint?: string;
  options: { value: string; label: string }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}) {
  return (
    <Fieldset legend={legend} hint={hint}>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(150px,1fr))] gap-x-5 gap-y-3">
        {options.map(({ value, label }) => (
          <Checkbox
            key={value}
            label={label}
            checked={chosen.includes(value)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, value] : chosen.filter((one) => one !== value))
            }
          />
        ))}
      </div>
    </Fieldset>
  );
}

export function ItemsFields(part: PartProps) {
  const t = useTranslations("promotions");
  const { typed, change, choices } = part;
  if (typed.kind === "free_shipping") return null;
  return (
    <Card aria-labelledby="items">
      <CardHeader id="items" title={t("form.items")} hint={t("form.itemsHint")} />
      <CardBody className="grid gap-4">
        <Text {...part} name="skus" label={t("form.skus")} hint={t("form.skusHint")} mono optional />
        {choices.categories.length > 0 ? (
          <Boxes
            legend={t("form.categories")}
            options={choices.categories.map((value) => ({ value, label: value }))}
            chosen={typed.categories}
            onChange={(categories) => change({ categories })}
          />
        ) : null}
      </CardBody>
    </Card>
  );
}

export function ConditionFields(part: PartProps) {
  const t = useTranslations("promotions");
  const { typed, change, choices } = part;
  return (
    <Card aria-labelledby="conditions">
      <CardHeader id="conditions" title={t("form.conditions")} />
      <CardBody className="grid gap-4">
        <Amounts {...part} name="minimumSpend" legend={t("form.minimumSpend")} hint={t("form.minimumSpendHint")} />
        <div className="grid gap-4 sm:grid-cols-3">
          <Text {...part} name="minimumQuantity" inputMode="numeric" label={t("form.minimumQuantity")} optional />
          <Text {...part} name="countries" label={t("form.countries")} hint={t("form.countriesHint")} optional />
          <Text {...part} name="customerTags" label={t("form.customerTags")} optional />
        </div>
        <Boxes
          legend={t("form.channels")}
          hint={t("form.channelsHint")}
          options={choices.channels}
          chosen={typed.channels}
          onChange={(channels) => change({ channels })}
        />
        <Checkbox
          label={t("form.firstOrder")}
          checked={typed.firstOrder}
          onChange={(event) => change({ firstOrder: event.target.checked })}
        />
      </CardBody>
    </Card>
  );
}

type ValidProps = PartProps & { zone: string; isNew: boolean; fixed: boolean };

export function ValidFields({ zone, isNew, fixed, ...part }: ValidProps) {
  const t = useTranslations("promotions");
  const group = useId();
  const { typed, change } = part;
  return (
    <Card aria-labelledby="valid">
      <CardHeader id="valid" title={t("form.valid")} hint={t("form.zone", { zone })} />
      <CardBody className="grid gap-4">
        <div className="grid gap-4 sm:grid-cols-3">
          <Text {...part} name="from" type="datetime-local" label={t("form.from")} optional />
          <Text
            {...part}
            name="until"
            type="datetime-local"
            label={t("form.until")}
            hint={t("form.untilHint")}
            optional
          />
          <Text
            {...part}
            name="priority"
            inputMode="numeric"
            label={t("form.priority")}
            hint={t("form.priorityHint")}
          />
        </div>
        <Fieldset legend={t("form.how")} hint={fixed ? t("form.hasCoupons") : undefined}>
          <Radio
            name={group}
            label={t("form.byCoupon")}
            checked={typed.byCoupon}
            onChange={() => change({ byCoupon: true })}
          />
          <Radio
            name={group}
            label={t("form.everybody")}
            checked={!typed.byCoupon}
            disabled={fixed}
            onChange={() => change({ byCoupon: false })}
          />
        </Fieldset>
        {isNew && typed.byCoupon ? (
          <div className="grid gap-4 sm:grid-cols-3">
            <Text
              {...part}
              name="code"
              path="coupon.code"
              label={t("form.code")}
              hint={t("form.codeHint")}
              mono
              optional
            />
            <Text
              {...part}
              name="limitTotal"
              path="coupon.limitTotal"
              inputMode="numeric"
              label={t("form.limitTotal")}
              optional
            />
            <Text
              {...part}
              name="limitPerCustomer"
              path="coupon.limitPerCustomer"
              inputMode="numeric"
              label={t("form.limitPerCustomer")}
              optional
            />
          </div>
        ) : null}
        <Checkbox
          label={t("form.combinable")}
          hint={t("form.combinableHint")}
          checked={typed.combinable}
          onChange={(event) => change({ combinable: event.target.checked })}
        />
      </CardBody>
    </Card>
  );
}
