"use client";

import { useLocale, useTranslations } from "next-intl";
import {
  assignAction,
  changeHoldAction,
  editAction,
  holdAction,
  priorityAction,
  undoAction,
} from "@/app/(back-office)/orders/[number]/actions";
import { ActionForm } from "@/components/form/action-form";
import { FormCheckbox, FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { useEditing } from "@/components/live/editing";
import { Button } from "@/components/ui/button";
import { Fieldset } from "@/components/ui/field";
import type { FormAction } from "@/lib/form-state";
import { countryChoices } from "@/lib/format/choices";
import { orderFlags } from "@/lib/orders/rules/flags";
import type { Priority } from "@/lib/orders/rules/priority";
import { AddressFields } from "./address-fields";
import { HoldFields, HoldTermsFields, type HoldTermsNow } from "./hold-fields";
import type { OrderActionsProps } from "./order-actions";
import { PriorityFields } from "./priority-fields";

type FormProps = { fields: Record<string, string>; onDone: () => void };

/** Holds an order: why, from which step on, and when to look at it again. */
export function HoldForm({ fields, onDone }: FormProps) {
  const t = useTranslations("orders");
  return (
    <ActionForm action={holdAction} fields={fields} done={t("done.held")} onOk={onDone} className="grid gap-4">
      <HoldFields />
      <div className="flex justify-end">
        <SubmitButton>{t("action.hold")}</SubmitButton>
      </div>
    </ActionForm>
  );
}

/** Gives a hold that is open another scope, reason, date or end. */
export function HoldTermsForm({ fields, now, onDone }: FormProps & { now: HoldTermsNow }) {
  const t = useTranslations("orders");
  return (
    <ActionForm
      action={changeHoldAction}
      fields={fields}
      done={t("done.holdChanged")}
      onOk={onDone}
      className="grid gap-4"
    >
      <HoldTermsFields now={now} />
      <div className="flex justify-end">
        <SubmitButton>{t("holds.save")}</SubmitButton>
      </div>
    </ActionForm>
  );
}

/** Takes back what one event did. */
export function UndoForm({ fields, seq, what, onDone }: FormProps & { seq: number; what: string }) {
  const t = useTranslations("orders");
  // The page shows at once that it is undone, and this form no longer: the way back is gone here.
  const undo: FormAction = async (previous, data) => {
    const state = await undoAction(previous, data);
    if (state.status === "ok") onDone();
    return state;
  };
  return (
    <ActionForm
      action={undo}
      fields={{ number: fields.number ?? "", seq: `${seq}` }}
      done={t("done.undone")}
      className="grid gap-4"
    >
      <p>{t("undo.text", { what })}</p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onDone}>{t("undo.keep")}</Button>
        <SubmitButton>{t("undo.undo")}</SubmitButton>
      </div>
    </ActionForm>
  );
}

/** Lets an order's turn come sooner or later. */
export function PriorityForm({ fields, now, onDone }: FormProps & { now: Priority }) {
  const t = useTranslations("orders");
  return (
    <ActionForm
      action={priorityAction}
      fields={fields}
      done={t("done.prioritised")}
      onOk={onDone}
      className="grid gap-4"
    >
      <PriorityFields now={now} />
      <div className="flex justify-end">
        <SubmitButton>{t("priority.set")}</SubmitButton>
      </div>
    </ActionForm>
  );
}

/** Gives an order to a person. */
export function AssignForm({
  fields,
  people,
  assignee,
  onDone,
}: FormProps & { people: { name: string; email: string }[]; assignee: string | null }) {
  const t = useTranslations("orders");
  return (
    <ActionForm action={assignAction} fields={fields} done={t("done.assigned")} onOk={onDone} className="grid gap-4">
      <FormField
        as="select"
        name="email"
        label={t("form.person")}
        defaultValue={assignee ?? ""}
        options={[
          { value: "", label: t("form.nobody") },
          ...people.map(({ name, email }) => ({ value: email, label: name })),
        ]}
      />
      <div className="flex justify-end">
        <SubmitButton>{t("action.assign")}</SubmitButton>
      </div>
    </ActionForm>
  );
}

/** Changes whom an order is for, where it goes and how it is marked. */
export function EditForm({
  fields,
  onDone,
  details,
  number,
}: FormProps & Pick<OrderActionsProps, "details" | "number">) {
  const t = useTranslations("orders");
  // Written where they are read: as data of every order's page they weighed more than the order.
  const countries = countryChoices(useLocale());
  useEditing(number);
  const to = details.shipTo;
  return (
    <ActionForm
      action={editAction}
      fields={fields}
      done={t("done.edited")}
      onOk={onDone}
      className="grid gap-5"
      label={t("form.editTitle", { number })}
    >
      <Fieldset legend={t("form.contact")}>
        <div className="grid gap-4 sm:grid-cols-3">
          <FormField name="contactName" label={t("form.name")} defaultValue={details.contactName} autoComplete="off" />
          <FormField
            name="contactEmail"
            type="email"
            label={t("form.email")}
            defaultValue={details.contactEmail ?? ""}
            autoComplete="off"
          />
          <FormField
            name="contactPhone"
            type="tel"
            label={t("form.phone")}
            defaultValue={details.contactPhone ?? ""}
            autoComplete="off"
          />
        </div>
      </Fieldset>
      <Fieldset legend={t("customer.shipTo")}>
        <AddressFields prefix="shipTo" address={to} countries={countries} />
      </Fieldset>
      <Fieldset legend={t("form.marks")}>
        <div className="grid gap-4 sm:grid-cols-3">
          <FormField
            name="promisedAt"
            type="datetime-local"
            label={t("form.promisedAt")}
            defaultValue={details.promisedAt}
          />
          <FormField
            as="select"
            name="flag"
            label={t("form.flag")}
            defaultValue={details.flag ?? ""}
            options={[
              { value: "", label: t("form.noFlag") },
              ...orderFlags.map((value) => ({ value, label: t(`flag.${value}`) })),
            ]}
          />
          <FormField
            className="sm:col-span-3"
            as="textarea"
            name="sellerNote"
            label={t("form.sellerNote")}
            rows={2}
            defaultValue={details.sellerNote}
          />
          <FormCheckbox name="gift" label={t("form.gift")} defaultChecked={details.gift} />
        </div>
      </Fieldset>
      <div className="flex justify-end gap-2">
        <SubmitButton>{t("action.edit")}</SubmitButton>
      </div>
    </ActionForm>
  );
}
