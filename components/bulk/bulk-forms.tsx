"use client";

import { useTranslations } from "next-intl";
import { createBulkAction } from "@/app/(back-office)/orders/bulk/actions";
import { ActionForm } from "@/components/form/action-form";
import { FormCheckbox, FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { HoldFields } from "@/components/orders/hold-fields";
import { PriorityFields } from "@/components/orders/priority-fields";
import { CarrierFormFields } from "@/components/shipping/carrier-fields";
import { ServiceFormField } from "@/components/shipping/service-field";
import type { BulkActionName } from "@/lib/bulk/rules/words";
import type { Choice } from "@/lib/orders/queries/list-choices";
import { cancelReasons } from "@/lib/orders/rules/cancel-reasons";
import { holdTypes } from "@/lib/orders/rules/hold-types";
import { paymentMethods } from "@/lib/orders/rules/payment-methods";
import { resendReasons } from "@/lib/orders/rules/resend-reasons";
import { EditFields } from "./edit-fields";
import { ItemsFields } from "./items-fields";

export type Person = { name: string; email: string };

type BulkFormProps = {
  action: Exclude<BulkActionName, "approve" | "print">;
  selection: string;
  people?: Person[];
  warehouses?: Choice[];
  /** The pasted table names the orders: it must be there. */
  fromTable?: boolean;
};

/** What a change has to be told; sending it opens the preview. */
export function BulkForm({ action, selection, people = [], warehouses = [], fromTable = false }: BulkFormProps) {
  const t = useTranslations("bulk");
  return (
    <ActionForm
      action={createBulkAction}
      fields={{ action, selection }}
      label={t(`form.title.${action}`)}
      className="grid gap-4"
    >
      {action === "hold" ? <HoldFields /> : null}
      {action === "release" ? <ReleaseFields /> : null}
      {action === "assign" ? <PersonField people={people} /> : null}
      {action === "tag" ? <TagFields /> : null}
      {action === "prioritise" ? <PriorityFields /> : null}
      {action === "promise" ? <PromiseField /> : null}
      {action === "service" ? <ServiceFields /> : null}
      {action === "edit" ? <EditFields /> : null}
      {action === "payment" ? <PaymentFields /> : null}
      {action === "customer" ? <CustomerFields /> : null}
      {action === "cancel" ? <CancelFields /> : null}
      {action === "items" ? <ItemsFields /> : null}
      {action === "reroute" ? <WarehouseField warehouses={warehouses} /> : null}
      {action === "resend" ? <ResendFields /> : null}
      {action === "duplicate" ? <p className="text-sm text-text-2">{t("form.duplicateText")}</p> : null}
      {action === "merge" || action === "split" ? <MoveFields text={t(`form.${action}Text`)} /> : null}
      {action === "ship" ? <ShipFields fromTable={fromTable} /> : null}
      <div className="flex justify-end">
        <SubmitButton>{t("form.preview")}</SubmitButton>
      </div>
    </ActionForm>
  );
}

function ReleaseFields() {
  const [t, orders] = [useTranslations("bulk.form"), useTranslations("orders")];
  return (
    <>
      <FormField
        as="select"
        name="type"
        label={t("releaseType")}
        options={[
          { value: "", label: t("everyHold") },
          ...holdTypes.map((value) => ({ value, label: orders(`holdType.${value}`) })),
        ]}
      />
      <FormField as="textarea" name="note" label={orders("form.note")} rows={2} maxLength={500} optional />
    </>
  );
}

function PromiseField() {
  const t = useTranslations("orders.form");
  return <FormField name="promisedAt" type="datetime-local" label={t("promisedAt")} required />;
}

function MoveFields({ text }: { text: string }) {
  const orders = useTranslations("orders");
  return (
    <>
      <p className="text-sm text-text-2">{text}</p>
      <FormField as="textarea" name="note" label={orders("form.note")} rows={2} maxLength={500} optional />
    </>
  );
}

function ResendFields() {
  const [t, reasons] = [useTranslations("bulk.form"), useTranslations("resend.reasons")];
  const orders = useTranslations("orders.form");
  return (
    <>
      <p className="text-sm text-text-2">{t("resendText")}</p>
      <FormField
        as="select"
        name="reason"
        label={orders("reason")}
        options={resendReasons.map((value) => ({ value, label: reasons(value) }))}
        required
      />
      <FormField as="textarea" name="note" label={orders("note")} rows={2} maxLength={500} optional />
    </>
  );
}

function ServiceFields() {
  const t = useTranslations("shipping.change");
  return (
    <>
      <ServiceFormField name="service" label={t("service")} required />
      <FormCheckbox name="movePromise" label={t("movePromises")} />
    </>
  );
}

function PaymentFields() {
  const [t, orders] = [useTranslations("bulk.form"), useTranslations("orders")];
  return (
    <>
      <p className="text-sm text-text-2">{t("paymentText")}</p>
      <FormField
        as="select"
        name="method"
        label={t("method")}
        options={paymentMethods.map((value) => ({ value, label: orders(`method.${value}`) }))}
        required
      />
    </>
  );
}

function CustomerFields() {
  const t = useTranslations("bulk.form");
  return (
    <>
      <p className="text-sm text-text-2">{t("customerText")}</p>
      <FormField name="customer" label={t("customer")} autoComplete="off" maxLength={254} required />
    </>
  );
}

function WarehouseField({ warehouses }: { warehouses: Choice[] }) {
  const t = useTranslations("bulk.form");
  return <FormField as="select" name="location" label={t("warehouse")} options={warehouses} required />;
}

function CancelFields() {
  const orders = useTranslations("orders");
  return (
    <>
      <FormField
        as="select"
        name="reason"
        label={orders("form.reason")}
        options={cancelReasons.map((value) => ({ value, label: orders(`cancelReason.${value}`) }))}
        required
      />
      <FormField as="textarea" name="note" label={orders("form.note")} rows={2} maxLength={500} optional />
    </>
  );
}

function PersonField({ people }: { people: Person[] }) {
  const t = useTranslations("orders.form");
  return (
    <FormField
      as="select"
      name="email"
      label={t("person")}
      options={[{ value: "", label: t("nobody") }, ...people.map(({ name, email }) => ({ value: email, label: name }))]}
    />
  );
}

function TagFields() {
  const t = useTranslations("bulk.form");
  return (
    <>
      <FormField name="add" label={t("tagsAdd")} hint={t("tagsHint")} maxLength={400} autoComplete="off" />
      <FormField name="remove" label={t("tagsRemove")} maxLength={400} autoComplete="off" optional />
    </>
  );
}

function ShipFields({ fromTable }: { fromTable: boolean }) {
  const t = useTranslations("bulk.form");
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <CarrierFormFields />
      </div>
      <FormField
        as="textarea"
        name="table"
        label={t("table")}
        hint={fromTable ? t("tableNames") : t("tableHint")}
        placeholder={"CH-100482\tSF1029384756"}
        rows={8}
        className="font-mono"
        required={fromTable}
        optional={!fromTable}
      />
    </>
  );
}
