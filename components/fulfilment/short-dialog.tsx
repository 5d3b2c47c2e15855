"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Radio } from "@/components/ui/choice";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field, Fieldset } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { WaveTask } from "@/lib/fulfilment/queries/wave";
import { shortReasons } from "@/lib/fulfilment/rules/short-pick";
import type { ShortInput } from "./use-wave";

type ShortDialogProps = { open: boolean; onClose: () => void; task: WaveTask; onReport: (input: ShortInput) => void };

/** How many are missing, and whether the shelf is empty or what lies there is broken. */
export function ShortDialog({ open, onClose, task, onReport }: ShortDialogProps) {
  const t = useTranslations("fulfilment.wave");
  const words = useTranslations("common");
  const left = task.quantity - task.picked;
  const [count, setCount] = useState(String(left));
  const quantity = /^\d+$/.test(count) ? Number(count) : 0;
  const right = quantity >= 1 && quantity <= left;

  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!right) return;
    const data = new FormData(event.currentTarget);
    const reason = data.get("reason") === "damaged" ? "damaged" : "not_found";
    onReport({ code: task.sku, quantity, reason, note: String(data.get("note") ?? "").trim() });
  };
  return (
    <Dialog
      open={open}
      onOpenChange={(shown) => !shown && onClose()}
      size="sm"
      title={t("shortTitle")}
      description={t("shortText", { sku: task.sku, bin: task.bin || t("noBin") })}
    >
      <form onSubmit={onSubmit} className="grid gap-4">
        <Field label={t("shortCount")}>
          <Input
            size="lg"
            inputMode="numeric"
            value={count}
            onChange={(event) => setCount(event.target.value)}
            invalid={!right}
            autoComplete="off"
            className="w-32! text-2xl!"
          />
        </Field>
        <Fieldset legend={t("shortReason")}>
          {shortReasons.map((reason, index) => (
            <Radio
              key={reason}
              name="reason"
              value={reason}
              defaultChecked={index === 0}
              label={t(`shortReasons.${reason}`)}
            />
          ))}
        </Fieldset>
        <Field label={t("shortNote")} optional>
          <Input name="note" size="lg" maxLength={300} autoComplete="off" />
        </Field>
        <div className="flex flex-wrap justify-end gap-2">
          <DialogClose>
            <Button size="lg">{words("cancel")}</Button>
          </DialogClose>
          <Button type="submit" size="lg" variant="primary" disabled={!right}>
            {t("shortGo", { count: right ? quantity : 0 })}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
