import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/list/page-header";
import { RefundLimitRow } from "@/components/settings/refund-limit-row";
import { Card, CardTable } from "@/components/ui/card";
import { Table, TBody, THead, Th, Tr } from "@/components/ui/table";
import { requirePermission } from "@/lib/auth/session";
import { toDecimalString } from "@/lib/core/money";
import { listCurrencies } from "@/lib/settings/queries";
import { UNLIMITED } from "@/lib/settings/rules/default-policy";
import { refundRoles } from "@/lib/settings/rules/refund-roles";
import { updateRefundLimitsAction } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("refunds.title") };
}

export default async function RefundLimitsPage() {
  const { actor, shop } = await requirePermission("settings.read");
  const [t, staff, known] = await Promise.all([
    getTranslations("settings"),
    getTranslations("staff"),
    listCurrencies(actor),
  ]);
  const currencies = [...known, "*"];
  const headers = currencies.map((currency) =>
    currency === "*" ? t("refunds.other") : t("refunds.currency", { currency }),
  );
  return (
    <>
      <PageHeader title={t("refunds.title")}>{t("refunds.intro")}</PageHeader>
      <ActionForm action={updateRefundLimitsAction} done={t("refunds.saved")} resetOnOk={false} className="grid gap-4">
        <Card>
          <CardTable>
            <Table>
              <THead>
                <Tr>
                  <Th>{t("refunds.role")}</Th>
                  <Th>{t("refunds.any")}</Th>
                  {headers.map((header) => (
                    <Th key={header}>{header}</Th>
                  ))}
                </Tr>
              </THead>
              <TBody>
                {refundRoles.map((role, index) => {
                  const limits = shop.refundLimits[role] ?? {};
                  const unlimited = limits["*"] === UNLIMITED;
                  return (
                    <RefundLimitRow
                      key={role}
                      name={`roles.${index}`}
                      role={role}
                      label={staff(`roles.${role}`)}
                      anyLabel={t("refunds.unlimited", { role: staff(`roles.${role}`) })}
                      unlimited={unlimited}
                      limits={currencies.map((currency, position) => ({
                        currency,
                        label: `${staff(`roles.${role}`)}: ${headers[position]}`,
                        amount: unlimited ? "" : decimalOf(limits[currency], currency),
                        placeholder: currency === "*" ? undefined : t("refunds.asOthers"),
                      }))}
                    />
                  );
                })}
              </TBody>
            </Table>
          </CardTable>
        </Card>
        <div>
          <SubmitButton>{t("refunds.save")}</SubmitButton>
        </div>
      </ActionForm>
    </>
  );
}

// Other currencies are typed with two decimals, as most have.
function decimalOf(minor: string | undefined, currency: string): string {
  return minor === undefined ? "" : toDecimalString(BigInt(minor), currency === "*" ? "EUR" : currency);
}
