import { ChevronLeft, ChevronRight } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getNow, getTranslations } from "next-intl/server";
import { FiringsCard } from "@/components/automation/firings-card";
import { DocumentsCard } from "@/components/documents/documents-card";
import { ExceptionStrip } from "@/components/exceptions/exception-strip";
import { PrintMenu } from "@/components/fulfilment/print-menu";
import { ShipmentCard } from "@/components/fulfilment/shipment-card";
import { PageHeader } from "@/components/list/page-header";
import { OrderWatch } from "@/components/live/order-watch";
import { CustomerCard } from "@/components/orders/customer-card";
import { HoldsCard } from "@/components/orders/holds-card";
import { KinCard } from "@/components/orders/kin-card";
import { LinesCard } from "@/components/orders/lines-card";
import { NextStep } from "@/components/orders/next-step";
import { NotesCard } from "@/components/orders/notes-card";
import { OrderActions } from "@/components/orders/order-actions";
import { PriorityBadge } from "@/components/orders/priority-badge";
import { ServiceCard } from "@/components/orders/service-card";
import { HeldFlag, StageBadge } from "@/components/orders/stage-badge";
import { TaxElsewhereAlert } from "@/components/orders/tax-elsewhere-alert";
import { TimelineCard } from "@/components/orders/timeline-card";
import { WhyCard } from "@/components/orders/why-card";
import { MoneyCard } from "@/components/payments/money-card";
import { OrderMoneyMenu } from "@/components/payments/order-money-menu";
import { PaymentsCard } from "@/components/payments/payments-card";
import { OrderPromotionsCard } from "@/components/promotions/order-promotions-card";
import { sentenceOf } from "@/components/promotions/sentence-of";
import { ReturnsCard } from "@/components/returns/returns-card";
import { StillPart } from "@/components/still/still";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { MonoId } from "@/components/ui/mono-id";
import { Time } from "@/components/ui/time";
import { may } from "@/lib/actor";
import { requirePermission } from "@/lib/auth/session";
import { firingsOfOrder } from "@/lib/automation/queries/rules";
import { isRefusal } from "@/lib/core/result";
import { listDocuments } from "@/lib/documents/invoice-queries";
import { openExceptionsOf } from "@/lib/exceptions/queries/of-order";
import { localInput } from "@/lib/format/local-input";
import { printKinds } from "@/lib/fulfilment/documents-href";
import { listShipmentsOfOrder } from "@/lib/fulfilment/queries/shipments";
import { Messages } from "@/lib/i18n/messages-provider";
import { nameIn } from "@/lib/i18n/rules/languages";
import { eventWords } from "@/lib/orders/event-words";
import { type Kin, movedOf } from "@/lib/orders/load-lineage";
import { assigneesKnown, getOrderPage, type OrderPageData } from "@/lib/orders/queries/order-page";
import { taxElsewhere } from "@/lib/orders/queries/tax-elsewhere";
import { allowedActions, doings, nextAction } from "@/lib/orders/rules/allowed-actions";
import { formerOwners } from "@/lib/orders/rules/change-customer";
import { needsOther } from "@/lib/orders/rules/hold";
import { offerOf } from "@/lib/orders/rules/named-service";
import { planPaymentMethod } from "@/lib/orders/rules/payment-method";
import { priorityOf } from "@/lib/orders/rules/priority";
import { planServiceBack } from "@/lib/orders/rules/service";
import { openStages } from "@/lib/orders/rules/stage";
import type { Stage } from "@/lib/orders/rules/state";
import { changeBack } from "@/lib/orders/rules/undo-change";
import { isUndoable, planUndoEvent, type ServiceBack, undoPermissions } from "@/lib/orders/rules/undo-event";
import { getOrderMoney } from "@/lib/payments/queries/order-money";
import { promotionsOfOrders } from "@/lib/promotions/load-given";
import { claimedByRefunds } from "@/lib/returns/load-return";
import { returnableLines, returnsOfOrder } from "@/lib/returns/queries/returns-of-order";
import { currentShipping } from "@/lib/shipping/load-shipping";
import { anywhere } from "@/lib/shipping/rules/fits";
import { trackingLink } from "@/lib/tracking/tracking-link";

export async function generateMetadata({ params }: PageProps<"/orders/[number]">): Promise<Metadata> {
  return { title: (await params).number };
}

export default async function OrderDetailPage({ params, searchParams }: PageProps<"/orders/[number]">) {
  const { actor, shop } = await requirePermission("orders.read");
  const [{ number }, query] = await Promise.all([params, searchParams]);
  const page = await getOrderPage(decodeURIComponent(number), (found, reader, has) =>
    Promise.all([
      getOrderMoney(found, actor, reader),
      listShipmentsOfOrder(found.id, reader),
      assigneesKnown(),
      has.exceptions && may(actor, "exceptions.read") ? openExceptionsOf(found.id, reader) : [],
      has.firings ? firingsOfOrder(found.id, reader) : [],
      has.documents ? listDocuments(found.id, reader) : [],
      has.returns && may(actor, "returns.read") ? returnsOfOrder(found.id, reader) : [],
      has.openRefunds ? claimedByRefunds(reader, found.id) : new Map(),
      promotionsOfOrders(reader, has.promotions ? [found.id] : []),
    ]),
  );
  if (!page) notFound();
  const [t, locale, now, book] = await Promise.all([
    getTranslations("orders"),
    getLocale(),
    getNow(),
    currentShipping(),
  ]);
  const { state, order, channel } = page;
  const [money, shipments, people, stuck, firings, documents, returns, claimed, promotions] = page.also;
  const mayEnd = !state.holds.some((hold) => needsOther(hold, actor));
  const allowed = allowedActions(state, actor.permissions).filter((action) => action !== "release" || mayEnd);
  const next = nextAction(state, allowed);
  const elsewhere = await taxElsewhere(state, order.shipTo);
  const shipment = shipments.find(({ status }) => ["planned", "picking", "picked", "packed"].includes(status));
  const inHouse = shipment ? { number: shipment.number, status: shipment.status, wave: shipment.wave } : null;
  const channelName = nameIn(locale, channel);
  const channels = { [channel.code]: channelName };
  const lineTexts = new Map([...page.lineWords.values()].map((line) => [line.position, line]));
  // Whether the service of before takes the order still, and who its customer of before is now, is asked when it goes back.
  const serviceBack: ServiceBack = (of, change) => planServiceBack(of, change, { book, consignment: anywhere });
  const undoFacts = {
    ...{ by: actor, service: serviceBack, lineTexts, payment: planPaymentMethod },
    ...{ owner: page.customer?.number ?? "", customers: formerOwners(page.events) },
  };
  // What would be refused now is not offered.
  const undoable = new Map(
    page.events
      .filter((event) => isUndoable(event.type) && may(actor, undoPermissions[event.type]))
      .filter((event) => !isRefusal(planUndoEvent(state, event, page.events, order, undoFacts)))
      .map(({ seq }) => [seq, `/orders/${encodeURIComponent(state.number)}?undo=${seq}`]),
  );
  for (const event of allowed.includes("change") ? page.events : []) {
    if (!isRefusal(changeBack(state, event, page.events)))
      undoable.set(event.seq, `/orders/${encodeURIComponent(state.number)}/change?undo=${event.seq}`);
  }
  const undoing = page.events.find(({ seq, type }) => `${seq}` === query.undo && isUndoable(type) && undoable.has(seq));
  const asked = undoing ? { seq: undoing.seq, what: (await eventWords(channels))(undoing) } : null;
  const mayRejoin = may(actor, "orders.edit");
  const moves = mayRejoin ? page.kin.filter(isMove) : [];
  for (const { number } of moves) {
    const event = page.events.find((of) => moveEvents.has(of.type) && Object.values(of.data).includes(number));
    if (event)
      undoable.set(event.seq, `/orders/${encodeURIComponent(state.number)}?rejoin=${encodeURIComponent(number)}`);
  }
  const returning = moves.find((of) => of.number === query.rejoin);
  const open = (openStages as readonly Stage[]).includes(state.stage);
  const late = open && state.promisedAt !== null && state.promisedAt < now;
  const closeToDue = open && state.promisedAt !== null && state.promisedAt.getTime() - now.getTime() < 86_400_000;

  return (
    <>
      <StillPart>
        <PageHeader
          mono
          title={state.number}
          back={{ href: "/orders", label: t("back") }}
          badge={
            <>
              <StageBadge stage={state.stage} />
              {page.kin.some(({ kind, side }) => kind === "resent" && side === "from") ? (
                <Badge>{t("kin.again")}</Badge>
              ) : null}
              {page.kin.some(({ kind, side }) => kind === "exchanged" && side === "from") ? (
                <Badge>{t("kin.exchange")}</Badge>
              ) : null}
              {page.kin.some(({ kind, side, undone }) => kind === "merged" && side === "came" && !undone) ? (
                <Badge>{t("kin.merged_badge")}</Badge>
              ) : null}
              {state.held ? <HeldFlag types={state.holds.map((hold) => hold.type)} /> : null}
              <PriorityBadge level={state.priority} />
              {order.gift ? <Badge>{t("gift")}</Badge> : null}
              {order.flag ? <Badge tone={order.flag as "red"}>{t(`flag.${order.flag as "red"}`)}</Badge> : null}
            </>
          }
          actions={
            <>
              {page.neighbours.newer ? (
                <ButtonLink href={`/orders/${page.neighbours.newer}`} variant="quiet">
                  <ChevronLeft aria-hidden className="rtl:rotate-180" />{" "}
                  <span className="max-sm:sr-only">{t("prev")}</span>
                </ButtonLink>
              ) : null}
              {page.neighbours.older ? (
                <ButtonLink href={`/orders/${page.neighbours.older}`} variant="quiet">
                  <span className="max-sm:sr-only">{t("nextOrder")}</span>{" "}
                  <ChevronRight aria-hidden className="rtl:rotate-180" />
                </ButtonLink>
              ) : null}
            </>
          }
        >
          <span className="flex flex-wrap items-center gap-x-1.5">
            <span>{t.rich("placedOn", { when: () => <Time at={state.placedAt} />, channel: channelName })}</span>
            {order.externalId ? <MonoId value={order.externalId} short copy /> : null}
            {state.promisedAt ? (
              <span className={late || closeToDue ? "font-semibold text-danger" : undefined}>
                · {t.rich("promised", { when: () => <Time at={state.promisedAt as Date} /> })}{" "}
                {open ? (
                  <>
                    (<Time at={state.promisedAt} form="relative" />)
                  </>
                ) : null}
              </span>
            ) : null}
            {page.assignee?.name ? <span>· {t("assignedTo", { name: page.assignee.name })}</span> : null}
            {page.importNumber ? <span>· {t("fromImport", { number: page.importNumber })}</span> : null}
          </span>
        </PageHeader>
      </StillPart>
      <ExceptionStrip found={stuck} />
      <Messages
        namespaces={["orders", "payments", "fulfilment", "resend", "moves", "shipping", "documents", "returns"]}
      >
        <OrderWatch number={state.number} version={state.version}>
          <OrderActions
            number={state.number}
            version={state.version}
            next={next}
            allowed={allowed}
            people={people}
            priority={priorityOf(state.priority)}
            paymentMethod={state.paymentMethod}
            warehouses={money.locations}
            warehouse={page.location?.code ?? ""}
            service={{
              code: offerOf(book, state.shippingServiceId)?.service.code ?? "",
              words: order.shippingService,
            }}
            details={{
              contactName: order.contactName,
              contactEmail: order.contactEmail,
              contactPhone: order.contactPhone,
              shipTo: order.shipTo,
              promisedAt: state.promisedAt ? localInput(state.promisedAt, shop.timeZone) : "",
              sellerNote: order.sellerNote,
              flag: order.flag,
              gift: order.gift,
              assignee: page.assignee?.email ?? null,
            }}
            doing={doings.find((name) => name === query.do) ?? null}
            undoing={asked}
            line={wordsOfLine(query.line, page)}
            rejoining={returning ? rejoinOf(returning, state.number) : null}
            primary={<NextStep next={next} money={money} open={inHouse} number={state.number} />}
            more={
              <>
                {state.submittedAt && may(actor, "documents.print") ? (
                  <PrintMenu kinds={printKinds} of={{ orders: [state.number] }} />
                ) : null}
                <OrderMoneyMenu
                  money={money}
                  can={{
                    record: allowed.includes("recordPayment"),
                    refund: allowed.includes("refund"),
                    cancel: allowed.includes("cancel"),
                    resend: allowed.includes("resend"),
                    duplicate: allowed.includes("duplicate"),
                    return: allowed.includes("return"),
                  }}
                  resendable={page.resendable}
                  returnable={returnableLines(state, claimed)}
                  trackingLink={state.submittedAt ? trackingLink(state, now) : null}
                />
              </>
            }
          />
          {elsewhere ? <TaxElsewhereAlert found={elsewhere} currency={state.currency} /> : null}
          <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(280px,1fr)]">
            <div className="grid min-w-0 gap-4">
              <LinesCard
                order={state}
                free={page.free}
                moved={movedOf(state, page.kin)}
                words={page.lineWords}
                editable={allowed.includes("edit")}
                hint={page.location ? nameIn(locale, page.location) : undefined}
                all={query.lines === "all"}
              />
              {shipments.map((each, index) => (
                <ShipmentCard
                  key={each.number}
                  shipment={each}
                  index={index + 1}
                  count={shipments.length}
                  actor={actor}
                  refundable={money.refundableMinor !== "0"}
                />
              ))}
              <ReturnsCard returns={returns} now={now} />
              <PaymentsCard money={money} may={{ record: may(actor, "payments.record") }} />
              <DocumentsCard documents={documents} currency={state.currency} open={may(actor, "documents.invoice")} />
              <TimelineCard events={page.events} zone={shop.timeZone} channels={channels} undoable={undoable} />
            </div>
            <div className="grid min-w-0 gap-4">
              <HoldsCard order={state} events={page.events} actor={actor} zone={shop.timeZone} />
              <CustomerCard
                customer={page.customer}
                orderCount={page.customerOrders}
                name={order.contactName}
                email={order.contactEmail}
                phone={order.contactPhone}
                shipTo={order.shipTo}
                billTo={order.billTo}
                ships={state.lines.some((line) => line.ships)}
              />
              {state.lines.some((line) => line.ships) ? (
                <ServiceCard
                  offer={offerOf(book, state.shippingServiceId)}
                  words={order.shippingService}
                  charge={{ minor: state.shippingMinor, currency: state.currency }}
                />
              ) : null}
              <KinCard
                kin={page.kin}
                rejoin={
                  mayRejoin ? (other) => `/orders/${state.number}?rejoin=${encodeURIComponent(other)}` : undefined
                }
              />
              <MoneyCard money={money} />
              {promotions.size > 0 ? (
                <OrderPromotionsCard
                  order={state}
                  given={promotions.get(state.id) ?? []}
                  says={await sentenceOf(shop.timeZone, [{ value: channel.code, label: channelName }])}
                  open={may(actor, "promotions.read")}
                />
              ) : null}
              <WhyCard
                review={page.review}
                routing={page.routing}
                locationCode={page.location?.code ?? null}
                turn={
                  open && state.dueAt ? { ...state, priority: priorityOf(state.priority), dueAt: state.dueAt } : null
                }
              />
              <FiringsCard
                firings={firings}
                open={may(actor, "automation.manage")}
                promotions={promotions.get(state.id) ?? []}
              />
              <NotesCard
                number={state.number}
                buyerMessage={order.buyerMessage}
                sellerNote={order.sellerNote}
                tags={order.tags}
                mayTag={allowed.includes("tag")}
                mayNote={allowed.includes("note")}
              />
            </div>
          </div>
        </OrderWatch>
      </Messages>
    </>
  );
}

// Newest first, so that of two merges of the same orders the later is found.
const moveEvents: ReadonlySet<string> = new Set([
  "order.split",
  "order.split_off",
  "orders.merged",
  "order.merged_into",
]);

type Move = Kin & { kind: "split" | "merged" };

function isMove(kin: Kin): kin is Move {
  return !kin.undone && (kin.kind === "split" || kin.kind === "merged");
}

/** The line that the address asks to word anew. */
function wordsOfLine(asked: string | string[] | undefined, { state, lineWords }: OrderPageData) {
  const line = state.lines.find(({ position }) => `${position}` === asked);
  const words = line && lineWords.get(line.id);
  return line && words ? { line: line.position, title: line.title, note: words.note, custom: [...words.custom] } : null;
}

// Of a split the part goes back; of a merge what was taken in comes out again.
function rejoinOf({ kind, side, number }: Move, own: string) {
  return { other: number, kind, moved: (kind === "split") === (side === "came") ? number : own };
}
