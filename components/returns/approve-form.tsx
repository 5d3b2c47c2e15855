"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { approveReturnAction } from "@/app/(back-office)/returns/actions";
import { ActionForm } from "@/components/form/action-form";
import { FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { UnitsOfLines } from "@/components/orders/line-units";
import type { ReturnView } from "@/lib/returns/queries/get-return";

/** Approves fewer units than were asked for; what is left out is declined. */
export function ApproveForm({ view, onDone }: { view: ReturnView; onDone: () => void }) {
  const t = useTranslations("returns");
  const [units, setUnits] = useState<Record<number, number>>(
    Object.fromEntries(view.lines.map(({ line, requested }) => [line, requested])),
  );
  const count = Object.values(units).reduce((sum, quantity) => sum + quantity, 0);
  return (
    <ActionForm
      action={approveReturnAction}
      fields={{ rma: view.rma, version: String(view.version), fewer: "1" }}
      done={t("done.approved")}
      onOk={onDone}
      className="grid gap-4"
    >
      <UnitsOfLines
        lines={view.lines}
        most={(line) => line.requested}
        label={(values) => t("unitsOf", values)}
        hint={(values) => t("most", values)}
        units={units}
        onChange={setUnits}
      />
      <FormField as="textarea" name="note" label={t("reject.note")} rows={2} maxLength={500} optional />
      <div className="flex justify-end">
        <SubmitButton disabled={count === 0}>{t("approveUnits", { count })}</SubmitButton>
      </div>
    </ActionForm>
  );
}
