"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormField } from "@/components/form/form-field";
import { type AdjustmentReason, adjustmentReasons } from "@/lib/inventory/rules/adjustment";

export type AdjustPlace = { value: string; label: string; onHand?: number; available?: number };

type AdjustFieldsProps = { places: AdjustPlace[]; place?: string; reason?: AdjustmentReason };

/** Where, why and how many. What the reason does to the level is said in words beside it. */
export function AdjustFields({ places, place, reason: initial = "count" }: AdjustFieldsProps) {
  const t = useTranslations("stock");
  const [reason, setReason] = useState<AdjustmentReason>(initial);
  const [chosen, setChosen] = useState(place ?? places[0]?.value ?? "");
  const level = places.find(({ value }) => value === chosen);
  const label = reason === "count" ? "counted" : reason === "other" ? "change" : "quantity";
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <FormField
        as="select"
        name="location"
        label={t("adjust.location")}
        options={places}
        defaultValue={chosen}
        onChange={(event) => setChosen(event.currentTarget.value)}
        hint={
          level?.onHand === undefined
            ? undefined
            : t("adjust.now", { onHand: level.onHand, available: level.available ?? 0 })
        }
      />
      <FormField
        as="select"
        name="reason"
        label={t("adjust.reason")}
        options={adjustmentReasons.map((value) => ({ value, label: t(`reason.${value}`) }))}
        defaultValue={reason}
        onChange={(event) => setReason(event.currentTarget.value as AdjustmentReason)}
        hint={t(`adjust.effect.${reason}`)}
      />
      <FormField
        name="quantity"
        label={t(`adjust.${label}`)}
        inputMode={reason === "other" ? "text" : "numeric"}
        autoComplete="off"
        required
      />
      <FormField
        name="note"
        label={t("adjust.note")}
        hint={t("adjust.noteHint")}
        maxLength={500}
        optional={reason !== "other"}
        autoComplete="off"
      />
    </div>
  );
}
