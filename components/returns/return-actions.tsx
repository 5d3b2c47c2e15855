"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, type ReactNode, useState } from "react";
import {
  approveReturnAction,
  cancelReturnAction,
  extendReturnAction,
  noteReturnAction,
  rejectReturnAction,
  reopenReturnAction,
  shipReturnAction,
} from "@/app/(back-office)/returns/actions";
import { ActionButton } from "@/components/form/action-button";
import { ActionForm } from "@/components/form/action-form";
import { ConfirmButton } from "@/components/form/confirm-button";
import { FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { Button, ButtonLink } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/dropdown-menu";
import type { FormAction } from "@/lib/form-state";
import type { ReturnView } from "@/lib/returns/queries/get-return";
import type { ReturnAction } from "@/lib/returns/rules/allowed-actions";
import { ApproveForm } from "./approve-form";

// Forms come with the first dialog that is opened.
const RefundForm = lazy(() => import("./refund-return-form").then((form) => ({ default: form.RefundReturnForm })));
const ExchangeForm = lazy(() => import("./exchange-form").then((form) => ({ default: form.ExchangeForm })));

type ReturnActionsProps = { view: ReturnView; next: ReturnAction | null; dueLocal: string };
type Open = "refund" | "exchange" | "ship" | "extend" | "note" | "fewer" | "reject" | "cancel" | null;

/** What comes next for whoever looks, and under "More" all else that may be done now. */
export function ReturnActions({ view, next, dueLocal }: ReturnActionsProps) {
  const t = useTranslations("returns");
  const [open, setOpen] = useState<Open>(null);
  const can = (action: ReturnAction) => view.allowed.includes(action);
  const fields = { rma: view.rma, version: String(view.version) };
  const close = () => setOpen(null);
  const dialog = (name: Exclude<Open, null>) => ({
    open: open === name,
    onOpenChange: (shown: boolean) => setOpen(shown ? name : null),
  });
  const bench = `/returns/${encodeURIComponent(view.rma)}/receive`;
  const refundable = can("refund") && (view.suggestion?.lines.length ?? 0) > 0;
  const item = (action: ReturnAction, name: Exclude<Open, null>, shown = can(action) && next !== action) =>
    shown ? <MenuItem onSelect={() => setOpen(name)}>{t(`action.${name}`)}</MenuItem> : null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {next === "approve" ? (
        <ActionButton action={approveReturnAction} fields={fields} variant="primary" done={t("done.approved")}>
          {t("action.approve")}
        </ActionButton>
      ) : null}
      {next === "receive" || next === "inspect" ? (
        <ButtonLink href={bench} variant="primary">
          {t(`action.${next}`)}
        </ButtonLink>
      ) : null}
      {next === "refund" && refundable ? (
        <Button variant="primary" onClick={() => setOpen("refund")}>
          {t("action.refund")}
        </Button>
      ) : null}
      {can("receive") && next !== "receive" && next !== "inspect" ? (
        <ButtonLink href={bench}>{t("action.receive")}</ButtonLink>
      ) : null}
      {can("reopen") ? (
        <ActionButton action={reopenReturnAction} fields={fields} done={t("done.reopened")}>
          {t("action.reopen")}
        </ActionButton>
      ) : null}
      <Menu
        trigger={
          <Button variant="quiet">
            {t("action.more")} <ChevronDown aria-hidden />
          </Button>
        }
      >
        {item("approve", "fewer", can("approve"))}
        {item("refund", "refund", refundable && next !== "refund")}
        {item("exchange", "exchange")}
        {view.coming ? (
          <MenuItem href={`/api/internal/returns/${encodeURIComponent(view.rma)}/slip`} external>
            {t("action.slip")}
          </MenuItem>
        ) : null}
        {item("ship", "ship")}
        {item("extend", "extend")}
        {item("note", "note")}
        {can("reject") || can("cancel") ? <MenuSeparator /> : null}
        {can("reject") ? (
          <MenuItem danger onSelect={() => setOpen("reject")}>
            {t("action.reject")}
          </MenuItem>
        ) : null}
        {can("cancel") ? (
          <MenuItem danger onSelect={() => setOpen("cancel")}>
            {t("action.cancel")}
          </MenuItem>
        ) : null}
      </Menu>
      <Dialog {...dialog("refund")} title={t("refund.title", { rma: view.rma })} size="lg">
        <RefundForm view={view} onDone={close} />
      </Dialog>
      <Dialog {...dialog("exchange")} title={t("exchange.title", { rma: view.rma })} size="lg">
        <ExchangeForm view={view} onDone={close} />
      </Dialog>
      <Dialog {...dialog("fewer")} title={t("action.fewer")}>
        <ApproveForm view={view} onDone={close} />
      </Dialog>
      <Step {...dialog("ship")} name="ship" action={shipReturnAction} fields={fields} onDone={close}>
        <FormField name="carrier" label={t("field.carrier")} defaultValue={view.carrier} maxLength={80} optional />
        <FormField
          name="trackingNumber"
          label={t("field.trackingNumber")}
          defaultValue={view.trackingNumber}
          maxLength={80}
          optional
        />
      </Step>
      <Step {...dialog("extend")} name="extend" action={extendReturnAction} fields={fields} onDone={close}>
        <FormField type="datetime-local" name="dueAt" label={t("field.dueAt")} defaultValue={dueLocal} required />
      </Step>
      <Step {...dialog("note")} name="note" action={noteReturnAction} fields={{ rma: view.rma }} onDone={close}>
        <FormField as="textarea" name="note" label={t("note")} rows={3} maxLength={500} required />
      </Step>
      {(["reject", "cancel"] as const).map((name) => (
        <ConfirmButton
          key={name}
          {...dialog(name)}
          action={name === "reject" ? rejectReturnAction : cancelReturnAction}
          fields={fields}
          title={t(`${name}.title`, { rma: view.rma })}
          description={t(`${name}.text`)}
          confirmLabel={t(`action.${name}`)}
          tone="danger"
          done={t(`done.${name}`)}
          onOk={close}
          body={<FormField as="textarea" name="note" label={t(`${name}.note`)} rows={2} maxLength={500} optional />}
        />
      ))}
    </div>
  );
}

type StepProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  name: "ship" | "extend" | "note";
  action: FormAction;
  fields: Record<string, string>;
  onDone: () => void;
  children: ReactNode;
};

/** A small form in a dialog. */
function Step({ open, onOpenChange, name, action, fields, onDone, children }: StepProps) {
  const t = useTranslations("returns");
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t(`action.${name}`)}>
      <ActionForm action={action} fields={fields} done={t(`done.${name}`)} onOk={onDone} className="grid gap-4">
        {children}
        <div className="flex justify-end">
          <SubmitButton>{t("save")}</SubmitButton>
        </div>
      </ActionForm>
    </Dialog>
  );
}
