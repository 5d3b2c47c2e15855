"use client";

import { useTranslations } from "next-intl";
import { mergeCustomersAction } from "@/app/(back-office)/customers/actions";
import { ConfirmButton } from "@/components/form/confirm-button";
import { Card, CardHeader } from "@/components/ui/card";
import { AppLink } from "@/components/ui/link";

type Duplicate = {
  number: string;
  name: string;
  company: string;
  email: string | null;
  phone: string | null;
  orders: number;
  by: "email" | "phone";
};
type DuplicatesCardProps = { into: string; duplicates: Duplicate[]; mayMerge: boolean };

/** Others with the same e-mail or phone, and the way to make them one. */
export function DuplicatesCard({ into, duplicates, mayMerge }: DuplicatesCardProps) {
  const t = useTranslations("customers");
  if (duplicates.length === 0) return null;
  return (
    <Card aria-labelledby="duplicates" className="border-attention/40!">
      <CardHeader id="duplicates" title={t("duplicates.title")} />
      <ul className="divide-y divide-border text-sm">
        {duplicates.map((other) => {
          const name = other.name || other.company || t("nameless");
          return (
            <li key={other.number} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
              <div className="min-w-0 flex-1">
                <AppLink href={`/customers/${other.number}`} className="font-semibold hover:underline">
                  {name}
                </AppLink>{" "}
                <span className="font-mono text-text-3 text-xs">{other.number}</span>
                <p className="text-text-2 text-xs">
                  {t(`duplicates.by.${other.by}`)} · {t("duplicates.orders", { count: other.orders })}
                </p>
              </div>
              {mayMerge ? (
                <ConfirmButton
                  action={mergeCustomersAction}
                  fields={{ from: other.number, into }}
                  size="sm"
                  title={t("duplicates.mergeTitle", { from: other.number, into })}
                  description={t("duplicates.mergeText", { name })}
                  confirmLabel={t("duplicates.confirm", { from: other.number })}
                  tone="danger"
                  done={t("done.merged")}
                >
                  {t("duplicates.merge")}
                </ConfirmButton>
              ) : null}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
