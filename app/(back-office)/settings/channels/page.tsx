import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { FormCheckbox, FormField } from "@/components/form/form-field";
import { DataTable } from "@/components/list/data-table";
import { PageHeader } from "@/components/list/page-header";
import { ChannelSecret } from "@/components/settings/channel-secret";
import { FormDialog } from "@/components/settings/form-dialog";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { requestOrigin } from "@/lib/auth/request";
import { requirePermission } from "@/lib/auth/session";
import { currencyChoices } from "@/lib/format/choices";
import { Messages } from "@/lib/i18n/messages-provider";
import { type ChannelRow, listChannels, listLocations } from "@/lib/settings/queries";
import { channelKinds } from "@/lib/settings/rules/channel-kinds";
import { generateChannelSecretAction, saveChannelAction, setChannelSecretAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("channels.title") };
}

export default async function ChannelsPage() {
  const { actor, shop } = await requirePermission("settings.read");
  const [t, common, locale, channels, locations, origin] = await Promise.all([
    getTranslations("settings"),
    getTranslations("common"),
    getLocale(),
    listChannels(actor),
    listLocations(actor),
    requestOrigin(),
  ]);
  const chinese = locale === "zh-CN";
  const titleOf = (channel: ChannelRow) => (chinese ? channel.nameZh || channel.name : channel.name);
  const currencies = currencyChoices(locale, [shop.currency]);
  const open = locations.filter(({ active }) => active);
  const dialog = (channel?: ChannelRow) => (
    <FormDialog
      trigger={channel ? common("edit") : t("channels.add")}
      triggerLabel={channel ? t("channels.edit", { name: titleOf(channel) }) : undefined}
      variant={channel ? "quiet" : "primary"}
      size={channel ? "sm" : "md"}
      title={channel ? t("channels.edit", { name: titleOf(channel) }) : t("channels.add")}
      action={saveChannelAction}
      fields={{ id: channel?.id ?? "" }}
      done={t("channels.saved")}
      submit={t("save")}
      cancel={common("cancel")}
    >
      <FormField name="name" label={t("channels.name")} required defaultValue={channel?.name} />
      <FormField name="nameZh" label={t("channels.nameZh")} optional defaultValue={channel?.nameZh} />
      <FormField
        name="code"
        label={t("channels.code")}
        hint={t("channels.codeHint")}
        required
        defaultValue={channel?.code}
      />
      <FormField
        as="select"
        name="kind"
        label={t("channels.kind")}
        options={channelKinds.map((kind) => ({ value: kind, label: t(`channels.kinds.${kind}`) }))}
        defaultValue={channel?.kind ?? "manual"}
      />
      <FormField
        as="select"
        name="currency"
        label={t("channels.currency")}
        options={currencies}
        defaultValue={channel?.currency ?? shop.currency}
      />
      <FormField
        as="select"
        name="defaultLocationId"
        label={t("channels.defaultLocation")}
        placeholder={t("channels.defaultLocationAny")}
        options={open.map(({ id, name, nameZh }) => ({ value: id, label: chinese ? nameZh || name : name }))}
        defaultValue={channel?.defaultLocationId ?? ""}
      />
      <div className="grid gap-3 sm:col-span-2">
        <FormCheckbox
          as="switch"
          name="pricesIncludeTax"
          label={t("channels.inclusive")}
          defaultChecked={channel?.pricesIncludeTax ?? shop.pricesIncludeTax}
        />
        <FormCheckbox as="switch" name="active" label={t("channels.active")} defaultChecked={channel?.active ?? true} />
      </div>
    </FormDialog>
  );
  return (
    <Messages namespaces={["settings"]}>
      <PageHeader title={t("channels.title")} actions={dialog()}>
        {t("channels.intro")}
      </PageHeader>
      <DataTable
        label={t("channels.title")}
        rows={channels}
        rowKey={({ id }) => id}
        columns={[
          {
            key: "name",
            header: t("channels.name"),
            phone: "title",
            cell: (channel) => <span className="font-medium">{titleOf(channel)}</span>,
          },
          {
            key: "code",
            header: t("channels.code"),
            cell: ({ code }) => <span className="font-mono text-xs">{code}</span>,
          },
          { key: "kind", header: t("channels.kind"), muted: true, cell: ({ kind }) => t(`channels.kinds.${kind}`) },
          { key: "currency", header: t("channels.currency"), cell: ({ currency }) => currency },
          {
            key: "secret",
            header: t("channels.secret"),
            phone: "hide",
            cell: (channel) =>
              takesWebhooks(channel) ? (
                <ChannelSecret
                  id={channel.id}
                  name={titleOf(channel)}
                  hasSecret={channel.hasSecret}
                  address={`${origin}/api/webhooks/${channel.kind}/${channel.code}`}
                  setAction={setChannelSecretAction}
                  generateAction={generateChannelSecretAction}
                />
              ) : null,
          },
          {
            key: "state",
            header: t("channels.state"),
            phone: "aside",
            cell: ({ active }) => (
              <Badge tone={active ? "green" : "grey"}>{t(active ? "channels.open" : "channels.closed")}</Badge>
            ),
          },
          { key: "actions", header: <span className="sr-only">{common("edit")}</span>, align: "end", cell: dialog },
        ]}
        empty={<EmptyState kind="nothing" title={t("channels.empty")} />}
      />
    </Messages>
  );
}

function takesWebhooks({ kind }: ChannelRow): boolean {
  return kind === "shopify" || kind === "woocommerce" || kind === "marketplace";
}
