import { getLocale, getNow, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { CarrierLink } from "@/components/shipping/carrier-link";
import { Badge, type Tone } from "@/components/ui/badge";
import { formatMoney } from "@/lib/core/money";
import { groupByDay } from "@/lib/format/day-groups";
import { formatTime } from "@/lib/format/time";
import { formatLocale } from "@/lib/i18n/locales";
import { isChinese } from "@/lib/i18n/rules/languages";
import type { ParcelEvent, TrackedOrder, TrackingPage } from "@/lib/tracking/queries";
import { trackingSteps } from "@/lib/tracking/rules/status";

type TrackedOrderProps = {
  page: TrackingPage;
  linkTo: (number: string) => string;
  returnHref: string;
  /** What opened the page, and what takes a return back with it. */
  token: string;
  withdraw: (data: FormData) => Promise<void>;
};

/** An order as its buyer sees it: where it is, its parcels, what it costs, and whom to ask. */
export async function TrackedOrderView({ page, linkTo, returnHref, token, withdraw }: TrackedOrderProps) {
  const { order, shop } = page;
  const [t, locale, now] = await Promise.all([getTranslations("tracking"), getLocale(), getNow()]);
  const clock = { locale, zone: shop.timeZone, now };
  const help = (["waiting_for_payment", "not_delivered", "came_back", "waiting_for_goods"] as const).find(
    (state) => state === order.status.state,
  );
  return (
    <>
      <h1 className="font-bold text-xl leading-snug">{await sentence(order, shop.timeZone)}</h1>
      <p className="mt-1 text-sm text-text-2">
        {t.rich("order", {
          number: () => (
            <span key="number" className="font-mono text-xs">
              {order.channelNumber ? `${order.number} (${order.channelNumber})` : order.number}
            </span>
          ),
          when: formatTime(new Date(order.placedAt), "smart", clock),
        })}
      </p>
      {help ? <p className="mt-2 text-sm text-text-2">{t(`help.${help}`)}</p> : null}
      <Related kin={order.kin} linkTo={linkTo} />
      {order.status.steps > 0 ? <Progress steps={order.status.steps} /> : <div className="h-5" />}
      <div className="grid gap-3.5">
        {order.parcels.map((parcel) => (
          <Parcel
            key={parcel.place}
            parcel={parcel}
            alone={order.parcels.length === 1}
            events={parcel.place === 1 ? [...parcel.events, ...order.events] : parcel.events}
            zone={shop.timeZone}
          />
        ))}
        {order.parcels.length === 0 ? (
          <Box title={t("history")}>
            <Events events={order.events} zone={shop.timeZone} />
          </Box>
        ) : null}
        <Returns order={order} zone={shop.timeZone} href={returnHref} token={token} withdraw={withdraw} />
        <Items order={order} zone={shop.timeZone} />
        <Contact shop={shop} />
      </div>
    </>
  );
}

/** Under which other numbers goods come or came, each with its own page. */
async function Related({ kin, linkTo }: { kin: TrackedOrder["kin"]; linkTo: (number: string) => string }) {
  const t = await getTranslations("tracking");
  return kin.map(({ kind, side, number }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: several that are not named say the same.
    <p key={`${kind} ${side} ${number} ${index}`} className="mt-2 text-sm text-text-2">
      {number === null
        ? t(`kin.${kind}.${side}Unnamed`)
        : t.rich(`kin.${kind}.${side}`, {
            order: () => (
              <a
                key="order"
                href={linkTo(number)}
                className="font-mono text-text text-xs underline underline-offset-2 hover:text-accent"
              >
                {number}
              </a>
            ),
          })}
    </p>
  ));
}

async function sentence(order: TrackedOrder, zone: string): Promise<string> {
  const [t, locale] = await Promise.all([getTranslations("tracking"), getLocale()]);
  const { state, expectedAt, deliveredAt } = order.status;
  if (state === "delivered" && deliveredAt) return t("deliveredOn", { day: longDay(deliveredAt, locale, zone) });
  return expectedAt
    ? t("expected", { state: t(`state.${state}`), day: longDay(expectedAt, locale, zone) })
    : t(`state.${state}`);
}

function longDay(at: Date, locale: string, zone: string): string {
  const weekday = isChinese(locale) ? "short" : "long";
  return new Intl.DateTimeFormat(formatLocale(locale), {
    weekday,
    day: "numeric",
    month: "long",
    timeZone: zone,
  }).format(at);
}

async function Progress({ steps }: { steps: number }) {
  const t = await getTranslations("tracking");
  return (
    <ol aria-label={t("progress")} className="mt-4.5 mb-5.5 flex gap-1.5">
      {trackingSteps.map((step, index) => (
        <li key={step} aria-current={index === steps - 1 ? "step" : undefined} className="min-w-0 flex-1">
          <span aria-hidden className={`block h-1.5 rounded-full ${index < steps ? "bg-accent" : "bg-border"}`} />
          <span className={`mt-1.5 block text-xs leading-tight ${index === steps - 1 ? "text-text" : "text-text-3"}`}>
            {t(`steps.${step}`)}
          </span>
        </li>
      ))}
    </ol>
  );
}

const parcelTones: Record<string, Tone> = { delivered: "green", failed: "amber", returned_to_sender: "amber" };

type ParcelProps = { parcel: TrackedOrder["parcels"][number]; alone: boolean; events: ParcelEvent[]; zone: string };

async function Parcel({ parcel, alone, events, zone }: ParcelProps) {
  const t = await getTranslations("tracking");
  return (
    <Box
      title={alone ? t("parcel.only") : t("parcel.title", { place: parcel.place })}
      end={<Badge tone={parcelTones[parcel.status] ?? "teal"}>{t(`parcelStatus.${parcel.status as "shipped"}`)}</Badge>}
    >
      <p className="flex flex-wrap items-center justify-between gap-x-3">
        <span className="text-text-2">{parcel.carrier}</span>
        {parcel.trackingNumber ? (
          // One touch selects all of it, to be copied for the carrier's own page.
          <span className="select-all break-all font-mono text-sm">{parcel.trackingNumber}</span>
        ) : null}
      </p>
      {parcel.link ? (
        <p className="mt-1.5">
          <CarrierLink href={parcel.link} className="inline-flex min-h-11 items-center">
            {t("parcel.follow", { carrier: parcel.carrier })}
          </CarrierLink>
        </p>
      ) : null}
      {alone ? null : (
        <p className="mt-1 text-sm text-text-3">
          <span className="sr-only">{t("parcel.contents")}: </span>
          {parcel.items.map((item) => `${item.title} ×${item.quantity}`).join(" · ")}
        </p>
      )}
      <Events events={events} zone={zone} />
    </Box>
  );
}

async function Events({ events, zone }: { events: ParcelEvent[]; zone: string }) {
  const [t, locale, now] = await Promise.all([getTranslations("tracking"), getLocale(), getNow()]);
  const words = (event: ParcelEvent) => {
    if (
      event.place === "" ||
      event.kind === "received" ||
      event.kind === "paid" ||
      event.kind === "shipped" ||
      event.kind === "cancelled"
    ) {
      return t(`event.${event.kind}`);
    }
    return t(`event.${event.kind}_at`, { place: event.place });
  };
  const days = groupByDay(events, { zone, locale, now });
  return (
    <div className="mt-2">
      {days.map((day, dayIndex) => (
        <section key={day.key} aria-label={day.label}>
          <h3 className="pt-1 pb-0.5 font-normal text-sm text-text-3">{day.label}</h3>
          <ul>
            {day.items.map((event, index) => (
              <li
                key={`${event.kind} ${event.at}`}
                className="grid grid-cols-[60px_16px_1fr] items-baseline gap-2 py-1 text-sm"
              >
                <time dateTime={event.at} className="text-text-3 text-xs">
                  {formatTime(new Date(event.at), "time", { locale, zone, now })}
                </time>
                <span
                  aria-hidden
                  className={`size-2 rounded-full ${dayIndex === 0 && index === 0 ? "bg-accent" : "bg-border-strong"}`}
                />
                <span className="min-w-0 break-words">{words(event)}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

async function Items({ order, zone }: { order: TrackedOrder; zone: string }) {
  const [t, locale, now] = await Promise.all([getTranslations("tracking"), getLocale(), getNow()]);
  const money = (minor: string | bigint) => formatMoney(BigInt(minor), order.currency, locale);
  const cancelled = order.status.state === "cancelled" || order.status.state === "merged";
  const paid = order.dueMinor === "0" && order.paidMinor !== "0";
  return (
    <Box title={t("items.title")}>
      <ul className="grid gap-3">
        {order.items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same item may stand on two lines.
          <li key={index} className="flex items-center gap-2.5">
            <span aria-hidden className="size-11 shrink-0 rounded-md border border-border bg-surface-2" />
            <span className="min-w-0 flex-1 break-words">
              {item.title} {item.spec ? <span className="text-sm text-text-3">{item.spec}</span> : null}
              <span className="block text-sm text-text-3">{t("items.quantity", { count: item.quantity })}</span>
            </span>
            <span className="numerals">{money(item.amountMinor)}</span>
          </li>
        ))}
      </ul>
      <dl className="mt-3 grid gap-1.5 text-sm">
        {order.discountMinor === "0" || cancelled ? null : (
          <Amount label={t("items.discount")}>{money(-BigInt(order.discountMinor))}</Amount>
        )}
        {order.shippingMinor === "0" ? null : <Amount label={t("items.shipping")}>{money(order.shippingMinor)}</Amount>}
        {order.addedTaxMinor === "0" ? null : <Amount label={t("items.tax")}>{money(order.addedTaxMinor)}</Amount>}
        {cancelled ? null : (
          <Amount label={paid ? t("items.totalPaid") : t("items.total")} strong>
            {money(order.totalMinor)}
          </Amount>
        )}
        {order.paidMinor !== "0" && (cancelled || !paid) ? (
          <Amount label={t("items.paid")}>{money(order.paidMinor)}</Amount>
        ) : null}
        {order.dueMinor === "0" ? null : (
          <Amount label={order.onDelivery ? t("items.onDelivery") : t("items.due")} strong>
            {money(order.dueMinor)}
          </Amount>
        )}
        {order.refunds.map((refund) => (
          <Amount
            key={`${refund.at} ${refund.amountMinor}`}
            label={
              refund.done
                ? t("items.refundDone", { day: formatTime(new Date(refund.at), "day", { locale, zone, now }) })
                : t("items.refundUnderway")
            }
          >
            {money(refund.amountMinor)}
          </Amount>
        ))}
      </dl>
    </Box>
  );
}

type ReturnsProps = Pick<TrackedOrderProps, "token" | "withdraw"> & {
  order: TrackedOrder;
  zone: string;
  href: string;
};

/** What comes back: where it is, how it is sent, and the way to ask for it. */
async function Returns({ order, zone, href, token, withdraw }: ReturnsProps) {
  const [t, locale] = await Promise.all([getTranslations("tracking.returns"), getLocale()]);
  if (order.returns.length === 0 && !order.mayReturn) return null;
  return (
    <Box title={t("title")}>
      <ul className="grid gap-3 text-sm">
        {order.returns.map(({ rma, version, status, withdrawable, items, dueAt, paidBy, answer }) => (
          <li key={rma}>
            <p className="flex flex-wrap items-center justify-between gap-2">
              <span className="font-mono font-semibold">{rma}</span>
              <Badge tone={status === "approved" ? "teal" : "grey"}>{t(`status.${status}`)}</Badge>
            </p>
            <p className="text-text-2">
              {items
                .filter(({ quantity }) => quantity > 0)
                .map(({ title, quantity }) => `${title} ×${quantity}`)
                .join(" · ")}
            </p>
            {status === "approved" && dueAt ? (
              <p className="mt-1">
                {t(paidBy === "shop" ? "howShop" : "howCustomer", {
                  rma,
                  day: longDay(new Date(dueAt), locale, zone),
                })}
              </p>
            ) : null}
            {answer ? <p className="mt-1 break-words">{answer}</p> : null}
            {withdrawable ? (
              <details className="mt-1">
                <summary className="min-h-6 cursor-pointer text-text-2">{t("keep")}</summary>
                <form action={withdraw} className="mt-2">
                  <input type="hidden" name="number" value={order.number} />
                  <input type="hidden" name="t" value={token} />
                  <input type="hidden" name="rma" value={rma} />
                  <input type="hidden" name="version" value={version} />
                  <button
                    type="submit"
                    className="min-h-11 w-full rounded-md border border-strong bg-surface px-4 font-semibold hover:bg-hover"
                  >
                    {t("withdraw", { rma })}
                  </button>
                </form>
              </details>
            ) : null}
          </li>
        ))}
      </ul>
      {order.mayReturn ? (
        <a
          href={href}
          className={`flex min-h-11 items-center justify-center rounded-md border border-strong bg-surface px-4 font-semibold hover:bg-hover ${order.returns.length > 0 ? "mt-3" : ""}`}
        >
          {t("ask")}
        </a>
      ) : null}
    </Box>
  );
}

function Amount({ label, strong, children }: { label: string; strong?: boolean; children: ReactNode }) {
  return (
    <div
      className={`flex items-baseline justify-between gap-3 ${strong ? "mt-0.5 border-border border-t pt-2 font-semibold" : ""}`}
    >
      <dt className={strong ? undefined : "text-text-2"}>{label}</dt>
      <dd className="numerals">{children}</dd>
    </div>
  );
}

async function Contact({ shop }: { shop: TrackingPage["shop"] }) {
  const t = await getTranslations("tracking");
  if (!shop.email && !shop.phone) return null;
  const look =
    "flex min-h-11 items-center justify-center rounded-md border border-strong bg-surface px-4 font-semibold hover:bg-hover";
  return (
    <section aria-label={t("contact.title")} className="grid gap-2.5">
      {shop.email ? (
        <a href={`mailto:${shop.email}`} className={look}>
          {t("contact.email")}
        </a>
      ) : null}
      {shop.phone ? (
        <a href={`tel:${shop.phone.replace(/[^\d+]/g, "")}`} className={look}>
          {t("contact.phone", { phone: shop.phone })}
        </a>
      ) : null}
    </section>
  );
}

function Box({ title, end, children }: { title: string; end?: ReactNode; children: ReactNode }) {
  return (
    <section className="rounded-lg border border-border bg-surface">
      <header className="flex min-h-12 items-center justify-between gap-3 border-border border-b px-4 py-2">
        <h2 className="font-semibold text-base">{title}</h2>
        {end}
      </header>
      <div className="px-4 py-3">{children}</div>
    </section>
  );
}
