import type { Metadata } from "next";
import { getLocale, getNow, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { DataTable } from "@/components/list/data-table";
import { PageHeader } from "@/components/list/page-header";
import { CarrierDialog } from "@/components/shipping/carrier-dialog";
import { CarrierCard } from "@/components/shipping/carriers-card";
import { KnownDialog } from "@/components/shipping/known-dialog";
import { ForgetWords, MapWords } from "@/components/shipping/map-words";
import { EmptyState } from "@/components/ui/empty-state";
import { Quantity } from "@/components/ui/quantity";
import { requirePermission } from "@/lib/auth/session";
import { Messages } from "@/lib/i18n/messages-provider";
import { nameIn } from "@/lib/i18n/rules/languages";
import { getShippingSettings } from "@/lib/shipping/queries/shipping-settings";
import { knownCarriers } from "@/lib/shipping/rules/known-carriers";
import { offerName } from "@/lib/shipping/rules/shipping";
import { addCarriersAction, saveCarrierAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("shipping.settings"))("title") };
}

/** Who takes parcels, what each takes, and what channels call it. */
export default async function ShippingPage() {
  const { actor } = await requirePermission("settings.read");
  const [t, locale, now] = await Promise.all([getTranslations("shipping.settings"), getLocale(), getNow()]);
  const { carriers, offers, mappings, waiting } = await getShippingSettings(actor, now);
  const known = knownCarriers
    .filter(({ code }) => carriers.every((carrier) => carrier.code !== code))
    .map((carrier) => ({ code: carrier.code, name: nameIn(locale, carrier) }));
  const channelOf = ({
    channel,
    channelName,
    channelNameZh,
  }: Pick<(typeof mappings)[number], "channel" | "channelName" | "channelNameZh">) =>
    channel === null ? t("anyChannel") : nameIn(locale, { name: channelName, nameZh: channelNameZh });
  const said = ({ words }: { words: string }) =>
    words === "standard" ? (
      <>
        {words} <span className="block text-text-3 text-xs">{t("unsaid")}</span>
      </>
    ) : (
      words
    );
  const serviceOf = (code: string) => {
    const offer = offers.find(({ service }) => service.code === code);
    return offer ? offerName(locale, offer) : code;
  };
  return (
    <Messages namespaces={["shipping"]}>
      <PageHeader
        title={t("title")}
        actions={
          <>
            {known.length > 0 ? <KnownDialog known={known} action={addCarriersAction} /> : null}
            <CarrierDialog action={saveCarrierAction} />
          </>
        }
      >
        {t("intro")}
      </PageHeader>
      <div className="grid gap-8">
        {waiting.length > 0 ? (
          <Part title={t("waiting")} text={t("waitingText")}>
            <DataTable
              label={t("waiting")}
              rows={waiting}
              rowKey={({ channel, words }) => `${channel} ${words}`}
              columns={[
                { key: "words", header: t("words"), phone: "title", cell: said },
                { key: "channel", header: t("channel"), muted: true, cell: (row) => channelOf(row) },
                {
                  key: "orders",
                  header: t("orders"),
                  align: "end",
                  phoneLabel: true,
                  cell: (row) => <Quantity value={row.orders} />,
                },
                {
                  key: "open",
                  header: t("open"),
                  align: "end",
                  phoneLabel: true,
                  cell: (row) => <Quantity value={row.open} />,
                },
                {
                  key: "map",
                  header: t("service"),
                  cell: ({ channel, words }) => <MapWords channel={channel} words={words} />,
                },
              ]}
              empty={null}
            />
          </Part>
        ) : null}
        <Part title={t("carriers")}>
          {carriers.length === 0 ? <EmptyState kind="nothing" title={t("empty")} text={t("emptyText")} /> : null}
          {carriers.map((carrier, index) => (
            <CarrierCard
              key={carrier.id}
              carrier={carrier}
              services={offers.filter((offer) => offer.carrier.id === carrier.id).map(({ service }) => service)}
              first={index === 0}
              last={index === carriers.length - 1}
            />
          ))}
        </Part>
        <Part title={t("mappings")} text={t("mappingsText")}>
          <DataTable
            label={t("mappings")}
            rows={mappings}
            rowKey={({ channel, words }) => `${channel} ${words}`}
            columns={[
              { key: "words", header: t("words"), phone: "title", cell: said },
              { key: "channel", header: t("channel"), muted: true, cell: channelOf },
              { key: "service", header: t("service"), cell: (row) => serviceOf(row.service) },
              {
                key: "forget",
                header: <span className="sr-only">{t("forget")}</span>,
                align: "end",
                cell: ({ channel, words }) => <ForgetWords channel={channel} words={words} />,
              },
            ]}
            empty={<EmptyState kind="nothing" title={t("noMappings")} />}
          />
        </Part>
      </div>
    </Messages>
  );
}

function Part({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid min-w-0 gap-3">
      <div>
        <h2 className="font-semibold text-base">{title}</h2>
        {text ? <p className="text-sm text-text-2">{text}</p> : null}
      </div>
      {children}
    </section>
  );
}
