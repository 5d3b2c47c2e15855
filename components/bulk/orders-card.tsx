import { getLocale, getTranslations } from "next-intl/server";
import { DocumentEffects } from "@/components/documents/document-effects";
import { StageTabs } from "@/components/list/stage-tabs";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button";
import { Card, CardBody, CardFooter, CardHeader, CardTable } from "@/components/ui/card";
import { AppLink } from "@/components/ui/link";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { refusalWords } from "@/lib/action";
import type { Actor } from "@/lib/actor";
import { type BulkDetail, type BulkItemShown, listBulkItems } from "@/lib/bulk/queries";
import { type ItemStatus, itemStatuses } from "@/lib/bulk/rules/words";
import { formatMoney } from "@/lib/core/money";
import { formatNumber } from "@/lib/format/number";
import { itemTones } from "./bulk-words";

type OrdersCardProps = { actor: Actor; currency: string; job: BulkDetail; show: ItemStatus | undefined; after: number };

// What needs a look comes first.
const sequence = ["failed", "skipped", "ready", "waiting", "done"] as const satisfies readonly ItemStatus[];

/** Each order of a change with its outcome and the reason. */
export async function OrdersCard({ actor, currency, job, show, after }: OrdersCardProps) {
  const filled = sequence.filter((status) => job[status] > 0);
  const shown = show ?? filled[0];
  if (!shown) return null;
  const [t, words, page] = await Promise.all([
    getTranslations("bulk"),
    refusalWords(),
    listBulkItems(actor, job.id, shown, after),
  ]);
  const over = job.status === "done" || job.status === "stopped";
  const nameOf = (status: ItemStatus) => {
    if (over && (status === "ready" || status === "waiting")) return t("item.left");
    return status === "skipped" && job.status === "checked" ? t("item.cannot") : t(`item.${status}`);
  };
  const href = (status: ItemStatus, position = 0) =>
    `/orders/bulk/${job.number}?show=${status}${position > 0 ? `&after=${position}` : ""}`;
  return (
    <Card className="mb-4">
      <CardHeader title={t("orders.title")} />
      <div className="px-4 pt-2">
        <StageTabs
          label={t("orders.title")}
          tabs={filled.map((status) => ({
            key: status,
            label: nameOf(status),
            count: job[status],
            href: href(status),
            active: status === shown,
          }))}
        />
      </div>
      <CardTable label={t("orders.title")}>
        <Table>
          <THead>
            <Tr>
              <Th>{t("orders.order")}</Th>
              <Th>{t("orders.outcome")}</Th>
              <Th className="w-full">{t("orders.why")}</Th>
            </Tr>
          </THead>
          <TBody>
            {page.rows.map((item) => (
              <Tr key={item.position}>
                <Td className="whitespace-nowrap font-mono">
                  {item.orderId === null ? (
                    item.orderNumber
                  ) : (
                    <AppLink href={`/orders/${item.orderNumber}`} className="font-semibold hover:underline">
                      {item.orderNumber}
                    </AppLink>
                  )}
                </Td>
                <Td>
                  <Badge tone={over && item.status === "ready" ? "grey" : itemTones[item.status]}>
                    {nameOf(item.status)}
                  </Badge>
                </Td>
                <Td className="py-1.5">
                  {item.code === "" && job.undoOf === null ? <ItemNote item={item} currency={currency} /> : null}
                  {item.documents && (item.status === "ready" || item.status === "done") ? (
                    <DocumentEffects documents={item.documents.effects} currency={item.documents.currency} />
                  ) : null}
                  {item.code === ""
                    ? null
                    : words.sentence({ refused: true, code: item.code, facts: item.facts ?? {} })}
                </Td>
              </Tr>
            ))}
          </TBody>
        </Table>
        {page.rows.length === 0 ? <CardBody className="text-text-2">{t("orders.none")}</CardBody> : null}
      </CardTable>
      {page.more || after > 0 ? (
        <CardFooter>
          {after > 0 ? (
            <ButtonLink href={href(shown)} size="sm">
              {t("orders.first")}
            </ButtonLink>
          ) : null}
          {page.more ? (
            <ButtonLink href={href(shown, page.rows.at(-1)?.position ?? 0)} size="sm">
              {t("orders.more")}
            </ButtonLink>
          ) : null}
        </CardFooter>
      ) : null}
    </Card>
  );
}

type ItemNoteProps = { item: BulkItemShown /** Of the shop. */; currency: string };

/** What becomes of one order: what it goes into or takes in, or what of it is sent again. */
async function ItemNote({ item: { merge, resent, made }, currency }: ItemNoteProps) {
  const [t, locale] = await Promise.all([getTranslations("bulk.orders"), getLocale()]);
  if (merge) return merge.from ? t("takes", { numbers: merge.from.join(", ") }) : t("into", { number: merge.into });
  const units = resent?.units.map(({ sku, quantity }) => `${formatNumber(quantity, locale)} × ${sku}`).join(", ") ?? "";
  const cost = resent?.costMinor == null ? null : formatMoney(BigInt(resent.costMinor), currency, locale);
  return (
    <>
      {cost === null ? units : t("unitsCost", { units, cost })}{" "}
      {made ? (
        <AppLink href={`/orders/${made}`} className="font-mono font-semibold hover:underline">
          {made}
        </AppLink>
      ) : null}
    </>
  );
}

export function itemStatusOf(text: unknown): ItemStatus | undefined {
  return itemStatuses.find((status) => status === text);
}
