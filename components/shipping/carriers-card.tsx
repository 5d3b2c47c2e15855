import { ArrowDown, ArrowUp } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { moveCarrierAction, saveCarrierAction, saveServiceAction } from "@/app/(back-office)/settings/shipping/actions";
import { ActionButton } from "@/components/form/action-button";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { nameIn } from "@/lib/i18n/rules/languages";
import type { Carrier, ShippingService } from "@/lib/shipping/rules/shipping";
import { CarrierDialog } from "./carrier-dialog";
import { ServiceDialog } from "./service-dialog";

type CarrierCardProps = { carrier: Carrier; services: readonly ShippingService[]; first: boolean; last: boolean };

/** One carrier: its services with what they take, and its place among the others. */
export async function CarrierCard({ carrier, services, first, last }: CarrierCardProps) {
  const [t, locale] = await Promise.all([getTranslations("shipping.settings"), getLocale()]);
  const { id: _, ...shown } = carrier;
  const name = nameIn(locale, carrier);
  const move = (by: 1 | -1, label: string, off: boolean) => (
    <ActionButton
      action={moveCarrierAction}
      fields={{ code: carrier.code, by: String(by) }}
      variant="quiet"
      size="sm"
      disabled={off}
      title={label}
    >
      {by < 0 ? <ArrowUp aria-hidden /> : <ArrowDown aria-hidden />}
      <span className="sr-only">{label}</span>
    </ActionButton>
  );
  return (
    <Card aria-label={name}>
      <CardHeader
        title={name}
        level={3}
        badge={carrier.active ? null : <Badge>{t("off")}</Badge>}
        hint={<span className="font-mono text-xs">{carrier.code}</span>}
        actions={
          <>
            {move(-1, t("up", { name }), first)}
            {move(1, t("down", { name }), last)}
            <CarrierDialog carrier={shown} action={saveCarrierAction} />
            <ServiceDialog carrier={{ code: carrier.code, name }} action={saveServiceAction} />
          </>
        }
      />
      {services.length === 0 ? <p className="px-4 py-3 text-sm text-text-3">{t("noServices")}</p> : null}
      <ul className="divide-y divide-border">
        {services.map(({ id, carrierId: _carrier, ...service }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 text-sm">
            <span className="flex min-w-0 flex-1 basis-48 flex-wrap items-center gap-2">
              <span className="font-medium">{nameIn(locale, service)}</span>
              <span className="font-mono text-text-3 text-xs">{service.code}</span>
              {service.active ? null : <Badge>{t("off")}</Badge>}
            </span>
            <span className="flex flex-1 basis-64 flex-wrap gap-x-3 text-text-2">
              {taken(service).map((part) => (
                <span key={part}>{part}</span>
              ))}
            </span>
            <ServiceDialog carrier={{ code: carrier.code, name }} service={service} action={saveServiceAction} />
          </li>
        ))}
      </ul>
    </Card>
  );

  /** How long it takes and what it takes, as far as it says. */
  function taken(service: Omit<ShippingService, "id" | "carrierId">): string[] {
    const { transitDaysMin: least, transitDaysMax: most, maxWeightGrams, serves, refuses, cashOnDelivery } = service;
    const reach = serves.length > 0 ? serves.join(", ") : t("everywhere");
    return [
      most === null ? "" : t("daysRange", { min: least ?? most, max: most }),
      maxWeightGrams === null ? "" : t("upTo", { kilograms: maxWeightGrams / 1000 }),
      refuses.length > 0 ? t("butNot", { serves: reach, refuses: refuses.join(", ") }) : reach,
      cashOnDelivery ? t("cash") : "",
    ].filter((part) => part !== "");
  }
}
