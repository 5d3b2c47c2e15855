"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { BulkForm } from "./bulk-forms";

/** Ships whatever orders a pasted table names, each with its tracking number. */
export function ShipTable() {
  const t = useTranslations("bulk.form");
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button>{t("shipTable")}</Button>}
      title={t("shipTable")}
      description={t("shipTableText")}
    >
      <BulkForm action="ship" selection={JSON.stringify({ table: true })} fromTable />
    </Dialog>
  );
}
