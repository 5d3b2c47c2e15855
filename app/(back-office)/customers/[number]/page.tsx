import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { AddressesCard } from "@/components/customers/addresses-card";
import { CustomerNotesCard } from "@/components/customers/customer-notes-card";
import { CustomerOrders } from "@/components/customers/customer-orders";
import { DuplicatesCard } from "@/components/customers/duplicates-card";
import { EditCustomerButton } from "@/components/customers/edit-customer-button";
import { PageHeader } from "@/components/list/page-header";
import { Pager } from "@/components/list/pager";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { KeyValue, KeyValues } from "@/components/ui/key-value";
import { Money } from "@/components/ui/money";
import { MonoId } from "@/components/ui/mono-id";
import { Time } from "@/components/ui/time";
import { may } from "@/lib/actor";
import { requirePermission } from "@/lib/auth/session";
import { type CustomerProfile, getCustomer, listCustomerOrders } from "@/lib/customers/queries/customer-profile";
import { countryChoices } from "@/lib/format/choices";
import { localeNames } from "@/lib/i18n/locales";
import { Messages } from "@/lib/i18n/messages-provider";
import { defineList, readList } from "@/lib/list/params";

export async function generateMetadata({ params }: PageProps<"/customers/[number]">): Promise<Metadata> {
  return { title: decodeURIComponent((await params).number) };
}

export default async function CustomerPage({ params, searchParams }: PageProps<"/customers/[number]">) {
  const { actor } = await requirePermission("customers.read");
  const [{ number }, query] = await Promise.all([params, searchParams]);
  const customer = await getCustomer(actor, decodeURIComponent(number));
  if (!customer) notFound();
  const spec = defineList({ path: `/customers/${customer.number}` });
  const state = readList(spec, query);
  const [t, locale, orders] = await Promise.all([
    getTranslations("customers"),
    getLocale(),
    listCustomerOrders(customer.id, state),
  ]);
  const live = customer.mergedInto === null;
  const mayEdit = live && may(actor, "customers.edit");
  return (
    <>
      <PageHeader
        title={customer.name || customer.company || t("nameless")}
        back={{ href: "/customers", label: t("back") }}
        badge={
          <>
            <MonoId value={customer.number} />
            {customer.tags.map((tag) => (
              <Badge key={tag}>{tag}</Badge>
            ))}
          </>
        }
        actions={
          mayEdit ? (
            <Messages namespaces={["customers"]}>
              <EditCustomerButton customer={editable(customer)} />
            </Messages>
          ) : null
        }
      >
        {t.rich("since", { day: () => <Time key="since" at={customer.since} form="day" /> })}
      </PageHeader>
      {customer.mergedInto ? (
        <Alert
          tone="attention"
          className="mb-4"
          title={t("merged.title", { number: customer.mergedInto })}
          action={
            <ButtonLink href={`/customers/${customer.mergedInto}`} size="sm">
              {t("merged.action", { number: customer.mergedInto })}
            </ButtonLink>
          }
        />
      ) : null}
      <Messages namespaces={["customers"]}>
        <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(280px,1fr)]">
          <section className="min-w-0" aria-labelledby="orders">
            <h2 id="orders" className="mb-2 font-semibold text-base">
              {t("orders.title")}
            </h2>
            <CustomerOrders rows={orders.rows} />
            {orders.newer || orders.older ? (
              <Pager spec={spec} state={state} newer={orders.newer} older={orders.older} shown={orders.rows.length} />
            ) : null}
          </section>
          <div className="grid min-w-0 gap-4">
            {live ? (
              <DuplicatesCard
                into={customer.number}
                duplicates={customer.duplicates}
                mayMerge={may(actor, "customers.merge")}
              />
            ) : null}
            <ContactCard customer={customer} />
            <TotalsCard customer={customer} />
            <AddressesCard customer={customer} countries={countryChoices(locale)} mayEdit={mayEdit} />
            <CustomerNotesCard number={customer.number} notes={customer.notes} mayNote={mayEdit} />
          </div>
        </div>
      </Messages>
    </>
  );
}

function editable({ number, version, name, company, email, phone, locale, tags }: CustomerProfile) {
  return { number, version, name, company, email, phone, locale, tags };
}

async function ContactCard({ customer }: { customer: CustomerProfile }) {
  const t = await getTranslations("customers");
  const known = (value: string | null) =>
    value ? (
      <span className="inline-flex items-center gap-1 break-all">
        {value} <CopyButton text={value} />
      </span>
    ) : (
      <span className="text-text-3">{t("contact.none")}</span>
    );
  return (
    <Card aria-labelledby="contact">
      <CardHeader id="contact" title={t("contact.title")} />
      <CardBody>
        <KeyValues>
          <KeyValue label={t("contact.phone")}>{known(customer.phone)}</KeyValue>
          <KeyValue label={t("contact.email")}>{known(customer.email)}</KeyValue>
          {customer.company ? <KeyValue label={t("contact.company")}>{customer.company}</KeyValue> : null}
          <KeyValue label={t("contact.language")}>{localeNames[customer.locale].name}</KeyValue>
          {customer.externalKey ? (
            <KeyValue label={t("contact.external")}>
              <span className="font-mono text-xs">{customer.externalKey}</span>
            </KeyValue>
          ) : null}
        </KeyValues>
      </CardBody>
    </Card>
  );
}

async function TotalsCard({ customer }: { customer: CustomerProfile }) {
  const t = await getTranslations("customers");
  if (customer.totals.length === 0) return null;
  return (
    <Card aria-labelledby="totals">
      <CardHeader id="totals" title={t("orders.totals")} />
      <CardBody>
        <KeyValues>
          {customer.totals.map(({ currency, orders, totalMinor, refundedMinor }) => (
            <KeyValue key={currency} label={t("orders.count", { count: orders })}>
              <Money minor={totalMinor} currency={currency} showCode={customer.totals.length > 1} />
              {refundedMinor === "0" ? null : (
                <span className="block text-text-3 text-xs">
                  {t.rich("orders.refunded", {
                    amount: () => <Money key="refunded" minor={refundedMinor} currency={currency} />,
                  })}
                </span>
              )}
            </KeyValue>
          ))}
        </KeyValues>
      </CardBody>
    </Card>
  );
}
