"use client";

import { ChevronDown } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { lazy, type ReactNode, useState } from "react";
import { approveAction, releaseAction, submitAction } from "@/app/(back-office)/orders/[number]/actions";
import { ActionButton } from "@/components/form/action-button";
import { Button, ButtonLink } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Menu, MenuItem } from "@/components/ui/dropdown-menu";
import type { Address } from "@/lib/customers/rules/address";
import type { Doing, OrderAction } from "@/lib/orders/rules/allowed-actions";
import type { Priority } from "@/lib/orders/rules/priority";
import type { PaymentMethod } from "@/lib/orders/rules/state";
import type { Warehouse } from "./claims-forms";
import type { LineNow } from "./line-form";

// Forms come with the first dialog that is opened: most looks at an order open none.
const forms = () => import("./order-forms");
const HoldForm = lazy(() => forms().then((module) => ({ default: module.HoldForm })));
const AssignForm = lazy(() => forms().then((module) => ({ default: module.AssignForm })));
const UndoForm = lazy(() => forms().then((module) => ({ default: module.UndoForm })));
const PriorityForm = lazy(() => forms().then((module) => ({ default: module.PriorityForm })));
const RejoinForm = lazy(() => import("./move/rejoin-form").then((module) => ({ default: module.RejoinForm })));
const EditForm = lazy(() => forms().then((module) => ({ default: module.EditForm })));

const LineForm = lazy(() => import("./line-form").then((module) => ({ default: module.LineForm })));

const claims = () => import("./claims-forms");
const RerouteForm = lazy(() => claims().then((module) => ({ default: module.RerouteForm })));
const PaymentMethodForm = lazy(() => claims().then((module) => ({ default: module.PaymentMethodForm })));
const CustomerForm = lazy(() => claims().then((module) => ({ default: module.CustomerForm })));
const ServiceForm = lazy(() => import("./service-form").then((module) => ({ default: module.ServiceForm })));
const TakeStockForm = lazy(() => claims().then((module) => ({ default: module.TakeStockForm })));

export type OrderActionsProps = {
  number: string;
  version: number;
  next: OrderAction | undefined;
  allowed: OrderAction[];
  people: { name: string; email: string }[];
  priority: Priority;
  paymentMethod: PaymentMethod;
  warehouses: Warehouse[];
  /** Code of the one it goes out from. */
  warehouse: string;
  /** Code of the service it goes with, and what the buyer chose. */
  service: { code: string; words: string };
  details: {
    contactName: string;
    contactEmail: string | null;
    contactPhone: string | null;
    shipTo: Address | null;
    /** As the shop's clock shows it: "2026-11-27T18:00". */
    promisedAt: string;
    sellerNote: string;
    flag: string | null;
    gift: boolean;
    assignee: string | null;
  };
  /** The form it opens with, for whoever came to mend something. */
  doing: Doing | null;
  /** The event that somebody is about to take back. */
  undoing: { seq: number; what: string } | null;
  /** The line that somebody is about to word anew. */
  line: LineNow | null;
  /** The split or merge that somebody is about to take back; `moved` is the order whose units return. */
  rejoining: { other: string; kind: "split" | "merged"; moved: string } | null;
  /** The next step where another part of the house brings it: picking, shipping, payment. */
  primary?: ReactNode;
  /** Printing and money. */
  more?: ReactNode;
};

type Open = Doing | "hold" | "assign" | "priority" | "changeCustomer" | null;

/** The buttons of an order: the next step first, everything else under Edit, Print and More. */
export function OrderActions(props: OrderActionsProps) {
  const t = useTranslations("orders");
  const moves = useTranslations("moves");
  const shipping = useTranslations("shipping");
  const { number, version, allowed, next } = props;
  const router = useRouter();
  const [open, setOpen] = useState<Open>(props.doing && allowed.includes(props.doing) ? props.doing : null);
  const fields = { number, version: String(version) };
  const can = (action: OrderAction) => allowed.includes(action);
  const close = () => setOpen(null);
  const keep = () => router.replace(`/orders/${encodeURIComponent(number)}`, { scroll: false });
  return (
    <div className="no-print mb-4 flex flex-wrap items-center gap-2">
      {next === "release" ? (
        <ActionButton action={releaseAction} fields={fields} done={t("done.released")} variant="primary">
          {t("action.release")}
        </ActionButton>
      ) : null}
      {next === "submit" ? (
        <ActionButton action={submitAction} fields={fields} done={t("done.submitted")} variant="primary">
          {t("action.submit")}
        </ActionButton>
      ) : null}
      {next === "submit" ? (
        <ButtonLink href={`/orders/new?draft=${encodeURIComponent(number)}`}>{t("action.finish")}</ButtonLink>
      ) : null}
      {can("approve") ? (
        <ActionButton
          action={approveAction}
          fields={fields}
          done={t("done.approved")}
          variant={next === "approve" ? "primary" : "secondary"}
          shortcut="a"
        >
          {t("action.approve")}
        </ActionButton>
      ) : null}
      {props.primary}
      {can("edit") || can("change") || can("assign") || can("hold") ? (
        <Menu
          trigger={
            <Button>
              {t("menu.edit")} <ChevronDown aria-hidden />
            </Button>
          }
        >
          {can("edit") ? <MenuItem onSelect={() => setOpen("edit")}>{t("action.edit")}</MenuItem> : null}
          {can("change") ? (
            <MenuItem href={`/orders/${encodeURIComponent(number)}/change`}>{t("action.change")}</MenuItem>
          ) : null}
          {can("split") ? (
            <MenuItem href={`/orders/${encodeURIComponent(number)}/split`}>{t("action.split")}</MenuItem>
          ) : null}
          {can("merge") ? (
            <MenuItem href={`/orders/merge?order=${encodeURIComponent(number)}`}>{t("action.merge")}</MenuItem>
          ) : null}
          {can("assign") ? <MenuItem onSelect={() => setOpen("assign")}>{t("action.assign")}</MenuItem> : null}
          {can("reroute") && props.warehouses.length > 1 ? (
            <MenuItem onSelect={() => setOpen("reroute")}>{t("action.reroute")}</MenuItem>
          ) : null}
          {can("service") ? <MenuItem onSelect={() => setOpen("service")}>{shipping("change.action")}</MenuItem> : null}
          {can("takeStock") ? <MenuItem onSelect={() => setOpen("takeStock")}>{t("action.takeStock")}</MenuItem> : null}
          {can("payBy") ? <MenuItem onSelect={() => setOpen("payBy")}>{t("action.payBy")}</MenuItem> : null}
          {can("changeCustomer") ? (
            <MenuItem onSelect={() => setOpen("changeCustomer")}>{t("action.changeCustomer")}</MenuItem>
          ) : null}
          {can("prioritise") ? (
            <MenuItem onSelect={() => setOpen("priority")}>{t("action.prioritise")}</MenuItem>
          ) : null}
          {can("hold") ? <MenuItem onSelect={() => setOpen("hold")}>{t("action.hold")}</MenuItem> : null}
        </Menu>
      ) : null}
      {props.more}
      <Dialog open={props.undoing !== null} onOpenChange={(shown) => !shown && keep()} title={t("undo.title")}>
        {props.undoing ? <UndoForm {...props.undoing} fields={fields} onDone={keep} /> : null}
      </Dialog>
      <Dialog
        open={props.line !== null && can("edit")}
        onOpenChange={(shown) => !shown && keep()}
        title={props.line?.title ?? ""}
      >
        {props.line ? <LineForm now={props.line} fields={fields} onDone={keep} /> : null}
      </Dialog>
      <Dialog
        open={props.rejoining !== null}
        onOpenChange={(shown) => !shown && keep()}
        title={props.rejoining ? moves(`rejoin.${props.rejoining.kind}`, { number: props.rejoining.moved }) : ""}
      >
        {props.rejoining ? <RejoinForm {...props.rejoining} fields={fields} onDone={keep} /> : null}
      </Dialog>
      <Dialog
        open={open === "hold"}
        onOpenChange={(shown) => !shown && close()}
        title={t("form.holdTitle", { number })}
      >
        <HoldForm fields={fields} onDone={close} />
      </Dialog>
      <Dialog
        open={open === "reroute"}
        onOpenChange={(shown) => !shown && close()}
        title={moves("reroute.title", { number })}
      >
        <RerouteForm fields={fields} warehouses={props.warehouses} now={props.warehouse} onDone={close} />
      </Dialog>
      <Dialog
        open={open === "payBy"}
        onOpenChange={(shown) => !shown && close()}
        title={moves("payBy.title", { number })}
      >
        <PaymentMethodForm fields={fields} now={props.paymentMethod} onDone={close} />
      </Dialog>
      <Dialog
        open={open === "service"}
        onOpenChange={(shown) => !shown && close()}
        title={shipping("change.title", { number })}
      >
        <ServiceForm fields={fields} now={props.service.code} words={props.service.words} onDone={close} />
      </Dialog>
      <Dialog
        open={open === "takeStock"}
        onOpenChange={(shown) => !shown && close()}
        title={moves("takeStock.title", { number })}
      >
        <TakeStockForm fields={fields} onDone={close} />
      </Dialog>
      <Dialog
        open={open === "changeCustomer"}
        onOpenChange={(shown) => !shown && close()}
        title={moves("changeCustomer.title", { number })}
      >
        <CustomerForm fields={fields} onDone={close} />
      </Dialog>
      <Dialog
        open={open === "priority"}
        onOpenChange={(shown) => !shown && close()}
        title={t("priority.title", { number })}
      >
        <PriorityForm fields={fields} now={props.priority} onDone={close} />
      </Dialog>
      <Dialog
        open={open === "assign"}
        onOpenChange={(shown) => !shown && close()}
        title={t("form.assignTitle", { number })}
      >
        <AssignForm fields={fields} people={props.people} assignee={props.details.assignee} onDone={close} />
      </Dialog>
      <Dialog
        open={open === "edit"}
        onOpenChange={(shown) => !shown && close()}
        title={t("form.editTitle", { number })}
        size="lg"
      >
        <EditForm {...props} fields={fields} onDone={close} />
      </Dialog>
    </div>
  );
}
