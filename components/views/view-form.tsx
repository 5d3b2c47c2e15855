"use client";

import { useTranslations } from "next-intl";
import { renameViewAction, saveViewAction } from "@/app/(back-office)/orders/view-actions";
import { ActionForm } from "@/components/form/action-form";
import { FormCheckbox, FormField } from "@/components/form/form-field";
import { HiddenFields } from "@/components/form/hidden-fields";
import { SubmitButton } from "@/components/form/submit-button";
import { Checkbox } from "@/components/ui/choice";
import { Fieldset } from "@/components/ui/field";
import { roles } from "@/lib/staff/rules/permissions";

type ViewFormProps = {
  /** The view to rename; a new one when absent. */
  view?: { number: number; name: string; sharedWith: string[] };
  query: string;
  mayShare: boolean;
  onDone: () => void;
};

/** Name of a view and who else sees it. */
export function ViewForm({ view, query, mayShare, onDone }: ViewFormProps) {
  const t = useTranslations("views");
  return (
    <ActionForm
      action={view ? renameViewAction : saveViewAction}
      fields={view ? { number: String(view.number) } : { query }}
      done={view ? t("done.renamed") : undefined}
      onOk={onDone}
      label={view ? t("renameTitle", { name: view.name }) : t("saveTitle")}
      className="grid gap-4"
    >
      <FormField name="name" label={t("name")} defaultValue={view?.name} maxLength={60} autoComplete="off" required />
      {mayShare ? (
        <Fieldset legend={t("shareWith")} hint={t("shareHint")}>
          <HiddenFields fields={{ shares: "yes" }} />
          <div className="grid grid-cols-2 gap-1.5 sm:grid-cols-3">
            {roles.map((role) => (
              <Checkbox
                key={role}
                name="role"
                value={role}
                label={t(`role.${role}`)}
                defaultChecked={view?.sharedWith.includes(role)}
              />
            ))}
          </div>
        </Fieldset>
      ) : null}
      {view ? null : <FormCheckbox name="pinned" label={t("pinNew")} />}
      <div className="flex justify-end">
        <SubmitButton>{view ? t("rename") : t("keep")}</SubmitButton>
      </div>
    </ActionForm>
  );
}
