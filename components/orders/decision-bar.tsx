"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { approveAction, releaseAction } from "@/app/(back-office)/orders/[number]/actions";
import { ActionButton } from "@/components/form/action-button";
import { isLetterKey } from "@/components/shell/letter-keys";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { AssignForm, HoldForm } from "./order-forms";
import { RejectButton } from "./reject-button";

type DecisionBarProps = {
  number: string;
  version: number;
  /** Where the next and the previous order of the queue are. */
  nextHref: string;
  previousHref: string;
  position: string;
  may: { approve: boolean; release: boolean; reject: boolean; hold: boolean; assign: boolean };
  people: { name: string; email: string }[];
  assignee: string | null;
  /** What was paid and would go back, in words. */
  paid: string | null;
};

/** Decides the order on the screen by button or letter; the next one opens by itself. */
export function DecisionBar(props: DecisionBarProps) {
  const { number, version, nextHref, previousHref, position, may, people, assignee, paid } = props;
  const t = useTranslations("orders");
  const router = useRouter();
  const bar = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<"hold" | "assign" | null>(null);
  const fields = { number, version: String(version) };
  const goOn = () => {
    setOpen(null);
    router.replace(nextHref, { scroll: false });
  };

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isLetterKey(event)) return;
      const key = event.key.toLowerCase();
      if (key === "a" && may.approve) bar.current?.querySelector<HTMLButtonElement>("[aria-keyshortcuts=a]")?.click();
      else if (key === "h" && may.hold) setOpen("hold");
      else if (key === "j") router.replace(nextHref, { scroll: false });
      else if (key === "k") router.replace(previousHref, { scroll: false });
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [may.approve, may.hold, nextHref, previousHref, router]);

  return (
    <div
      ref={bar}
      className="sticky bottom-0 flex flex-wrap items-center gap-2 rounded-b-lg border-border border-t bg-surface px-4 py-2.5 max-sm:bottom-14"
    >
      {may.approve ? (
        <ActionButton
          action={approveAction}
          fields={fields}
          done={t("done.approved")}
          onOk={goOn}
          variant="primary"
          shortcut="a"
        >
          {t("action.approve")} <Kbd>A</Kbd>
        </ActionButton>
      ) : null}
      {may.release ? (
        <ActionButton
          action={releaseAction}
          fields={fields}
          done={t("done.released")}
          variant={may.approve ? "secondary" : "primary"}
        >
          {t("action.release")}
        </ActionButton>
      ) : null}
      {may.hold ? (
        <Button onClick={() => setOpen("hold")}>
          {t("action.hold")} <Kbd>H</Kbd>
        </Button>
      ) : null}
      {may.assign ? <Button onClick={() => setOpen("assign")}>{t("action.assign")}</Button> : null}
      {may.reject ? <RejectButton number={number} version={version} paid={paid} onDone={goOn} /> : null}
      <span className="ms-auto inline-flex items-center gap-1.5 text-sm text-text-2 max-sm:hidden">
        {position} · <Kbd>J</Kbd> <Kbd>K</Kbd>
      </span>
      <Dialog
        open={open === "hold"}
        onOpenChange={(shown) => !shown && setOpen(null)}
        title={t("form.holdTitle", { number })}
      >
        <HoldForm fields={fields} onDone={goOn} />
      </Dialog>
      <Dialog
        open={open === "assign"}
        onOpenChange={(shown) => !shown && setOpen(null)}
        title={t("form.assignTitle", { number })}
      >
        <AssignForm fields={fields} people={people} assignee={assignee} onDone={() => setOpen(null)} />
      </Dialog>
    </div>
  );
}
