"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { previewResendAction, resendAction } from "@/app/(back-office)/orders/[number]/resend-actions";
import { ActionForm } from "@/components/form/action-form";
import { FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { submitKeys } from "@/components/form/submit-keys";
import { InlineError } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/class-name";
import { KeyValue, KeyValues } from "@/components/ui/key-value";
import { notify } from "@/components/ui/notify";
import { formatMoney } from "@/lib/core/money";
import type { FormAction } from "@/lib/form-state";
import { nameIn } from "@/lib/i18n/rules/languages";
import type { ResendPreview } from "@/lib/orders/queries/preview-resend";
import { resendReasons } from "@/lib/orders/rules/resend-reasons";
import { Sku } from "./effect-parts";
import { UnitsOfLines } from "./line-units";
import { usePreview } from "./use-preview";

export type ResendableLine = { line: number; title: string; sku: string; open: number };

type ResendFormProps = { number: string; version: number; lines: ResendableLine[]; onDone: () => void };

/** Sends goods again that got lost, broke or were wrong, after showing where they are taken from. */
export function ResendForm({ number, version, lines, onDone }: ResendFormProps) {
  const t = useTranslations("resend");
  const router = useRouter();
  // Of one unit there is nothing to choose.
  const only = lines.length === 1 && lines[0]?.open === 1;
  const [units, setUnits] = useState<Record<number, number>>(only ? allOf(lines) : {});
  const chosen = lines.map(({ line }) => ({ line, quantity: units[line] ?? 0 })).filter(({ quantity }) => quantity > 0);
  const count = chosen.reduce((sum, { quantity }) => sum + quantity, 0);
  const { answer, fresh, looking, again } = usePreview(chosen.length > 0 ? JSON.stringify(chosen) : "", () =>
    previewResendAction(number, chosen),
  );
  const preview = answer?.ok ? answer.preview : null;

  const resend: FormAction = async (previous, data) => {
    const state = await resendAction(previous, data);
    if (state.status !== "ok") {
      again();
      return state;
    }
    const made = (state.value as { number: string }).number;
    notify.done(t("done", { number: made }));
    router.push(`/orders/${encodeURIComponent(made)}`);
    return state;
  };

  return (
    <ActionForm
      action={resend}
      fields={{ number, version: String(preview?.version ?? version) }}
      onOk={onDone}
      resetOnOk={false}
      label={t("title", { number })}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: one shortcut for the whole form; every field keeps its own keys. */}
      <div className="grid gap-5" onKeyDown={submitKeys(preview !== null && fresh)}>
        <div className="grid gap-2">
          <UnitsOfLines
            lines={lines}
            most={(line) => line.open}
            label={(values) => t("unitsOf", values)}
            hint={(values) => t("open", values)}
            units={units}
            onChange={setUnits}
          />
          {only ? null : (
            <Button size="sm" className="justify-self-end" onClick={() => setUnits(allOf(lines))}>
              {t("all")}
            </Button>
          )}
        </div>
        <div
          aria-live="polite"
          aria-busy={looking}
          className={cn("min-h-24 rounded-lg bg-surface-2 px-4 py-3", looking && preview && "opacity-60")}
        >
          {answer && !answer.ok ? <InlineError>{answer.message}</InlineError> : null}
          {preview ? <Preview preview={preview} /> : null}
          {answer ? null : <p className="text-sm text-text-3">{looking ? t("looking") : t("nothing")}</p>}
        </div>
        <div className="grid gap-4 sm:grid-cols-2">
          <FormField
            as="select"
            name="reason"
            label={t("reason")}
            options={resendReasons.map((value) => ({ value, label: t(`reasons.${value}`) }))}
            required
          />
          <FormField as="textarea" name="note" label={t("note")} rows={1} maxLength={500} optional />
        </div>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onDone}>{t("leave")}</Button>
          <SubmitButton disabled={!preview || !fresh}>{t("submit", { count })}</SubmitButton>
        </div>
      </div>
    </ActionForm>
  );
}

function allOf(lines: ResendableLine[]): Record<number, number> {
  return Object.fromEntries(lines.map(({ line, open }) => [line, open]));
}

function Preview({ preview }: { preview: ResendPreview }) {
  const t = useTranslations("resend");
  const locale = useLocale();
  const { reserved, backordered, costMinor, currency } = preview;
  return (
    <KeyValues>
      <KeyValue label={<span className="whitespace-nowrap">{t("stock")}</span>}>
        {reserved.length + backordered.length === 0 ? t("noStock") : null}
        {reserved.map(({ sku, location, locationZh, units }) => (
          <span key={`${sku} ${location}`} className="block whitespace-normal text-end">
            <Sku>{sku}</Sku> {t("from", { units, location: nameIn(locale, { name: location, nameZh: locationZh }) })}
          </span>
        ))}
        {backordered.map(({ sku, units }) => (
          <span key={sku} className="block whitespace-normal text-end text-attention">
            <Sku>{sku}</Sku> {t("backordered", { units })}
          </span>
        ))}
      </KeyValue>
      <KeyValue label={t("customer")}>{t("free")}</KeyValue>
      {costMinor === null ? null : (
        <KeyValue label={t("cost")}>{formatMoney(BigInt(costMinor), currency, locale)}</KeyValue>
      )}
    </KeyValues>
  );
}
