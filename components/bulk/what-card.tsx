import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Card, CardBody } from "@/components/ui/card";
import { Fact, Facts } from "@/components/ui/key-value";
import { AppLink } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import type { BulkDetail } from "@/lib/bulk/queries";
import { type FieldsChange, typedParts } from "@/lib/bulk/rules/fields";
import type { BulkPaper } from "@/lib/bulk/rules/printable";
import { countryNames } from "@/lib/format/kept";
import { nameIn } from "@/lib/i18n/rules/languages";
import type { CancelReason } from "@/lib/orders/rules/cancel-reasons";
import type { Priority } from "@/lib/orders/rules/priority";

/** What a bulk change was told, and how its orders were chosen. */
export async function WhatCard({ job }: { job: BulkDetail }) {
  const [t, facts] = await Promise.all([getTranslations("bulk.what"), factsOf(job)]);
  const { query, numbers } = job.selection as { query?: string; numbers?: string[] };
  const from = job.retryOf ?? job.undoOf;
  return (
    <Card className="mb-4">
      <CardBody>
        <Facts>
          {facts.map(({ label, value }) => (
            <Fact key={label} label={label}>
              {value}
            </Fact>
          ))}
          <Fact label={t("selection")}>
            {from ? (
              <AppLink href={`/orders/bulk/${from}`} className="hover:underline">
                {job.retryOf ? t("retryOf", { number: from }) : t("undoOf", { number: from })}
              </AppLink>
            ) : query === undefined ? (
              t(numbers ? "ticked" : "fromTable")
            ) : (
              <AppLink href={query} className="hover:underline">
                {t("matching")}
              </AppLink>
            )}
          </Fact>
        </Facts>
      </CardBody>
    </Card>
  );
}

type FactShown = { label: string; value: ReactNode };

async function factsOf(job: BulkDetail): Promise<FactShown[]> {
  const [t, orders, locale] = await Promise.all([getTranslations("bulk.what"), getTranslations("orders"), getLocale()]);
  const { input } = job;
  const resend = await getTranslations("resend.reasons");
  const text = (name: string) => (typeof input[name] === "string" ? input[name] : "");
  const list = (name: string) => (Array.isArray(input[name]) ? input[name].join(", ") : "");
  const holdType = (type: string) =>
    orders.has(`holdType.${type}` as never) ? orders(`holdType.${type}` as "holdType.other") : type;
  const priority = (name: Priority) => orders(`priority.${name}`);
  const cancelReason = (name: CancelReason) => orders(`cancelReason.${name}`);
  const facts: FactShown[] = [];
  const add = (label: string, value: ReactNode) => {
    if (value !== "") facts.push({ label, value });
  };
  switch (job.action) {
    case "hold":
      add(t("why"), holdType(text("type")));
      add(t("scope"), orders(`holdScope.${text("scope") as "all"}`));
      add(t("reason"), text("reason"));
      add(t("due"), text("dueAt") && <Time at={text("dueAt")} />);
      break;
    case "release":
      add(t("why"), text("type") ? holdType(text("type")) : t("allHolds"));
      break;
    case "assign":
      add(t("person"), text("email") || t("nobody"));
      break;
    case "print":
      add(t("paper"), t(`papers.${text("paper") as BulkPaper}`));
      break;
    case "ship":
      add(t("carrier"), text("carrier"));
      add(t("service"), text("service"));
      break;
    case "prioritise":
      add(t("priority"), priority(text("priority") as Priority));
      add(t("reason"), text("reason"));
      break;
    case "promise":
      add(t("promisedAt"), <Time at={text("promisedAt")} />);
      break;
    case "service":
      add(t("service"), job.service ? nameIn(locale, job.service) : text("service"));
      break;
    case "edit":
      for (const [label, value] of await fieldFacts(input as FieldsChange)) add(label, value);
      break;
    case "payment":
      add(t("method"), orders(`method.${text("method") as "cash"}`));
      break;
    case "customer":
      add(t("customer"), text("customer"));
      break;
    case "cancel":
      add(t("reason"), cancelReason(text("reason") as CancelReason));
      break;
    case "items":
      add(t("change"), t(`itemChanges.${text("change") as "replace"}`));
      add(t("sku"), text("sku"));
      add(t("with"), text("with"));
      add(t("quantity"), text("change") === "add" ? String(input.quantity) : "");
      add(t("unitPrice"), text("unitPrice"));
      add(t("reason"), orders(`changeReason.${text("reason") as "other"}`));
      break;
    case "reroute":
      add(t("warehouse"), text("location"));
      break;
    case "duplicate":
      add(t("change"), t("duplicateAll"));
      break;
    case "resend":
      add(t("change"), t("resendAll"));
      add(t("reason"), resend(text("reason") as "other"));
      break;
    case "merge":
      add(t("change"), t("mergeGroups"));
      break;
    case "split":
      add(t("change"), t("splitWaiting"));
      break;
    case "tag":
      add(t("add"), list("add"));
      add(t("remove"), list("remove"));
      break;
  }
  add(t("note"), text("note"));
  return facts;
}

/** The fields that a change fills, those of an address in their sequence on an envelope. */
async function fieldFacts(change: FieldsChange): Promise<[string, string][]> {
  const [t, form, orders, locale] = await Promise.all([
    getTranslations("bulk.what"),
    getTranslations("bulk.form"),
    getTranslations("orders"),
    getLocale(),
  ]);
  const { contactName, contactEmail, contactPhone, shipTo, addressWay, sellerNote, noteWay, flag } = change;
  const parts = Object.entries(typedParts(shipTo));
  return [
    [orders("form.name"), contactName],
    [orders("form.email"), contactEmail],
    [orders("form.phone"), contactPhone],
    [t("address"), parts.length > 0 ? form(`addressWays.${addressWay}`) : ""],
    ...parts.map(([part, text]): [string, string] => [
      t("addressPart", { part: orders(`form.${part as "city"}`) }),
      part === "country" ? (countryNames(locale).of(text) ?? text) : text,
    ]),
    [form(`noteWays.${noteWay}`), sellerNote],
    [orders("form.flag"), flag === "none" ? orders("form.noFlag") : flag && orders(`flag.${flag as "red"}`)],
  ];
}
