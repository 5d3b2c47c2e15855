"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import {
  assignExceptionsAction,
  fixExceptionsAction,
  snoozeExceptionsAction,
} from "@/app/(back-office)/exceptions/actions";
import { ActionButton } from "@/components/form/action-button";
import { useSelection } from "@/components/list/selection";
import { InlineError } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Menu, MenuItem } from "@/components/ui/dropdown-menu";
import { useAct, useSaid } from "./use-act";

export type Person = { name: string; email: string };
type Asked = "assign" | "snooze" | "close";

// Forms come with the first dialog that is opened.
const ExceptionForm = lazy(() => import("./exception-forms").then((forms) => ({ default: forms.ExceptionForm })));

type ActionsProps = {
  numbers: readonly number[];
  people: readonly Person[];
  me: string;
  /** Put away already: they can be brought back. */
  snoozed?: boolean;
  onDone?: () => void;
};

/** Take, give away, put away, close: of one exception or of those selected, each with its way back. */
export function ExceptionActions({ numbers, people, me, snoozed = false, onDone }: ActionsProps) {
  const t = useTranslations("exceptions");
  const [open, setOpen] = useState<Asked | null>(null);
  const { act, pending, problem } = useAct(onDone);
  const said = useSaid(onDone);
  const fields = { numbers: numbers.join() };
  const snooze = (choice: string) =>
    act(snoozeExceptionsAction, { ...fields, choice }, choice === "wake" ? "woken" : "snoozed");
  return (
    <>
      <Button busy={pending} onClick={() => act(assignExceptionsAction, { ...fields, email: me }, "assigned")}>
        {t("action.take")}
      </Button>
      <Button onClick={() => setOpen("assign")}>{t("action.assign")}</Button>
      <Menu
        label={t("action.snooze")}
        trigger={
          <Button>
            {t("action.snooze")} <ChevronDown aria-hidden />
          </Button>
        }
      >
        {snoozed ? <MenuItem onSelect={() => snooze("wake")}>{t("action.wake")}</MenuItem> : null}
        <MenuItem onSelect={() => snooze("hour")}>{t("action.hour")}</MenuItem>
        <MenuItem onSelect={() => snooze("tomorrow")}>{t("action.tomorrow")}</MenuItem>
        <MenuItem onSelect={() => setOpen("snooze")}>{t("action.date")}</MenuItem>
      </Menu>
      <Button onClick={() => setOpen("close")}>{t("action.close")}</Button>
      {problem ? <InlineError>{problem}</InlineError> : null}
      <Dialog
        open={open !== null}
        onOpenChange={(shown) => !shown && setOpen(null)}
        title={open ? t(`form.${open}Title`, { which: t("form.which", { count: numbers.length }) }) : ""}
        description={open === "close" ? t("form.closeText") : undefined}
      >
        {open ? (
          <Suspense>
            <ExceptionForm
              asked={open}
              fields={fields}
              people={people}
              onOk={(state) => {
                setOpen(null);
                said(state, open === "assign" ? "assigned" : open === "snooze" ? "snoozed" : "closed");
              }}
            />
          </Suspense>
        ) : null}
      </Dialog>
    </>
  );
}

/** The same for the rows that are ticked, with their fixes where these take no input. */
export function ExceptionBar({ people, me, snoozed }: Omit<ActionsProps, "numbers" | "onDone">) {
  const t = useTranslations("exceptions");
  const { keys, clear } = useSelection();
  const numbers = keys.map(Number);
  return (
    <>
      <ActionButton
        action={fixExceptionsAction}
        fields={{ numbers: numbers.join() }}
        done={t("fix.asked", { count: numbers.length })}
        onOk={clear}
        variant="primary"
      >
        {t("action.fixAll")}
      </ActionButton>
      <ExceptionActions numbers={numbers} people={people} me={me} snoozed={snoozed} onDone={clear} />
    </>
  );
}
