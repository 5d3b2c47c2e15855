"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type KeyboardEvent, type Ref, useImperativeHandle, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import type { PackView } from "@/lib/fulfilment/queries/shipments";
import type { ParcelInput } from "./use-pack";

export type ParcelFormHandle = {
  setTracking: (code: string) => void;
  focusFirstEmpty: () => void;
  read: () => ParcelInput;
};

type ParcelFormProps = {
  ref: Ref<ParcelFormHandle>;
  view: PackView;
  carriers: { carriers: string[]; services: string[]; latest: string };
  errors: Record<string, string>;
  busy: boolean;
  allIn: boolean;
  may: { pack: boolean; ship: boolean };
  onShip: (parcel: ParcelInput) => void;
  onKeep: ((parcel: ParcelInput) => void) | undefined;
};

/** Carrier, tracking number, packages, weight; Enter goes from field to field, the last one and ⌘Enter ship. */
export function ParcelForm({ ref, view, carriers, errors, busy, allIn, may, onShip, onKeep }: ParcelFormProps) {
  const t = useTranslations("fulfilment.pack");
  const form = useRef<HTMLFormElement>(null);
  const field = (name: string) => form.current?.elements.namedItem(name) as HTMLInputElement | null;
  const read = (): ParcelInput => ({
    carrier: field("carrier")?.value.trim() ?? "",
    service: field("service")?.value.trim() ?? "",
    trackingNumber: field("trackingNumber")?.value.trim() ?? "",
    packages: wholeNumber(field("packages")?.value ?? "") ?? 1,
    weightGrams: wholeNumber(field("weightGrams")?.value ?? ""),
  });
  useImperativeHandle(ref, () => ({
    read,
    setTracking: (code) => {
      const input = field("trackingNumber");
      if (!input) return;
      input.value = code;
      input.focus();
    },
    focusFirstEmpty: () => (field("carrier")?.value ? field("trackingNumber") : field("carrier"))?.focus(),
  }));

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (allIn && may.ship && !busy) onShip(read());
  };
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
    if (event.metaKey || event.ctrlKey) return form.current?.requestSubmit();
    const names = ["carrier", "service", "trackingNumber"];
    const next = names[names.indexOf(event.target.name) + 1];
    // A scanned tracking number ends with Enter: it must not send the parcel before somebody looked.
    event.preventDefault();
    (next ? field(next) : form.current?.querySelector<HTMLButtonElement>("button[type=submit]"))?.focus();
  };
  return (
    <form
      ref={form}
      onSubmit={onSubmit}
      onKeyDown={onKeyDown}
      aria-label={t("parcel")}
      className="rounded-xl border border-border bg-surface"
    >
      <h2 className="border-border border-b px-4 py-3 text-base">{t("parcel")}</h2>
      <div className="grid grid-cols-2 gap-3 px-4 py-3">
        <Field label={t("carrier")} error={errors.carrier}>
          <Input
            size="lg"
            name="carrier"
            defaultValue={view.carrier || carriers.latest}
            list="carriers"
            maxLength={80}
            autoComplete="off"
          />
        </Field>
        <Field label={t("service")} error={errors.service}>
          <Input
            size="lg"
            name="service"
            defaultValue={view.service}
            list="services"
            maxLength={80}
            autoComplete="off"
          />
        </Field>
        <Field label={t("tracking")} error={errors.trackingNumber} className="col-span-2">
          <Input
            size="lg"
            name="trackingNumber"
            defaultValue={view.trackingNumber}
            maxLength={80}
            autoComplete="off"
            className="font-mono"
          />
        </Field>
        <Field label={t("packages")} error={errors.packages}>
          <Input
            size="lg"
            name="packages"
            inputMode="numeric"
            defaultValue={String(view.packages)}
            autoComplete="off"
          />
        </Field>
        <Field
          label={t("weight")}
          error={errors.weightGrams}
          hint={view.itemsGrams === null ? undefined : t("weightHint", { grams: view.itemsGrams })}
        >
          <Input
            size="lg"
            name="weightGrams"
            inputMode="numeric"
            defaultValue={view.weightGrams === null ? "" : String(view.weightGrams)}
            autoComplete="off"
          />
        </Field>
        <datalist id="carriers">
          {carriers.carriers.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <datalist id="services">
          {carriers.services.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      </div>
      <div className="grid gap-2.5 border-border border-t px-4 py-3">
        <Button type="submit" size="xl" variant="primary" busy={busy} disabled={!allIn || !may.ship}>
          {t("shipNow", { number: view.number })} <Kbd>⌘↵</Kbd>
        </Button>
        {onKeep ? (
          <Button size="lg" disabled={!allIn || busy || !may.pack} onClick={() => onKeep(read())}>
            {t("keep")}
          </Button>
        ) : null}
      </div>
    </form>
  );
}

function wholeNumber(text: string): number | null {
  const trimmed = text.trim();
  return trimmed === "" ? null : Number(trimmed);
}
