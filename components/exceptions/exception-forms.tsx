"use client";

import { useTranslations } from "next-intl";
import {
  assignExceptionsAction,
  closeExceptionsAction,
  raiseExceptionAction,
  snoozeExceptionsAction,
} from "@/app/(back-office)/exceptions/actions";
import { ActionForm } from "@/components/form/action-form";
import { FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { exceptionSeverities } from "@/lib/exceptions/rules/types";
import type { FormState } from "@/lib/form-state";
import type { Person } from "./exception-actions";

type ExceptionFormProps = {
  asked: "assign" | "snooze" | "close";
  fields: Record<string, string>;
  people: readonly Person[];
  onOk: (state: FormState) => void;
};

const actions = { assign: assignExceptionsAction, snooze: snoozeExceptionsAction, close: closeExceptionsAction };

/** What giving away, putting away and closing have to be told. */
export function ExceptionForm({ asked, fields, people, onOk }: ExceptionFormProps) {
  const t = useTranslations("exceptions");
  return (
    <ActionForm action={actions[asked]} fields={fields} onOk={onOk} className="grid gap-4">
      {asked === "assign" ? (
        <FormField
          as="select"
          name="email"
          label={t("form.person")}
          options={[
            { value: "", label: t("filter.none") },
            ...people.map(({ name, email }) => ({ value: email, label: name })),
          ]}
        />
      ) : null}
      {asked === "snooze" ? <FormField name="until" type="datetime-local" label={t("form.until")} required /> : null}
      {asked === "close" ? (
        <FormField as="textarea" name="reason" label={t("form.reason")} rows={2} maxLength={500} required />
      ) : null}
      <div className="flex justify-end">
        <SubmitButton>{t(`action.${asked}`)}</SubmitButton>
      </div>
    </ActionForm>
  );
}

/** An exception in somebody's own words. */
export function RaiseForm({ order, onOk }: { order?: string; onOk: () => void }) {
  const t = useTranslations("exceptions");
  return (
    <ActionForm action={raiseExceptionAction} done={t("done.raised")} onOk={onOk} className="grid gap-4">
      <FormField name="title" label={t("form.title")} maxLength={120} required />
      <FormField as="textarea" name="note" label={t("form.note")} rows={3} maxLength={1000} optional />
      <div className="grid gap-4 sm:grid-cols-3">
        <FormField name="order" label={t("form.order")} defaultValue={order} maxLength={40} optional />
        <FormField
          as="select"
          name="severity"
          label={t("form.severity")}
          defaultValue="normal"
          options={exceptionSeverities.map((value) => ({ value, label: t(`severity.${value}`) }))}
        />
        <FormField name="dueHours" label={t("form.dueHours")} inputMode="numeric" optional />
      </div>
      <div className="flex justify-end">
        <SubmitButton>{t("action.raise")}</SubmitButton>
      </div>
    </ActionForm>
  );
}
