"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useDeferredValue, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import { Input, Select } from "@/components/ui/input";
import { Listbox, ListOption, optionId } from "@/components/ui/listbox";
import type { Address } from "@/lib/customers/rules/address";
import { addressLine } from "@/lib/orders/rules/review";
import { type Draft, emptyAddress, emptyCustomer } from "./draft-state";

export type CustomerHit = {
  number: string;
  name: string;
  company: string;
  email: string | null;
  phone: string | null;
  address: Address | null;
};

type CustomerPickerProps = {
  draft: Draft;
  change: (patch: Partial<Draft>) => void;
  countries: { value: string; label: string }[];
  errors: Record<string, string>;
  onNext: () => void;
};

const longEnough = 2;

// Whoever opens an empty order form starts to type at once.
function focusFirst(input: HTMLInputElement | null): void {
  if (input && document.activeElement === document.body) input.focus();
}

/** Finds a customer by phone tail, name or e-mail, or takes a new one in place, with the address. */
export function CustomerPicker({ draft, change, countries, errors, onNext }: CustomerPickerProps) {
  const t = useTranslations("intake.customer");
  const form = useTranslations("orders.form");
  const listId = useId();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  // A known customer's address is a line to check; a new one's is a form to fill.
  const [editing, setEditing] = useState(true);
  const q = useDeferredValue(typed.trim());
  const { data: hits = [], isFetched } = useQuery({
    queryKey: ["customers", q],
    queryFn: async (): Promise<CustomerHit[]> => {
      const response = await fetch(`/api/internal/customers?${new URLSearchParams({ q })}`);
      if (!response.ok) throw new Error(`customers answered ${response.status}`);
      return (await response.json()).customers;
    },
    enabled: q.length >= longEnough,
    placeholderData: keepPreviousData,
  });
  const shown = q.length >= longEnough && typed !== "" ? hits : [];
  const choose = (hit: CustomerHit) => {
    change({
      customer: {
        number: hit.number,
        name: hit.name,
        company: hit.company,
        email: hit.email ?? "",
        phone: hit.phone ?? "",
      },
      shipTo: hit.address
        ? { ...emptyAddress, ...hit.address }
        : { ...draft.shipTo, name: hit.name, phone: hit.phone ?? "" },
    });
    setTyped("");
    setEditing(!hit.address);
    onNext();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setAt((now) => Math.max(0, Math.min(shown.length - 1, now + (event.key === "ArrowDown" ? 1 : -1))));
    } else if (event.key === "Enter" && !event.metaKey && !event.ctrlKey) {
      event.preventDefault();
      const hit = shown[at];
      if (hit) choose(hit);
    }
  };
  const contact = (name: "name" | "email" | "phone", label: string, type = "text") => (
    <Field label={label} error={errors[`customer.${name}`]}>
      <Input
        type={type}
        autoComplete="off"
        value={draft.customer[name]}
        onChange={(event) => change({ customer: { ...draft.customer, [name]: event.target.value } })}
      />
    </Field>
  );
  const part = (name: keyof Address, className?: string) => (
    <Field label={form(name as "line1")} error={errors[`shipTo.${name}`]} className={className}>
      <Input
        autoComplete="off"
        value={draft.shipTo[name] ?? ""}
        onChange={(event) => change({ shipTo: { ...draft.shipTo, [name]: event.target.value } })}
      />
    </Field>
  );

  return (
    <div className="grid gap-4">
      {draft.customer.number ? (
        <p className="flex items-center justify-between gap-2 rounded-md bg-selected px-3 py-2 text-sm">
          <span>{t("chosen", { name: draft.customer.name, number: draft.customer.number })}</span>
          <Button
            variant="quiet"
            size="sm"
            onClick={() => {
              change({ customer: emptyCustomer });
              setEditing(true);
            }}
          >
            {t("change")}
          </Button>
        </p>
      ) : (
        <div className="relative">
          <Input
            ref={focusFirst}
            role="combobox"
            aria-label={t("searchLabel")}
            aria-expanded={shown.length > 0}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={shown[at] ? optionId(listId, at) : undefined}
            placeholder={t("search")}
            autoComplete="off"
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              setAt(0);
            }}
            onKeyDown={onKeyDown}
          />
          {isFetched && q.length >= longEnough && typed !== "" && hits.length === 0 ? (
            <p className="mt-1.5 text-sm text-text-3">{t("none")}</p>
          ) : null}
          <Listbox id={listId} label={t("searchLabel")} shown={shown.length > 0} className="top-10">
            {shown.map((hit, index) => (
              <ListOption
                key={hit.number}
                list={listId}
                index={index}
                active={index === at}
                onChoose={() => choose(hit)}
              >
                <span className="font-semibold">{hit.name || hit.company}</span>{" "}
                <span className="text-text-3">
                  {[hit.phone, hit.email, hit.address?.city].filter(Boolean).join(" · ")}
                </span>
              </ListOption>
            ))}
          </Listbox>
        </div>
      )}
      <div className="grid gap-4 sm:grid-cols-3">
        {contact("name", form("name"))}
        {contact("phone", form("phone"), "tel")}
        {contact("email", form("email"), "email")}
      </div>
      <Checkbox
        label={t("pickup")}
        checked={draft.pickup}
        onChange={(event) => change({ pickup: event.target.checked })}
      />
      {draft.pickup ? null : !editing ? (
        <p className="flex items-start justify-between gap-3 text-sm text-text-2">
          <span>{[draft.shipTo.name, draft.shipTo.phone, addressLine(draft.shipTo)].filter(Boolean).join(" · ")}</span>
          <Button variant="quiet" size="sm" onClick={() => setEditing(true)}>
            {t("editAddress")}
          </Button>
        </p>
      ) : (
        <fieldset className="grid gap-4 sm:grid-cols-6">
          <legend className="mb-2 font-semibold text-sm">{t("address")}</legend>
          {part("name", "sm:col-span-2")}
          {part("phone", "sm:col-span-2")}
          {part("company", "sm:col-span-2")}
          {part("line1", "sm:col-span-4")}
          {part("line2", "sm:col-span-2")}
          {part("district", "sm:col-span-2")}
          {part("city", "sm:col-span-2")}
          {part("region", "sm:col-span-2")}
          {part("postcode", "sm:col-span-2")}
          <Field label={form("country")} error={errors["shipTo.country"]} className="sm:col-span-4">
            <Select
              value={draft.shipTo.country}
              onChange={(event) => change({ shipTo: { ...draft.shipTo, country: event.target.value } })}
            >
              <option value="">–</option>
              {countries.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          </Field>
        </fieldset>
      )}
    </div>
  );
}
