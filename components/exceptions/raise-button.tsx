"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

const RaiseForm = lazy(() => import("./exception-forms").then((forms) => ({ default: forms.RaiseForm })));

/** Opens the form for what no check finds. */
export function RaiseButton({ order }: { order?: string }) {
  const t = useTranslations("exceptions");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Plus aria-hidden />
        {t("action.raise")}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={t("form.raiseTitle")} description={t("form.raiseText")}>
        {open ? (
          <Suspense>
            <RaiseForm order={order} onOk={() => setOpen(false)} />
          </Suspense>
        ) : null}
      </Dialog>
    </>
  );
}
