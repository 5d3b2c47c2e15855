"use client";

import { useTranslations } from "next-intl";
import { lazy, useState } from "react";
import { releaseAction } from "@/app/(back-office)/orders/[number]/actions";
import { ActionButton } from "@/components/form/action-button";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { HoldTermsNow } from "./hold-fields";

const HoldTermsForm = lazy(() => import("./order-forms").then((forms) => ({ default: forms.HoldTermsForm })));

type HoldButtonsProps = {
  fields: Record<string, string>;
  title: string;
  /** Releasing it is the approval that it waits for. */
  approves: boolean;
  may: { release: boolean; change: boolean };
  now: HoldTermsNow;
};

/** What can be done with one hold. */
export function HoldButtons({ fields, title, approves, may, now }: HoldButtonsProps) {
  const t = useTranslations("orders");
  const [open, setOpen] = useState(false);
  if (!may.release && !may.change) return null;
  return (
    <div className="no-print mt-2 flex flex-wrap gap-2">
      {may.release ? (
        <ActionButton
          action={releaseAction}
          fields={fields}
          done={t("done.released")}
          size="sm"
          variant={approves ? "primary" : "secondary"}
        >
          {approves ? t("holds.approve") : t("holds.release")}
        </ActionButton>
      ) : null}
      {may.change ? (
        <Button size="sm" variant="quiet" onClick={() => setOpen(true)}>
          {t("holds.change")}
        </Button>
      ) : null}
      <Dialog open={open} onOpenChange={setOpen} title={title}>
        <HoldTermsForm fields={fields} now={now} onDone={() => setOpen(false)} />
      </Dialog>
    </div>
  );
}
