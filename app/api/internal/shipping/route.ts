import { getLocale } from "next-intl/server";
import { may } from "@/lib/actor";
import { currentStaff } from "@/lib/auth/session";
import { nameIn } from "@/lib/i18n/rules/languages";
import { currentShipping } from "@/lib/shipping/load-shipping";

/** Carriers and services to choose from, in the reader's language; what is switched off is not offered. */
export async function GET(): Promise<Response> {
  const session = await currentStaff();
  if (!session || !may(session.actor, "orders.read")) return new Response(null, { status: session ? 403 : 401 });
  const [book, locale] = await Promise.all([currentShipping(), getLocale()]);
  const carriers = book.carriers
    .filter(({ active }) => active)
    .map((carrier) => {
      const { code, name, nameZh, aliases, trackingFormat } = carrier;
      return { code, name: nameIn(locale, carrier), names: [name, nameZh, ...aliases].filter(Boolean), trackingFormat };
    });
  const services = book.offers
    .filter(({ carrier, service }) => carrier.active && service.active)
    .map(({ carrier, service }) => ({
      ...{
        code: service.code,
        carrier: carrier.code,
        carrierName: nameIn(locale, carrier),
        name: nameIn(locale, service),
      },
      names: [carrier.name, carrier.nameZh, ...carrier.aliases, service.name, service.nameZh].filter(Boolean),
    }));
  return Response.json({ carriers, services }, { headers: { "cache-control": "private, no-store" } });
}
