"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { exchangeReturnAction } from "@/app/(back-office)/returns/actions";
import { ActionForm } from "@/components/form/action-form";
import { FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { UnitsOfLines } from "@/components/orders/line-units";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import type { FormAction } from "@/lib/form-state";
import type { ReturnView } from "@/lib/returns/queries/get-return";

type ExchangeFormProps = { view: ReturnView; onDone: () => void };

/** Sends the same item, or another of the same price, for what came back. */
export function ExchangeForm({ view, onDone }: ExchangeFormProps) {
  const t = useTranslations("returns");
  const router = useRouter();
  const lines = view.lines.filter((line) => line.givable > 0);
  const [units, setUnits] = useState<Record<number, number>>(
    Object.fromEntries(lines.map(({ line, givable }) => [line, givable])),
  );
  const count = Object.values(units).reduce((sum, quantity) => sum + quantity, 0);
  const exchange: FormAction = async (previous, data) => {
    const state = await exchangeReturnAction(previous, data);
    if (state.status !== "ok") return state;
    const made = (state.value as { exchange: string }).exchange;
    notify.done(t("done.exchanged", { number: made }));
    router.push(`/orders/${encodeURIComponent(made)}`);
    return state;
  };
  return (
    <ActionForm
      action={exchange}
      fields={{ rma: view.rma, version: String(view.version) }}
      onOk={onDone}
      resetOnOk={false}
      className="grid gap-4"
      label={t("exchange.title", { rma: view.rma })}
    >
      <p className="text-sm text-text-2">{t("exchange.text")}</p>
      <div className="grid gap-2">
        <UnitsOfLines
          lines={lines}
          most={(line) => line.givable}
          label={(values) => t("exchange.unitsOf", values)}
          hint={(values) => t("most", values)}
          units={units}
          onChange={setUnits}
          end={(line) => (
            <Input
              name={`sku.${line.line}`}
              size="sm"
              className="w-40! font-mono"
              placeholder={line.sku}
              aria-label={t("exchange.instead", { title: line.title })}
              autoComplete="off"
            />
          )}
        />
      </div>
      <FormField as="textarea" name="note" label={t("note")} rows={1} maxLength={500} optional />
      <div className="flex justify-end">
        <SubmitButton disabled={count === 0}>{t("exchange.submit", { count })}</SubmitButton>
      </div>
    </ActionForm>
  );
}
