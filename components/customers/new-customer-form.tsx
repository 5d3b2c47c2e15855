"use client";

import { useTranslations } from "next-intl";
import { createCustomerAction } from "@/app/(back-office)/customers/actions";
import { ActionForm } from "@/components/form/action-form";
import { useActionFormState } from "@/components/form/form-context";
import { FormCheckbox } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { AddressFields, CustomerFields } from "./customer-fields";

/** Enters a customer; one who looks like somebody known is created only when the person says so. */
export function NewCustomerForm({ countries }: { countries: { value: string; label: string }[] }) {
  const t = useTranslations("customers");
  return (
    <ActionForm action={createCustomerAction} className="grid max-w-3xl gap-4" label={t("new")}>
      <Card>
        <CardHeader title={t("form.contact")} />
        <CardBody>
          <CustomerFields />
        </CardBody>
      </Card>
      <Card>
        <CardHeader title={t("form.withAddress")} />
        <CardBody>
          <AddressFields countries={countries} />
        </CardBody>
        <CardFooter className="flex-wrap justify-end gap-4!">
          <Anyway />
          <SubmitButton>{t("form.create")}</SubmitButton>
        </CardFooter>
      </Card>
    </ActionForm>
  );
}

function Anyway() {
  const t = useTranslations("customers");
  const { state } = useActionFormState();
  const known = (state.value as { code?: string } | undefined)?.code === "customer_exists";
  return known ? <FormCheckbox name="anyway" label={t("form.anyway")} /> : null;
}
