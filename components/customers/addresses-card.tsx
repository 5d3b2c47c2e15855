import { getTranslations } from "next-intl/server";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import type { CustomerProfile } from "@/lib/customers/queries/customer-profile";
import { addressLine } from "@/lib/orders/rules/review";
import { AddressButton } from "./address-button";

type AddressesCardProps = {
  customer: CustomerProfile;
  countries: { value: string; label: string }[];
  mayEdit: boolean;
};

/** Where a customer's parcels go, the default first. */
export async function AddressesCard({ customer, countries, mayEdit }: AddressesCardProps) {
  const t = await getTranslations("customers");
  const { number, version, addresses } = customer;
  return (
    <Card aria-labelledby="addresses">
      <CardHeader
        id="addresses"
        title={t("addresses.title")}
        actions={mayEdit ? <AddressButton number={number} version={version} countries={countries} /> : null}
      />
      {addresses.length === 0 ? (
        <CardBody>
          <p className="text-sm text-text-3">{t("addresses.empty")}</p>
        </CardBody>
      ) : null}
      <ul className="divide-y divide-border text-sm">
        {addresses.map((each) => (
          <li key={each.place} className="flex items-start justify-between gap-3 px-4 py-2.5">
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-2 font-semibold">
                {each.address.name}
                {each.address.phone ? <span className="font-normal text-text-2">{each.address.phone}</span> : null}
                {each.isDefault ? <Badge tone="teal">{t("addresses.default")}</Badge> : null}
              </p>
              {each.address.company ? <p className="text-text-2">{each.address.company}</p> : null}
              <p className="break-words text-text-2">{addressLine(each.address)}</p>
            </div>
            <div className="flex shrink-0 items-center gap-1">
              <CopyButton
                text={[each.address.name, each.address.phone, addressLine(each.address)].filter(Boolean).join("\n")}
                label={t("addresses.copy")}
              />
              {mayEdit ? (
                <AddressButton number={number} version={version} countries={countries} existing={each} />
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
