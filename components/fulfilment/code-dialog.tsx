"use client";

import { useTranslations } from "next-intl";
import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type CodeDialogProps = { open: boolean; onClose: () => void; onCode: (code: string) => void };

/** For a device without keys and a code that no scanner reads. */
export function CodeDialog({ open, onClose, onCode }: CodeDialogProps) {
  const t = useTranslations("fulfilment.wave");
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get("code") ?? "").trim();
    if (code === "") return;
    onClose();
    onCode(code);
  };
  return (
    <Dialog open={open} onOpenChange={(shown) => !shown && onClose()} size="sm" title={t("enterCode")}>
      <form onSubmit={onSubmit} className="grid gap-4">
        <Field label={t("code")}>
          <Input name="code" size="lg" autoComplete="off" autoCapitalize="characters" className="font-mono" />
        </Field>
        <Button type="submit" size="lg" variant="primary">
          {t("codeGo")}
        </Button>
      </form>
    </Dialog>
  );
}
