import { useTranslations } from "next-intl";
import { FormCheckbox, FormField } from "@/components/form/form-field";
import type { FormAction } from "@/lib/form-state";
import { type ChannelKind, channelKinds } from "@/lib/settings/rules/channel-kinds";
import { FormDialog } from "./form-dialog";

type Choice = { value: string; label: string };

type Channel = {
  id: string;
  code: string;
  name: string;
  nameZh: string;
  kind: ChannelKind;
  currency: string;
  pricesIncludeTax: boolean;
  defaultLocationId: string | null;
  active: boolean;
};

type ChannelDialogProps = {
  /** Absent for a new one. */
  channel?: Channel;
  currencies: Choice[];
  locations: Choice[];
  defaults: { currency: string; pricesIncludeTax: boolean };
  action: FormAction;
};

export function ChannelDialog({ channel, currencies, locations, defaults, action }: ChannelDialogProps) {
  const t = useTranslations("settings.channels");
  const common = useTranslations("common");
  const title = channel ? t("edit", { name: channel.name }) : t("add");
  const { currency, pricesIncludeTax } = channel ?? defaults;
  return (
    <FormDialog
      trigger={channel ? common("edit") : title}
      triggerLabel={channel ? title : undefined}
      variant={channel ? "quiet" : "primary"}
      size={channel ? "sm" : "md"}
      title={title}
      action={action}
      fields={{ id: channel?.id ?? "" }}
      done={t("saved")}
      submit={common("save")}
      cancel={common("cancel")}
    >
      <FormField name="name" label={t("name")} required defaultValue={channel?.name} />
      <FormField name="nameZh" label={t("nameZh")} optional defaultValue={channel?.nameZh} />
      <FormField name="code" label={t("code")} hint={t("codeHint")} required defaultValue={channel?.code} />
      <FormField
        as="select"
        name="kind"
        label={t("kind")}
        options={channelKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
        defaultValue={channel?.kind ?? "manual"}
      />
      <FormField as="select" name="currency" label={t("currency")} options={currencies} defaultValue={currency} />
      <FormField
        as="select"
        name="defaultLocationId"
        label={t("defaultLocation")}
        placeholder={t("defaultLocationAny")}
        options={locations}
        defaultValue={channel?.defaultLocationId ?? ""}
      />
      <div className="grid gap-3 sm:col-span-2">
        <FormCheckbox as="switch" name="pricesIncludeTax" label={t("inclusive")} defaultChecked={pricesIncludeTax} />
        <FormCheckbox as="switch" name="active" label={t("active")} defaultChecked={channel?.active ?? true} />
      </div>
    </FormDialog>
  );
}
