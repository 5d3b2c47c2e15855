import { getTranslations } from "next-intl/server";
import { StageBadge } from "@/components/orders/stage-badge";
import { Card, CardBody, CardHeader, CardTable } from "@/components/ui/card";
import { TextLink } from "@/components/ui/link";
import { Quantity } from "@/components/ui/quantity";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { StockClaim } from "@/lib/inventory/queries/get-stock-item";

type ClaimsCardProps = { kind: "holding" | "waiting"; claims: StockClaim[]; count: number; linked: boolean };

/** Orders that hold units of the item, or wait for some, by their promise. */
export async function ClaimsCard({ kind, claims, count, linked }: ClaimsCardProps) {
  const t = await getTranslations("stock");
  const title = t(`item.${kind}`);
  return (
    <Card>
      <CardHeader title={title} hint={count > 0 ? <Quantity value={count} /> : undefined} />
      {claims.length === 0 ? (
        <CardBody className="text-sm text-text-3">
          {t(kind === "holding" ? "item.noHolding" : "item.noWaiting")}
        </CardBody>
      ) : (
        <CardTable label={title}>
          <Table aria-label={title}>
            <THead className="sr-only">
              <Tr>
                <Th>{t("column.order")}</Th>
                <Th>{t("column.stage")}</Th>
                <Th>{t("column.promised")}</Th>
                <Th align="end">{t("column.quantity")}</Th>
              </Tr>
            </THead>
            <TBody>
              {claims.map((claim) => (
                <Tr key={`${claim.number} ${claim.location}`}>
                  <Td>
                    {linked ? (
                      <TextLink href={`/orders/${claim.number}`} className="whitespace-nowrap font-mono">
                        {claim.number}
                      </TextLink>
                    ) : (
                      <span className="whitespace-nowrap font-mono">{claim.number}</span>
                    )}
                  </Td>
                  <Td>
                    <StageBadge stage={claim.stage} />
                  </Td>
                  <Td muted>{claim.promisedAt ? <Time at={claim.promisedAt} form="day" /> : "–"}</Td>
                  <Td align="end">
                    <Quantity value={claim.quantity} />{" "}
                    {claim.location ? <span className="text-text-3">{claim.location}</span> : null}
                  </Td>
                </Tr>
              ))}
            </TBody>
          </Table>
        </CardTable>
      )}
      {count > claims.length ? (
        <CardBody className="text-sm text-text-3">{t("item.more", { count: count - claims.length })}</CardBody>
      ) : null}
    </Card>
  );
}
