"use client";

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

type Received = { document: string; units: number; filled: { orders: string[]; units: number } };
type Place = { value: string; label: string };

/** Goods come in: choose the warehouse, scan, send. The next delivery starts on a clean form. */
export function ReceiveForm({ action, places }: { action: FormAction; places: Place[] }) {
  const t = useTranslations("stock");
  const lines = useScannedLines();
  const scan = useRef<HTMLInputElement>(null);
  const [place, setPlace] = useState(places[0]?.value ?? "");
  const [received, setReceived] = useState<Received | null>(null);
  const payload = lines.lines.map((line) => ({ sku: line.item.sku, quantity: unitsOf(line) ?? 0 }));
  return (
    <ActionForm
      action={action}
      label={t("receive.title")}
      fields={{ lines: JSON.stringify(payload) }}
      resetOnOk={false}
      onOk={(state) => {
        setReceived(state.value as Received);
        lines.clear();
        scan.current?.focus();
      }}
      className="grid max-w-4xl gap-4"
    >
      {received ? (
        <Alert tone="good" title={t("receive.done", { units: received.units })}>
          {received.filled.units > 0 ? (
            <p>
              {t("receive.filled", {
                units: received.filled.units,
                orders: received.filled.orders.length,
                numbers: received.filled.orders.slice(0, 8).join(", "),
              })}
            </p>
          ) : null}
          <TextLink href={`/stock/documents/${received.document}`}>
            {t("receive.document", { number: received.document })}
          </TextLink>
        </Alert>
      ) : null}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the whole form. */}
      <div onKeyDown={submitOnCommandEnter}>
        <Card>
          <CardBody className="grid gap-3 sm:grid-cols-2">
            <FormField
              as="select"
              name="location"
              label={t("receive.location")}
              options={places}
              defaultValue={place}
              onChange={(event) => setPlace(event.currentTarget.value)}
            />
            <FormField
              name="reference"
              label={t("receive.reference")}
              hint={t("receive.referenceHint")}
              maxLength={120}
              optional
            />
          </CardBody>
        </Card>
        <Card className="mt-4">
          <CardHeader title={t("lines.legend")} />
          <CardBody>
            <ScannedLines lines={lines} inputRef={scan} place={place} />
          </CardBody>
          <CardFooter className="flex-wrap justify-end">
            <FormField
              name="note"
              label={t("receive.note")}
              hideLabel
              placeholder={t("receive.note")}
              maxLength={500}
              className="min-w-40 flex-1"
            />
            <SubmitButton disabled={!lines.valid}>
              {t("receive.submit", { units: lines.units })} <Kbd>⌘↵</Kbd>
            </SubmitButton>
          </CardFooter>
        </Card>
      </div>
    </ActionForm>
  );
}
