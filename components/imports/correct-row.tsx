"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { editRowAction } from "@/app/(back-office)/imports/actions";
import { ActionForm } from "@/components/form/action-form";
import { FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

export type CorrectableCell = { column: number; name: string; value: string; wrong: boolean };

type CorrectRowProps = { number: string; row: number; problem: string; cells: CorrectableCell[] };

/** Corrects the cells of a row where they stand; those at fault come first. */
export function CorrectRow({ number, row, problem, cells }: CorrectRowProps) {
  const t = useTranslations("imports.problems");
  const [open, setOpen] = useState(false);
  const ordered = [...cells].sort((a, b) => Number(b.wrong) - Number(a.wrong));
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={t("fixTitle", { row })}
      description={t("fixText")}
      size="lg"
      trigger={
        <Button size="sm" aria-label={`${t("fix")} ${row}`}>
          {t("fix")}
        </Button>
      }
    >
      <ActionForm
        action={editRowAction}
        fields={{
          number,
          row: String(row),
          ...Object.fromEntries(cells.map((cell) => [`was.${cell.column}`, cell.value])),
        }}
        done={t("saved")}
        onOk={() => setOpen(false)}
        label={t("fixTitle", { row })}
        className="grid gap-3"
      >
        <p className="text-danger text-sm">{problem}</p>
        <div className="grid max-h-[50vh] gap-3 overflow-y-auto p-0.5 sm:grid-cols-2">
          {ordered.map((cell) => (
            <FormField
              key={cell.column}
              name={`cell.${cell.column}`}
              label={cell.name}
              defaultValue={cell.value}
              maxLength={2000}
            />
          ))}
        </div>
        <div className="flex justify-end">
          <SubmitButton>{t("fix")}</SubmitButton>
        </div>
      </ActionForm>
    </Dialog>
  );
}
