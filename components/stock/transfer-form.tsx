"use client";

import { ArrowRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { FormField } from "@/components/form/form-field";
import { SubmitButton } from "@/components/form/submit-button";
import { submitOnCommandEnter } from "@/components/form/submit-keys";
import { Alert } from "@/components/ui/alert";
import { Card, CardBody, CardFooter, CardHeader } from "@/components/ui/card";
import { Kbd } from "@/components/ui/kbd";
import { TextLink } from "@/components/ui/link";
import type { FormAction } from "@/lib/form-state";
import { ScannedLines, unitsOf, useScannedLines } from "./scanned-lines";

type Moved = { document: string; units: number };
type Place = { value: string; label: string; active: boolean };

/** Units go from one warehouse to another. A closed one may be emptied, not filled. */
export function TransferForm({ action, places }: { action: FormAction; places: Place[] }) {
  const t = useTranslations("stock");
  const lines = useScannedLines();
  const scan = useRef<HTMLInputElement>(null);
  const open = places.filter(({ active }) => active);
  const [from, setFrom] = useState(places[0]?.value ?? "");
  const [moved, setMoved] = useState<Moved | null>(null);
  const payload = lines.lines.map((line) => ({ sku: line.item.sku, quantity: unitsOf(line) ?? 0 }));
  return (
    <ActionForm
      action={action}
      label={t("transfer.title")}
      fields={{ lines: JSON.stringify(payload) }}
      resetOnOk={false}
      onOk={(state) => {
        setMoved(state.value as Moved);
        lines.clear();
        scan.current?.focus();
      }}
      className="grid max-w-4xl gap-4"
    >
      {moved ? (
        <Alert tone="good" title={t("transfer.done", { units: moved.units })}>
          <TextLink href={`/stock/documents/${moved.document}`}>
            {t("transfer.document", { number: moved.document })}
          </TextLink>
        </Alert>
      ) : null}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the whole form. */}
      <div onKeyDown={submitOnCommandEnter}>
        <Card>
          <CardBody className="grid items-start gap-3 sm:grid-cols-[1fr_auto_1fr]">
            <FormField
              as="select"
              name="from"
              label={t("transfer.from")}
              options={places}
              defaultValue={from}
              onChange={(event) => setFrom(event.currentTarget.value)}
            />
            <ArrowRight aria-hidden className="mt-7 size-4 text-text-3 max-sm:hidden" />
            <FormField
              as="select"
              name="to"
              label={t("transfer.to")}
              options={open}
              defaultValue={open.find(({ value }) => value !== from)?.value}
            />
          </CardBody>
        </Card>
        <Card className="mt-4">
          <CardHeader title={t("lines.legend")} />
          <CardBody>
            <ScannedLines lines={lines} inputRef={scan} place={from} leaves />
          </CardBody>
          <CardFooter className="flex-wrap justify-end">
            <FormField
              name="note"
              label={t("transfer.note")}
              hideLabel
              placeholder={t("transfer.note")}
              maxLength={500}
              className="min-w-40 flex-1"
            />
            <SubmitButton disabled={!lines.valid}>
              {t("transfer.submit", { units: lines.units })} <Kbd>⌘↵</Kbd>
            </SubmitButton>
          </CardFooter>
        </Card>
      </div>
    </ActionForm>
  );
}
