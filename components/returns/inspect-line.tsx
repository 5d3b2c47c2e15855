"use client";

import { Minus, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input, Select } from "@/components/ui/input";
import type { ReturnLineView } from "@/lib/returns/queries/get-return";
import { type Condition, conditions, type Disposition, dispositions } from "@/lib/returns/rules/state";

export type Look = { quantity: number; condition: Condition; disposition: Disposition; note: string };

type InspectLineProps = {
  line: ReturnLineView;
  disabled: boolean;
  onLook: (look: Look) => void;
  onTakeBack: ((units: number) => void) | undefined;
};

/** Asks of some units of a line how they are, and what becomes of them: one press each. */
export function InspectLine({ line, disabled, onLook, onTakeBack }: InspectLineProps) {
  const t = useTranslations("returns.bench");
  const words = useTranslations("returns");
  const open = line.received - line.inspected;
  const [wanted, setWanted] = useState(open);
  const [condition, setCondition] = useState<Condition>("unopened");
  const [note, setNote] = useState("");
  const units = Math.min(wanted, open);
  return (
    <section
      aria-label={t("look", { title: line.title })}
      className="grid gap-3 rounded-xl border border-border bg-surface p-4"
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-40">
          <h2 className="break-words font-semibold text-lg leading-snug">
            {line.title} {line.spec ? <span className="font-normal text-text-2">{line.spec}</span> : null}
          </h2>
          <p className="font-mono text-sm text-text-2">{line.sku}</p>
          <p className="text-sm text-text-2">
            {words(`reason.${line.reason}`)}
            {line.note ? ` · ${line.note}` : ""}
          </p>
        </div>
        <div className="flex items-center gap-2">
          <IconButton
            label={t("fewer", { title: line.title })}
            icon={<Minus aria-hidden />}
            variant="secondary"
            className="size-11!"
            disabled={disabled || units <= 1}
            onClick={() => setWanted(units - 1)}
          />
          <p className="min-w-16 text-center font-bold text-3xl tabular-nums leading-none">
            {units} <span className="font-normal text-lg text-text-2">/ {open}</span>
          </p>
          <IconButton
            label={t("more", { title: line.title })}
            icon={<Plus aria-hidden />}
            variant="secondary"
            className="size-11!"
            disabled={disabled || units >= open}
            onClick={() => setWanted(units + 1)}
          />
        </div>
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label={t("condition")}>
          <Select value={condition} onChange={(event) => setCondition(event.currentTarget.value as Condition)}>
            {conditions.map((each) => (
              <option key={each} value={each}>
                {words(`condition.${each}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={words("note")} optional>
          <Input value={note} maxLength={500} onChange={(event) => setNote(event.currentTarget.value)} />
        </Field>
      </div>
      <div className="flex flex-wrap gap-2.5">
        {dispositions.map((disposition) => (
          <Button
            key={disposition}
            size="lg"
            className="max-sm:flex-1 max-sm:basis-40"
            variant={disposition === "restock" ? "primary" : "secondary"}
            disabled={disabled || (!line.stocked && disposition !== "scrap" && disposition !== "send_back")}
            onClick={() => onLook({ quantity: units, condition, disposition, note })}
          >
            {words(`disposition.${disposition}`)}
          </Button>
        ))}
        {onTakeBack ? (
          <Button size="lg" variant="quiet" disabled={disabled} onClick={() => onTakeBack(units)}>
            {t("takeBack")}
          </Button>
        ) : null}
      </div>
    </section>
  );
}
