"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, startTransition, useState } from "react";
import { createBulkAction } from "@/app/(back-office)/orders/bulk/actions";
import { ActionButton } from "@/components/form/action-button";
import { useSelection } from "@/components/list/selection";
import { InlineError } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Menu, MenuItem } from "@/components/ui/dropdown-menu";
import { bulkPapers } from "@/lib/bulk/rules/printable";
import type { BulkActionName } from "@/lib/bulk/rules/words";
import { idleForm } from "@/lib/form-state";
import type { ListState } from "@/lib/list/params";
import { exportHref } from "@/lib/orders/export-href";
import type { Choice } from "@/lib/orders/queries/list-choices";
import type { Person } from "./bulk-forms";

export type BulkMay = Record<BulkActionName | "export", boolean>;

export type BulkActionsProps = {
  state: ListState;
  /** The list's own address and when it was made: what "all that match" means. */
  query: string;
  seenAt: string;
  may: BulkMay;
  people: Person[];
  warehouses: Choice[];
};

const inMenu = [
  ...(["prioritise", "promise", "service", "edit", "payment", "customer"] as const),
  ...(["items", "merge", "resend", "duplicate", "split", "reroute"] as const),
];

type Asked = Exclude<BulkActionName, "approve" | "print">;

const BulkForm = lazy(() => import("./bulk-forms").then((forms) => ({ default: forms.BulkForm })));

/** What can be done to the selected orders. Each opens the preview of a change; nothing is changed from here. */
export function BulkActions({ state, query, seenAt, may, people, warehouses }: BulkActionsProps) {
  const t = useTranslations("bulk");
  const { keys, allMatching } = useSelection();
  const [open, setOpen] = useState<Asked | null>(null);
  const [problem, setProblem] = useState("");
  const selection = JSON.stringify(allMatching ? { query, seenAt } : { numbers: keys });
  const exported = allMatching ? state : { ...state, filters: { ...state.filters, number: keys } };
  const which = allMatching ? t("form.all") : t("form.which", { count: keys.length });
  const print = (paper: string) => {
    const data = new FormData();
    for (const [name, value] of Object.entries({ action: "print", paper, selection })) data.set(name, value);
    startTransition(async () => {
      setProblem((await createBulkAction(idleForm, data)).message ?? "");
    });
  };
  return (
    <>
      {may.approve ? (
        <ActionButton action={createBulkAction} fields={{ action: "approve", selection }} variant="primary">
          {t("action.approve")}
        </ActionButton>
      ) : null}
      {(["hold", "assign", "tag"] as const).map((action) =>
        may[action] ? (
          <Button key={action} onClick={() => setOpen(action)}>
            {t(`action.${action}`)}
          </Button>
        ) : null,
      )}
      {may.print ? (
        <Menu
          label={t("action.print")}
          trigger={
            <Button>
              {t("action.print")} <ChevronDown aria-hidden />
            </Button>
          }
        >
          {bulkPapers.map((paper) => (
            <MenuItem key={paper} onSelect={() => print(paper)}>
              {t(`what.papers.${paper}`)}
            </MenuItem>
          ))}
        </Menu>
      ) : null}
      {may.release || may.prioritise || may.items || may.cancel || may.ship || may.export ? (
        <Menu
          label={t("more")}
          trigger={
            <Button>
              {t("more")} <ChevronDown aria-hidden />
            </Button>
          }
        >
          {may.release ? <MenuItem onSelect={() => setOpen("release")}>{t("action.release")}</MenuItem> : null}
          {inMenu.map((action) =>
            may[action] && (action !== "reroute" || warehouses.length > 1) ? (
              <MenuItem key={action} onSelect={() => setOpen(action)}>
                {t(`action.${action}`)}
              </MenuItem>
            ) : null,
          )}
          {may.ship ? <MenuItem onSelect={() => setOpen("ship")}>{t("action.ship")}</MenuItem> : null}
          {may.export
            ? (["csv", "xlsx"] as const).map((format) => (
                <MenuItem key={format} href={exportHref(exported, format)} external>
                  {t(`export.${format}`)}
                </MenuItem>
              ))
            : null}
          {may.cancel ? (
            <MenuItem danger onSelect={() => setOpen("cancel")}>
              {t("action.cancel")}
            </MenuItem>
          ) : null}
        </Menu>
      ) : null}
      {problem ? <InlineError>{problem}</InlineError> : null}
      <Dialog
        open={open !== null}
        onOpenChange={(shown) => !shown && setOpen(null)}
        size={open === "edit" ? "lg" : "md"}
        title={open ? t(`form.title.${open}`) : ""}
        description={which}
      >
        {open ? (
          <Suspense>
            <BulkForm action={open} selection={selection} people={people} warehouses={warehouses} />
          </Suspense>
        ) : null}
      </Dialog>
    </>
  );
}
