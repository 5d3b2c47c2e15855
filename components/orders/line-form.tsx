"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { editLineAction } from "@/app/(back-office)/orders/[number]/actions";
import { ActionForm } from "@/components/form/action-form";
import { FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { newId } from "@/lib/core/ids";
import { type CustomField, customFieldsAtMost } from "@/lib/orders/rules/line-details";

export type LineNow = { line: number; title: string; note: string; custom: CustomField[] };

type LineFormProps = { now: LineNow; fields: Record<string, string>; onDone: () => void };

/** What the buyer asked of one line, field by field, and a note for whoever makes and packs it. */
export function LineForm({ now, fields, onDone }: LineFormProps) {
  const t = useTranslations("orders");
  const [rows, setRows] = useState(() => (now.custom.length > 0 ? now.custom : [blank]).map(keyed));
  const change = (key: string, part: Partial<CustomField>) =>
    setRows(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const custom = rows
    .map(({ name, value }) => ({ name: name.trim(), value: value.trim() }))
    .filter(({ name, value }) => name !== "" || value !== "");
  return (
    <ActionForm
      action={editLineAction}
      fields={{ ...fields, line: `${now.line}`, custom: JSON.stringify(custom) }}
      done={t("done.edited")}
      onOk={onDone}
      className="grid gap-4"
    >
      <fieldset className="grid gap-2">
        <legend className="mb-1 font-semibold text-sm">{t("lineForm.fields")}</legend>
        {rows.map((row, index) => (
          <div key={row.key} className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] items-center gap-2">
            <Input
              aria-label={t("lineForm.name", { number: index + 1 })}
              placeholder={t("lineForm.namePlaceholder")}
              value={row.name}
              maxLength={60}
              autoComplete="off"
              onChange={(event) => change(row.key, { name: event.target.value })}
            />
            <Input
              aria-label={t("lineForm.value", { number: index + 1 })}
              placeholder={t("lineForm.valuePlaceholder")}
              value={row.value}
              maxLength={500}
              autoComplete="off"
              onChange={(event) => change(row.key, { value: event.target.value })}
            />
            <Button
              variant="quiet"
              aria-label={t("lineForm.drop", { number: index + 1 })}
              onClick={() => setRows(rows.filter(({ key }) => key !== row.key))}
            >
              <X aria-hidden />
            </Button>
          </div>
        ))}
        {rows.length < customFieldsAtMost ? (
          <div>
            <Button size="sm" variant="quiet" onClick={() => setRows([...rows, keyed(blank)])}>
              <Plus aria-hidden /> {t("lineForm.add")}
            </Button>
          </div>
        ) : null}
      </fieldset>
      <FormField
        as="textarea"
        name="note"
        label={t("lineForm.note")}
        defaultValue={now.note}
        rows={2}
        maxLength={500}
        optional
      />
      <div className="flex justify-end">
        <SubmitButton>{t("lineForm.save")}</SubmitButton>
      </div>
    </ActionForm>
  );
}

const blank: CustomField = { name: "", value: "" };

function keyed(field: CustomField) {
  return { key: newId(), ...field };
}
