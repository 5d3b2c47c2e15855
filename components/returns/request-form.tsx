"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { previewReturnAction, requestReturnAction } from "@/app/(back-office)/returns/actions";
import { ActionForm } from "@/components/form/action-form";
import { FormCheckbox, FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { submitKeys } from "@/components/form/submit-keys";
import { UnitsOfLines } from "@/components/orders/line-units";
import { usePreview } from "@/components/orders/use-preview";
import { InlineError } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/class-name";
import { notify } from "@/components/ui/notify";
import type { FormAction } from "@/lib/form-state";
import type { ReturnableLine } from "@/lib/returns/queries/returns-of-order";
import { returnReasons } from "@/lib/returns/rules/state";
import { DecisionChecks } from "./decision-checks";

type RequestFormProps = { number: string; version: number; lines: ReturnableLine[]; onDone: () => void };

/** Takes goods of an order back: which, why, what the buyer wants for them, and what the policy says to it. */
export function RequestForm({ number, version, lines, onDone }: RequestFormProps) {
  const t = useTranslations("returns");
  const router = useRouter();
  const only = lines.length === 1 && lines[0]?.left === 1;
  const [units, setUnits] = useState<Record<number, number>>(only ? allOf(lines) : {});
  const [reason, setReason] = useState<string>(returnReasons[0]);
  const chosen = lines.map(({ line }) => ({ line, quantity: units[line] ?? 0 })).filter(({ quantity }) => quantity > 0);
  const asked = chosen.map((part) => ({ ...part, reason }));
  const { answer, fresh, looking } = usePreview(asked.length > 0 ? JSON.stringify(asked) : "", () =>
    previewReturnAction(number, asked),
  );
  const preview = answer?.ok ? answer.preview : null;
  const refused = preview?.decision.outcome === "refused";
  const count = chosen.reduce((sum, { quantity }) => sum + quantity, 0);

  const request: FormAction = async (previous, data) => {
    const state = await requestReturnAction(previous, data);
    if (state.status !== "ok") return state;
    const { rma } = state.value as { rma: string };
    notify.done(t("done.requested", { rma }));
    router.push(`/returns/${encodeURIComponent(rma)}`);
    return state;
  };
  return (
    <ActionForm
      action={request}
      fields={{ number, version: String(version) }}
      onOk={onDone}
      resetOnOk={false}
      label={t("request.title", { number })}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: one shortcut for the whole form; every field keeps its own keys. */}
      <div className="grid gap-5" onKeyDown={submitKeys(preview !== null && fresh)}>
        <div className="grid gap-2">
          <UnitsOfLines
            lines={lines}
            most={(line) => line.left}
            label={(values) => t("unitsOf", values)}
            hint={(values) => t("most", values)}
            units={units}
            onChange={setUnits}
          />
          {only ? null : (
            <Button size="sm" className="justify-self-end" onClick={() => setUnits(allOf(lines))}>
              {t("request.all")}
            </Button>
          )}
        </div>
        <div className="grid gap-4 sm:grid-cols-2">
          <FormField
            as="select"
            name="reason"
            label={t("request.reason")}
            options={returnReasons.map((value) => ({ value, label: t(`reason.${value}`) }))}
            onChange={(event) => setReason(event.currentTarget.value)}
            required
          />
          <FormField
            as="select"
            name="outcome"
            label={t("request.outcome")}
            options={(["refund", "exchange", "repair"] as const).map((value) => ({
              value,
              label: t(`outcome.${value}`),
            }))}
          />
        </div>
        <FormField as="textarea" name="note" label={t("note")} rows={1} maxLength={500} optional />
        <div
          aria-live="polite"
          aria-busy={looking}
          className={cn("min-h-24 rounded-lg bg-surface-2 px-4 py-3", looking && preview && "opacity-60")}
        >
          {answer && !answer.ok ? <InlineError>{answer.message}</InlineError> : null}
          {preview ? (
            <>
              <p className="mb-1 font-semibold text-sm">{t(`decision.${preview.decision.outcome}`)}</p>
              <DecisionChecks decision={preview.decision} />
              <p className="mt-2 text-sm text-text-2">{t(`pays.${preview.decision.shippingPaidBy}`)}</p>
            </>
          ) : null}
          {answer ? null : (
            <p className="text-sm text-text-3">{looking ? t("request.looking") : t("request.choose")}</p>
          )}
        </div>
        {refused && preview?.mayOverride ? <FormCheckbox name="override" label={t("request.override")} /> : null}
        {preview?.mayApprove && preview.decision.outcome !== "approved" ? (
          <FormCheckbox name="approve" label={t("request.approve")} defaultChecked={!refused} />
        ) : null}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onDone}>{t("request.leave")}</Button>
          <SubmitButton disabled={!preview || !fresh || (refused && !preview.mayOverride)}>
            {t("request.submit", { count })}
          </SubmitButton>
        </div>
      </div>
    </ActionForm>
  );
}

function allOf(lines: readonly ReturnableLine[]): Record<number, number> {
  return Object.fromEntries(lines.map(({ line, left }) => [line, left]));
}
