"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import { FormField } from "@/components/form/form-field";
import { ProgressiveForm } from "@/components/form/progressive-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Card, CardBody } from "@/components/ui/card";
import type { FormAction } from "@/lib/form-state";

type Choice = { value: string; label: string };

/** A country with what a shop there most likely wants; "" where that is not known. */
type Country = Choice & { currency: string; timeZone: string; tax: string };

type SetUpFormProps = {
  action: FormAction;
  countries: Country[];
  currencies: Choice[];
  zones: Choice[];
  locales: Choice[];
  defaults: { country: string; currency: string; timeZone: string; locale: string };
  words: Record<
    | "title"
    | "intro"
    | "shop"
    | "shopName"
    | "country"
    | "noTax"
    | "currency"
    | "currencyHint"
    | "timeZone"
    | "timeZoneHint"
    | "locale"
    | "owner"
    | "ownerName"
    | "email"
    | "password"
    | "passwordHint"
    | "submit",
    string
  >;
};

export function SetUpForm({ action, countries, currencies, zones, locales, defaults, words }: SetUpFormProps) {
  const card = useRef<HTMLElement>(null);
  const [country, setCountry] = useState(defaults.country);
  const choose = (name: string, value: string) => {
    const select = card.current?.querySelector<HTMLSelectElement>(`select[name="${name}"]`);
    if (select && [...select.options].some((option) => option.value === value)) select.value = value;
  };
  const settle = (code: string) => {
    const chosen = countries.find(({ value }) => value === code);
    setCountry(code);
    if (chosen?.currency) choose("currency", chosen.currency);
    if (chosen?.timeZone) choose("timeZone", chosen.timeZone);
  };
  // The merchant's own clock is the best guess, and only the browser knows it.
  const guess = useEffectEvent(() => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const region = new Intl.Locale(navigator.language).region;
    const home = countries.find(({ timeZone }) => timeZone === here) ?? countries.find(({ value }) => value === region);
    if (home) {
      choose("country", home.value);
      settle(home.value);
    }
    choose("timeZone", here);
  });
  useEffect(() => guess(), []);
  const tax = countries.find(({ value }) => value === country)?.tax;
  return (
    <Card ref={card} className="w-full max-w-[640px]">
      <CardBody className="p-6!">
        <h1 className="font-bold text-xl">{words.title}</h1>
        <p className="mt-1 mb-5 text-text-2">{words.intro}</p>
        <ProgressiveForm action={action} className="grid gap-6">
          <fieldset className="grid gap-4 sm:grid-cols-2">
            <legend className="mb-3 font-semibold">{words.shop}</legend>
            <FormField
              name="name"
              label={words.shopName}
              required
              autoComplete="organization"
              className="sm:col-span-2"
            />
            <FormField
              as="select"
              name="country"
              label={words.country}
              hint={tax || words.noTax}
              options={countries}
              defaultValue={defaults.country}
              onChange={(event) => settle(event.target.value)}
            />
            <FormField
              as="select"
              name="locale"
              label={words.locale}
              options={locales}
              defaultValue={defaults.locale}
            />
            <FormField
              as="select"
              name="currency"
              label={words.currency}
              hint={words.currencyHint}
              options={currencies}
              defaultValue={defaults.currency}
            />
            <FormField
              as="select"
              name="timeZone"
              label={words.timeZone}
              hint={words.timeZoneHint}
              options={zones}
              defaultValue={defaults.timeZone}
            />
          </fieldset>
          <fieldset className="grid gap-4 sm:grid-cols-2">
            <legend className="mb-3 font-semibold">{words.owner}</legend>
            <FormField name="ownerName" label={words.ownerName} required autoComplete="name" />
            <FormField
              name="email"
              type="email"
              label={words.email}
              required
              autoComplete="username"
              spellCheck={false}
            />
            <FormField
              name="password"
              type="password"
              label={words.password}
              hint={words.passwordHint}
              required
              autoComplete="new-password"
              className="sm:col-span-2"
            />
          </fieldset>
          <SubmitButton size="lg">{words.submit}</SubmitButton>
        </ProgressiveForm>
      </CardBody>
    </Card>
  );
}
