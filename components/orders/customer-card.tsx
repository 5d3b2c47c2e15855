import { useTranslations } from "next-intl";
import { StillPart } from "@/components/still/still";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { TextLink } from "@/components/ui/link";
import type { Address } from "@/lib/customers/rules/address";
import { addressLine, missingParts } from "@/lib/orders/rules/review";

type CustomerCardProps = {
  customer: { number: string } | null;
  orderCount: number;
  name: string;
  email: string | null;
  phone: string | null;
  shipTo: Address | null;
  billTo: Address | null;
  ships: boolean;
};

/** Whom the order is for and where it goes. */
export function CustomerCard({ customer, orderCount, name, email, phone, shipTo, billTo, ships }: CustomerCardProps) {
  const t = useTranslations("orders");
  const missing = ships ? missingParts(shipTo) : [];
  return (
    <StillPart>
      <Card aria-labelledby="customer">
        <CardHeader
          id="customer"
          title={t("customer.title")}
          actions={
            customer ? (
              <TextLink href={`/customers/${customer.number}`}>{t("customer.orders", { count: orderCount })}</TextLink>
            ) : null
          }
        />
        <CardBody className="grid gap-2 text-sm">
          <div>
            <p className="font-semibold">{name || t("customer.none")}</p>
            {phone ? <p className="text-text-2">{phone}</p> : null}
            {email ? <p className="break-all text-text-2">{email}</p> : null}
          </div>
          {shipTo ? (
            <div className="flex items-start justify-between gap-2 text-text-2">
              <p>
                {shipTo.name && shipTo.name !== name ? <span className="block text-text">{shipTo.name}</span> : null}
                {shipTo.company ? <span className="block">{shipTo.company}</span> : null}
                {addressLine(shipTo)}
              </p>
              <CopyButton
                text={[shipTo.name, shipTo.phone, addressLine(shipTo)].filter(Boolean).join("\n")}
                label={t("customer.copyAddress")}
              />
            </div>
          ) : ships ? (
            <p className="text-text-3">{t("customer.noAddress")}</p>
          ) : null}
          {billTo ? (
            <div className="text-text-2">
              <p className="text-text-3 text-xs">{t("customer.billTo")}</p>
              <p>{[billTo.name, addressLine(billTo)].filter(Boolean).join(", ")}</p>
            </div>
          ) : null}
          {missing.length > 0 ? (
            <p className="flex flex-wrap gap-1.5">
              {missing.map((part) => (
                <Badge key={part} tone="amber">
                  {t("customer.missing", { part: t(`part.${part as "city"}`) })}
                </Badge>
              ))}
            </p>
          ) : null}
        </CardBody>
      </Card>
    </StillPart>
  );
}
