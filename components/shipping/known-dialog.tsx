import { useTranslations } from "next-intl";
import { FormCheckbox } from "@/components/form/form-field";
import { FormDialog } from "@/components/settings/form-dialog";
import type { FormAction } from "@/lib/form-state";

/** Carriers that come with the house and are not there yet. */
export function KnownDialog({ known, action }: { known: { code: string; name: string }[]; action: FormAction }) {
  const t = useTranslations("shipping.settings");
  const common = useTranslations("common");
  return (
    <FormDialog
      trigger={t("known")}
      title={t("known")}
      description={t("knownText")}
      action={action}
      done={t("knownDone")}
      submit={t("knownSubmit")}
      cancel={common("cancel")}
    >
      {known.map(({ code, name }) => (
        <FormCheckbox key={code} name="codes" value={code} label={name} />
      ))}
    </FormDialog>
  );
}
