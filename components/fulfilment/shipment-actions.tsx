"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { deliverShipmentAction, recordTrackingAction, takeBackAction } from "@/app/(back-office)/fulfilment/actions";
import { ActionButton } from "@/components/form/action-button";
import { ActionForm } from "@/components/form/action-form";
import { ConfirmButton } from "@/components/form/confirm-button";
import { FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { Button, ButtonLink } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Menu, MenuItem } from "@/components/ui/dropdown-menu";
import type { PrintKind } from "@/lib/fulfilment/documents-href";
import type { ShipmentStatus } from "@/lib/orders/rules/state";
import { PrintMenu } from "./print-menu";

type ShipmentActionsProps = {
  shipment: { number: string; status: ShipmentStatus; wave: string | null; packed: boolean };
  kinds: readonly PrintKind[];
  statuses: readonly ("in_transit" | "out_for_delivery" | "delivered" | "failed" | "returned_to_sender")[];
  may: { pick: boolean; pack: boolean; ship: boolean; deliver: boolean };
};

const inHouse: readonly ShipmentStatus[] = ["planned", "picking", "picked", "packed"];
const underway: readonly ShipmentStatus[] = ["shipped", "in_transit", "out_for_delivery", "failed"];

/** The next step of a shipment, and what else can be done to it. */
export function ShipmentActions({ shipment, kinds, statuses, may }: ShipmentActionsProps) {
  const t = useTranslations("fulfilment");
  const [open, setOpen] = useState<"news" | "takeBack" | null>(null);
  const { number, status, wave, packed } = shipment;
  const close = () => setOpen(null);
  const bench = status === "picked" || status === "packed";
  const more = (inHouse.includes(status) && may.pick) || (underway.includes(status) && may.deliver);
  return (
    <div className="flex flex-wrap items-center justify-end gap-2">
      {kinds.length > 0 && status !== "cancelled" ? (
        <PrintMenu variant="quiet" kinds={kinds} of={{ shipments: [number] }} />
      ) : null}
      {more ? (
        <Menu
          align="end"
          trigger={
            <Button variant="quiet">
              {t("card.more")}
              <ChevronDown aria-hidden />
            </Button>
          }
        >
          {underway.includes(status) ? <MenuItem onSelect={() => setOpen("news")}>{t("card.news")}</MenuItem> : null}
          {inHouse.includes(status) ? (
            <MenuItem danger onSelect={() => setOpen("takeBack")}>
              {t("pack.takeBack")}
            </MenuItem>
          ) : null}
        </Menu>
      ) : null}
      {status === "picking" && wave && may.pick ? (
        <ButtonLink href={`/fulfilment/waves/${wave}`}>{t("card.continuePicking")}</ButtonLink>
      ) : null}
      {bench && (may.pack || may.ship) ? (
        <ButtonLink href={`/fulfilment/pack/${number}`}>{t(packed ? "card.ship" : "card.pack")}</ButtonLink>
      ) : null}
      {underway.includes(status) && may.deliver ? (
        <ActionButton action={deliverShipmentAction} fields={{ shipment: number }} done={t("delivered", { count: 1 })}>
          {t("deliver")}
        </ActionButton>
      ) : null}
      <Dialog
        open={open === "news"}
        onOpenChange={(shown) => !shown && close()}
        size="sm"
        title={t("card.newsTitle", { number })}
      >
        <ActionForm
          action={recordTrackingAction}
          fields={{ shipment: number }}
          done={t("card.recorded")}
          onOk={close}
          className="grid gap-4"
        >
          <FormField
            as="select"
            name="status"
            label={t("card.newsStatus")}
            options={statuses.map((value) => ({ value, label: t(`status.${value}`) }))}
          />
          <FormField name="place" label={t("card.newsPlace")} optional maxLength={120} />
          <FormField name="description" label={t("card.newsDescription")} optional maxLength={300} />
          <div className="flex justify-end">
            <SubmitButton>{t("card.newsGo")}</SubmitButton>
          </div>
        </ActionForm>
      </Dialog>
      <ConfirmButton
        open={open === "takeBack"}
        onOpenChange={(shown) => !shown && close()}
        action={takeBackAction}
        fields={{ shipment: number }}
        title={t("pack.takeBackTitle", { number })}
        description={t("pack.takeBackText")}
        confirmLabel={t("pack.takeBackGo", { number })}
        tone="danger"
        done={t("pack.takenBack")}
        body={<FormField name="note" label={t("pack.note")} optional maxLength={500} />}
      />
    </div>
  );
}
