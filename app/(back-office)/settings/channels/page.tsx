import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { DataTable } from "@/components/list/data-table";
import { PageHeader } from "@/components/list/page-header";
import { ChannelDialog } from "@/components/settings/channel-dialog";
import { ChannelSecret } from "@/components/settings/channel-secret";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { may } from "@/lib/actor";
import { requestOrigin } from "@/lib/auth/request";
import { requirePermission } from "@/lib/auth/session";
import { currencyChoices } from "@/lib/format/choices";
import { Messages } from "@/lib/i18n/messages-provider";
import { nameIn } from "@/lib/i18n/rules/languages";
import { listChannels, listLocations } from "@/lib/settings/queries";
import { type ChannelKind, channelKinds } from "@/lib/settings/rules/channel-kinds";
import { generateChannelSecretAction, saveChannelAction, setChannelSecretAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("channels.title") };
}

const sendsWebhooks: readonly ChannelKind[] = channelKinds.filter((kind) =>
  ["shopify", "woocommerce", "marketplace"].includes(kind),
);

export default async function ChannelsPage() {
  const { actor, shop } = await requirePermission("settings.read");
  const [t, inbox, common, locale, channels, locations, origin] = await Promise.all([
    getTranslations("settings.channels"),
    getTranslations("channels"),
    getTranslations("common"),
    getLocale(),
    listChannels(actor),
    listLocations(actor),
    requestOrigin(),
  ]);
  const titleOf = (row: { name: string; nameZh: string }) => nameIn(locale, row);
  const open = locations.filter(({ active }) => active);
  const dialog = {
    currencies: currencyChoices(locale, [shop.currency]),
    locations: open.map((location) => ({ value: location.id, label: titleOf(location) })),
    defaults: { currency: shop.currency, pricesIncludeTax: shop.pricesIncludeTax },
    action: saveChannelAction,
  };
  const actions = { setAction: setChannelSecretAction, generateAction: generateChannelSecretAction };
  return (
    <Messages namespaces={["settings"]}>
      <PageHeader
        title={t("title")}
        actions={
          <>
            {may(actor, "channels.read") ? <ButtonLink href="/channels">{inbox("title")}</ButtonLink> : null}
            <ChannelDialog {...dialog} />
          </>
        }
      >
        {t("intro")}
      </PageHeader>
      <DataTable
        label={t("title")}
        rows={channels.map((channel) => ({ ...channel, title: titleOf(channel) }))}
        rowKey={({ id }) => id}
        columns={[
          {
            key: "name",
            header: t("name"),
            phone: "title",
            cell: ({ title }) => <span className="font-medium">{title}</span>,
          },
          {
            key: "code",
            header: t("code"),
            hideBelow: "xl",
            cell: ({ code }) => <span className="font-mono text-xs">{code}</span>,
          },
          { key: "kind", header: t("kind"), muted: true, cell: ({ kind }) => t(`kinds.${kind}`) },
          { key: "currency", header: t("currency"), hideBelow: "xl", cell: ({ currency }) => currency },
          {
            key: "secret",
            header: t("secret"),
            cell: ({ id, title, kind, code, secret }) =>
              sendsWebhooks.includes(kind) ? (
                <ChannelSecret
                  id={id}
                  name={title}
                  state={secret}
                  address={`${origin}/api/webhooks/${kind}/${code}`}
                  {...actions}
                />
              ) : null,
          },
          {
            key: "state",
            header: t("state"),
            phone: "aside",
            cell: ({ active }) => <Badge tone={active ? "green" : "grey"}>{t(active ? "open" : "closed")}</Badge>,
          },
          {
            key: "actions",
            header: <span className="sr-only">{common("edit")}</span>,
            align: "end",
            cell: (channel) => <ChannelDialog channel={channel} {...dialog} />,
          },
        ]}
        empty={<EmptyState kind="nothing" title={t("empty")} />}
      />
    </Messages>
  );
}
