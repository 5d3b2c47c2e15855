"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type KeyboardEvent, type Ref, useImperativeHandle, useRef, useState } from "react";
import { CarrierFields } from "@/components/shipping/carrier-fields";
import { carrierCalled, useShipping } from "@/components/shipping/use-shipping";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import type { PackView } from "@/lib/fulfilment/queries/shipments";
import { looksOdd } from "@/lib/shipping/rules/tracking";
import type { ParcelInput } from "./use-pack";

export type ParcelFormHandle = {
  setTracking: (code: string) => void;
  focusFirstEmpty: () => void;
  read: () => ParcelInput;
};

type ParcelFormProps = {
  ref: Ref<ParcelFormHandle>;
  view: PackView;
  /** Carriers this warehouse used lately, the most used first, and the one of its latest parcel to the same country. */
  carriers: { lately: string[]; latest: string };
  errors: Record<string, string>;
  busy: boolean;
  /** It was sent already and the answer is awaited. */
  shipping: boolean;
  allIn: boolean;
  may: { pack: boolean; ship: boolean };
  onShip: (parcel: ParcelInput) => void;
  onKeep: ((parcel: ParcelInput) => void) | undefined;
};

/** Carrier, tracking number, packages, weight; Enter goes from field to field, the last one and ⌘Enter ship. */
export function ParcelForm({
  ref,
  view,
  carriers,
  errors,
  busy,
  shipping,
  allIn,
  may,
  onShip,
  onKeep,
}: ParcelFormProps) {
  const t = useTranslations("fulfilment.pack");
  const words = useTranslations("shipping.field");
  const form = useRef<HTMLFormElement>(null);
  const carrierInput = useRef<HTMLInputElement>(null);
  const serviceInput = useRef<HTMLInputElement>(null);
  const offered = useShipping().carriers;
  // What was written down already, else what was chosen for the order, else who went there last.
  const [sentBy, setSentBy] = useState(() => ({
    carrier: view.carrier || view.chosen?.carrier || carriers.latest,
    service: view.service || view.chosen?.service || "",
  }));
  const [tracking, setTracking] = useState(view.trackingNumber);
  const format = carrierCalled(offered, sentBy.carrier)?.trackingFormat ?? "";
  const field = (name: string) => form.current?.elements.namedItem(name) as HTMLInputElement | null;
  const read = (): ParcelInput => ({
    ...sentBy,
    trackingNumber: tracking.trim(),
    packages: wholeNumber(field("packages")?.value ?? "") ?? 1,
    weightGrams: wholeNumber(field("weightGrams")?.value ?? ""),
  });
  useImperativeHandle(ref, () => ({
    read,
    setTracking: (code) => {
      setTracking(code);
      field("trackingNumber")?.focus();
    },
    focusFirstEmpty: () => (sentBy.carrier ? field("trackingNumber") : carrierInput.current)?.focus(),
  }));

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    // By keyboard also while the last item is being saved: it then goes next, and the server says what is missing.
    if (may.ship && !shipping) onShip(read());
  };
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
    if (event.metaKey || event.ctrlKey) return form.current?.requestSubmit();
    const steps = [carrierInput.current, serviceInput.current, field("trackingNumber")];
    const next = steps[steps.indexOf(event.target) + 1];
    // A scanned tracking number ends with Enter: it must not send the parcel before somebody looked.
    event.preventDefault();
    (next ?? form.current?.querySelector<HTMLButtonElement>("button[type=submit]"))?.focus();
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
        <CarrierFields
          size="lg"
          value={sentBy}
          onChange={setSentBy}
          errors={errors}
          lately={carriers.lately}
          carrierRef={carrierInput}
          serviceRef={serviceInput}
        />
        <Field
          label={t("tracking")}
          error={errors.trackingNumber}
          hint={looksOdd(format, tracking.trim()) ? words("odd", { carrier: sentBy.carrier }) : undefined}
          className="col-span-2"
        >
          <Input
            size="lg"
            name="trackingNumber"
            value={tracking}
            onChange={(event) => setTracking(event.target.value)}
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
