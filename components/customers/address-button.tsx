"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { customerAddressAction } from "@/app/(back-office)/customers/actions";
import { ActionForm } from "@/components/form/action-form";
import { FormCheckbox } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { Address } from "@/lib/customers/rules/address";
import { AddressFields } from "./customer-fields";

type AddressButtonProps = {
  number: string;
  version: number;
  countries: { value: string; label: string }[];
  /** The address to change; a new one when absent. */
  existing?: { place: number; address: Address; isDefault: boolean };
};

export function AddressButton({ number, version, countries, existing }: AddressButtonProps) {
  const t = useTranslations("customers");
  const [open, setOpen] = useState(false);
  const fields = { number, version: String(version), ...(existing ? { place: String(existing.place) } : {}) };
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" variant={existing ? "quiet" : "secondary"}>
          {existing ? t("addresses.edit") : t("addresses.add")}
        </Button>
      }
      title={existing ? t("addresses.editTitle") : t("addresses.addTitle")}
      size="lg"
    >
      <ActionForm
        action={customerAddressAction}
        fields={fields}
        done={t("done.address")}
        onOk={() => setOpen(false)}
        className="grid gap-5"
      >
        <AddressFields address={existing?.address} countries={countries} />
        <div className="flex flex-wrap items-center justify-between gap-4">
          <FormCheckbox
            name="isDefault"
            label={t("addresses.makeDefault")}
            defaultChecked={existing?.isDefault ?? false}
          />
          <SubmitButton>{t("form.save")}</SubmitButton>
        </div>
      </ActionForm>
    </Dialog>
  );
}
