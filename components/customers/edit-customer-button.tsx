"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { editCustomerAction } from "@/app/(back-office)/customers/actions";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { CustomerFields } from "./customer-fields";

type EditCustomerButtonProps = {
  customer: {
    number: string;
    version: number;
    name: string;
    company: string;
    email: string | null;
    phone: string | null;
    locale: string;
    tags: string[];
  };
};

export function EditCustomerButton({ customer }: EditCustomerButtonProps) {
  const t = useTranslations("customers");
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button>{t("form.edit")}</Button>}
      title={t("form.editTitle", { name: customer.name || customer.number })}
    >
      <ActionForm
        action={editCustomerAction}
        fields={{ number: customer.number, version: String(customer.version) }}
        done={t("done.saved")}
        onOk={() => setOpen(false)}
        className="grid gap-5"
      >
        <CustomerFields customer={customer} />
        <div className="flex justify-end">
          <SubmitButton>{t("form.save")}</SubmitButton>
        </div>
      </ActionForm>
    </Dialog>
  );
}
